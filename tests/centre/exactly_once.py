#!/usr/bin/python3
"""Three kiosks' stores, their couriers, a line, a service, pgbouncer and PostgreSQL, each of which is cut or
killed while applications are signed and sent.

exactly_once.py FOLDER APPLICATIONS FAULTS [MUTANT]: FOLDER holds a PostgreSQL (postgres.sh).  Prints what
happened; 1 when one is lost or doubled, or somebody has more than the limit.

Mutants are ways to get it wrong, each of which must be noticed: "early" acknowledges before the commit is
written, "counting" lets a trigger count instead of a unique key behind a lock, "keyless" takes whatever comes
as something new."""
import collections
import os
import pathlib
import random
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import psycopg2

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ["BUILD_DIR"])
CONFIG = HERE.parent.parent / "kiosk-config"
FOLDER, APPLICATIONS, FAULTS = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
MUTANT = sys.argv[4] if len(sys.argv) > 4 else ""
TOP = FOLDER / (MUTANT or "as-it-is")
NAME = TOP.name.replace("-", "_")
KIOSKS, BEFORE = 3, 20
# Few people: several halls want one's slots at once.  The fewer slots, the sooner that is over.
PEOPLE, LIMIT = (10, 9) if MUTANT == "counting" else (300, 3)
# The longest that anything takes beside a busy machine.
PATIENCE_S = 120
PG_BIN = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
AS_USER = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []

MUTANTS = {
	"": [],
	# Acknowledged is what stands in the memory of the server alone, and for long.
	"early": [f"alter database {NAME} set synchronous_commit = off", "alter system set wal_writer_delay = '10s'",
		  "select pg_reload_conf()"],
	"counting": ["""
drop index centre.slot_taken_once, centre.once_only;
create or replace function centre.lock_person(person centre.hash) returns void language plpgsql as $$
begin
	null;
end $$;
create function centre.count_slots() returns trigger language plpgsql as $$
begin
	select nullif(least(1 + count(*), 10), 10) into new.slot from centre.slot s
		where s.person = new.person and s.year = new.year and s.class = new.class;
	perform pg_sleep(0.1);
	return new;
end $$;
create trigger counts before insert on centre.application for each row execute function centre.count_slots();
"""],
	"keyless": ["""
create function centre.make_key() returns trigger language plpgsql as $$
begin
	new.key := md5(random()::text);
	return new;
end $$;
create trigger keys before insert on centre.application for each row execute function centre.make_key();
"""],
}


def run(*words):
	done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
	if done.returncode:
		sys.exit(f"{words}: {done.stdout}{done.stderr}")
	return done.stdout


def wait_for(what, is_so, patience_s=PATIENCE_S):
	until = time.monotonic() + patience_s
	while not is_so():
		for process in Process.all:
			process.look()
		if time.monotonic() > until:
			sys.exit("".join([f"not within {patience_s} s: {what}\n"] + [
				line for process in Process.all for line in list(process.warned)[-3:]]))
		time.sleep(0.02)


def children_of(pid):
	"""A thread of it starts them, or the first one: all are asked."""
	return [pathlib.Path("/proc", child) for task in pathlib.Path(f"/proc/{pid}/task").iterdir()
		for child in (task / "children").read_text().split()]


class Process:
	"""One of ours, begun again after it was killed; what it prints is counted."""

	all = []

	def __init__(self, *words):
		self.words, self.process = [str(word) for word in words], None
		self.said, self.warned = collections.Counter(), collections.deque(maxlen=100000)
		self.lock = threading.Lock()
		self.begin()
		Process.all.append(self)

	def begin(self):
		self.process = subprocess.Popen(self.words, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
						stderr=subprocess.PIPE, text=True, cwd="/")
		for pipe, hear in ((self.process.stdout, self.hear), (self.process.stderr, self.warned.append)):
			threading.Thread(target=lambda pipe=pipe, hear=hear: [hear(line) for line in pipe],
					 daemon=True).start()

	def hear(self, line):
		self.said[line.strip()] += 1

	def kill(self):
		with self.lock:
			self.process.kill()
			self.process.wait()
			self.begin()

	def look(self):
		"""Whoever ends by itself is at fault; a kiosk may, whose outbox is empty."""
		with self.lock:
			ended = self.process.poll()
		if ended:
			sys.exit(f"{self.words[0]} ended with {self.process.returncode}: {''.join(list(self.warned)[-5:])}")

	def tell(self, line):
		self.process.stdin.write(line + "\n")
		self.process.stdin.flush()

	def end(self):
		self.process.kill()
		self.process.wait()


class Line(Process):
	port = 0

	def hear(self, line):
		self.port = int(line)


class Service(Process):
	"""At each start it answers on another port, and the line leads there."""

	def __init__(self, line, *words):
		self.line = line
		super().__init__(*words)

	def look(self):
		"""It does not begin without its database: its unit begins it again."""
		with self.lock:
			if self.process.poll() is not None:
				self.begin()

	def hear(self, line):
		self.line.tell(f"p {re.search('[0-9]+', line).group()}")


class Kiosk(Process):
	def __init__(self, number, line):
		self.number, self.data = number, TOP / f"data{number}"
		super().__init__(BUILD / "tool-hall", self.data, f"https://localhost:{line.port}", TOP / f"k{number}",
				 CONFIG, number, APPLICATIONS // KIOSKS, PEOPLE, BEFORE)

	def strike_courier(self):
		"""False: none runs, for it died a moment ago."""
		with self.lock:
			children = children_of(self.process.pid)
			for child in children:
				os.kill(int(child.name), signal.SIGKILL)
			return bool(children)

	def signal(self, which):
		with self.lock:
			self.process.send_signal(which)

	def outbox(self):
		with sqlite3.connect(f"file:{self.data}/store.db?mode=ro", uri=True, timeout=60) as store:
			return [(key.hex(), state, answer) for key, state, answer in
				store.execute("select key, state, answer from outbox")]

	def lost(self):
		"""Letters that the centre had said to have, and lacked when it was asked."""
		lost = [int(number) for line in self.warned
			for number in re.findall(r"the centre has lost (\d+)", line)]
		return sum(number > BEFORE for number in lost)


class Postgres:
	def strike_backend(self):
		with psycopg2.connect(f"host={FOLDER}/socket user=centre dbname=postgres") as c, c.cursor() as cursor:
			cursor.execute("select pid from pg_stat_activity where datname = %s and backend_type = "
				       "'client backend' order by random() limit 1", [NAME])
			pid = cursor.fetchone()
		c.close()
		if not pid:
			return False
		os.kill(pid[0], signal.SIGKILL)
		return True

	def strike(self):
		pid = int((FOLDER / "data/postmaster.pid").read_text().split()[0])
		children = children_of(pid)
		os.kill(pid, signal.SIGKILL)
		# None begins while one of its processes is there, and whoever tries waits a second for nothing.
		wait_for("what it had started", lambda: not any(map(pathlib.Path.exists, children)))
		wait_for("PostgreSQL after its death", lambda: subprocess.run(
			[HERE / "restart-postgres", FOLDER], check=False, capture_output=True).returncode == 0)
		return True


class Campaign:
	def __init__(self):
		TOP.mkdir()
		direct = f"host={FOLDER}/socket user=centre dbname={NAME}"
		through = f"host={TOP}/bouncer port=6432 user=centre dbname={NAME}"
		run("psql", "-Xqc", f"create database {NAME}", f"host={FOLDER}/socket user=centre dbname=postgres")
		self.centre = BUILD / "skills-centre"
		run(self.centre, "init", "--folder", TOP / "c", "--database", direct)
		run(BUILD / "skills-desk", "init", "--folder", TOP / "desk", "--database", direct)
		(TOP / "c/desk.pem").write_bytes((TOP / "desk/desk.pem").read_bytes())
		run(self.centre, "limit", "COURSE", "--most", LIMIT, "--database", direct)
		for number in range(1, KIOSKS + 1):
			run(self.centre, "enrol", f"hall-{number}", "--region", number, "--folder", TOP / "c",
			    "--out", TOP / f"k{number}", "--database", direct)
		self.direct = direct
		self.change(*MUTANTS[MUTANT])
		self.postgres = Postgres()
		self.bouncer = Process(*AS_USER, "pgbouncer", "-q", self.set_bouncer())
		wait_for("pgbouncer", (TOP / "bouncer/.s.PGSQL.6432").exists)
		self.line = Line(BUILD / "tool-line")
		wait_for("the line", lambda: self.line.port)
		self.service = Service(self.line, self.centre, "serve", "--folder", TOP / "c", "--database", through,
				       "--port", 0, "--threads", 4)
		self.kiosks = [Kiosk(number, self.line) for number in range(1, KIOSKS + 1)]
		self.struck, self.asks = collections.Counter(), 0
		self.draw = random.Random(APPLICATIONS + FAULTS)

	def set_bouncer(self):
		folder = TOP / "bouncer"
		folder.mkdir()
		(folder / "ini").write_text(f"""[databases]
* = host={FOLDER}/socket user=centre
[pgbouncer]
unix_socket_dir = {folder}
listen_addr =
listen_port = 6432
auth_type = any
pool_mode = transaction
ignore_startup_parameters = extra_float_digits
server_login_retry = 1
""")
		if AS_USER:
			subprocess.run(["chown", "-R", "postgres:", folder], check=True)
		return folder / "ini"

	def change(self, *statements):
		connection = psycopg2.connect(self.direct)
		connection.autocommit = True
		with connection.cursor() as cursor:
			for statement in statements:
				cursor.execute(statement)
		connection.close()

	def ask(self, sql):
		with psycopg2.connect(self.direct) as connection, connection.cursor() as cursor:
			cursor.execute(sql)
			rows = cursor.fetchall()
		connection.close()
		return rows

	def strike(self):
		kiosk = self.draw.choice(self.kiosks)
		kinds = {
			"answers lost": (60, lambda: self.line.tell("a") or True),
			"requests broken": (40, lambda: self.line.tell("q") or True),
			"lines cut": (40, lambda: self.line.tell("x") or True),
			"couriers": (20, kiosk.strike_courier),
			"kiosks": (15, lambda: kiosk.kill() or True),
			"services": (8, lambda: self.service.kill() or True),
			"pgbouncers": (8, lambda: self.bouncer.kill() or True),
			"backends": (7, self.postgres.strike_backend),
			"PostgreSQLs": (2, self.postgres.strike),
		}
		names = list(kinds)
		name = self.draw.choices(names, [kinds[name][0] for name in names])[0]
		try:
			self.struck[name] += kinds[name][1]()
		except (psycopg2.Error, FileNotFoundError):
			time.sleep(0.1)		# it is coming up after the last one
		if self.draw.random() < 0.3:
			self.draw.choice(self.kiosks).signal(signal.SIGUSR1)

	def signed(self):
		return sum(kiosk.said["signed"] for kiosk in self.kiosks)

	def run(self):
		"""Faults are spread over all of it: one each so many applications."""
		total = APPLICATIONS // KIOSKS * KIOSKS
		while sum(self.struck.values()) < FAULTS:
			due = total * sum(self.struck.values()) // FAULTS
			wait_for(f"{due} of {total} signed", lambda: self.signed() >= due * 0.98 - 3)
			self.strike()
		wait_for("the last one sent", lambda: self.asked() and all(kiosk.said["done"] for kiosk in self.kiosks))
		# The hardest moment, which chance need not draw: the last answer has just been given.
		self.struck["PostgreSQLs"] += self.postgres.strike()

	def asked(self):
		"""What is archived is asked again without the ten minutes between."""
		if time.monotonic() > self.asks + 1:
			self.asks = time.monotonic()
			for kiosk in self.kiosks:
				kiosk.signal(signal.SIGUSR2)
		return True

	def empty(self):
		"""What is archived leaves the outbox, and nothing did before."""
		self.change("update centre.application set archived = now()")
		wait_for("empty outboxes", lambda: self.asked() and all(kiosk.said["empty"] for kiosk in self.kiosks),
			 PATIENCE_S + APPLICATIONS // 100)

	def end(self):
		for process in (*self.kiosks, self.service, self.line, self.bouncer):
			process.end()


def judge(campaign):
	held = {key: outcome for key, outcome in campaign.ask("select key, answer->>'outcome' from centre.application")}
	signed, missing, other = 0, 0, 0
	for kiosk in campaign.kiosks:
		rows = kiosk.outbox()
		signed += len(rows)
		missing += sum(key not in held for key, _, _ in rows) + kiosk.lost()
		other += sum(state != 1 or held.get(key, answer) != answer for key, state, answer in rows)
	total = APPLICATIONS // KIOSKS * KIOSKS
	doubled = len(held) - campaign.ask("select count(distinct about->>'receipt_no' || kiosk) from centre.application")[0][0]
	found = {
		"lost": missing + total - signed,
		"doubled": doubled,
		"answered otherwise than noted": other,
		f"over {LIMIT} or with a slot twice": campaign.ask(f"""select count(*) from (select from centre.slot
			where released is null group by person, year
			having count(*) > {LIMIT} or count(distinct no) < count(*)) as c""")[0][0],
		"trades twice": campaign.ask("""select count(*) from (select from centre.once where released is null
			group by person, occupation, level having count(*) > 1) as o""")[0][0],
		"taken without a slot": campaign.ask("""select count(*) from centre.application a
			where answer->>'outcome' = 'taken' and not exists
			(select from centre.slot s where s.application = a.key)""")[0][0],
	}
	print(f"{signed} signed; struck: " + ", ".join(f"{n} {name}" for name, n in sorted(campaign.struck.items())))
	print(f"{sum(kiosk.said['again'] for kiosk in campaign.kiosks)} repeats absorbed, "
	      f"{KIOSKS * BEFORE} signed before there was a centre")
	print(", ".join(f"{count} {what}" for what, count in found.items()))
	return not any(found.values())


def main():
	for which in (signal.SIGUSR1, signal.SIGUSR2):
		signal.signal(which, signal.SIG_IGN)	# for a kiosk that has only begun
	began = time.monotonic()
	campaign = Campaign()
	try:
		campaign.run()
		well = judge(campaign)
		if well:
			campaign.empty()
			print("archived: every outbox is empty")
	finally:
		campaign.end()
	used = resource.getrusage(resource.RUSAGE_CHILDREN)
	print(f"{time.monotonic() - began:.1f} s, of the processor {used.ru_utime + used.ru_stime:.1f} s and PostgreSQL's")
	sys.exit(not well)


main()
