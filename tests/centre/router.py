#!/usr/bin/python3
"""The same calls to a router over two shards and to one database: the same answers, and
the same rows.  router.py CALLS: PGHOST names the cluster.  1 where they differ."""
import json
import os
import pathlib
import random
import re
import subprocess
import sys

import psycopg2

PEOPLE = 80
# What may differ: when it was written, by which transaction, and a sequence's number.
ROWS = {
	"application": "key, kiosk, encode(person, 'hex'), year, region, class, occupation, level, items::text,"
		       " encode(body_hash, 'hex'), (answer - 'again')::text, archived is null",
	"slot": "encode(person, 'hex'), year, class, no, application, released is null",
	"once": "encode(person, 'hex'), occupation, level, application, released is null",
	"withdrawal": "key, application, encode(person, 'hex'), answer::text",
	"application_status": "application, status, who",
	"fact": "encode(person, 'hex'), fact, source, value, as_of",
}
PROGRAM = pathlib.Path(os.environ["BUILD_DIR"]) / "skills-centre"
FOLDER = pathlib.Path(os.environ["PGHOST"]).parent
LI, WANG = "330299198604120245", "330299197909030158"		# 示例数据
faults = []


def connect(database):
	connection = psycopg2.connect(dbname=database, user="centre")
	connection.autocommit = True
	return connection


def call(connection, name, *values):
	with connection.cursor() as cursor:
		cursor.execute(f"select {name}({', '.join(['%s'] * len(values))})", values)
		return cursor.fetchone()[0]


def rows(connections, table):
	found = []
	for connection in connections:
		with connection.cursor() as cursor:
			cursor.execute(f"select {ROWS[table]} from centre.{table}")
			found += cursor.fetchall()
	return sorted(map(str, found))


def person_of(number):
	"""Of the application with that number."""
	return f"{random.Random(number).randrange(PEOPLE):064x}"


def made(draw, number):
	"""A new application, one sent again, or one of 5 taken back, which may come before it."""
	if number % 6 == 5:
		taken_back = number - 1 if draw.random() < 0.7 else number + 1
		return "gate.withdraw", {"key": f"{number:032x}", "person": person_of(taken_back),
					 "signed": "2021-04-01T09:00+08", "application": f"{taken_back:032x}"}
	number = number if draw.random() < 0.95 or number < 9 else number // 6 * 6 - 3
	draw = random.Random(-number)
	return "gate.submit", {
		"key": f"{number:032x}", "person": person_of(number),
		"year": draw.choice([2020, 2021]), "region": 1, "class": "COURSE",
		"occupation": draw.choice(["焊工", "电工", "车工"]), "level": draw.choice(["五级", "四级"]),
		"items": [{"benefit": "QUAL", "fen": 104000}], "pack": "ab" * 32, "signed": "2021-03-15T09:25:00+08"}


def expect(what, got, wanted):
	if got != wanted:
		faults.append(f"{what}: {str(got)[:300]}, not {str(wanted)[:300]}")


def gate(connection):
	"""What may be asked there, and with which words."""
	with connection.cursor() as cursor:
		cursor.execute("select p.proname || pg_get_function_identity_arguments(p.oid) from pg_proc p"
			       " where p.pronamespace = 'gate'::regnamespace order by 1")
		return cursor.fetchall()


def alike(*words):
	"""What the command says of the router and of the one database, and its code."""
	said = []
	for database in ("router", "big"):
		done = subprocess.run([PROGRAM, *words, "--folder", FOLDER, "--database", f"host={os.environ['PGHOST']} dbname={database} user=centre"],
				      capture_output=True, text=True, timeout=60, check=False)
		said.append((done.returncode, done.stdout + re.sub(r"(?m)^\S+ skills-centre.*\n", "", done.stderr)))
	return said


def try_fleet(big, router):
	"""What is asked of one place."""
	beat = {"now": 1e9, "version": "1", "commit": "a", "pack": "", "data": {}, "readers": 1, "printer": "ready", "disk_free": 1,
		"waiting": 0, "taken": 0, "aside": 0, "waiting_since": None, "last_visit": None, "started": 1e9, "restarts": 0}
	def noted(connection):
		answer = call(connection, "gate.heartbeat", "A1", json.dumps(beat))
		return {name: value for name, value in answer.items() if name != "now"}
	expect("heartbeat", noted(router), noted(big))
	for name, item in (("call", {"id": "0" * 16}), ("ratings", {"day": "2021-03-15", "counts": [0, 1, 2, 3, 4]}),
			   ("offers", {"have": {}})):
		expect(name, call(router, f"gate.{name}", "A1", json.dumps(item)), call(big, f"gate.{name}", "A1", json.dumps(item)))
	expect("metrics", *(re.findall(r"(?m)^# .*|^\w+", call(connection, "centre.metrics")) for connection in (router, big)))


def try_import(big, shards):
	"""The same files to both: merged, or refused with the same lines, wherever the people live."""
	(FOLDER / "city.key").write_bytes(bytes(range(32)))
	(FOLDER / "city.key").chmod(0o600)
	file = FOLDER / "facts.csv"
	people = [LI, WANG, "33029919951208056X"]
	def hand_in(what, *lines):
		file.write_text("id_no,fact,value,as_of,ref\n" + "".join(f"{line}\n" for line in lines), "utf-8")
		said = alike("import", file, "--source", "insurance")
		expect(what, *said)
		expect(f"{what}: the facts", rows(shards, "fact"), rows([big], "fact"))
		return said[0]
	before = rows([big], "fact")
	expect("merged", hand_in("right", *(f"{one},{fact},true,2021-03-0{day},S{n}" for n, one in enumerate(people)
					    for day, fact in ((1, "veteran"), (2, "disabled"), (3, "works_ningbo"))))[0], 0)
	expect("on both", [bool(rows([shard], "fact")) for shard in shards], [True, True])
	middle = rows([big], "fact")
	code, said = hand_in("wrong", f"{LI},disabled,true,2021-03-09,", f"{WANG},rich,true,2021-03-09,",
			     f"{people[2]},veteran,true,2021-02-01,", f"{LI},veteran,true,2021-04-01,T", f"{WANG},veteran,true,2021-04-01,T")
	expect("refused", (code, len(re.findall("(?m)^.*facts.csv:[0-9]+: ", said))), (2, 4))
	for one in people:	# one shard has nothing against it, and merges nothing all the same
		hand_in("wrong on one", *(f"{other},startup_intent,true,2021-03-09," for other in people), f"{one},rich,true,2021-03-09,")
	expect("nothing of it on any", (len(before), rows(shards, "fact")), (0, middle))


def main():
	big, router = connect("big"), connect("router")
	shards = [connect("shard0"), connect("shard1")]
	expect("the gate's functions", gate(router), gate(big))
	said = alike("limit", "COURSE", "--most", "3")
	expect("a limit", said, [(0, "COURSE: 3 a year, none before\n")] * 2)
	for connection in (big, router):
		call(connection, "centre.enrol", "haishu-1", 1, "A1", "2021-01-01", "2099-01-01")
	draw = random.Random(20190078)
	for number in range(1, int(sys.argv[1]) + 1):
		name, item = made(draw, number)
		values = ["A1", json.dumps(item), b"\x01"]
		expect(f"call {number}", call(router, name, *values), call(big, name, *values))
	for table in ROWS:
		expect(table, rows(shards, table), rows([big], table))
	expect("overview", call(router, "centre.overview"), call(big, "centre.overview"))
	counts = [len(rows([shard], "application")) for shard in shards]
	expect("both shards are used", min(counts) > sum(counts) / 4, True)
	for connection in [big, *shards]:
		call(connection, "centre.mark_archived", str(call(connection, "pg_current_snapshot")))
	keys = json.dumps({"keys": [f"{n:032x}" for n in range(1, 41)]})
	expect("archived", call(router, "gate.archived", "A1", keys), call(big, "gate.archived", "A1", keys))
	for number in range(8):
		item = json.dumps({"person": f"{number:064x}"})
		expect("facts", call(router, "gate.facts", "A1", item), call(big, "gate.facts", "A1", item))
	try_fleet(big, router)
	try_import(big, shards)
	for hash_of in rows(shards, "fact"):
		item = json.dumps({"person": hash_of[2:66]})
		expect("facts there are", call(router, "gate.facts", "A1", item), call(big, "gate.facts", "A1", item))
	expect("status", *alike("status"))
	expect("a kiosk nobody knows", call(router, "gate.archived", "B2", keys), {"outcome": "unknown_kiosk"})
	expect("revoked everywhere", call(router, "centre.revoke", "haishu-1", "stolen"), 1)
	for number in range(8):
		item = json.dumps({"person": f"{number:064x}"})
		expect("after that", call(router, "gate.person", "A1", item), {"outcome": "unknown_kiosk"})
	print("\n".join(faults[:10]) or f"{counts[0]} + {counts[1]} applications on two shards: as in one database")
	sys.exit(bool(faults))


main()
