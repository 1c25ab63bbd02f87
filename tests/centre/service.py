#!/usr/bin/python3
"""skills-centre from nothing to a revoked kiosk: keys, schema, certificates, and the
HTTPS service with everything a line from a public hall may bring it."""
import base64
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import http.client

import certificates

SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])
HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(os.environ["BUILD_DIR"]) / "skills-centre"
FOLDER = pathlib.Path(sys.argv[1])
DATABASE = f"host={FOLDER}/socket user=centre dbname=centre"
PERSON = "330299198604120245"		# 示例数据
faults = []


def expect(what, got, wanted):
	if got != wanted:
		faults.append(f"{what}: {got!r}, not {wanted!r}")


def centre(*words, code=0):
	done = subprocess.run([PROGRAM, *words, "--database", DATABASE], capture_output=True,
			      text=True, timeout=60, check=False)
	expect(" ".join(map(str, words)), done.returncode, code)
	return done.stdout + done.stderr


def sql(text):
	return subprocess.run(["psql", "-XqAt", DATABASE, "-c", text], capture_output=True, text=True,
			      check=True).stdout.strip()


def context(client=None):
	made = ssl.create_default_context(cafile=FOLDER / "k1/root.pem")
	if client:
		made.load_cert_chain(client / "courier.pem", client / "courier.key")
	return made


def item(key, **more):
	return {"key": f"{key:032x}", "year": 2021, "region": 1, "class": "COURSE", "items": [],
		"pack": "ab" * 32, "signed": "2021-03-15T09:25:00+08", **more}


class Service:
	def __init__(self, database=DATABASE, threads=2):
		self.process = subprocess.Popen(
			[PROGRAM, "serve", "--folder", FOLDER / "c", "--database", database, "--port", "0",
			 "--threads", str(threads), "--metrics", "0"], stdout=subprocess.PIPE,
			stderr=open(FOLDER / "serve.log", "a"), text=True)
		self.port, self.metrics_port = (int(re.search(r"\d+", self.process.stdout.readline()).group())
						for _ in range(2))

	def post(self, name, body, client="k1", method="POST"):
		line = http.client.HTTPSConnection("localhost", self.port, timeout=30,
						   context=context(client and FOLDER / client))
		data = body if isinstance(body, bytes) else json.dumps(body).encode()
		try:
			line.request(method, f"/v1/{name}", data)
			answer = line.getresponse()
			text = answer.read()
			return answer.status, json.loads(text) if text else None
		except (ssl.SSLError, ConnectionError) as error:
			return type(error).__name__, None
		finally:
			line.close()

	def submit(self, key, client="k1", sealed=b"\x01\x02", **more):
		return self.post("submit", {"id_no": PERSON, "item": item(key, **more),
					    "sealed": base64.b64encode(sealed).decode()}, client)

	def metrics(self, path="/metrics", method="GET"):
		line = http.client.HTTPConnection("127.0.0.1", self.metrics_port, timeout=30)
		line.request(method, path)
		answer = line.getresponse()
		return answer.status, answer.getheader("Content-Type"), answer.read().decode()

	def stop(self):
		self.process.send_signal(signal.SIGTERM)
		return self.process.wait(timeout=30)


def make():
	centre("init", "--folder", FOLDER / "c")
	city_key = (FOLDER / "c/city.key").read_bytes()
	expect("init again runs nothing", centre("init", "--folder", FOLDER / "c"), "")
	expect("and keeps the city's key", (FOLDER / "c/city.key").read_bytes(), city_key)
	expect("which others cannot read", (FOLDER / "c/city.key").stat().st_mode & 0o77, 0)
	for kiosk in ("haishu-1", "yinzhou-1"):
		said = centre("enrol", kiosk, "--region", "1", "--folder", FOLDER / "c",
		       "--out", FOLDER / ("k1" if kiosk == "haishu-1" else "k2"))
		# what the centre's folder holds for kiosks goes along, and what it lacks is said
		expect("no desk yet", "desk.pem: what is signed at the kiosk waits" in said, kiosk == "haishu-1")
		expect("the desk's", (FOLDER / "k2/desk.pem").exists(), kiosk != "haishu-1")
		(FOLDER / "c/desk.pem").write_text("CERTIFICATE\n", "utf-8")
	# another city's kiosk, with a certificate of a root that nobody here knows
	sql("create database elsewhere")
	subprocess.run([PROGRAM, "init", "--folder", FOLDER / "other", "--database",
			DATABASE.replace("dbname=centre", "dbname=elsewhere")], check=True, capture_output=True)
	subprocess.run([PROGRAM, "enrol", "haishu-1", "--region", "1", "--folder", FOLDER / "other",
			"--out", FOLDER / "k3", "--database",
			DATABASE.replace("dbname=centre", "dbname=elsewhere")], check=True, capture_output=True)
	expect("limit", "COURSE: 4 a year, none before" in centre("limit", "COURSE", "--most", "4"), True)
	expect("limit again", "COURSE: 3 a year, 4 before" in centre("limit", "COURSE", "--most", "3"), True)
	centre("limit", "COURSE", "--most", "0", code=2)
	centre("limit", "course", "--most", "3", code=3)
	expect("written down", sql("select count(*) from centre.audit where what = 'limit.set'"), "2")


def try_requests(s):
	expect("submitted", s.submit(1), (200, {"outcome": "taken", "slot": 1}))
	expect("sent again", s.submit(1), (200, {"outcome": "taken", "slot": 1, "again": True}))
	expect("another body", s.submit(1, sealed=b"\x09")[1], {"outcome": "other_body"})
	expect("at another kiosk", s.submit(2, "k2")[1]["slot"], 2)
	expect("the third", s.submit(3)[1]["slot"], 3)
	expect("the fourth", s.submit(4, "k2"), (200, {"outcome": "none_free"}))
	known = s.post("person", {"id_no": PERSON, "item": {}}, "k2")[1]
	expect("read at the other kiosk", [a["status"] for a in known["applications"]].count("received"), 3)
	expect("taken back", s.post("withdraw", {
		"id_no": PERSON, "item": {"key": f"{9:032x}", "application": f"{2:032x}",
					  "signed": "2021-03-15T09:30:00+08"}, "sealed": "AQID"})[1],
	       {"outcome": "withdrawn", "freed": 2})
	expect("nothing archived", s.post("archived", {"item": {"keys": [f"{1:032x}"]}})[1],
	       {"outcome": "known", "archived": [], "missing": []})
	sql("select centre.mark_archived(pg_current_snapshot())")
	expect("archived", s.post("archived", {"item": {"keys": [f"{1:032x}", f"{4:032x}", f"{77:032x}"]}})[1],
	       {"outcome": "known", "archived": [f"{1:032x}"], "missing": [f"{77:032x}"]})
	expect("no number in the database", sql(
		"select count(*) from centre.application where application::text like '%1986%'"), "0")


def try_bad_requests(s):
	expect("no certificate", s.submit(20, None)[0], 403)
	expect("another root's", s.submit(20, "k3")[0] in (403, "SSLError", "ConnectionResetError"), True)
	certificates.issue(FOLDER / "c", FOLDER / "old", "courier", "haishu-1", "clientAuth", (2020, 2021))
	certificates.issue(FOLDER / "c", FOLDER / "named", "courier", "haishu-1", "clientAuth")
	for client, what in (("old", "expired"), ("named", "another kiosk's name, and no serial that was enrolled")):
		expect(what, s.submit(20, client)[0] in (403, "SSLError", "ConnectionResetError"), True)
	expect("another kiosk's key", s.submit(1, "k2")[1], {"outcome": "other_body"})
	expect("another kiosk's archive", s.post("archived", {"item": {"keys": [f"{1:032x}"]}}, "k2")[1]["archived"], [])
	asked = s.post("facts", {"id_no": PERSON, "item": {"ask": "00112233445566ff"}})[1]
	expect("whose answer it is", (asked["ask"], asked["id_no"]), ("00112233445566ff", PERSON))
	expect("a question that is none", s.post("facts", {"id_no": PERSON, "item": {"ask": 'x"'}})[0], 422)
	expect("no such name", s.post("drop", {"item": {}})[0], 404)
	expect("GET", s.post("person", b"", method="GET")[0], 404)
	expect("no JSON", s.post("submit", b"{")[0], 422)
	expect("a key twice", s.post("submit", b'{"item": {}, "item": {}}')[0], 422)
	expect("no item", s.post("submit", {"id_no": PERSON, "sealed": "AQID"})[0], 422)
	expect("no base64", s.post("submit", {"id_no": PERSON, "item": item(21), "sealed": "A!=="})[0], 422)
	expect("a region that is none", s.submit(21, region="' or 1=1 --")[0], 422)
	expect("a year that is none", s.submit(21, year="soon")[0], 422)
	expect("deep", s.post("submit", b'{"item":' + b"[" * 90000)[0], 422)
	expect("too much", s.post("submit", b" " * 200000)[0], 413)
	with socket.create_connection(("localhost", s.port)) as plain:
		plain.sendall(b"POST /v1/submit HTTP/1.1\r\n\r\n")
		plain.settimeout(10)
		try:
			expect("without TLS", plain.recv(100)[:4] == b"HTTP", False)
		except ConnectionError:
			pass
	expect("still there", s.submit(1)[1]["again"], True)


def heart(**more):
	now = time.time()
	return {"item": {"now": now, "version": "0.9.1", "commit": "8c77b99", "pack": "ab" * 32,
			 "data": {"register": "2021-03-01", "history": None}, "readers": 1, "printer": "ready",
			 "disk_free": 1 << 34, "waiting": 0, "taken": 2, "aside": 0, "waiting_since": None,
			 "last_visit": now - 60, "started": now - 3600, "restarts": 2, **more}}


def read_metrics(text):
	"""OpenMetrics 1.0 as far as this text uses it: {family: {labels: value}}; what is not of that form is a fault."""
	families, family = {}, None
	expect("ends with EOF", text.endswith("\n# EOF\n"), True)
	for line in text[:-len("# EOF\n")].splitlines():
		head = re.fullmatch(r"# (TYPE|HELP) ([a-z_]+) (.+)", line)
		sample = re.fullmatch(r'([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (-?[0-9.]+)', line)
		if head and head[1] == "TYPE":
			expect(f"{head[2]} once", head[2] in families, False)
			family, kind = head[2], head[3]
			families[family] = {}
			expect(f"{family} is of a kind", kind in ("gauge", "counter", "info"), True)
		elif head:
			expect("help of its family", head[2], family)
		elif sample:
			suffix = {"counter": "_total", "info": "_info"}.get(kind, "")
			expect("a sample of its family", sample[1], family + suffix)
			expect(f"{family} once for {sample[2]}", sample[2] in families[family], False)
			families[family][sample[2] or ""] = float(sample[3])
		else:
			faults.append(f"no line of OpenMetrics: {line!r}")
	return families


def try_fleet(s):
	alarms = "select string_agg(kiosk || ' ' || alarm, ', ' order by kiosk, alarm) from centre.fleet_alarm"
	expect("never heard", sql(alarms), "haishu-1 never_heard, yinzhou-1 never_heard")
	status, answer = s.post("heartbeat", heart())
	expect("heard", (status, answer["outcome"], abs(answer["now"] - time.time()) < 60), (200, "noted", True))
	s.post("heartbeat", heart(data={}), "k2")
	s.post("heartbeat", heart(restarts=3))
	expect("the newest of each", sql("select string_agg(kiosk || restarts, ' ' order by kiosk) from centre.heartbeat"),
	       "haishu-1" "3 yinzhou-1" "2")
	expect("old data", sql(alarms), "haishu-1 data_register")
	s.post("heartbeat", heart(now=time.time() - 86400, data={}, readers=0, printer="paper_empty", disk_free=1, aside=1,
				  waiting=1, waiting_since=time.time() - 90000, pack=""), "k2")
	sql("update centre.heartbeat set at = now() - interval '1 hour' where kiosk = 'haishu-1'")
	expect("what is wrong", sql(alarms), "haishu-1 data_register, haishu-1 silent, " + ", ".join(
		f"yinzhou-1 {alarm}" for alarm in ("clock", "disk", "no_pack", "no_reader", "printer", "set_aside", "waiting")))
	s.post("heartbeat", heart(up=90061, supplies=[{"name": "黑", "percent": 7, "low": True}, {"name": "paper", "low": False}]))
	expect("what is to be ordered", sql("select kiosk || ' ' || supply || ' ' || percent || ' ' || up_s from centre.supplies_low "
					    "join centre.heartbeat using (kiosk)"), "haishu-1 黑 7 90061")
	expect("and somebody is told", sql("select kiosk from centre.fleet_alarm where alarm = 'supplies'"), "haishu-1")
	sql("update centre.heartbeat set at = now() - interval '1 hour', restarts = 3 where kiosk = 'haishu-1'")
	for what, wrong in (("a version", {"version": 'x" }'}), ("a printer", {"printer": "on fire"}),
			    ("data", {"data": {"a": "b" * 2000}}), ("supplies", {"supplies": {}}), ("nothing", {"restarts": None})):
		expect(what + " that is none", s.post("heartbeat", heart(**wrong))[0], 422)
	status, kind, text = s.metrics()
	families = read_metrics(text)
	expect("metrics", (status, kind.split(";")[0]), (200, "application/openmetrics-text"))
	expect("restarts", families["skills_kiosk_restarts"], {'kiosk="haishu-1"': 3, 'kiosk="yinzhou-1"': 2})
	expect("printers", families["skills_kiosk_printer_ready"], {'kiosk="haishu-1"': 1, 'kiosk="yinzhou-1"': 0})
	expect("the clock", round(families["skills_kiosk_clock_offset_seconds"]['kiosk="yinzhou-1"'] / 600), -144)
	expect("alarms", len(families["skills_kiosk_alarm"]), 10)
	expect("data", families["skills_kiosk_data_timestamp_seconds"], {'kiosk="haishu-1",data="register"': 1614556800})
	expect("refused", families["skills_centre_refused"], {"": 2})
	expect("nothing else there", (s.metrics("/")[0], s.metrics("/v1/person")[0], s.metrics(method="POST")[0]), (404,) * 3)


def try_twins(s):
	"""A disk that was copied: two machines under one name, told to both, until it is enrolled anew."""
	def twin(run, client="k2"):
		return s.post("heartbeat", heart(run=run), client)[1]["twin"]
	a, b, c = (f"{n:016x}" for n in (1, 2, 3))
	expect("starts that follow one another", [twin(run) for run in (a, a, b, b, c)], [False] * 5)
	expect("a letter that was late", (twin(b), twin(c)), (False, True))
	expect("told to both", (twin(b), twin(c)), (True, True))
	expect("an alarm", sql("select kiosk from centre.fleet_alarm where alarm = 'twin'"), "yinzhou-1")
	expect("nobody else's", twin(a, "k1"), False)
	centre("enrol", "yinzhou-1", "--region", "5", "--folder", FOLDER / "c", "--out", FOLDER / "k2")
	expect("enrolled anew", [twin(run) for run in (c, c)], [False, False])


def offered(s, client, have=None, **refused):
	item = {"have": have or {}, **({"refused": refused} if refused else {})}
	status, answer = s.post("offers", {"item": item}, client)
	expect("offers", (status, answer["outcome"]), (200, "known"))
	return {offer["kind"]: offer for offer in answer["offers"]}


def fetched(s, client, offer):
	data = b""
	while len(data) < offer["size"]:
		answer = s.post("piece", {"item": {"kind": offer["kind"], "version": offer["version"],
						   "from": len(data)}}, client)[1]
		if answer["outcome"] != "piece":
			return answer["outcome"]
		data += base64.b64decode(answer["data"], validate=True)
	return data


def try_bundles(s):
	"""Signed once, given out in waves, byte for byte; what speaks against it stops it."""
	table = SOURCE / "kiosk-config/demo-data"
	key, other = FOLDER / "sign", FOLDER / "sign2"
	for one in (key, other):
		centre("pack", "key", one)
	pack = ("pack", "publish", SOURCE / "kiosk-config/packs/nb-2019-78", "--key", key)
	sql("update centre.application set slot = null, held = false, released = now() where held")		# a year that begins anew
	said = centre(*pack)
	expect("a pack", "pack 1.0.0: published to the first wave" in said, True)
	expect("its limits", re.findall("^[A-Z]+: .*", said, re.M), ["LIVING: 1 a year, none before"])
	centre(*pack[:-1], other, code=2)	# the same version, other bytes
	expect("to whom", sorted("pack" in offered(s, k) for k in ("k1", "k2")), [False, True])
	first, second = ("k1", "k2") if "pack" in offered(s, "k1") else ("k2", "k1")
	name = {"k1": "haishu-1", "k2": "yinzhou-1"}
	data = fetched(s, first, offered(s, first)["pack"])
	expect("as it was signed", data == bytes.fromhex(sql("select encode(bytes, 'hex') from centre.bundle")), True)
	expect("to whoever has it nothing", offered(s, first, {"pack": 1000000}), {})
	expect("watched", "the next from" in centre("pack", "waves"), True)
	expect("a tenth", "now for 10 %" in centre("pack", "waves", "--hours", "0"), True)
	expect("and all", "now for 100 %" in centre("pack", "waves", "--hours", "0"), True)
	expect("the other has it now", offered(s, second)["pack"]["version"], 1000000)
	# signed elsewhere, with the key that is trusted or another
	def sign(path, by=key, number=7):
		subprocess.run([PROGRAM.parent / "skills-kiosk", "pack", "sign", "standards", table / "standards.csv",
				"--number", str(number), "--key", by, "--to", path], check=True, capture_output=True)
		return ("pack", "publish", path, "--trust", f"{key}.pub")
	for path, by in (("stranger", other), ("ours", key)):
		centre(*sign(FOLDER / path, by), code=2 if by == other else 0)
	expect("the same once more", "was published before" in
	       centre("publish", FOLDER / "ours", "--trust", f"{key}.pub"), True)
	said = centre(*sign(FOLDER / "older", number=6), code=2)
	expect("an older one", "raise it" in said, True)
	# a refusal stops the wave, and is told
	first, second = ("k1", "k2") if "standards" in offered(s, "k1") else ("k2", "k1")
	offered(s, first, kind="standards", version=7, why="standards.csv:2:1: no such region")
	said = centre("pack", "waves", "--hours", "0")
	expect("stopped", f"stopped: {name[first]} refused it: standards.csv:2:1: no such region" in said, True)
	expect("given to nobody", "standards" in offered(s, first), False)
	expect("nor in pieces", fetched(s, first, {"kind": "standards", "version": 7, "size": 1}), "absent")
	# and so does an alarm that is new, of a kiosk that has it
	centre("pack", "publish", table / "institutions.csv", "--kind", "institutions", "--key", key)
	version = int(sql("select max(version) from centre.bundle where kind = 'institutions'"))
	expect("a number of its own", version > 20_000_000, True)
	for k in ("k1", "k2"):
		s.post("heartbeat", heart(), k)
		offered(s, k, {"institutions": version, "pack": 1000000})
	sql(f"update centre.bundle set alarms_before = centre.alarms_now() where version = {version}")
	expect("all well", "now for 10 %" in centre("pack", "waves", "--hours", "0"), True)
	s.post("heartbeat", heart(readers=0), "k1")
	expect("its reader is gone since", "stopped: haishu-1 has an alarm that it had not before: no_reader" in
	       centre("pack", "waves", "--hours", "0"), True)
	s.post("heartbeat", heart(), "k1")
	expect("stopped by hand", "stopped: wrong" in
	       centre("pack", "stop", "pack", "--number", "1000000", "--why", "wrong"), True)
	expect("only once", "nothing is out" in
	       centre("pack", "stop", "pack", "--number", "1000000", "--why", "wrong"), True)
	# a kiosk that lies keeps nobody from what is published, and is named
	offered(s, "k2", {"overrides": 2**31 - 1})
	sheet = FOLDER / "overrides.csv"
	sheet.write_text("key,from,by,matter,value,source\n", "utf-8")
	expect("a liar is named", "will not take it: yinzhou-1" in
	       centre("pack", "publish", sheet, "--kind", "overrides", "--key", key), True)
	try_limits(s, key)
	expect("nobody", s.post("offers", {"item": {"have": {}}}, None)[0], 403)
	expect("no kind", s.post("offers", {"item": {"have": {"register": 1}}})[0], 422)
	expect("from nowhere", s.post("piece", {"item": {"kind": "pack", "version": 1, "from": -5}})[0] in (200, 422), True)


def publish_changed(key, *changes):
	"""The pack with other words in it, on from the last time."""
	copy = FOLDER / "pack"
	if not copy.exists():
		shutil.copytree(SOURCE / "kiosk-config/packs/nb-2019-78", copy)
		cases = (copy / "cases.yaml").read_text("utf-8")	# those of three a year are another pack's
		(copy / "cases.yaml").write_text(cases[:cases.index("\n  G004:") + 1], "utf-8")
	text = (copy / "pack.yaml").read_text("utf-8")
	for old, new in changes:
		expect(old, old in text, True)
		text = text.replace(old, new)
	(copy / "pack.yaml").write_text(text, "utf-8")
	signed = FOLDER / "signed"
	signed.unlink(missing_ok=True)
	subprocess.run([PROGRAM.parent / "skills-kiosk", "pack", "sign", copy, "--key", key, "--to", signed],
		       check=True, capture_output=True)
	return centre("pack", "publish", signed, "--trust", f"{key}.pub")


def try_limits(s, key):
	"""A pack of four a year, signed elsewhere: the fourth is taken as soon as it is out, and no fifth."""
	def course(n):
		return s.submit(600 + n, "k2", occupation=f"limit {n}", level="四级")[1]
	expect("three", [course(n)["outcome"] for n in range(4)], ["taken"] * 3 + ["none_free"])
	said = publish_changed(key, ("rule: R4-5b, value: 3", "rule: R4-5b, value: 4"), ("version: 1.0.0", "version: 1.1.0"),
			       ("  A-YEAR:\n    in_use: used", "  A-YEAR:\n    in_use: alternative"))
	expect("four", "COURSE: 4 in twelve months, 3 a year before\n" in said, True)
	expect("by which pack", sql("select pack from centre.yearly_limit where class = 'COURSE'"), "nb-2019-78 1.1.0")
	expect("a fourth", [course(n)["outcome"] for n in (4, 5)], ["taken", "none_free"])
	expect("the same once more", re.findall("^[A-Z]+: .*", centre("pack", "publish", FOLDER / "signed", "--trust",
								       f"{key}.pub"), re.M), [])
	# which time and which kinds count is the pack's word, too
	def decided(n, day, kind="TRAIN"):
		return s.submit(n, "k2", occupation=f"limit {n}", level="四级", year=int(day[:4]),
				about={"decided": day, "kind": kind})[1]
	expect("not twelve months after", decided(610, "2022-03-14")["outcome"], "none_free")
	expect("twelve months after", decided(611, "2022-03-15")["outcome"], "taken")
	expect("a project counts", decided(612, "2022-03-16", "PROJECT")["slot"], 2)
	said = publish_changed(key, ("version: 1.1.0", "version: 1.2.0"), ("  A-YEAR:\n    in_use: alternative",
		"  A-YEAR:\n    in_use: used"), ("  A-COUNT:\n    in_use: used", "  A-COUNT:\n    in_use: alternative"))
	expect("other kinds", "COURSE: 4 a year, 4 in twelve months before\nCOURSE: counts TRAIN\n" in said, True)
	expect("a project counts no longer", decided(613, "2022-03-17", "PROJECT"), {"outcome": "taken", "slot": None})
	expect("nor the one before", [decided(n, "2022-03-18")["outcome"] for n in range(614, 618)], ["taken"] * 3 + ["none_free"])


def try_backup():
	"""What is archived was restored and compared first; a foreign file is taken over by nothing."""
	file = FOLDER / "backup"
	sql("update centre.application set archived = null")
	expect("archived", "; 18 more archived" in centre("backup", file), True)
	expect("nothing over a backup", "takes nothing over" in centre("backup", file, code=3), True)
	expect("no half file", list(FOLDER.glob("*.part")), [])
	expect("no proof is left", sql("select count(*) from pg_database where datname like '%proof%'"), "0")
	expect("not into a centre", "name an empty one" in centre("restore", file, code=3), True)
	(FOLDER / "copies").mkdir()
	expect("in a folder", "; 0 more" in centre("backup", FOLDER / "copies"), True)
	expect("by its moment", len(list((FOLDER / "copies").glob("centre-2*Z.dump"))), 1)
	sql("create database back")
	back = DATABASE.replace("dbname=centre", "dbname=back")
	subprocess.run([PROGRAM, "restore", file, "--database", back], check=True, capture_output=True)
	keys = []
	for database in (DATABASE, back):
		keys.append(subprocess.run(["psql", "-XqAt", database, "-c",
			"select string_agg(key, ' ' order by key) from centre.application"],
			capture_output=True, text=True, check=True).stdout)
	expect("all came back", keys[0], keys[1])
	# The mutant: a dump that loses a row is found before anything is archived.
	sql("update centre.application set archived = null")
	tool = FOLDER / "tools"
	tool.mkdir()
	(tool / "pg_restore").write_text(f"""#!/bin/sh
for word; do case $last in -d) there=$word;; esac; last=$word; done
/usr/bin/pg_restore "$@" && psql -Xq "$there" -c "set session_replication_role = replica" \
	-c "delete from centre.application where key = '{1:032x}'"
""")
	(tool / "pg_restore").chmod(0o755)
	path, os.environ["PATH"] = os.environ["PATH"], f"{tool}:{os.environ['PATH']}"
	expect("a lost row", "not what was dumped" in centre("backup", FOLDER / "b2", code=3), True)
	os.environ["PATH"] = path
	expect("then nothing is archived", sql("select count(archived) from centre.application"), "0")
	expect("and no file", (FOLDER / "b2").exists(), False)


def try_targets():
	for name, rows in (("targets", 45), ("departments", 36)):
		path = SOURCE / f"kiosk-config/{name}.csv"
		expect(name, centre("targets", path), f"{path}: {rows} targets\n")
	empty = FOLDER / "empty.csv"
	empty.touch()
	for name, path in (("no such table", SOURCE / "kiosk-config/demo-data/standards.csv"),
			   ("an empty table", empty)):
		expect(name, "write the head region,name,year,persons" in
		       centre("targets", path, code=2), True)


class Bouncer:
	"""pgbouncer with the file that is shipped, before one database of ours."""

	def __init__(self, database):
		with socket.create_server(("127.0.0.1", 0)) as free:
			self.port = free.getsockname()[1]
		self.folder = FOLDER / f"bouncer-{database}"
		self.folder.mkdir()
		users = self.folder / "users"
		users.write_text(sql("""select format('"%s" "%s"', rolname, rolpassword) from pg_authid where rolname = 'kiosks'""")
				 + "\n", "utf-8")
		text = (SOURCE / "kiosk-config/centre/pgbouncer.ini").read_text("utf-8")
		for name, value in (("DATABASE", FOLDER / "socket"), ("ADDRESS", "127.0.0.1"), ("PORT", self.port), ("USERS", users)):
			text = text.replace(f"@{name}@", str(value))
		path = self.folder / "pgbouncer.ini"
		path.write_text(text.replace("dbname=skills_centre", f"dbname={database}"), "utf-8")
		words = ["pgbouncer", "-q", path]
		if os.geteuid() == 0:
			subprocess.run(["chown", "-R", "postgres:", self.folder], check=True)
			words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]
		self.process = subprocess.Popen(words, stderr=open(self.folder / "log", "w"))
		for _ in range(600):
			try:
				socket.create_connection(("127.0.0.1", self.port)).close()
				break
			except OSError:
				time.sleep(0.1)

	def stop(self):
		self.process.terminate()
		self.process.wait(timeout=60)


def try_pool():
	"""Twenty-four threads through a pool of sixteen, as a role that may do what the gate does and no
	more; of two nodes the one that takes what is written is found."""
	sql("create role kiosks login password 'example' in role centre_gate")
	sql("create database standby template template0")
	sql("alter database standby set default_transaction_read_only = on")
	nodes = [Bouncer("standby"), Bouncer("centre")]
	service = Service(f"host=127.0.0.1,127.0.0.1 port={nodes[0].port},{nodes[1].port} dbname=skills_centre user=kiosks"
			  " password=example target_session_attrs=read-write", 24)
	try:
		with concurrent.futures.ThreadPoolExecutor(24) as pool:
			answers = list(pool.map(lambda n: service.submit(1000 + n, "k2", **{
				"occupation": f"trade {n}", "level": "四级", "class": None}), range(96)))
		expect("through the pool", [answer for answer in answers if answer[1] != {"outcome": "taken", "slot": None}], [])
		most = int(sql("select count(*) from pg_stat_activity where usename = 'kiosks' and datname = 'centre'"))
		expect("of its connections", 1 <= most <= 16, True)
		expect("sent again", service.submit(1000, "k2", **{
			"occupation": "trade 0", "level": "四级", "class": None})[1].get("again"), True)
		expect("the gate and no table", "permission denied" in subprocess.run(
			["psql", "-Xqc", "select count(*) from centre.application", f"host=127.0.0.1 port={nodes[1].port}"
			 " dbname=skills_centre user=kiosks password=example"], capture_output=True, text=True, check=False).stderr, True)
		expect("nobody without the password", "failed" in subprocess.run(
			["psql", "-Xqc", "select 1", f"host=127.0.0.1 port={nodes[1].port} dbname=skills_centre user=kiosks password=x"],
			capture_output=True, text=True, check=False).stderr, True)
		nodes[1].stop()
		expect("without it nothing is acknowledged", service.submit(1200, "k2")[0], 503)
	finally:
		service.stop()
		for node in nodes:
			node.stop()


def main():
	make()
	service = Service()
	try:
		try_requests(service)
		try_bad_requests(service)
		try_fleet(service)
		try_twins(service)
		try_bundles(service)
		try_targets()
		centre("revoke", "haishu-1", "--why", "stolen")
		expect("revoked", service.submit(1)[0], 403)
		expect("the other stays", service.submit(2, "k2")[0], 200)
	finally:
		expect("ends when told", service.stop(), 0)
	expect("nobody in the log", PERSON in (FOLDER / "serve.log").read_text(), False)
	status = json.loads(centre("status"))
	expect("status", (status["kiosks"], status["applications"], status["alarms"]), (2, 18, 2))
	sql("insert into migration (name, hash) values ('9999-newer.sql', '\\x00')")
	expect("a newer database", "install the newer program" in centre("migrate", code=3), True)
	try_backup()
	try_pool()
	print("\n".join(faults) or "a kiosk is enrolled, heard, bounded and revoked")
	sys.exit(bool(faults))


main()
