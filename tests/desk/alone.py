#!/usr/bin/python3
"""alone.py FOLDER: skills-desk-alone in an empty folder, as whoever owns it: set up, served, spoken to
by its kiosk and by its clerk, ended; set up once more, nothing is lost; and what it refuses."""
import http.client
import json
import pathlib
import re
import signal
import ssl
import subprocess
import sys

from desk import City, Page, PASSWORD

FOLDER = pathlib.Path(sys.argv[1]) / "alone"
SET_UP = ("set-up", "--kiosk", "hall-1", "--region", "1", "--clerk", "zhang", "--shown", "示例经办员")
faults = []


def expect(what, got, wanted):
	if got != wanted:
		faults.append(f"{what}: {got!r}, not {wanted!r}")


def alone(*words, said="", code=0):
	done = subprocess.run(["skills-desk-alone", "--folder", FOLDER, *words], input=said, capture_output=True,
			      text=True, timeout=120, check=False)
	expect(" ".join(words) + f": {done.stderr}", done.returncode, code)
	return done.stdout + done.stderr


class Hall(City):
	def __init__(self):
		super().__init__(FOLDER, keys=FOLDER / "desk")
		self.database = f"host={FOLDER}/socket user=centre dbname=skills_centre"

	def serve(self):
		self.service = subprocess.Popen(["skills-desk-alone", "--folder", FOLDER, "serve", "--port", "0", "--kiosk-port", "0"],
						stdout=subprocess.PIPE, text=True)
		ports = {}
		while len(ports) < 2:
			line = self.service.stdout.readline()
			assert line, "it ended"
			if found := re.match(r"for (kiosks|the staff): answering on port (\d+)", line):
				ports[found[1]] = int(found[2])
		self.port, self.kiosk_port = ports["the staff"], ports["kiosks"]
		self.trust = ssl.create_default_context(cafile=FOLDER / "desk/root.pem")

	def beat(self):
		"""The kiosk, with what it was given."""
		given = FOLDER / "kiosk"
		trust = ssl.create_default_context(cafile=given / "root.pem")
		trust.load_cert_chain(given / "courier.pem", given / "courier.key")
		line = http.client.HTTPSConnection("localhost", self.kiosk_port, timeout=60, context=trust)
		line.request("POST", "/v1/call", json.dumps({"item": {"id": "0123456789abcdef"}}), {"Content-Type": "application/json"})
		answer = line.getresponse()
		return answer.status, json.loads(answer.read())


def try_refusals():
	for words in (("set-up",), SET_UP[:-2], (*SET_UP[:4], "99", *SET_UP[5:]), ("fly",), ()):
		expect(f"one line for {words}", alone(*words, code=2).count("\n"), 1)
	expect("nothing there", FOLDER.exists(), False)
	expect("nothing to serve", "set-up" in alone("serve", code=3), True)


def main():
	hall = Hall()
	try_refusals()
	said = alone(*SET_UP, said=PASSWORD + "\n")
	hall.secrets["zhang"] = re.search(r"secret=([A-Z2-7]{32})", said)[1]
	expect("nothing runs yet", (FOLDER / "pg/postmaster.pid").exists(), False)
	hall.serve()
	try:
		expect("the kiosk rings", hall.beat(), (200, {"outcome": "ringing"}))
		clerk = Page(hall, "zhang")
		expect("and the clerk hears it", [(c["kiosk"], c["region_name"]) for c in clerk.must("calls")["calls"]], [("hall-1", "海曙区")])
		expect("plans are there", hall.sql("select sum(persons) from desk.target where year = 2021"), "180000")
		expect("limits too", hall.sql("select string_agg(class || most, ' ' order by class) from centre.yearly_limit"), "COURSE3 LIVING1")
		said = alone(*SET_UP, said="another password here\n")
		expect("once more, while it serves", "zhang works here already" in said, True)
		expect("with its folder", "kiosk" in alone("centre", "status"), True)
	finally:
		hall.service.send_signal(signal.SIGTERM)
		expect("ends when told", hall.service.wait(timeout=60), 0)
	expect("its database too", (FOLDER / "pg/postmaster.pid").exists(), False)
	hall.serve()
	try:
		expect("what it had is there", [c["kiosk"] for c in Page(hall, "zhang").must("calls")["calls"]], ["hall-1"])
	finally:
		hall.service.send_signal(signal.SIGTERM)
		hall.service.wait(timeout=60)
	print("\n".join(faults) or "a hall alone is set up by one command, and served")
	sys.exit(bool(faults))


main()
