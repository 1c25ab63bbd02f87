#!/usr/bin/python3
"""scale.py ROWS: fills a centre in bulk and times each act of the desk: of nine the median of what the
database's process itself took, so that others on the machine count for nothing."""
import hashlib
import json
import os
import pathlib
import statistics
import sys
import time

import psycopg2

from desk import City, Page

ROWS = int(sys.argv[1])
MEMORY_MB = 64
OPEN = 20000		# of them not decided yet: a city's weeks
FILL = """
insert into centre.yearly_limit values ('COURSE', 3);
select centre.enrol('haishu-1', 1, 'A1', now() - interval '1 day', now() + interval '1 year');
insert into desk.region select n, 'region ' || n from generate_series(1, 15) n;
insert into desk.target select n, 2021, 20000 from generate_series(1, 15) n;
insert into desk.staff (name, shown, role, region, password, totp)
	select r || '-' || g, r, r::desk.role, g, '$argon2id$', '\\x00'
	from unnest('{clerk,reviewer,supervisor,auditor}'::text[]) r, unnest('{0,1}'::int[]) g;
insert into desk.session (token, staff) select sha256(name::bytea), id from desk.staff;
set session_replication_role = replica;
insert into centre.application (key, kiosk, person, year, region, class, items, pack, signed, body_hash, sealed, answer, has_case)
	select lpad(to_hex(n), 32, '0'), 'haishu-1', sha256((n % (%(rows)s / 2))::text::bytea), 2021, n % 15 + 1, 'COURSE',
	       '[{"benefit": "TRAIN", "fen": 80000}]', repeat('ab', 32), timestamptz '2021-01-01' + n * interval '25 s',
	       sha256(n::text::bytea), '\\x01', '{"outcome": "taken", "slot": 1}', true from generate_series(1, %(rows)s) n;
insert into desk.casefile (key, region, queue, outcome, signed, receipt_no, person_hash, label, doubt, opened, groups)
	select a.key, a.region, q.queue, case when q.queue = 'decided' then 'approve' end, a.signed, substr(a.key, 15),
	       sha256(a.person), '\\x00', (ascii(right(a.key, 1)) % 7 = 0)::int, now(), (case ascii(right(a.key, 1)) % 3 when 0 then '{enterprise_employee}' when 1 then '{unemployment_registered,disabled}' else '{}' end)::text[]
	from centre.application a, lateral (select (case when a.signed > timestamptz '2021-01-01' + (%(rows)s - %(open)s) * interval '25 s' then
		(enum_range(null::desk.queue))[1 + ascii(right(a.key, 1)) % 6] else 'decided' end)::desk.queue as queue) q;
insert into desk.event (key, region, kind, from_queue, to_queue, staff, reason)
	select key, region, 'propose', 'new', 'review', 1, '示例' from desk.casefile where queue = 'decided';
insert into desk.event (key, region, kind, from_queue, to_queue, staff, reason)
	select key, region, 'confirm', 'review', 'decided', 3, '示例' from desk.casefile where queue = 'decided';
insert into desk.decision (key, region, outcome, items, fen, reason, proposed_by, confirmed_by, day, groups)
	select key, region, 'approve', '[{"benefit": "TRAIN", "outcome": "approve", "fen": 80000, "asked": 80000}]', 80000, '示例',
	       1, 3, signed::date, groups from desk.casefile where queue in ('decided', 'pay');
insert into desk.ledger (key, region, benefit, kind, fen, pay_run, staff, reason, day, groups)
	select key, region, (array['TRAIN', 'FREE', 'LIVING'])[1 + ascii(right(key, 1)) % 3], 'pay', 80000, 1, 5, '示例', signed::date, groups from desk.casefile where queue = 'decided';
insert into desk.rating (kiosk, region, day, counts) select 'haishu-1', 1, date '2021-01-01' + n, '{1,1,1,5,20}' from generate_series(0, 364) n;
insert into centre.audit (who, what, detail) select 'clerk-1', 'desk.case_seen', jsonb_build_object('key', key, 'why', '示例')
	from desk.casefile;
set session_replication_role = default;
"""


def key(number):
	return f"{number:032x}"


def acts():
	old, new = key(ROWS // 3 * 3 // 15 * 15), key(ROWS - 14)
	for who in ("clerk-1", "clerk-0"):
		yield who, "queues", {}, 50
		for queue in ("new", "decided", "pay"):
			yield who, "queue", {"queue": queue}, 50
		yield who, "queue", {"queue": "new", "page": 10}, 50
	for queue in ("new", "review", "decided"):
		for asked in ({"region": 3}, {"region": 16}, {"benefit": "LIVING"}, {"hands": "mine"}, {"hands": "nobody"}):
			yield "clerk-0", "queue", {"queue": queue, **asked}, 50
	yield "clerk-0", "search", {"receipt_no": old[14:]}, 50
	yield "clerk-0", "search", {"person_hash": hashlib.sha256(hashlib.sha256(b"77").digest()).hexdigest()}, 50
	yield "clerk-0", "case", {"key": old, "why": "示例"}, 200
	yield "clerk-0", "case", {"key": new, "why": "示例"}, 200
	yield "supervisor-1", "to_pay", {}, 200
	yield "supervisor-0", "to_pay", {}, 200
	yield "auditor-0", "audit", {}, 200
	yield "supervisor-1", "audit", {}, 200
	yield "clerk-1", "report", {"year": 2021}, 2000
	yield "auditor-0", "report", {"year": 2021}, 2000
	yield "auditor-0", "report_csv", {"year": 2021}, 2000
	yield "auditor-0", "report", {"year": 2021, "annex": 2}, 2000
	yield "auditor-0", "report_rows", {"year": 2021, "no": 3, "month": 3}, 200
	yield "auditor-0", "budget", {"year": 2021}, 2000
	for by in ("benefit", "group"):
		for what in ("breakdown", "breakdown_csv"):
			yield "auditor-0", what, {"by": by, "year": 2021}, 2000
		yield "supervisor-1", "breakdown", {"by": by, "year": 2021}, 2000
	yield "auditor-0", "breakdown_rows", {"by": "benefit", "year": 2021, "code": "TRAIN", "month": 3}, 200
	yield "auditor-0", "breakdown_rows", {"by": "group", "year": 2021, "code": "disabled", "month": 3}, 200
	yield "clerk-1", "calls", {}, 50
	yield "supervisor-0", "ratings", {"year": 2021}, 200
	yield "clerk-1", "counter", {"kind": "original"}, 200
	yield "clerk-0", "found_cards", {}, 200
	yield "supervisor-0", "lists", {}, 200
	yield "supervisor-0", "list", {"kind": "friction"}, 200
	yield "supervisor-0", "institutions", {}, 200
	yield "supervisor-0", "promises", {}, 200
	yield "supervisor-0", "disclosures", {}, 200
	yield "clerk-0", "training_file", {"person_hash": hashlib.sha256(hashlib.sha256(b"77").digest()).hexdigest(), "why": "示例"}, 200
	yield "supervisor-0", "day", {"day": "2021-03-15"}, 200
	yield "clerk-0", "training_file", {"receipt_no": old[14:], "why": "示例"}, 200


def timed(cursor, text, values):
	times, own = [], pathlib.Path(f"/proc/{cursor.connection.info.backend_pid}/schedstat")
	for _ in range(9):
		begun = int(own.read_text().split()[0])
		cursor.execute(text, values)
		answer = cursor.fetchall()
		times.append((int(own.read_text().split()[0]) - begun) / 1e6)
	return statistics.median(times), answer


def small_enough():
	"""The program itself, at its most while it makes each of the largest answers."""
	folder = pathlib.Path(sys.argv[2])
	city = City(folder, database=os.environ["PGDATABASE"], keys=folder / "d")
	city.desk("init")
	for name in ("auditor", "city"):
		city.hire(name)
	city.serve()
	try:
		auditor = Page(city, "auditor")
		pathlib.Path(f"/proc/{city.service.pid}/clear_refs").write_text("5")	# a password takes 64 MB for an instant, by intent
		for act in ("report", "report_csv", "report_xlsx"):
			auditor.must(act, annex=1, year=2021)
		for act in ("breakdown", "breakdown_csv", "breakdown_xlsx"):
			auditor.must(act, by="group", year=2021)
		auditor.must("breakdown_rows", by="group", year=2021, code="disabled")
		auditor.must("audit")
		status = pathlib.Path(f"/proc/{city.service.pid}/status").read_text()
	finally:
		city.stop()
	most = int(status.split("VmHWM:")[1].split()[0]) / 1024
	print(f"{'pass' if most <= MEMORY_MB else 'FAIL'} memory of the desk at its most: {most:.1f} MB of {MEMORY_MB}")
	return most <= MEMORY_MB


def main():
	line = psycopg2.connect(dbname=os.environ["PGDATABASE"], user="centre")
	line.autocommit = True
	cursor = line.cursor()
	begun = time.monotonic()
	cursor.execute(FILL.replace("%(rows)s", str(ROWS)).replace("%(open)s", str(min(OPEN, ROWS // 2))))
	cursor.execute("set max_parallel_workers_per_gather = 0")	# its own time is all of it
	cursor.execute("vacuum analyze")
	print(f"{ROWS} applications in {time.monotonic() - begun:.0f} s")
	slow = 0
	for who, action, args, most in acts():
		ms, answer = timed(cursor, "select desk_api.call(%s, sha256(%s::bytea), %s)", (action, who, json.dumps(args)))
		answer = answer[0][0]
		assert "error" not in answer, (who, action, answer)
		slow += ms > most
		print(f"{'FAIL' if ms > most else 'pass'} {who} {action} {json.dumps(args, ensure_ascii=False)[:60]}: {ms:.1f} ms of {most}, "
		      f"{len(answer.get('rows', answer))} rows")
	for what, text, most in (("a kiosk's status", f"select * from desk.status_for_kiosk where key = '{key(ROWS // 2)}'", 10),
			("who had more than the limit", """select count(*) from (select from centre.slot where released is null
				group by person, year, class having count(*) > 3) x""", 1000),
			("two who are one", """select count(*) from (select person_hash from desk.casefile where queue <> 'decided'
				group by person_hash having count(*) > 1) x""", 1000)):
		ms, _ = timed(cursor, text, None)
		slow += ms > most
		print(f"{'FAIL' if ms > most else 'pass'} {what}: {ms:.1f} ms of {most}")
	slow += not small_enough()
	sys.exit(slow > 0)


main()
