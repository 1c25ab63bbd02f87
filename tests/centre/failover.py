#!/usr/bin/python3
"""failover.py FOLDER KILLS: three nodes, writers over HTTPS, and a primary that dies."""
import base64
import http.client
import json
import os
import pathlib
import pwd
import random
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time

SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])
PROGRAM = pathlib.Path(os.environ["BUILD_DIR"]) / "skills-centre"
FOLDER, KILLS = pathlib.Path(sys.argv[1]), int(sys.argv[2])
ADDRESS = "127.0.0.1"
PASSWORD = "trial"
WRITERS = 6
AS_POSTGRES = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []


def free_ports(count):
	held = [socket.socket() for _ in range(count)]
	for one in held:
		one.bind((ADDRESS, 0))
	ports = [one.getsockname()[1] for one in held]
	for one in held:
		one.close()
	return ports


def fill(name, to, values):
	text = (SOURCE / "kiosk-config/centre" / name).read_text("utf-8")
	text = re.sub(r"@([A-Z_]+)@", lambda found: str(values[found[1]]), "".join(
		line for line in text.splitlines(True) if not line.startswith("#")))
	to.write_text(text, "utf-8")


class Node:
	def __init__(self, number):
		self.name = f"node{number}"
		self.home = FOLDER / self.name
		self.home.mkdir()
		self.peer, self.client, self.rest, self.port = free_ports(4)
		self.etcd = self.patroni = None

	def start(self, what, *command):
		log = open(self.home / f"{what}.log", "a")
		return subprocess.Popen([*AS_POSTGRES, *command], stdout=log, stderr=log, cwd="/",
					start_new_session=True)

	def configure(self, nodes):
		values = {"NAME": self.name, "ADDRESS": ADDRESS, "HOME": self.home, "NETWORK": "127.0.0.0/8",
			  "DATA": self.home / "etcd", "PEER_PORT": self.peer, "CLIENT_PORT": self.client,
			  "PEERS": ",".join(f"{n.name}=http://{ADDRESS}:{n.peer}" for n in nodes)}
		fill("etcd.yml", self.home / "etcd.yml", values)
		values |= {"DATA": self.home / "data", "REST_PORT": self.rest, "PORT": self.port,
			   "ETCD_HOSTS": ",".join(f"{ADDRESS}:{n.client}" for n in nodes),
			   "SUPERUSER_PASSWORD": PASSWORD, "REPLICATION_PASSWORD": PASSWORD}
		fill("patroni.yml", self.home / "patroni.yml", values)
		if os.getuid() == 0:
			owner = pwd.getpwnam("postgres")
			for path in (self.home, *self.home.iterdir()):
				os.chown(path, owner.pw_uid, owner.pw_gid)

	def start_etcd(self):
		self.etcd = self.start("etcd", "etcd", "--config-file", self.home / "etcd.yml")

	def start_patroni(self):
		self.patroni = self.start("patroni", "patroni", self.home / "patroni.yml")

	def server_pid(self):
		return int((self.home / "data/postmaster.pid").read_text().split()[0])

	def kill(self):
		"""The primary and what would start it again, at once."""
		self.patroni.kill()
		os.kill(self.server_pid(), signal.SIGKILL)
		self.patroni.wait()

	def end(self):
		if self.patroni and self.patroni.poll() is None:
			self.patroni.terminate()
			self.patroni.wait(timeout=60)
		if self.etcd:
			self.etcd.terminate()
			self.etcd.wait(timeout=30)

	def role(self):
		try:
			line = http.client.HTTPConnection(ADDRESS, self.rest, timeout=3)
			line.request("GET", "/patroni")
			return json.loads(line.getresponse().read())
		except (OSError, ValueError, http.client.HTTPException):
			return {}


def wait_for(what, limit_s, done):
	until = time.monotonic() + limit_s
	while not (found := done()):
		if time.monotonic() > until:
			sys.exit(f"{what}: not within {limit_s} s")
		time.sleep(0.2)
	return found


def primary(nodes):
	return next((node for node in nodes if node.role().get("role") in ("master", "primary")), None)


def streaming(nodes):
	"""All three, of which one leads and at least one is its synchronous standby."""
	leader = primary(nodes)
	replication = leader.role().get("replication", []) if leader else []
	ready = [r for r in replication if r.get("state") == "streaming"]
	return len(ready) == len(nodes) - 1 and any(r.get("sync_state") == "sync" for r in ready)


def conninfo(nodes, user, database):
	return (f"host={','.join([ADDRESS] * len(nodes))} port={','.join(str(n.port) for n in nodes)} "
		f"user={user} password={PASSWORD} dbname={database} target_session_attrs=read-write connect_timeout=3")


def sql(nodes, text, database="skills_centre"):
	return subprocess.run(["psql", "-XqAt", conninfo(nodes, "postgres", database), "-c", text],
			      capture_output=True, text=True, check=True).stdout.strip()


class Load:
	def __init__(self, port):
		self.port, self.lock = port, threading.Lock()
		self.next, self.acknowledged, self.refused = 0, {}, 0
		self.last, self.gap = time.monotonic(), 0.0
		self.over = threading.Event()
		self.context = ssl.create_default_context(cafile=FOLDER / "k1/root.pem")
		self.context.load_cert_chain(FOLDER / "k1/courier.pem", FOLDER / "k1/courier.key")

	def send(self, number):
		draw = random.Random(number)
		body = {"id_no": f"33029919{draw.randrange(300):010d}", "sealed": base64.b64encode(b"sealed").decode(),
			"item": {"key": f"{number:032x}", "year": 2021, "region": 1, "class": "COURSE",
				 "items": [], "pack": "ab" * 32, "signed": "2021-03-15T09:25:00+08"}}
		line = http.client.HTTPSConnection("localhost", self.port, timeout=30, context=self.context)
		try:
			line.request("POST", "/v1/submit", json.dumps(body))
			answer = line.getresponse()
			text = answer.read()
			return json.loads(text)["outcome"] if answer.status == 200 else None
		except (OSError, http.client.HTTPException):
			return None
		finally:
			line.close()

	def write(self):
		while not self.over.is_set():
			with self.lock:
				self.next += 1
				number = self.next
			while (outcome := self.send(number)) is None and not self.over.is_set():
				with self.lock:
					self.refused += 1
				time.sleep(0.2)
			with self.lock:
				if outcome:
					self.acknowledged[number] = outcome
					now = time.monotonic()
					self.gap, self.last = max(self.gap, now - self.last), now

	def start(self):
		self.threads = [threading.Thread(target=self.write) for _ in range(WRITERS)]
		for thread in self.threads:
			thread.start()

	def stop(self):
		self.over.set()
		for thread in self.threads:
			thread.join()


def prepare(nodes):
	sql(nodes, "create role \"skills-centre\" login createdb createrole password '" + PASSWORD + "'", "postgres")
	sql(nodes, "create database skills_centre owner \"skills-centre\"", "postgres")
	database = ["--folder", FOLDER / "c", "--database", conninfo(nodes, "skills-centre", "skills_centre")]
	subprocess.run([PROGRAM, "init", *database], check=True, stdout=subprocess.DEVNULL)
	subprocess.run([PROGRAM, "enrol", "haishu-1", "--region", "1", "--out", FOLDER / "k1", *database],
		       check=True, stdout=subprocess.DEVNULL)
	sql(nodes, "insert into centre.yearly_limit values ('COURSE', 3) on conflict do nothing")
	service = subprocess.Popen([PROGRAM, "serve", *database, "--port", "0", "--threads", "4"],
				   stdout=subprocess.PIPE, stderr=open(FOLDER / "serve.log", "w"), text=True)
	return service, int(re.search(r"\d+", service.stdout.readline()).group())


def kill_primary(nodes, load):
	wait_for("three nodes that stream", 120, lambda: streaming(nodes))
	time.sleep(3)
	load.gap, load.last = 0.0, time.monotonic()
	before, dead = len(load.acknowledged), primary(nodes)
	dead.kill()
	wait_for("another primary", 90, lambda: (p := primary(nodes)) and p is not dead)
	wait_for("acknowledged again", 90, lambda: len(load.acknowledged) > before + 50)
	gap = load.gap
	dead.start_patroni()
	wait_for("the old primary is back", 120, lambda: streaming(nodes))
	print(f"{dead.name} killed: nothing acknowledged for {gap:.1f} s; it came back by itself", flush=True)


def judge(nodes, load):
	held = dict(line.split("|") for line in sql(
		nodes, "select key, answer->>'outcome' from centre.application").splitlines())
	lost = sum(held.get(f"{key:032x}") != outcome for key, outcome in load.acknowledged.items())
	over = int(sql(nodes, "select count(*) from (select from centre.slot where released is null"
			      " group by person, year having count(*) > 3) as c"))
	print(f"{len(load.acknowledged)} acknowledged, {load.refused} answered \"again later\": "
	      f"{lost} lost, {len(held) - len(set(held))} doubled, {over} people over three")
	return lost == over == 0 and load.acknowledged


def main():
	nodes = [Node(number) for number in range(3)]
	service = load = None
	try:
		for node in nodes:
			node.configure(nodes)
		for node in nodes:
			node.start_etcd()
		for node in nodes:
			node.start_patroni()
		wait_for("three nodes that stream", 180, lambda: streaming(nodes))
		service, port = prepare(nodes)
		load = Load(port)
		load.start()
		for _ in range(KILLS):
			kill_primary(nodes, load)
		load.stop()
		good = judge(nodes, load)
	finally:
		if load:
			load.over.set()
		if service:
			service.terminate()
		for node in nodes:
			node.end()
	sys.exit(not good)


main()
