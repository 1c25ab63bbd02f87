#!/usr/bin/python3
"""couriers.py FOLDER COURIERS EACH: that many kiosk-couriers at once, each handing in EACH applications
one after another.  1 when any was not taken, or taken other than once."""
import base64
import json
import os
import pathlib
import re
import select
import socket
import statistics
import struct
import subprocess
import sys
import time

import psycopg2

BUILD = pathlib.Path(os.environ["BUILD_DIR"])
FOLDER, COURIERS, EACH = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
DATABASE = f"host={FOLDER}/socket user=centre dbname=centre"
SEALED = base64.b64encode(os.urandom(6144)).decode()


class Courier:
	def __init__(self, number, port):
		self.number, self.sent, self.times, self.wrong = number, 0, [], 0
		self.line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
		os.set_inheritable(theirs.fileno(), True)
		self.process = subprocess.Popen(
			[BUILD / "kiosk-courier", "--fd", str(theirs.fileno()), "--to", f"https://localhost:{port}", "--keys",
			 FOLDER / "k", "--quiet"], pass_fds=[theirs.fileno()])
		theirs.close()

	def send(self):
		self.sent += 1
		number = self.number * EACH + self.sent
		body = json.dumps({"id_no": f"33029919{number:010d}", "sealed": SEALED, "item": {
			"key": f"{number:032x}", "year": 2021, "region": 1, "class": "COURSE", "items": [], "pack": "ab" * 32,
			"signed": "2021-03-15T09:25:00+08"}}).encode()
		self.began = time.monotonic()
		self.line.sendall(struct.pack(">BIIH", 1, self.sent, 60000, 6) + b"submit" + body)

	def hear(self):
		answer = self.line.recv(200000)
		self.times.append(time.monotonic() - self.began)
		self.wrong += answer[5] != 1 or json.loads(answer[6:])["outcome"] != "taken"

	def own_kb(self):
		"""What this process has for itself alone: its share of nothing."""
		text = pathlib.Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
		return sum(int(size) for size in re.findall(r"^Private_\w+: +(\d+)", text, re.M))


def run(couriers):
	waiting = {courier.line.fileno(): courier for courier in couriers}
	poll = select.poll()
	for courier in couriers:
		poll.register(courier.line, select.POLLIN)
		courier.send()
	while waiting:
		for fd, _ in poll.poll(60000):
			courier = waiting[fd]
			courier.hear()
			if courier.sent < EACH:
				courier.send()
			else:
				poll.unregister(fd)
				del waiting[fd]


def main():
	for words in (["init", "--folder", FOLDER / "c"], ["limit", "COURSE", "--most", "3"],
		      ["enrol", "haishu-1", "--region", "1", "--folder", FOLDER / "c", "--out", FOLDER / "k"]):
		subprocess.run([BUILD / "skills-centre", *words, "--database", DATABASE], check=True,
			       stdout=subprocess.DEVNULL)
	service = subprocess.Popen([BUILD / "skills-centre", "serve", "--folder", FOLDER / "c", "--database", DATABASE,
				    "--port", "0"], stdout=subprocess.PIPE, text=True)
	couriers = []
	try:
		port = int(re.search(r"\d+", service.stdout.readline()).group())
		couriers = [Courier(number, port) for number in range(COURIERS)]
		began = time.monotonic()
		run(couriers)
		took = time.monotonic() - began
		times = sorted(time for courier in couriers for time in courier.times)
		print(f"{COURIERS} couriers, {len(times)} submissions in {took:.1f} s: {len(times) / took:.0f} a second, "
		      f"median {1e3 * statistics.median(times):.0f} ms, slowest {times[-1]:.1f} s")
		print(f"each courier with nothing to do: {statistics.median(c.own_kb() for c in couriers) / 1024:.1f} MB of its own")
		wrong = sum(courier.wrong for courier in couriers)
		with psycopg2.connect(DATABASE) as connection, connection.cursor() as cursor:
			cursor.execute("select count(*), count(distinct key) from centre.application")
			held = cursor.fetchone()
		print(f"{wrong} not taken, {held[0]} at the centre")
		sys.exit(bool(wrong) or held != (len(times), len(times)))
	finally:
		for courier in couriers:
			courier.line.close()
			courier.process.wait(timeout=60)
		service.terminate()
		service.wait(timeout=60)


main()
