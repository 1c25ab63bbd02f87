#!/usr/bin/python3
"""exchange.py FOLDER: a stub of each system hands in its file, right and wrong."""
import os
import pathlib
import re
import subprocess
import sys

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


def same_facts():
	"""The centre knows the facts that a kiosk's register knows, in the same forms."""
	text = (SOURCE / "src/store/registerfacts.c").read_text("utf-8")
	kiosk = re.findall(r'\{ \d+, (?:"([^"]+)"|PERSON_REGION), FORM_(\w+) \}', text)
	region = re.search(r'define PERSON_REGION "([^"]+)"', (SOURCE / "src/core/person.h").read_text("utf-8"))[1]
	known = sql("select fact || ' ' || form from exchange.fact_kind order by 1").splitlines()
	expect("facts", known, sorted(f"{name or region} {form.lower()}" for name, form in kiosk))


def main():
	centre("init")
	same_facts()
	try_right()
	try_wrong()
	print("\n".join(faults) or "batches are merged whole or refused with their lines; each source keeps its word")
	sys.exit(bool(faults))


main()
