#!/usr/bin/python3
"""hostile.py FOLDER [--courier]: a server of our own in the centre's place, the real kiosk-courier before
it, and with it a kiosk in its visits.  --courier: without the kiosk."""
import base64
import json
import os
import pathlib
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time

import certificates

FOLDER = pathlib.Path(sys.argv[1])
BUILD = pathlib.Path(os.environ["BUILD_DIR"])
SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])
LIN, LI = "33029919951208056X", "330299198604120245"		# 示例数据; the first stands in no register here
ANSWERED, REFUSED, NOT_NOW, NO_WAY, BARRED = 1, 2, 3, 4, 5
faults = []


def expect(what, got, wanted):
	if got != wanted:
		faults.append(f"{what}: {str(got)[:300]!r}, not {wanted!r}")


# ---- a server that says what it is told to ----

class Server:
	"""TLS with the certificate in `keys`; what it sends for a request is answer(name, body)."""

	def __init__(self, keys, answer):
		self.answer, self.sent, self.reached = answer, 0, 0
		self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
		self.context.load_cert_chain(keys / "server.pem", keys / "server.key")
		self.listener = socket.create_server(("127.0.0.1", 0))
		self.port = self.listener.getsockname()[1]
		threading.Thread(target=self.serve, daemon=True).start()

	def serve(self):
		while True:
			try:
				line = self.listener.accept()[0]
			except OSError:
				return
			threading.Thread(target=self.hear, args=[line], daemon=True).start()

	def hear(self, line):
		try:
			with self.context.wrap_socket(line, server_side=True) as tls:
				tls.settimeout(20)
				while self.hear_one(tls):
					pass
		except OSError:
			pass

	def hear_one(self, tls):
		data = b""
		while b"\r\n\r\n" not in data:
			more = tls.recv(65536)
			if not more:
				return False
			data += more
		head, body = data.split(b"\r\n\r\n", 1)
		size = int(next(line.split(b":")[1] for line in head.split(b"\r\n") if
				line.lower().startswith(b"content-length")))
		while len(body) < size:
			body += tls.recv(65536)
		self.reached += 1
		for piece in self.answer(head.split(b" ")[1].decode().rsplit("/", 1)[1], json.loads(body)):
			if piece is None:
				return False
			tls.sendall(piece)
			self.sent += len(piece)
		return True

	def close(self):
		self.listener.close()


def http(body, status="200 OK", more="", length=None):
	data = body if isinstance(body, bytes) else json.dumps(body).encode()
	return (f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{more}"
		f"Content-Length: {len(data) if length is None else length}\r\n\r\n").encode() + data


def known(body, id_no=None, **more):
	return {"outcome": "known", "ask": body["item"].get("ask", ""), "id_no": id_no or body.get("id_no", ""), **more}


# ---- the courier alone ----

class Courier:
	"""The real one, and its kiosk's end of the line (wire/courier_link.h)."""

	def __init__(self, port, keys):
		self.line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
		self.line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 400000)
		os.set_inheritable(theirs.fileno(), True)
		self.process = subprocess.Popen(
			[BUILD / "kiosk-courier", "--fd", str(theirs.fileno()), "--to", f"https://localhost:{port}", "--keys",
			 keys, "--quiet"], pass_fds=[theirs.fileno()])
		theirs.close()
		self.id = 0

	def ask(self, name="person", body=b'{"item": {}}', within_ms=2000):
		self.id += 1
		self.line.sendall(struct.pack(">BIIH", 1, self.id, within_ms, len(name)) + name.encode() + body)
		began = time.monotonic()
		self.line.settimeout(60)
		kind, number, outcome = struct.unpack(">BIB", (answer := self.line.recv(200000))[:6])
		expect("its own answer", (kind, number), (2, self.id))
		self.took = time.monotonic() - began
		return outcome, answer[6:]

	def memory_kb(self):
		status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
		return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))

	def close(self):
		self.line.close()
		expect("the courier ends with its line", self.process.wait(timeout=60), 0)


def try_certificates(trusted):
	"""Whoever is not surely the centre hears nothing at all."""
	certificates.make_root(FOLDER / "other")
	wrong = {
		"another root's": dict(root=FOLDER / "other"),
		"expired": dict(years=(2020, 2021)),
		"of a day to come": dict(years=(2048, 2049)),
		"another place's": dict(alt="DNS:centre.example"),
		"a kiosk's": dict(usage="clientAuth"),
	}
	for number, (what, how) in enumerate(wrong.items()):
		keys = FOLDER / f"wrong{number}"
		certificates.issue(how.pop("root", trusted), keys, "server", "centre", how.pop("usage", "serverAuth"), **how)
		server = Server(keys, lambda name, body: [http({"outcome": "known"})])
		courier = Courier(server.port, FOLDER / "kiosk")
		expect(f"a certificate {what}", (courier.ask()[0], server.reached), (NO_WAY, 0))
		courier.close()
		server.close()


def endless():
	yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	while True:
		yield b"4000\r\n" + b'{"facts": [[[[' * 1170 + b"....\r\n"


def slow():
	yield b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
	for _ in range(600):
		time.sleep(0.1)
		yield b" "


def try_answers(trusted_server):
	"""An answer that is not whole, or more than any right one, is none; and the next is heard."""
	said = {}
	server = Server(trusted_server, lambda name, body: said["pieces"]())
	courier = Courier(server.port, FOLDER / "kiosk")
	right = lambda: [http({"outcome": "known"})]
	for what, pieces, outcome in (
		("right", right, ANSWERED),
		("cut", lambda: [http({"outcome": "known"}, length=500), None], NO_WAY),
		("no answer", lambda: [None], NO_WAY),
		("no HTTP", lambda: [b"220 smtp ready\r\n", None], NO_WAY),
		("huge", lambda: [http(b"[" * (48 << 10) + b"]")], NO_WAY),
		("said to be huge", lambda: [http(b"{}", length=1 << 50), None], NO_WAY),
		("endless", endless, NO_WAY),
		("endless heads", lambda: (b"HTTP/1.1 200 OK\r\n" if not n else b"X: " + b"y" * 8000 + b"\r\n"
					   for n in range(1 << 20)), NO_WAY),
		("a bomb", lambda: [http(b"x", more="Content-Encoding: gzip\r\n")], ANSWERED),
		("elsewhere", lambda: [http(b"", "302 Found", f"Location: https://localhost:{server.port}/v1/x\r\n")], NOT_NOW),
		("refused", lambda: [http(b"", "422 Unprocessable Content")], REFUSED),
		("barred", lambda: [http(b"", "403 Forbidden")], BARRED),
		("right again", right, ANSWERED)):
		said["pieces"], before = pieces, server.sent
		expect(what, courier.ask()[0], outcome)
		expect(f"{what}: little was read", server.sent - before < 8 << 20, True)
	said["pieces"] = slow
	expect("late", courier.ask(within_ms=800)[0], NO_WAY)
	expect("within its time", courier.took < 5, True)	# of a machine that does other things too
	memory = courier.memory_kb()
	expect("and in little room", memory < 64 << 10, True)
	courier.close()
	server.close()
	return memory


# ---- a kiosk in its visits ----

VISIT = """card ssc2 {who}
wait screen who
wait 1200
{see}
press end
wait screen take-card
card off
wait screen goodbye
"""
UNKNOWN = 'expect text "现在连不上全市的系统"'
FACT = {"fact": "hukou_ningbo", "value": "true", "source": "employment", "as_of": "2021-03-10", "differs": False}


def facts_of(how):
	return {
		"right": lambda body: [http(known(body, facts=[FACT]))],
		"somebody else's": lambda body: [http(known(body, LI, facts=[FACT]))],
		"another question's": lambda body: [http({**known(body, facts=[FACT]), "ask": "0123456789abcdef"})],
		"too many": lambda body: [http(known(body, facts=[FACT] * 49))],
		"endless": lambda body: endless(),
	}[how]


class Goods:
	"""What a bad centre offers: more than any bundle may be, what nobody signed, and what has no end."""

	OFFERS = [{"kind": "standards", "version": 92, "size": 1 << 50},
		  {"kind": "institutions", "version": 90, "size": 100},
		  {"kind": "catalogue", "version": 91, "size": 1 << 24}]

	def __init__(self, data):
		self.incoming, self.asked, self.largest, self.refused = data / "incoming.bundle", [], 0, []

	def look(self):
		"""How large the file is that the kiosk writes."""
		try:
			self.largest = max(self.largest, self.incoming.stat().st_size)
		except FileNotFoundError:
			pass

	def answer(self, name, item):
		self.look()
		if name == "offers":
			self.refused += [item["refused"]["kind"]] if "refused" in item else []
			return [http({"outcome": "known", "offers": self.OFFERS})]
		self.asked.append((item["kind"], item["from"]))
		if item["kind"] == "institutions":
			return [http({"outcome": "piece", "data": base64.b64encode(b"\0" * 100).decode()})]
		if item["from"] < 65536:
			return [http({"outcome": "piece", "data": base64.b64encode(b"id,title\n" * 3640 + b"12345678").decode()})]
		return endless()


def try_visits(trusted_server):
	"""Lin stands in no register of this kiosk: what is said of the register is the centre's word.
	Between the visits the centre offers its goods."""
	visits = [("right", 'expect text "系统里有您的登记"\nexpect no text "现在连不上全市的系统"')] + [
		(how, f'expect text "系统里还没有您的登记"\n{UNKNOWN}') for how in (
			"somebody else's", "another question's", "too many", "endless")]
	asked = []

	def answer(name, body):
		if name == "person":
			return [http(known(body, applications=[]))]
		if name in ("offers", "piece"):
			return goods.answer(name, body["item"])
		if name != "facts":
			return [http(b"", "503 Service Unavailable")]
		asked.append(body["id_no"])
		return facts_of(visits[min(len(asked), len(visits)) - 1][0])(body)

	goods = Goods(FOLDER / "data")
	server = Server(trusted_server, answer)
	config = FOLDER / "config"
	config.mkdir()
	for entry in (SOURCE / "kiosk-config").iterdir():
		(config / entry.name).symlink_to(entry)
	(config / "kiosk.d").mkdir()
	(config / "kiosk.d/centre.yaml").write_text(f"centre: https://localhost:{server.port}\ncentre_keys: {FOLDER}/kiosk\n"
						  f"trust: {FOLDER}/key.pub\n")
	subprocess.run([BUILD / "skills-kiosk", "pack", "key", FOLDER / "key"], check=True, stdout=subprocess.DEVNULL)
	walk = FOLDER / "visits.walk"
	walk.write_text("wait screen idle\nwait 4000\nwait 4000\n" + "".join(VISIT.format(who="lin-yifan", see=see) for how, see in visits), "utf-8")
	done = subprocess.run([SOURCE / "kiosk-config/on-display", BUILD / "skills-kiosk", "run",
			       "--config", config, "--data", FOLDER / "data", "--date", "2021-03-15", "--walk", walk,
			       "--shots", FOLDER], capture_output=True, text=True, timeout=120, check=False)
	if done.returncode:
		faults.append(f"the visits: {done.stderr[-1500:]}")
	goods.look()
	expect("what nobody signed is told", "institutions" in goods.refused, True)
	expect("and what has no end was begun", ("catalogue", 65536) in goods.asked, True)
	# once more with the refusal, and then not for ten minutes
	expect("it is given up", goods.asked.count(("catalogue", 0)) <= 2, True)
	expect("no more than a bundle may have is asked for", [kind for kind, _ in goods.asked if kind == "standards"], [])
	expect("no more is written than was right", goods.largest <= 65536, True)
	expect("and nothing is left of it", goods.incoming.exists(), False)
	expect("asked of nobody else", set(asked), {LIN})
	expect("once a visit", len(asked), len(visits))
	server.close()
	return len(visits)


def main():
	trusted = FOLDER / "trusted"
	certificates.make_root(trusted)
	certificates.issue(trusted, trusted, "server", "centre", "serverAuth")
	certificates.issue(trusted, FOLDER / "kiosk", "courier", "haishu-1", "clientAuth")
	(FOLDER / "kiosk/root.pem").write_bytes((trusted / "root.pem").read_bytes())
	try_certificates(trusted)
	memory = try_answers(trusted)
	visits = 0 if "--courier" in sys.argv else try_visits(trusted)
	print("\n".join(faults) or f"whoever is not the centre is told nothing; the courier stays within {memory >> 10} MB; "
	      f"{visits} visits went on")
	sys.exit(bool(faults))


main()
