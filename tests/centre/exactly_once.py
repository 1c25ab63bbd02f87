#!/usr/bin/python3
"""Writers that are cut off, killed and sent again, against one centre.

exactly_once.py APPLICATIONS FAULTS [MUTANT]: PGHOST names the cluster, POSTGRES the
command that stops and starts it at once.  Prints what happened; 1 when an
acknowledged application is lost or doubled, or somebody has more than the limit.

Mutants are ways to get it wrong, each of which must be noticed: "early"
acknowledges before the commit, "unlocked" takes slots without lock and unique key,
"keyless" sends again under a new key.
"""
import json
import os
import random
import subprocess
import sys
import threading
import time

import psycopg2

PEOPLE = 300		# few, so that several kiosks want the same person's slots at once
WRITERS = 8
LIMIT = 3
TRADES = ["焊工", "电工", "车工", "钳工", "育婴员", "面点师"]

UNLOCKED = """
create or replace function centre.lock_person(person centre.hash) returns void language plpgsql as $$
begin
	null;
end $$;
drop index centre.slot_taken_once, centre.once_only;
create or replace function centre.first_status(answer jsonb) returns centre.status language plpgsql volatile as $$
begin
	perform pg_sleep(0.02);
	return 'received';
end $$;
"""


def connect():
	return psycopg2.connect(dbname=os.environ["PGDATABASE"], user="centre")


def item(number, key):
	"""The same application under every resend: drawn from its number alone."""
	draw = random.Random(number)
	return {
		"key": f"{key:032x}", "person": f"{draw.randrange(PEOPLE):064x}",
		"year": draw.choice([2020, 2021]), "region": 1, "class": "COURSE",
		"occupation": draw.choice(TRADES), "level": draw.choice(["五级", "四级"]),
		"items": [{"benefit": "QUAL", "fen": 104000}], "pack": "ab" * 32,
		"signed": "2021-03-15T09:25:00+08",
	}


class Campaign:
	def __init__(self, applications, faults, mutant):
		self.applications, self.faults, self.mutant = applications, faults, mutant
		self.lock = threading.Lock()
		self.next = 0
		self.acknowledged = {}		# key → outcome
		self.cut = self.absorbed = self.struck = self.stopped = 0
		self.over = False

	def take(self):
		with self.lock:
			self.next += 1
			return self.next if self.next <= self.applications else None

	def acknowledge(self, key, answer):
		with self.lock:
			self.absorbed += bool(answer.get("again"))
			first = self.acknowledged.setdefault(key, answer["outcome"])
			if first != answer["outcome"]:
				print(f"key {key:x}: first {first}, then {answer['outcome']}")
				self.over = True

	def send_once(self, connection, number, key):
		with connection.cursor() as cursor:
			cursor.execute("select gate.submit('A1', %s, '\\x01')",
				       [json.dumps(item(number, key))])
			answer = cursor.fetchone()[0]
		if self.mutant == "early":
			self.acknowledge(key, answer)
			time.sleep(0.02)
		connection.commit()
		self.acknowledge(key, answer)

	def write(self, seed):
		draw, connection, resend = random.Random(seed), None, None
		while (number := resend or self.take()) is not None:
			key = number
			if self.mutant == "keyless" and resend:
				key = number + draw.randrange(1, 1 << 60) * self.applications
			resend = number
			try:
				connection = connection or connect()
				self.send_once(connection, number, key)
				resend = number if draw.random() < 0.05 and not key > self.applications else None
			except psycopg2.Error as error:
				if error.pgcode and error.pgcode[:2] not in ("57", "08"):
					print(f"no cut: {error}")
					self.over = True
					return
				with self.lock:
					self.cut += 1
					if self.mutant == "early" and key in self.acknowledged:
						resend = None	# whoever was answered sends no more
				connection = None
				time.sleep(0.01)

	def strike(self):
		"""Backends end in the middle; twice the whole server does."""
		connection = None
		while self.struck < self.faults and self.next <= self.applications:
			time.sleep(0.01)
			try:
				if self.struck in (self.faults // 3, self.faults * 2 // 3):
					self.stopped += 1
					subprocess.run(os.environ["POSTGRES"], shell=True, check=True)
					connection = None
				connection = connection or connect()
				with connection.cursor() as cursor:
					cursor.execute("""select pg_terminate_backend(pid)
						from pg_stat_activity where pid <> pg_backend_pid()
						and backend_type = 'client backend'
						order by random() limit 1""")
				connection.commit()
				self.struck += 1
			except psycopg2.Error:
				connection = None

	def run(self):
		threads = [threading.Thread(target=self.write, args=[seed]) for seed in range(WRITERS)]
		threads.append(threading.Thread(target=self.strike))
		for thread in threads:
			thread.start()
		for thread in threads:
			thread.join()


def one(connection, sql):
	with connection.cursor() as cursor:
		cursor.execute(sql)
		return cursor.fetchone()[0]


def judge(campaign):
	connection = connect()
	with connection.cursor() as cursor:
		cursor.execute("select key, answer->>'outcome' from centre.application")
		held = {int(key, 16): outcome for key, outcome in cursor}
	lost = sum(held.get(key) != outcome for key, outcome in campaign.acknowledged.items())
	doubled = len(held) - campaign.applications if campaign.mutant == "keyless" else \
		len(held) - len(campaign.acknowledged)
	crowded = one(connection, f"""select count(*) from (select from centre.slot
		where released is null group by person, year
		having count(*) > {LIMIT} or count(distinct no) < count(*)) as c""")
	twice = one(connection, """select count(*) from (select from centre.once
		where released is null group by person, occupation, level having count(*) > 1) as o""")
	slotless = one(connection, """select count(*) from centre.application a
		where answer->>'outcome' = 'taken' and not exists
		(select from centre.slot s where s.application = a.key)""")
	print(f"{len(campaign.acknowledged)} acknowledged, {campaign.struck} backends ended, "
	      f"{campaign.stopped} stops of the server, {campaign.cut} calls cut, "
	      f"{campaign.absorbed} repeats absorbed")
	print(f"{lost} lost, {doubled} doubled, {crowded} over {LIMIT} or with a slot twice, {twice} trades twice, "
	      f"{slotless} taken without a slot")
	return not (lost or doubled or crowded or twice or slotless or campaign.over)


def main():
	applications, faults = int(sys.argv[1]), int(sys.argv[2])
	mutant = sys.argv[3] if len(sys.argv) > 3 else ""
	with connect() as connection, connection.cursor() as cursor:
		cursor.execute("insert into centre.yearly_limit values ('COURSE', %s)", [LIMIT])
		cursor.execute("select centre.enrol('haishu-1', 1, 'A1', now(), now() + '1 year')")
		if mutant == "unlocked":
			cursor.execute(UNLOCKED)
	campaign = Campaign(applications, faults, mutant)
	campaign.run()
	sys.exit(not judge(campaign))


main()
