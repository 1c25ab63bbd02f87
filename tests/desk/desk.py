"""A city for the tests of the desk: PostgreSQL, a centre, a desk, its staff, and
applications as a kiosk seals them."""
import base64
import hmac
import http.client
import json
import os
import pathlib
import re
import signal
import ssl
import struct
import subprocess
import time

BUILD = pathlib.Path(os.environ["BUILD_DIR"])
PASSWORD = "示例口令 2021 长一点"
STAFF = {		# name → role, region, shown
	"clerk": ("clerk", 1, "示例经办员"), "reviewer": ("reviewer", 1, "示例复核员"),
	"boss": ("supervisor", 1, "示例主管"), "yinzhou": ("clerk", 5, "鄞州经办员"),
	"auditor": ("auditor", 0, "示例审计员"), "city": ("supervisor", 0, "市级主管"),
	"city-2": ("supervisor", 0, "市级主管二"),
	"technician": ("technician", 1, "示例技术员"),
}


def totp(text, step):
	"""RFC 6238, written a second time."""
	mac = hmac.digest(base64.b32decode(text), struct.pack(">Q", step), "sha1")
	at = mac[19] & 15
	return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7fffffff) % 1000000:06}"


class City:
	def __init__(self, folder, database="city", keys=None):
		self.folder = pathlib.Path(folder)
		self.keys = keys or self.folder / "d"
		self.database = f"host={folder}/socket user=centre dbname={database}"
		self.secrets, self.steps = {}, {}
		self.service = None

	def sql(self, text):
		return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", self.database], input=text,
				      stdout=subprocess.PIPE, text=True, check=True).stdout.strip()

	def run(self, program, *words, said=None, code=0):
		done = subprocess.run([BUILD / program, *words, "--database", self.database], input=said,
				      capture_output=True, text=True, timeout=120, check=False)
		assert done.returncode == code, (program, words, done.returncode, done.stdout + done.stderr)
		return done.stdout + done.stderr

	def desk(self, *words, **more):
		return self.run("skills-desk", *words, "--folder", self.keys, **more)

	def found(self):
		"""A centre, a desk and those who work there."""
		self.run("skills-centre", "init", "--folder", self.folder / "c")
		self.sql("""insert into centre.yearly_limit values ('COURSE', 3);
			select centre.enrol('haishu-1', 1, 'A1', now() - interval '1 day', now() + interval '1 year')""")
		self.desk("init")
		self.furnish()

	def furnish(self):
		"""The day, what is planned, and those who work there."""
		self.sql("update desk.setting set value = '2021-03-15' where name = 'day'")
		for table in ("targets", "departments"):
			self.desk("targets", pathlib.Path(os.environ["SOURCE_DIR"]) / f"kiosk-config/{table}.csv")
		for name in STAFF:
			self.hire(name)

	def hire(self, name, password=PASSWORD):
		role, region, shown = STAFF[name]
		said = self.desk("staff", name, "--role", role, "--region", str(region), "--shown", shown,
				 said=password + "\n")
		self.secrets[name] = re.search(r"secret=([A-Z2-7]{32})", said)[1]

	def apply(self, count, region=1):
		"""count applications, signed and sealed by a kiosk whose root the desk knows."""
		parcels = self.folder / "parcels"
		parcels.mkdir()
		subprocess.run([BUILD / "tool-parcel", parcels, self.keys / "desk.pem", str(count), self.pack()], check=True)
		(self.keys / "kiosks.pem").write_bytes((parcels / "root/root.pem").read_bytes())
		for number in range(1, count + 1):
			self.submit(number, (parcels / f"{number}.parcel").read_bytes(), region)

	def pack(self):
		"""The hash of the pack that is shipped."""
		said = subprocess.run([BUILD / "skills-kiosk", "pack", "check",
				       pathlib.Path(os.environ["SOURCE_DIR"]) / "kiosk-config/packs/nb-2019-78"], capture_output=True, text=True, check=True)
		return re.search(r"hash ([0-9A-F]{64})", said.stdout)[1]

	def submit(self, number, sealed, region=1, person=None, items=None):
		item = {"key": f"{number:032x}", "person": f"{person or number:064x}", "year": 2021,
			"region": region, "class": "COURSE", "pack": "ab" * 32,
			"items": items or [{"benefit": "TRAIN", "fen": 80000}], "signed": "2021-03-15T09:25:00+08"}
		return json.loads(self.sql(f"select gate.submit('A1', '{json.dumps(item)}', '\\x{sealed.hex()}')"))

	# ---- the service ----

	def serve(self):
		"""As a role that may call the door and nothing else, whatever it asked for."""
		self.sql("""do $$ begin if not exists (select from pg_roles where rolname = 'skills-desk') then
			create role "skills-desk" login in role desk_web; end if; end $$""")
		self.log = open(self.folder / "desk.log", "a")
		self.service = subprocess.Popen([BUILD / "skills-desk", "serve", "--folder", self.keys,
			"--database", self.database.replace("user=centre", "user=skills-desk"), "--port", "0"], stdout=subprocess.PIPE, stderr=self.log, text=True)
		self.port = int(re.search(r"\d+", self.service.stdout.readline()).group())
		self.trust = ssl.create_default_context(cafile=self.keys / "root.pem")

	def stop(self):
		self.service.send_signal(signal.SIGTERM)
		return self.service.wait(timeout=60)

	def code(self, name):
		"""The next that was not used: the desk takes one step in the future too."""
		step = max(self.steps.get(name, 0) + 1, int(time.time()) // 30)
		while step > int(time.time()) // 30 + 1:
			self.sql(f"update desk.staff set last_step = 0 where name = '{name}'")
			step = int(time.time()) // 30
		self.steps[name] = step
		return totp(self.secrets[name], step)


class Page:
	"""A browser's side of a session, without a browser."""

	def __init__(self, city, name=None):
		self.city, self.cookie, self.form = city, None, None
		self.line = http.client.HTTPSConnection("localhost", city.port, timeout=60, context=city.trust)
		if name:
			status, said = self.sign_in(name)
			assert status == 200, (name, status, said)

	def raw(self, method, path, body=b"", headers=None):
		"""On one connection, as long as the desk keeps it."""
		for again in (False, True):
			try:
				self.line.request(method, path, body, headers or {})
				answer = self.line.getresponse()
				return answer.status, answer.headers, answer.read()
			except (http.client.HTTPException, ConnectionError, ssl.SSLError):
				self.line.close()
				if again:
					raise

	def headers(self):
		sent = {"Content-Type": "application/json", "Origin": f"https://localhost:{self.city.port}"}
		if self.cookie:
			sent["Cookie"] = f"__Host-desk={self.cookie}"
		if self.form:
			sent["X-Desk-Form"] = self.form
		return sent

	def ask(self, name, /, **body):
		status, headers, text = self.raw("POST", f"/api/{name}", json.dumps(body).encode(), self.headers())
		set_cookie = headers.get("Set-Cookie") or ""
		if found := re.match(r"__Host-desk=([0-9a-f]{64});", set_cookie):
			assert "Secure; HttpOnly; SameSite=Strict" in set_cookie
			self.cookie = found[1]
		return status, json.loads(text) if text else None

	def sign_in(self, name, password=PASSWORD, code=None):
		answer = self.ask("sign_in", name=name, password=password,
				  code=code or (self.city.code(name) if name in self.city.secrets else "123456"))
		if answer[0] == 200:
			self.form = self.ask("me")[1]["form"]
		return answer

	def must(self, name, /, **body):
		status, answer = self.ask(name, **body)
		assert status == 200, (name, body, status, answer)
		return answer

	def case(self, number):
		return self.must("case", key=f"{number:032x}", why="办理这份申请")
