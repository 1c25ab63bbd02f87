#!/usr/bin/python3
"""exchange.py FOLDER: a stub of each system hands in its file, right and wrong, and takes the file
that goes back to it each month by the written contract."""
import json
import os
import pathlib
import re
import subprocess
import sys

import other_system

PROGRAM = pathlib.Path(os.environ["BUILD_DIR"]) / "skills-centre"
SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])
FOLDER = pathlib.Path(sys.argv[1])
DATABASE = f"host={FOLDER}/socket user=centre dbname=centre"
LI, WANG = "330299198604120245", "330299197909030158"		# 示例数据
HEAD = "id_no,fact,value,as_of,source,note\n"
faults = []


def expect(what, got, wanted):
	if got != wanted:
		faults.append(f"{what}: {got!r}, not {wanted!r}")


def centre(*words, code=0):
	done = subprocess.run([PROGRAM, *words, "--database", DATABASE, "--folder", FOLDER / "c"],
			      capture_output=True, text=True, timeout=60, check=False)
	expect(" ".join(map(str, words)), done.returncode, code)
	return done.stdout + done.stderr


def sql(text):
	return subprocess.run(["psql", "-XqAt", DATABASE, "-c", text], capture_output=True, text=True,
			      check=True).stdout.strip()


def copy_in(system, lines):
	"""As the system itself would: its role, its table, COPY."""
	return subprocess.run(["psql", "-XqAt", DATABASE, "-c", f"set role exchange_{system}", "-c",
			       f"copy exchange.from_{system} (alias, fact, value, as_of) from stdin (format csv)"],
			      input="".join(f"{line}\n" for line in lines), capture_output=True, text=True, check=False)


def export(system, month, code=0, name="file.csv"):
	"""The bytes, or what was said."""
	path = FOLDER / name
	said = centre("export", "--system", system, "--month", month, "--out", path, code=code)
	if code:
		return said
	data = path.read_bytes()
	path.unlink()
	return data


def hand_in(source, lines, code=0, head=HEAD):
	path = FOLDER / "batch.csv"
	path.write_text(head + "".join(f"{line}\n" for line in lines), "utf-8")
	return centre("import", path, "--source", source, code=code)


def rows():
	return int(sql("select count(*) from centre.fact"))


def try_right():
	hand_in("insurance", [f"{LI},enterprise_employee,true,2021-03-01,,", f"{LI},works_ningbo,true,2021-03-01,,",
			      f"{WANG},enterprise_employee,false,2021-03-01,,"])
	hand_in("examination", [f"{LI},post.cert_level,4,2021-02-01,,", f"{LI},post.cert_date,2020-06-01,2021-02-01,,"])
	said = hand_in("other", [f"{LI},enterprise_employee,false,2021-03-09,,", f"{LI},disabled,true,2020-01-01,,"])
	expect("a contradiction", "on 1 another source" in said, True)
	expect("rows", rows(), 7)
	expect("whose word counts", sql("select value || source from exchange.best where fact = 'enterprise_employee'"
					" order by 1"), "falseinsurance\ntrueinsurance")
	expect("staff see both", sql("select said->0->>'source', said->1->>'value' from exchange.contradiction"),
	       "insurance|false")
	hand_in("insurance", [f"{LI},enterprise_employee,false,2021-04-01,,"])
	expect("newer by the same source", sql("select count(*) from exchange.contradiction"), "0")
	expect("nobody's number", sql("select count(*) from centre.fact f where f::text like '%1986%'"), "0")


def try_wrong():
	before = rows()
	said = hand_in("insurance", [
		f"{WANG},disabled,true,2021-03-01,,",
		f"{WANG},rich,true,2021-03-01,,",
		f"{WANG},veteran,yes,2021-03-01,,",
		f"{WANG},works_ningbo,true,2021-02-30,,",
		f"{WANG},residence_permit_until,2021-13-01,2021-02-28,,",
		f"{WANG},hukou_rural,true,2999-01-01,,",
		f"{WANG},disabled,false,2021-03-01,,",
		f"{LI},enterprise_employee,true,2021-03-31,,",
		f'{WANG},"a\\tb""c",true,2021-03-01,,'], code=2)
	for line, reason in ((3, "no register states"), (4, "not a bool"), (5, "as_of: not a date"), (6, "not a date"),
			     (7, "to come"), (8, "came before"), (9, "newer, of 2021-04-01"), (10, "no register")):
		expect(f"line {line}", bool(re.search(rf"batch\.csv:{line}: .*{reason}", said)), True)
	expect("how many", "nothing was merged: 8 lines" in said, True)
	expect("nothing of it", rows(), before)
	expect("the reasons are kept", sql("select count(*) from exchange.reject"), "8")
	said = hand_in("insurance", [f"{LI},disabled,true,2021-03-01,,", "330299198604120246,disabled,true,2021-03-01,,"],
		       code=2)
	expect("a number that is none", bool(re.search(r"batch\.csv:3:1: id_no", said)), True)
	expect("nor is it staged", sql("select count(*) from exchange.batch where state = 'staged'"), "0")
	expect("no column", "no column as_of" in hand_in("other", [], 2, "id_no,fact,value\n"), True)
	expect("no such source", 'no source "nobody"' in hand_in("nobody", [f"{LI},disabled,true,2021-03-01,,"], 3), True)
	expect("nothing of that", rows(), before)


def try_names():
	"""ref: the system's own name for a person."""
	head = "id_no,fact,value,as_of,ref\n"
	hand_in("insurance", [f"{LI},works_ningbo,true,2021-04-02,SB-0042"], head=head)
	said = hand_in("insurance", [f"{LI},works_ningbo,true,2021-04-03,{LI}", f"{WANG},works_ningbo,true,2021-04-02,SB-0042",
				     f"{WANG},veteran,true,2021-04-02,a b", f"{WANG},disabled,true,2021-04-02,SB-1",
				     f"{LI},disabled,true,2021-04-02,SB-1"], 2, head)
	for line, reason in ((2, "ref: an identity number is no name"), (3, "ref: another person has it"),
			     (4, "ref: 1 to 64 letters"), (5, "ref: two people"), (6, "ref: two people")):
		expect(f"line {line}", bool(re.search(rf"batch\.csv:{line}: {reason}", said)), True)
	expect("named once", sql("select string_agg(alias, ' ') from exchange.alias"), "SB-0042")


def submit(number, person, signed, **more):
	item = {"key": f"{number:032x}", "person": person, "year": 2021, "region": 1, "pack": "ab" * 32,
		"items": [{"benefit": "QUAL", "fen": 104000}], "signed": signed, **more}
	expect("submitted", json.loads(sql(f"select gate.submit('A1', '{json.dumps(item)}', '\\x01')"))["outcome"], "taken")
	sql("select desk.open_cases(1)")


def pay(number, fen, day, kind="pay"):
	sql(f"""insert into desk.ledger (key, region, benefit, kind, fen, pay_run, day, staff, reason) values
		('{number:032x}', 1, '{"QUAL" if kind == "pay" else "ALL"}', '{kind}', {fen},
		{"1" if kind == "pay" else "null"}, '{day}', 1, '示例数据')""")


def a_month(li):
	"""Three applications of March, one of them for a trade and paid."""
	sql("""select centre.enrol('haishu-1', 1, 'A1', now() - interval '1 day', now() + interval '1 year');
		insert into desk.staff (name, shown, role, region, password, totp)
			select 'clerk-' || n, '示例数据', 'clerk', 1, '$argon2id$', '\\x00' from generate_series(1, 2) n;
		insert into desk.pay_run (region, period, made_by, cases, fen) values (1, '2021-03', 1, 1, 1)""")
	submit(1, li, "2021-03-15T09:25:00+08", occupation="焊工, \"气焊\"", level="四级")
	submit(2, "cd" * 32, "2021-03-31T23:59:00+08")
	submit(3, "ef" * 32, "2021-04-01T00:01:00+08")
	sql(f"""insert into desk.decision (key, region, outcome, items, fen, reason, proposed_by, confirmed_by, day) values
		('{1:032x}', 1, 'approve', '[{{"benefit": "QUAL", "fen": 104000}}]', 104000, '示例数据', 1, 2, '2021-03-20')""")
	pay(1, 104000, "2021-03-25")


def lose(number):
	"""A centre that was set back has it no longer."""
	sql(f"""set session_replication_role = replica;
		delete from centre.application_status where application = '{number:032x}';
		delete from desk.casefile where key = '{number:032x}';
		delete from centre.application where key = '{number:032x}'""")


def refused(system, data, name):
	try:
		system.read(data)
	except other_system.Refused as error:
		return name in str(error)
	return False


def try_broken(data):
	"""Each field broken, a line lost, the end lost: the stub names what is wrong."""
	system = other_system.System("employment")
	fields = list(system.forms)
	lines = data.decode().splitlines(keepends=True)
	for at, field in enumerate(fields):
		row = lines[-2].rstrip("\n").split(",")
		row[at] = "2021-3-1" if field == "day" else "?" * 200
		expect(f"broken {field}", refused(system, "".join([*lines[:-2], ",".join(row) + "\n", lines[-1]]).encode(), field), True)
	expect("a line lost", refused(system, "".join([*lines[:-2], lines[-1]]).encode(), "line"), True)
	expect("cut", refused(system, "".join(lines[:-1]).encode(), "act"), True)
	expect("touched", refused(system, data.replace(b"QUAL", b"QUAM", 1), "outcome"), True)
	expect("another sum", refused(system, re.sub(rb",(\d+),(?=[0-9A-F]{64})", b",1,", data), "fen"), True)
	expect("no field more", refused(system, data.replace(b"applied,", b"applied,,", 1), "head"), True)


def try_back():
	sql("update desk.setting set value = '2021-04-30' where name = 'day'")
	a_month(sql("select encode(person, 'hex') from exchange.alias"))
	systems = {name: other_system.System(name) for name in ("employment", "insurance", "examination")}
	first = {name: export(name, "2021-03") for name in systems}
	for name, system in systems.items():
		system.take(first[name], "2021-03")
	expect("lines", [len(system.lines) for system in systems.values()], [4, 1, 2])
	expect("paid", [system.sum_of("paid") for system in systems.values()], [104000, 104000, 0])
	expect("the system's own name", {row["person"] for row in systems["insurance"].lines.values()}, {"SB-0042"})
	expect("nobody's number", any(number in data.decode() for number in (LI, WANG) for data in first.values()), False)
	try_broken(first["employment"])
	lose(2)
	submit(4, "cd" * 32, "2021-03-30T10:00:00+08")
	pay(1, 4000, "2021-04-10", "demand")
	expect("frozen", {name: export(name, "2021-03") for name in systems}, first)
	expect("written down once each", sql("select count(*) from centre.audit where what = 'exchange.file_made'"), "3")
	expect("not over", "2021-04 is not over" in export("insurance", "2021-04", 2), True)
	sql("update desk.setting set value = '2021-05-01' where name = 'day'")
	for name, system in systems.items():
		system.take(export(name, "2021-04"), "2021-04")
	told = sorted((row["application"][-1], row["what"], row["act"]) for row in systems["employment"].lines.values())
	expect("what holds after April", told, [
		("1", "applied", "row"), ("1", "decided", "row"), ("1", "demanded", "row"), ("1", "paid", "row"),
		("3", "applied", "row"), ("4", "applied", "added")])
	expect("demanded", systems["insurance"].sum_of("demanded"), 4000)
	expect("to nobody else", "no file goes to" in export("other", "2021-03", 2), True)
	expect("no month", "write export" in export("insurance", "2021-13", 2), True)
	(FOLDER / "taken.csv").write_text("mine\n", "utf-8")
	expect("nothing is taken over", "another file is there" in export("insurance", "2021-03", 2, "taken.csv"), True)
	expect("and it is left", (FOLDER / "taken.csv").read_text("utf-8"), "mine\n")
	return systems["employment"].lines["2021-03", 1]["person"]


def try_copy(known):
	"""By the names of the files, without a number, straight into its own table."""
	expect("handed in", copy_in("employment", [f"{known},unemployed,true,2021-04-30"]).returncode, 0)
	expect("merged", "1 lines of employment merged" in centre("import", "--source", "employment"), True)
	expect("of that person", sql(f"""select f.value from centre.fact f join exchange.alias a on a.person = f.person
		where a.alias = '{known}' and f.fact = 'unemployed'"""), "true")
	before = rows()
	copy_in("employment", [f"{known},veteran,true,2021-04-30", "nobody,veteran,true,2021-04-30", f"{known},rich,1,2021-04-30"])
	said = centre("import", "--source", "employment", code=2)
	for line, reason in ((2, "alias: nobody"), (3, "fact: no register")):
		expect(f"copied line {line}", bool(re.search(rf"employment:{line}: {reason}", said)), True)
	expect("nothing of it", rows(), before)
	expect("the system reads why", subprocess.run(
		["psql", "-XqAt", DATABASE, "-c", "set role exchange_employment", "-c",
		 "select line from exchange.answer_employment where state = 'refused' order by 1"],
		capture_output=True, text=True, check=True).stdout, "2\n3\n")
	expect("and writes to no other's", "permission denied" in subprocess.run(
		["psql", "-XqAt", DATABASE, "-c", "set role exchange_employment", "-c",
		 "copy exchange.from_insurance (alias, fact, value, as_of) from stdin"], input="", capture_output=True,
		text=True, check=False).stderr, True)
	expect("nothing lies there", "0 lines of employment" in centre("import", "--source", "employment"), True)


def same_facts():
	"""The centre knows the facts that a kiosk's register knows, in the same forms."""
	text = (SOURCE / "src/store/registerfacts.c").read_text("utf-8")
	kiosk = re.findall(r'\{ \d+, (?:"([^"]+)"|([A-Z_]+)), FORM_(\w+) \}', text)
	heads = "".join((SOURCE / f"src/core/{name}.h").read_text("utf-8") for name in ("person", "employer"))
	called = dict(re.findall(r'define (\w+) "([^"]+)"', heads))
	known = sql("select fact || ' ' || form from exchange.fact_kind order by 1").splitlines()
	expect("facts", known, sorted(f"{name or called[macro]} {form.lower()}" for name, macro, form in kiosk))


def main():
	centre("init")
	same_facts()
	try_right()
	try_wrong()
	try_names()
	try_copy(try_back())
	print("\n".join(faults) or "batches are merged whole or refused with their lines; each source keeps its word;"
	      " what goes back each month is as the contract says")
	sys.exit(bool(faults))


main()
