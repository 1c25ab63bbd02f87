#!/usr/bin/python3
"""The same calls to a router over two shards and to one database: the same answers, and
the same rows.  router.py CALLS: PGHOST names the cluster.  1 where they differ."""
import json
import random
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
}
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


def main():
	big, router = connect("big"), connect("router")
	shards = [connect("shard0"), connect("shard1")]
	for connection in [big, *shards]:
		with connection.cursor() as cursor:
			cursor.execute("insert into centre.yearly_limit values ('COURSE', 3)")
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
	expect("a kiosk nobody knows", call(router, "gate.archived", "B2", keys), {"outcome": "unknown_kiosk"})
	expect("revoked everywhere", call(router, "centre.revoke", "haishu-1", "stolen"), 1)
	for number in range(8):
		item = json.dumps({"person": f"{number:064x}"})
		expect("after that", call(router, "gate.person", "A1", item), {"outcome": "unknown_kiosk"})
	print("\n".join(faults[:10]) or f"{counts[0]} + {counts[1]} applications on two shards: as in one database")
	sys.exit(bool(faults))


main()
