#!/usr/bin/python3
"""attacks.py FOLDER: 1,000 wrong passwords, and 200 who speak one byte a second: what is right is answered
all the same, what is wrong is kept and gives nothing away."""
import socket
import sys
import time

from desk import City, Page

GUESSES, SLOW = 1000, 200
city = City(sys.argv[1])
faults = []


def expect(what, got, wanted):
	if got != wanted:
		faults.append(f"{what}: {got!r}, not {wanted!r}")


def try_passwords():
	guesser = Page(city)
	began = time.monotonic()
	answers = [guesser.sign_in("reviewer", f"guess number {n}", "123456")[0] for n in range(GUESSES)]
	expect("of 1,000 guesses five are tried", (answers.count(401), answers.count(429)), (5, GUESSES - 5))
	expect("and kept", city.sql("select count(*) from desk.attempt where name = 'reviewer' and not good"), "5")
	expect("each that waited is in the audit", city.sql("select count(*) from centre.audit where what = 'desk.sign_in_waits'"), str(GUESSES - 5))
	expect("somebody else signs in meanwhile", Page(city).sign_in("clerk")[0], 200)
	print(f"{GUESSES} wrong passwords in {time.monotonic() - began:.1f} s: 5 tried, the rest told to wait")


class SlowOne:
	def __init__(self, number):
		line = socket.create_connection(("localhost", city.port), 60)
		self.line = city.trust.wrap_socket(line, server_hostname="localhost")
		self.line.settimeout(0.001)
		self.words = (f"POST /api/queues HTTP/1.1\r\nHost: localhost\r\nX-Number: {number}\r\nContent-Length: 4000\r\n\r\n" + "x" * 4000).encode()
		self.at, self.ended = 60, False
		self.line.send(self.words[:60])		# some hang in the head, the others in the body

	def speak(self):
		"""One byte more; whether it is still heard."""
		try:
			self.line.send(self.words[self.at:self.at + 1])
			self.at += 1
			self.ended = self.line.recv(100) == b""
		except TimeoutError:
			pass
		except OSError:
			self.ended = True
		return not self.ended


def try_slow_clients():
	clerk = Page(city, "clerk")
	slow = [SlowOne(n) for n in range(SLOW)]
	began, longest, left = time.monotonic(), 0.0, slow
	while left and time.monotonic() - began < 90:
		asked = time.monotonic()
		expect("a right one beside them", clerk.ask("queues")[0], 200)
		longest = max(longest, time.monotonic() - asked)
		left = [one for one in left if one.speak()]
		time.sleep(max(0, 1 - (time.monotonic() - asked)))
	expect("slow ones that are still heard", len(left), 0)
	expect("the longest that a right one waited", longest < 5, True)
	print(f"{SLOW} slow ones ended within {time.monotonic() - began:.0f} s; a right one waited {longest * 1000:.0f} ms at most")


def main():
	city.found()
	city.serve()
	try:
		try_passwords()
		try_slow_clients()
	finally:
		expect("ends when told", city.stop(), 0)
	print("\n".join(faults[:5]) or "nothing is given away, and whoever is right is answered")
	sys.exit(bool(faults))


main()
