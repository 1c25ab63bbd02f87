#!/usr/bin/python3
"""scale.py FOLDER ROWS…: medians of one connection, and bytes a row."""
import base64
import http.client
import json
import os
import pathlib
import re
import ssl
import statistics
import subprocess
import sys
import time

import psycopg2

PROGRAM = pathlib.Path(os.environ["BUILD_DIR"]) / "skills-centre"
FOLDER = pathlib.Path(sys.argv[1])
SIZES = [int(word) for words in sys.argv[2:] for word in words.split()]
DATABASE = f"host={FOLDER}/socket user=centre dbname=centre"
SEALED = os.urandom(6144)		# 6 kB that cannot be pressed, as a sealed application is
CALLS = 1000

# What stood before: written in bulk, as submissions would have left it.
FILL = """
insert into centre.application (key, kiosk, person, year, region, class, occupation, level, items, pack, signed,
				body_hash, sealed, answer, slot, held, archived, has_case)
	select lpad(to_hex(n), 32, '0'), 'haishu-1', sha256(n::text::bytea), 2021, 1, 'COURSE', '焊工', '五级',
	       '[{"benefit": "QUAL", "fen": 104000}]', repeat('ab', 32), now(), sha256(n::text::bytea),
	       sha256(n::text::bytea), '{"outcome": "taken", "slot": 1}', 1, true, now(), true
	from generate_series(%(from)s, %(to)s) n;
insert into desk.casefile (key, region, signed)
	select lpad(to_hex(n), 32, '0'), 1, now() from generate_series(%(from)s, %(to)s) n;
"""


def item(number):
	return {"key": f"{number + (1 << 64):032x}", "year": 2021, "region": 1, "class": "COURSE",
		"occupation": "电工", "level": "四级", "items": [{"benefit": "QUAL", "fen": 104000}],
		"pack": "ab" * 32, "signed": "2021-03-15T09:25:00+08"}


def timed(call):
	began = time.perf_counter()
	call()
	return (time.perf_counter() - began) * 1e3


class Way:
	def __init__(self, connection):
		self.connection, self.number = connection, 0

	def run(self, sql, values):
		with self.connection.cursor() as cursor:
			cursor.execute(sql, values)
		self.connection.commit()

	def submit(self, serial):
		self.number += 1
		person = f"{self.number:064x}"
		self.run("select gate.submit(%s, %s, %s)",
			 [serial, json.dumps({**item(self.number), "person": person}), SEALED])

	def insert(self):
		self.number += 1
		self.run("insert into plain values (%s, %s, %s)",
			 [f"{self.number:032x}", json.dumps({**item(self.number), "person": f"{self.number:064x}"}), SEALED])

	def post(self, line):
		self.number += 1
		line.request("POST", "/v1/submit", json.dumps({
			"id_no": f"33029919{self.number:010d}", "item": item(self.number),
			"sealed": base64.b64encode(SEALED).decode()}))
		answer = json.loads(line.getresponse().read())
		assert answer["outcome"] == "taken", answer


def measure(way, serial, line):
	"""The three in turn, so that each meets the same machine."""
	plain, submitted, posted = [], [], []
	for _ in range(CALLS):
		plain.append(timed(way.insert))
		submitted.append(timed(lambda: way.submit(serial)))
		posted.append(timed(lambda: way.post(line)))
	return [statistics.median(times) for times in (plain, submitted, posted)]


def alone(way, sql):
	"""A statement that stands in no transaction."""
	way.connection.autocommit = True
	way.run(sql, None)
	way.connection.autocommit = False


def weigh(connection, rows):
	"""Bytes that an application takes beside its sealed part: tables, indexes, all of them."""
	with connection.cursor() as cursor:
		cursor.execute("""select sum(pg_total_relation_size(c.oid)) from pg_class c
			join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'centre' and c.relkind = 'r'""")
		return int(cursor.fetchone()[0]) / rows


def main():
	connection = psycopg2.connect(DATABASE)
	subprocess.run([PROGRAM, "init", "--folder", FOLDER / "c", "--database", DATABASE], check=True,
		       stdout=subprocess.DEVNULL)
	subprocess.run([PROGRAM, "enrol", "haishu-1", "--region", "1", "--folder", FOLDER / "c", "--out",
			FOLDER / "k1", "--database", DATABASE], check=True, stdout=subprocess.DEVNULL)
	way = Way(connection)
	way.run("insert into centre.yearly_limit values ('COURSE', 3) on conflict do nothing", None)
	way.run("create table plain (key text primary key, item jsonb, sealed bytea)", None)
	with connection.cursor() as cursor:
		cursor.execute("select serial from centre.kiosk_certificate")
		serial = cursor.fetchone()[0]
	service = subprocess.Popen([PROGRAM, "serve", "--folder", FOLDER / "c", "--database", DATABASE, "--port", "0",
				    "--threads", "1"], stdout=subprocess.PIPE, text=True)
	try:
		port = int(re.search(r"\d+", service.stdout.readline()).group())
		context = ssl.create_default_context(cafile=FOLDER / "k1/root.pem")
		context.load_cert_chain(FOLDER / "k1/courier.pem", FOLDER / "k1/courier.key")
		line = http.client.HTTPSConnection("localhost", port, context=context)
		print("rows before   disk   INSERT   submit        HTTPS         bytes a row", flush=True)
		filled = 0
		for size in SIZES:
			way.run(FILL, {"from": filled + 1, "to": size})
			filled = size
			weight = weigh(connection, size)
			connection.commit()
			alone(way, "vacuum analyze")
			for synced in ("on", "off"):
				alone(way, f"alter system set synchronous_commit = {synced}")
				alone(way, "select pg_reload_conf()")
				# The service ends a connection that was idle while the rows were written.
				line.close()
				insert, submit, post = measure(way, serial, line)
				print(f"{size:11,}  {'waits' if synced == 'on' else '-':>5}  {insert:.2f} ms  "
				      f"{submit:.2f} ms {submit / insert:.2f}x  {post:.2f} ms {post / insert:.2f}x  "
				      f"{weight:,.0f}", flush=True)
	finally:
		service.terminate()


main()
