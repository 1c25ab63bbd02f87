"""A stub of another system: it takes the file that goes to it each month by the contract in
src/centre/README.md, field by field, and keeps what its files say together."""
import csv
import hashlib
import io
import os
import pathlib
import re

README = pathlib.Path(os.environ["SOURCE_DIR"]) / "src/centre/README.md"
NONE = {"application", "person", "region", "occupation", "level", "benefit"}	# of the last line


def contract():
	"""field → its form, as the table says."""
	table = README.read_text("utf-8").split("| field | form |")[1].split("\n\n")[0]
	rows = re.findall(r"^\| `(\w+)` \| `((?:\\\||[^`])+)` \|", table, re.M)
	return {name: form.replace(r"\|", "|") for name, form in rows}


class Refused(Exception):
	pass


class System:
	def __init__(self, name):
		self.name, self.forms = name, contract()
		self.lines = {}		# (month, line) → row, of what holds

	def read(self, data):
		"""The rows of a file, if each of its lines is right."""
		text = data.decode("utf-8")
		if not text.endswith("\n") or "\r" in text:
			raise Refused("lines end in LF")
		rows = list(csv.reader(io.StringIO(text), strict=True))
		if rows[0] != list(self.forms):
			raise Refused(f"head: {rows[0]}")
		rows = [dict(zip(self.forms, row)) if len(row) == len(self.forms) else None for row in rows[1:]]
		if None in rows:
			raise Refused("a line has other fields than the head")
		for at, row in enumerate(rows, 1):
			self.check(row, at, at == len(rows))
		self.check_end(rows, data)
		return rows[:-1]

	def check(self, row, at, is_last):
		if (row["act"] == "end") != is_last:
			raise Refused(f"{at}: act: end is the last line and no other")
		for field, form in self.forms.items():
			if is_last and (field in NONE or field == "undoes"):
				form = ""
			elif is_last and field in ("what", "outcome", "fen"):
				form = {"what": self.name, "outcome": "[0-9A-F]{64}", "fen": "-?[0-9]+"}[field]
			if not re.fullmatch(form, row[field]):
				raise Refused(f"{at}: {field}: {row[field]!r}")
		if row["line"] != str(at):
			raise Refused(f"{at}: line: {row['line']}")
		if (row["act"] == "undone") != bool(row["undoes"]):
			raise Refused(f"{at}: undoes")

	@staticmethod
	def check_end(rows, data):
		end, before = rows[-1], data[:data.rindex(b"\n", 0, -1) + 1]
		if hashlib.sha256(before).hexdigest().upper() != end["outcome"]:
			raise Refused("outcome: not the sum of the bytes before")
		total = sum((-1 if row["act"] == "undone" else 1) * int(row["fen"] or 0) for row in rows[:-1])
		if total != int(end["fen"]):
			raise Refused(f"fen: {end['fen']}, not {total}")

	def take(self, data, month):
		"""A file into what is held: all of it, or nothing."""
		held = dict(self.lines)
		for row in self.read(data):
			if row["act"] == "undone":
				of_month, line = row["undoes"].split(":")
				if not held.pop((of_month, int(line)), None):
					raise Refused(f"{row['line']}: undoes: {row['undoes']} does not stand")
				continue
			if (row["act"] == "row") != row["day"].startswith(month):
				raise Refused(f"{row['line']}: day: {row['day']} is not of {month}")
			held[month, int(row["line"])] = row
		self.lines = held

	def sum_of(self, what):
		return sum(int(row["fen"] or 0) for row in self.lines.values() if row["what"] == what)
