#!/usr/bin/python3
"""histories.py STEPS [MUTANT]: random acts of random staff on random applications, each answer held
against a second account of the rules, written here; at the end the sums and the order of all events."""
import hashlib
import json
import os
import pathlib
import random
import re
import sys

import psycopg2

STEPS, MUTANT = int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
SEED = int(os.environ.get("SEED", "14"))
ALL = "clerk reviewer supervisor auditor technician"
MAY = {		# who may do what: the desk's own table is held against this one
	"me": ALL, "sign_out": ALL, "queues": "clerk reviewer supervisor auditor", "queue": "clerk reviewer supervisor auditor",
	"search": "clerk reviewer supervisor", "case": "clerk reviewer supervisor auditor", "accept": "clerk",
	"ask_complete": "clerk", "completed": "clerk", "verify": "clerk", "verified": "clerk", "propose": "clerk",
	"send_back": "reviewer supervisor", "confirm": "reviewer supervisor", "notice": "clerk reviewer supervisor", "to_pay": "supervisor auditor",
	"pay_run": "supervisor", "pay_runs": "supervisor auditor", "pay_rows": "supervisor auditor", "recall": "supervisor",
	"repaid": "supervisor", "courses": "clerk reviewer supervisor auditor", "course_step": "clerk supervisor",
	"report": "clerk reviewer supervisor auditor", "report_paper": "clerk reviewer supervisor auditor", "report_csv": "clerk reviewer supervisor auditor",
	"report_xlsx": "clerk reviewer supervisor auditor", "report_rows": "clerk reviewer supervisor auditor", "course_department": "supervisor",
	"calls": "clerk reviewer supervisor technician", "call_take": "clerk reviewer supervisor technician", "fleet": ALL,
	"day": "clerk reviewer supervisor auditor", "training_file": "clerk reviewer supervisor", "training_paper": "clerk supervisor",
	"lists": "clerk reviewer supervisor auditor", "list": "clerk reviewer supervisor auditor", "list_csv": ALL,
	"list_enter": "clerk supervisor", "list_agree": "reviewer supervisor", "budget": "clerk reviewer supervisor auditor",
	"close_month": "supervisor", "audit": "supervisor auditor", "unread": "clerk reviewer supervisor auditor",
	"institutions": "clerk reviewer supervisor auditor", "institution_add": "supervisor", "institution_note": "clerk supervisor",
	"list_propose": "clerk", "list_confirm": "supervisor", "class_days": "clerk reviewer supervisor auditor",
	"class_plan": "clerk supervisor", "class_video": "clerk supervisor", "disclosures": "clerk reviewer supervisor auditor",
	"sample": "supervisor", "promises": "clerk reviewer supervisor auditor", "disclose": "supervisor", "disclosed": "clerk reviewer supervisor auditor",
	**dict.fromkeys(("breakdown", "breakdown_csv", "breakdown_xlsx", "breakdown_paper", "breakdown_rows"), "clerk reviewer supervisor auditor"),
	"institution_rate": "clerk supervisor", "ratings": "clerk reviewer supervisor auditor",
	"counter": "clerk reviewer supervisor auditor", "counter_done": "clerk supervisor", "withdraw": "clerk supervisor",
	"found_cards": "clerk reviewer supervisor auditor", "found_card_add": "clerk supervisor", "found_card_end": "clerk supervisor",
	"take_in": "clerk reviewer supervisor auditor",
}
OURS = ["take_in", "unread"]		# the program's own
STAFF = [(f"{role}-{region}-{n}", role, region) for role in ALL.split() for region in (0, 1, 2) for n in (1, 2)]
FROM = {"accept": "new", "ask_complete": "new", "completed": "complete", "verify": "new", "verified": "verify",
	"propose": "new complete", "send_back": "review", "confirm": "review", "recall": "decided", "repaid": "recall"}
MUTANTS = {
	"skip": """insert into desk.move select k.kind, q, 'review' from unnest('{accept,propose,completed,ask_complete}'::text[]) as k (kind),
		unnest('{verify,complete,new}'::desk.queue[]) q where not exists (select from desk.move m where m.kind = k.kind and m.from_queue = q)""",
	"sum": """create or replace function desk.item_sum(items jsonb) returns bigint language sql immutable as
		$$ select coalesce(sum((i->>'asked')::bigint), 0)::bigint from jsonb_array_elements(items) i $$""",
	"alone": """alter table desk.decision drop constraint decision_check;
		create or replace function desk.last_proposal(key text) returns desk.event language sql stable as
		$$ select e from desk.event e where e.key = last_proposal.key and e.kind = 'verified' $$""",
}
draw = random.Random(SEED)
faults = []


def expect(what, got, wanted):
	if got != wanted:
		faults.append(f"{what}: {got!r}, not {wanted!r}")


class Door:
	def __init__(self):
		self.line = psycopg2.connect(dbname=os.environ["PGDATABASE"], user="centre")
		self.line.autocommit = True
		self.cursor = self.line.cursor()

	def sql(self, text, *values):
		self.cursor.execute(text, values or None)
		return self.cursor.fetchall() if self.cursor.description else None

	def call(self, who, action, **args):
		answer = self.sql("select desk_api.call(%s, %s, %s)", action, token(who), json.dumps(args))[0][0]
		return answer.get("error", "") if isinstance(answer, dict) else "", answer


def token(name):
	return hashlib.sha256(name.encode()).digest()


def begin(door):
	door.sql("""insert into centre.yearly_limit values ('COURSE', 3);
		select centre.enrol('haishu-1', 1, 'A1', now() - interval '1 day', now() + interval '1 year');
		update desk.setting set value = '2021-03-15' where name = 'day';
		insert into desk.region select n, 'region ' || n from generate_series(1, 15) n;
		insert into desk.target select n, 2021, 1000 from generate_series(1, 15) n""")
	for name, role, region in STAFF:
		door.sql("insert into desk.staff (name, shown, role, region, password, totp) values (%s, %s, %s, %s, '$argon2id$', '\\x00')",
			 name, name, role, region)
		door.sql("insert into desk.session (token, staff) select %s, id from desk.staff where name = %s", token(name), name)


def asked():
	"""By the pages; a report's files are asked for by its name and their kind."""
	pages = "".join(path.read_text("utf-8") for path in pathlib.Path(os.environ["SOURCE_DIR"], "assets/desk").glob("*.js"))
	kinds = re.findall(r'report \+ "(_\w+)"', pages)
	return set(re.findall(r'\b(?:ask|act)\("(\w+)"', pages)) | {name + kind for name in re.findall(r'files\("(\w+)"', pages) for kind in kinds}


def matrix(door):
	expect("every act is in the table here", sorted(a for a, in door.sql("select name from desk.action")), sorted(MAY))
	expect("each act is a function of the door's, and each of these an act", sorted(n for n, in door.sql("""select substr(p.proname, 4) from pg_proc p
		where p.pronamespace = 'desk'::regnamespace and p.proname like 'do\\_%'""")), sorted(MAY))
	expect("what the pages ask for is an act", sorted(asked() - set(MAY)), ["sign_in"])
	expect("what is an act the pages ask for", sorted(set(MAY) - asked()), OURS)
	for name, role, region in STAFF[::6]:
		for action in sorted(MAY):
			if action == "sign_out":
				continue
			error, _ = door.call(name, action, year=2021, queue="new")
			if region == 0 or action not in ("close_month", "institution_add", "list_enter", "list_agree"):
				expect(f"{role} {action}", error == "not_allowed", role not in MAY[action].split())
	expect("refusals are written down", door.sql("select count(*) from centre.audit where what = 'desk.not_allowed'")[0][0],
	       sum(role not in MAY[action].split() for _, role, _ in STAFF[::6] for action in MAY if action != "sign_out"))


class One:
	"""An application as this account knows it."""

	def __init__(self, number):
		self.number, self.key = number, f"{number:032x}"
		self.region = draw.choice([1, 2])
		self.person = draw.randrange(1, 60)
		self.fen = draw.choice([0, 50000, 80000, 104000])
		self.queue, self.proposed, self.outcome, self.sum = "new", None, None, 0
		self.paid = self.demanded = self.repaid = 0

	def submit(self, door):
		item = {"key": self.key, "person": f"{self.person:064x}", "year": 2021, "region": self.region, "class": "COURSE",
			"pack": "ab" * 32, "items": [{"benefit": "TRAIN", "fen": self.fen}], "signed": "2021-03-15T09:25:00+08"}
		self.arrived = door.sql("select gate.submit('A1', %s, '\\x01')", json.dumps(item))[0][0]["outcome"]
		door.call("clerk-0-1", "unread")	# which opens its case


def withdraw(door, one):
	item = {"key": f"{one.number + (1 << 64):032x}", "application": one.key, "person": f"{one.person:064x}", "signed": "2021-03-15T09:30:00+08"}
	outcome = door.sql("select gate.withdraw('A1', %s, '\\x01')", json.dumps(item))[0][0]["outcome"]
	if one.queue in ("new", "verify", "complete", "review"):
		expect(f"withdrawn from {one.queue}", outcome, "withdrawn")
		one.queue, one.outcome = "decided", "withdrawn"
	elif one.outcome != "withdrawn":
		expect(f"too late at {one.queue}", outcome, "decided")


def arguments(one, kind):
	args = {"key": one.key, "reason": draw.choice(["理由充分", "示例理由"])}
	if kind == "ask_complete":
		args["days"] = draw.randrange(1, 20)
	elif kind == "verify":
		args |= {"whom": "就业中心", "cause": "risk"}
	elif kind == "verified":
		args["found"] = draw.choice(["true", "false", "unknown"])
	elif kind == "propose":
		outcome = draw.choice(["approve", "approve", "approve", "refuse", "not_accepted"])
		args |= {"outcome": outcome, "items": [{"benefit": "TRAIN", "outcome": "approve" if outcome == "approve" else "refuse"}]}
		if outcome == "approve" and draw.random() < 0.3:
			args["items"][0]["fen"] = draw.randrange(0, 90000)
	elif kind == "recall":
		args |= {"ground": "deceit", "fen": draw.choice([one.paid - one.demanded, 1, one.paid + 1])}
	elif kind == "repaid":
		args["fen"] = draw.choice([one.demanded - one.repaid, 1, one.demanded + 1])
	return args


def wanted_error(one, who, kind, args):
	_, role, region = who
	if role not in MAY[kind].split():
		return "not_allowed"
	if region not in (0, one.region):
		return "not_found"
	if kind == "recall" and not 1 <= args["fen"] <= one.paid - one.demanded:
		return "bad_input"
	if kind == "repaid" and one.queue == "recall" and not 1 <= args["fen"] <= one.demanded - one.repaid:
		return "bad_input"
	if one.queue not in FROM[kind].split():
		return "wrong_step"
	if kind == "confirm" and one.proposed[0] == who[0]:
		return "same_person"
	if kind == "confirm" and one.proposed[1] == "approve" and one.arrived == "none_free" and role != "supervisor":
		return "not_allowed"
	return ""


def follow(one, who, kind, args):
	if kind == "propose":
		fen = args["items"][0].get("fen", one.fen) if args["outcome"] == "approve" else 0
		one.queue, one.proposed = "review", (who[0], args["outcome"], fen)
	elif kind == "confirm":
		one.outcome, one.sum = one.proposed[1:]
		one.queue = "pay" if one.outcome == "approve" and one.sum > 0 else "decided"
	elif kind == "recall":
		one.queue, one.demanded = "recall", one.demanded + args["fen"]
	elif kind == "repaid":
		one.repaid += args["fen"]
		one.queue = "decided" if one.repaid == one.demanded else "recall"
	else:
		one.queue = {"ask_complete": "complete", "verify": "verify"}.get(kind, "new")


def likely(one):
	"""Mostly what can be done, so that histories get on; now and then anything."""
	open_now = [kind for kind, places in FROM.items() if one.queue in places.split()]
	if draw.random() < 0.1:
		return draw.choice(STAFF), draw.choice(list(FROM))
	kind = draw.choice(open_now if open_now and draw.random() < 0.75 else list(FROM))
	return draw.choice([who for who in STAFF if who[1] in MAY[kind].split() and who[2] in (0, one.region)]), kind


def pay(door, ones):
	who = draw.choice([who for who in STAFF if who[1] == "supervisor"])
	region = draw.choice([1, 2])
	ready = [one for one in ones if one.queue == "pay" and one.region == region and who[0] not in (one.proposed[0], one.confirmed)]
	error, answer = door.call(who[0], "pay_run", region=region, period="2021-03", reason="按月发放")
	expect(f"pay run of {who[0]}", error, "" if ready and who[2] in (0, region) else "not_found")
	if error:
		return
	expect("its cases", answer["cases"], len(ready))
	for one in ready:
		one.queue, one.paid = "decided", one.sum


def play(door, ones):
	for number in range(STEPS):
		if number % 8 == 0:
			ones.append(One(len(ones) + 1))
			ones[-1].submit(door)
		if number % 97 == 96:
			pay(door, ones)
		if number == STEPS // 2:
			expect("a month is closed", door.call("supervisor-0-1", "close_month", month="2021-02")[0], "")
		one = draw.choice(ones[-40:])
		if draw.random() < 0.02:
			withdraw(door, one)
			continue
		who, kind = likely(one)
		args = arguments(one, kind)
		wanted = wanted_error(one, who, kind, args)
		error, _ = door.call(who[0], kind, **args)
		expect(f"step {number}: {who[0]} {kind} at {one.queue} {args}", error, wanted)
		if not error:
			if kind == "confirm":
				one.confirmed = who[0]
			follow(one, who, kind, args)
		if faults:
			return


WHOLE = {	# what must be nothing
	"cases without exactly one queue": "select count(*) from centre.application a where (select count(*) from desk.casefile c where c.key = a.key) <> 1",
	"events that do not follow each other": """select count(*) from (select e.from_queue,
		coalesce(lag(e.to_queue) over (partition by e.key order by e.seq), 'new') as before from desk.event e) x where from_queue <> before""",
	"queues that are not their last event's": """select count(*) from desk.casefile c where c.queue <>
		coalesce((select e.to_queue from desk.event e where e.key = c.key order by e.seq desc limit 1), 'new')""",
	"decided by one": """select count(*) from desk.decision d where d.proposed_by = d.confirmed_by or d.proposed_by <>
		(select e.staff from desk.event e where e.key = d.key and e.kind = 'propose' order by e.seq desc limit 1)""",
	"paid other than decided": """select count(*) from desk.decision d where exists (select from desk.ledger l where l.key = d.key and l.kind = 'pay')
		and d.fen <> (select sum(l.fen) from desk.ledger l where l.key = d.key and l.kind = 'pay')""",
	"a sum of its items": "select count(*) from desk.decision d where d.fen <> (select coalesce(sum((i->>'fen')::bigint), 0) from jsonb_array_elements(d.items) i)",
	"lists that do not add up": """select count(*) from desk.pay_run r where (r.fen, r.cases) <>
		(select sum(l.fen), count(distinct l.key) from desk.ledger l where l.pay_run = r.id)""",
	"more back than was paid": """select count(*) from (select sum(fen) filter (where kind = 'pay') as p, coalesce(sum(fen) filter (where kind = 'demand'), 0) as d,
		coalesce(sum(fen) filter (where kind = 'repaid'), 0) as r from desk.ledger group by key) x where d > p or r > d""",
	"paid by who decided": """select count(*) from desk.ledger l join desk.decision d on d.key = l.key
		where l.kind = 'pay' and l.staff in (d.proposed_by, d.confirmed_by)""",
	"slots of what is over": """select count(*) from desk.casefile c join centre.slot s on s.application = c.key
		where s.released is null and c.outcome in ('refuse', 'not_accepted', 'withdrawn')""",
	"statuses for kiosks": "select count(*) - (select count(*) from desk.casefile) from desk.status_for_kiosk",
	"annex 1 beside its rows": """select (select sum(done) from desk.annex1(2021)) - (select count(*) from desk.decision where outcome = 'approve')""",
	"annex 1 beside the ledger": "select (select sum(fen) from desk.annex1(2021)) - (select coalesce(sum(fen), 0) from desk.ledger where kind = 'pay')",
}


def judge(door, ones):
	for what, text in WHOLE.items():
		expect(what, int(door.sql(text)[0][0]), 0)
	held = dict(door.sql("select key, queue::text from desk.casefile"))
	expect("every queue as this account has it", {key: queue for key, queue in held.items() if queue != {o.key: o.queue for o in ones}[key]}, {})


def told(door, ones):
	"""The month's file to another system says the same of the money as this account."""
	door.sql("update desk.setting set value = '2021-04-01' where name = 'day'")
	door.sql("select exchange.close_file('employment', '2021-03')")
	sums = dict(door.sql("select what, sum(fen)::bigint from exchange.line group by what"))
	for what in ("paid", "demanded", "repaid"):
		expect(f"told: {what}", sums.get(what, 0), sum(getattr(one, what) for one in ones))
	expect("told: applied", door.sql("select count(*) from exchange.line where what = 'applied'")[0][0], len(ones))


def main():
	door = Door()
	begin(door)
	ones = []
	if not MUTANT:
		matrix(door)
	else:
		door.sql(MUTANTS[MUTANT])
	play(door, ones)
	judge(door, ones)
	told(door, ones)
	events = door.sql("select count(*) from desk.event")[0][0]
	paid = sum(one.paid for one in ones)
	print("\n".join(faults[:5]) or f"{STEPS} acts on {len(ones)} applications, {events} steps, {paid // 100} yuan paid: as promised")
	sys.exit(bool(faults))


main()
