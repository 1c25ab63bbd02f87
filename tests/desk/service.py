#!/usr/bin/python3
"""The desk over HTTPS: signing in, queues, two people, money, and everything that must be
refused, written down and give nothing away."""
import base64
import csv
import io
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

from desk import BUILD, City, Page, PASSWORD

faults = []
city = City(sys.argv[1])
NUMBER = "330299198604120018"		# 示例数据: of the first application


def expect(what, got, wanted):
	if got != wanted:
		faults.append(f"{what}: {got!r}, not {wanted!r}")


def key(number):
	return f"{number:032x}"


def queue_of(number):
	return city.sql(f"select queue from desk.casefile where key = '{key(number)}'")


def try_sign_in():
	page = Page(city)
	expect("without a session", page.ask("queues"), (401, {"error": "signed_out"}))
	expect("wrong password", page.sign_in("clerk", "something else entirely")[0], 401)
	expect("wrong code", page.sign_in("clerk", code="000000")[0], 401)
	expect("nobody's name", page.sign_in("nobody")[0], 401)
	code = city.code("clerk")
	expect("right", page.sign_in("clerk", code=code)[0], 200)
	expect("the same code again", Page(city).sign_in("clerk", code=code)[0], 401)
	guesser = Page(city)
	guesses = [guesser.sign_in("technician", f"guess number {n}", "123456")[0] for n in range(20)]
	expect("of many guesses five are tried", (guesses.count(401), guesses.count(429)), (5, 15))
	expect("and kept", city.sql("select count(*) from desk.attempt where name = 'technician' and not good"), "5")
	expect("too often wrong: the right one waits", Page(city).sign_in("technician"), (429, {"error": "waits"}))
	city.sql("update desk.setting set value = '0' where name = 'wrong_minutes'")
	expect("and is right later", Page(city).sign_in("technician")[0], 200)
	city.sql("update desk.setting set value = '15' where name = 'wrong_minutes'")
	return page


def try_pages(page):
	status, headers, body = page.raw("GET", "/")
	expect("the page", (status, b"desk.js" in body), (200, True))
	expect("its policy", headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'"), True)
	for path in ("/../desk.secret", "/desk.secret", "/%2e%2e/d/desk.key", "/api/me"):
		expect(path, page.raw("GET", path)[0], 404)


def try_foreign_pages(clerk):
	body = json.dumps({"key": key(1), "reason": "偷偷受理"}).encode()
	good = clerk.headers()
	for what, changed in (("another origin", {"Origin": "https://evil.example"}), ("a form's type", {"Content-Type": "text/plain"}),
			      ("no origin", {"Origin": None}), ("another site", {"Sec-Fetch-Site": "cross-site"}),
			      ("no token of the page", {"X-Desk-Form": None}), ("a wrong one", {"X-Desk-Form": "0" * 64})):
		sent = {name: value for name, value in {**good, **changed}.items() if value is not None}
		expect(what, clerk.raw("POST", "/api/accept", body, sent)[0], 403)
	expect("nothing was done", city.sql("select count(*) from desk.event"), "0")


def try_queues(clerk):
	expect("all are new", clerk.must("queues"), {"new": 8})
	rows = clerk.must("queue", queue="new")["rows"]
	expect("each once", sorted(row["key"] for row in rows), [key(n) for n in range(1, 9)])
	expect("doubt first", [row["doubt"] for row in rows], [1, 1, 0, 0, 0, 0, 0, 0])
	first = next(row for row in rows if row["key"] == key(1))
	expect("masked", (first["label"]["name"], first["label"]["id_no"][:4], first["label"]["id_no"][-2:]), ("曹*例", "3302", "18"))
	expect("the number", first["receipt_no"], "003-210315-00001-7")
	expect("by number", [r["key"] for r in clerk.must("search", what="003-210315-00002-7")["rows"]], [key(2)])
	expect("by person", [r["key"] for r in clerk.must("search", what=NUMBER)["rows"]], [key(1)])
	code = (pathlib.Path(os.environ["SOURCE_DIR"]) / "tests/receipts/old/0.1.0/visit-1.qr").read_text().strip()
	expect("by the code on a receipt of that number", [r["key"] for r in clerk.must("search", what=code)["rows"]], [key(1)])
	expect("an altered code is none", clerk.must("search", what=code[:40] + "0" + code[41:])["rows"], [])
	expect("by what is none", clerk.must("search", what="' or 1=1 --")["rows"], [])
	expect("the number of a person is in no row", city.sql(f"""select count(*) from desk.casefile c, centre.audit a
		where c::text like '%{NUMBER}%' or a::text like '%{NUMBER}%'"""), "0")


def try_case(clerk):
	expect("without a reason", clerk.ask("case", key=key(1)), (422, {"error": "needs_reason"}))
	one = clerk.case(1)
	expect("opened", (one["application"]["person"]["name"], one["application"]["person"]["id_no"], one["signature"]),
	       ("曹示例", NUMBER, "signed"))
	expect("not the sealed part", "sealed" in one, False)
	expect("decided by a pack that is not here", one["again"], "no_pack")
	expect("what was never decided so comes out otherwise", clerk.case(5)["again"], "other")
	expect("who saw it", [(row["who"], row["why"]) for row in one["seen"]], [("示例经办员", "办理这份申请")])
	city.submit(90, b"\x30\x03\x02\x01\x05")
	clerk.must("queues")
	expect("what does not open is a case too", (clerk.case(90)["signature"], queue_of(90)), ("closed", "new"))


def told(number):
	return city.sql(f"select status, actor, reason from desk.status_for_kiosk where key = '{key(number)}'")


def try_counter(clerk, reviewer, yinzhou):
	tasks = clerk.must("counter", kind="original")
	expect("what kiosks leave to the counter", tasks["open"], {"original": 1, "vouched": 1, "no_card": 1})
	row = tasks["rows"][0]
	expect("a paper to be signed", (row["key"], row["label"]["name"], row["task"]["staff_no"]), (key(4), clerk.must("search", what="003-210315-00004-7")["rows"][0]["label"]["name"], "0007"))
	expect("the kiosk says what is waited for", told(4), "to_complete|applicant|签了名的原件还没有收到。请把回执带到窗口签名。")
	expect("not another district's", (yinzhou.must("counter", kind="original")["rows"], yinzhou.ask("counter_done", id=row["task"]["id"], found="arrived", reason="收到")[0]), ([], 404))
	approve = {"key": key(4), "outcome": "approve", "reason": "符合", "items": [{"benefit": "TRAIN", "outcome": "approve"}]}
	expect("not approved before it came", clerk.ask("propose", **approve), (409, {"error": "needs_counter"}))
	for what, said in (("nothing found", {}), ("what is no result", {"found": "right"}), ("scanned to nowhere", {"found": "scanned"}),
			   ("a mark that is none", {"found": "scanned", "scan": "nas://4", "scan_hash": "ab"})):
		expect(what, clerk.ask("counter_done", id=row["task"]["id"], reason="窗口收到", **said)[0] in (409, 422), True)
	expect("without a reason", clerk.ask("counter_done", id=row["task"]["id"], found="arrived")[0], 422)
	expect("not a reviewer's", reviewer.ask("counter_done", id=row["task"]["id"], found="arrived", reason="收到")[0], 403)
	clerk.must("counter_done", id=row["task"]["id"], found="scanned", scan="nas://示例/4.pdf", scan_hash="ab" * 32, reason="当面签的")
	expect("once", clerk.ask("counter_done", id=row["task"]["id"], found="arrived", reason="又收到")[0], 409)
	expect("then the kiosk says so", told(4), "received|desk|")
	one = clerk.case(4)
	expect("and the case", (one["counter"][0]["found"], one["events"][-1]["kind"], one["events"][-1]["detail"]["counter_found"], one["queue"]), ("scanned", "counter", "scanned", "new"))
	for task in clerk.must("counter", kind="vouched")["rows"]:
		expect("whom staff looked at", (task["key"], task["task"]["why"]), (key(6), 4))
		clerk.must("counter_done", id=task["task"]["id"], found="wrong", reason="照片不是本人")
	expect("who was another is not approved", clerk.ask("propose", **{**approve, "key": key(6)}), (409, {"error": "needs_counter"}))
	expect("taken back needs its paper", clerk.ask("withdraw", key=key(5), reason="本人来了")[0], 422)
	clerk.must("withdraw", key=key(5), reason="核对了身份证", paper="撤-2021-1")
	expect("and the kiosk reads it", (told(5), city.sql(f"select released is not null from centre.slot where application = '{key(5)}'")), ("withdrawn|none|", "t"))
	expect("once", clerk.ask("withdraw", key=key(5), reason="核对了身份证", paper="撤-2021-1")[0], 409)
	expect("what was written stays", city.sql("""do $$ begin update desk.counter_task set reason = 'xx' where id = (select min(t.id) from desk.counter_task t where t.found is not null); raise exception 'changed' using errcode = 'ZZ000';
		exception when raise_exception then null; end $$; select 1"""), "1")


def try_cards(clerk, yinzhou):
	expect("no number", clerk.ask("found_card_add", kiosk="haishu-1", card="social", what="330299", place="一号柜", reason="在卡口里")[0], 422)
	expect("not another district's kiosk", yinzhou.ask("found_card_add", kiosk="haishu-1", card="social", place="一号柜", reason="在卡口里")[0], 404)
	number = clerk.must("found_card_add", kiosk="haishu-1", card="social", what=NUMBER, place="一号柜", reason="在卡口里")["id"]
	expect("counted", clerk.must("counter", kind="cards")["left_behind"], 1)
	expect("by the number of whoever asks", [c["place"] for c in clerk.must("found_cards", what=NUMBER)["cards"]], ["一号柜"])
	expect("not by another's", clerk.must("found_cards", what="330299198604120771")["cards"], [])
	expect("whatever a page says it is", len(clerk.must("found_cards", person_hash="00" * 32)["cards"]), 1)
	expect("not another district's", yinzhou.must("found_cards", what=NUMBER)["cards"], [])
	for what, given in (("without a number", {}), ("to somebody else", {"what": "330299198604120771"})):
		expect(what, clerk.ask("found_card_end", id=number, ended="returned", reason="来领", **given), (409, {"error": "not_the_holder"}))
	clerk.must("found_card_end", id=number, ended="returned", what=NUMBER, reason="核对了身份证")
	expect("once", clerk.ask("found_card_end", id=number, ended="police", reason="交了")[0], 409)
	expect("whose card it was stands nowhere", city.sql(f"select count(*) from desk.found_card f where f::text like '%{NUMBER[:6]}%'"), "0")


def try_two_people(clerk, reviewer, boss):
	clerk.must("accept", key=key(1), reason="材料齐全")
	expect("once more on its way", clerk.must("verify", key=key(1), whom="就业服务中心", cause="doubt", reason="查登记")["queue"], "verify")
	expect("not from there", clerk.ask("propose", key=key(1), outcome="approve", reason="可以了",
	       items=[{"benefit": "TRAIN", "outcome": "approve"}]), (409, {"error": "wrong_step"}))
	clerk.must("verified", key=key(1), found="true", reason="电话核实过")
	clerk.must("ask_complete", key=key(1), days=5, reason="请补毕业证复印件")
	expect("five working days", city.sql(f"select due from desk.casefile where key = '{key(1)}'"), "2021-03-22")
	expect("the kiosk reads it", city.sql(f"select status, actor, due, reason from desk.status_for_kiosk where key = '{key(1)}'"),
	       "to_complete|applicant|2021-03-22|请补毕业证复印件")
	clerk.must("completed", key=key(1), reason="窗口收到")
	for what, items in (("no items", []), ("another's item", [{"benefit": "FREE", "outcome": "approve"}]),
			    ("twice", 2 * [{"benefit": "TRAIN", "outcome": "approve"}]),
			    ("less than nothing", [{"benefit": "TRAIN", "outcome": "approve", "fen": -1}])):
		expect(what, clerk.ask("propose", key=key(1), outcome="approve", reason="符合", items=items)[0], 422)
	clerk.must("propose", key=key(1), outcome="approve", reason="符合条件", items=[{"benefit": "TRAIN", "outcome": "approve", "fen": 70000}])
	expect("the same person", clerk.ask("confirm", key=key(1), reason="同意")[0], 403)
	city.sql("update desk.staff set role = 'reviewer' where name = 'clerk'")
	expect("whatever the role is now", clerk.ask("confirm", key=key(1), reason="同意"), (409, {"error": "same_person"}))
	city.sql("update desk.staff set role = 'clerk' where name = 'clerk'")
	expect("another", reviewer.must("confirm", key=key(1), reason="同意")["queue"], "pay")
	clerk.must("propose", key=key(2), outcome="refuse", reason="不在本市就业", items=[{"benefit": "TRAIN", "outcome": "refuse"}])
	expect("refused", reviewer.must("confirm", key=key(2), reason="同意")["queue"], "decided")
	expect("gives its slot back", city.sql(f"select released is not null from centre.slot where application = '{key(2)}'"), "t")
	# a fourth of a year
	for number in (61, 62, 63):
		city.submit(number, b"\x01", person=60)
	expect("the fourth", city.submit(64, b"\x01", person=60)["outcome"], "none_free")
	expect("no case before it is read", city.sql(f"select count(*) from desk.casefile where key = '{key(64)}'"), "0")
	clerk.must("queues")
	clerk.must("propose", key=key(64), outcome="approve", reason="特殊情况", items=[{"benefit": "TRAIN", "outcome": "approve"}])
	expect("is no reviewer's to let pass", reviewer.ask("confirm", key=key(64), reason="同意")[0], 403)
	expect("but a supervisor's", boss.must("confirm", key=key(64), reason="原则上三次，例外")["queue"], "pay")


def paper(page, act, name, **what):
	"""The words of a paper, without blanks."""
	pdf = base64.b64decode(page.must(act, **what)["pdf"])
	if "SHOTS" in os.environ:
		pathlib.Path(os.environ["SHOTS"], f"{name}.pdf").write_bytes(pdf)
	return "".join(subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode().split())


def try_notices(clerk):
	for number, kind, words in ((1, "accepted", ["受理通知", "003-210315-00001-7", "曹*例", "材料齐全"]),
				    (1, "complete", ["补正通知", "请补毕业证复印件", "2021-03-22以前补齐"]),
				    (1, "decision", ["审核结果通知", "审核通过", "申请人曹*例", "培训补贴", "700.00元", "符合条件"]),
				    (2, "decision", ["没有通过审核", "不在本市就业"])):
		said = paper(clerk, "notice", f"{kind}-{number}", key=key(number), kind=kind)
		expect(f"{kind} of {number}", [word for word in words if word not in said], [])
		expect(f"{kind} of {number} names nobody", NUMBER in said or "曹示例" in said, False)
	expect("of what was not decided none", clerk.ask("notice", key=key(3), kind="decision"), (409, {"error": "wrong_step"}))
	expect("of no kind none", clerk.ask("notice", key=key(1), kind="letter\nkind\tplain")[0], 409)


def try_money(boss, clerk):
	expect("what one decided one does not pay", boss.ask("pay_run", region=1, period="2021-03", reason="三月")[0], 404)
	expect("another does", Page(city, "city").must("pay_run", region=1, period="2021-03", reason="三月")["cases"], 1)
	expect("of a course nothing before its results are published", (queue_of(64), queue_of(1)), ("decided", "pay"))
	expect("a step is not skipped", clerk.ask("course_step", course="C-2", no=3, reason="备案")[0], 409)
	for no in range(1, 7):
		clerk.must("course_step", course="C-2", no=no, reason="依据示例文件")
	expect("paid", boss.must("pay_run", region=1, period="2021-03", reason="三月发放")["cases"], 1)
	expect("the status", city.sql(f"select status, step from desk.status_for_kiosk where key = '{key(1)}'"), "paid|published")
	expect("as decided, not as asked", city.sql(f"select fen from desk.ledger where key = '{key(1)}'"), "70000")
	expect("nothing twice", boss.ask("pay_run", region=1, period="2021-03", reason="三月发放")[0], 404)
	expect("more than was paid", boss.ask("recall", key=key(1), ground="deceit", fen=70001, reason="虚假材料")[0], 422)
	expect("asked back", boss.must("recall", key=key(1), ground="deceit", fen=70000, reason="虚假材料")["queue"], "recall")
	expect("in part", boss.must("repaid", key=key(1), fen=30000, reason="凭证1")["queue"], "recall")
	expect("too much", boss.ask("repaid", key=key(1), fen=40001, reason="凭证2")[0], 422)
	expect("whole", boss.must("repaid", key=key(1), fen=40000, reason="凭证2")["queue"], "decided")
	for table in ("desk.ledger", "desk.pay_run", "desk.event", "desk.decision", "centre.audit"):
		expect(f"{table} stays", city.sql(f"""do $$ begin update {table} set reason = 'x'; exception
			when raise_exception then raise notice 'kept'; when undefined_column then null; end $$;
			do $$ begin delete from {table}; raise exception 'gone' using errcode = 'ZZ000';
			exception when raise_exception then null; end $$; select 1"""), "1")


def try_teaching(clerk, boss, yinzhou):
	name = "海曙示例职业培训中心"
	number = boss.must("institution_add", name=name, region=1, regime="filing")["id"]
	expect("not in another district", boss.ask("institution_add", name="别处", region=5, regime="filing")[0], 403)
	clerk.must("institution_note", institution=number, kind="complaint", reason="示例投诉")
	expect("no kind", clerk.ask("institution_note", institution=number, kind="rumour", reason="听说")[0], 422)
	expect("another's", yinzhou.ask("institution_note", institution=number, kind="complaint", reason="示例投诉")[0], 404)
	for grade, people in ((5, 30), (2, 10)):
		clerk.must("institution_rate", institution=number, source="learners", grade=grade, people=people, reason="示例问卷")
	expect("rated", boss.must("institutions")["rows"][0]["rating"] | {"last": ""}, {"grade": 4.3, "people": 40, "last": ""})
	for wrong in ({"grade": 6, "people": 1}, {"grade": 3, "people": 0}, {"grade": "x", "people": 1}):
		expect(f"{wrong}", clerk.ask("institution_rate", institution=number, source="learners", reason="示例问卷", **wrong)[0], 422)
	expect("another district's", yinzhou.ask("institution_rate", institution=number, source="learners", grade=1, people=1, reason="示例问卷")[0], 404)
	for first, last in (("2021-03-01", "2021-06-30"), ("2021-06-30", "2021-12-31")):
		clerk.must("list_propose", institution=number, colour="black", first_day=first, last_day=last, reason="虚假培训")
	expect("of one alone not in force", city.sql("select count(*) from desk.published_listing"), "0")
	boss.must("list_confirm", id=1)
	expect("of two", city.sql("select name, colour from desk.published_listing"), f"{name}|black")
	expect("not two at once", boss.ask("list_confirm", id=2)[0], 409)
	city.sql("update desk.setting set value = '2021-07-01' where name = 'day'")
	expect("over when it is over", city.sql("select count(*) from desk.published_listing"), "0")
	city.sql("update desk.setting set value = '2021-03-15' where name = 'day'")
	expect("working days", clerk.must("class_plan", course="C-2", first_day="2021-03-11", last_day="2021-03-16"), {"days": 4})
	clerk.must("class_video", course="C-2", day="2021-03-11", video="nvr://示例/1", hash="ab" * 32)
	expect("once", clerk.ask("class_video", course="C-2", day="2021-03-11", video="nvr://示例/2", hash="cd" * 32)[0], 409)
	expect("days without pictures", [row["day"] for row in clerk.must("class_days", course="C-2")["rows"] if row["missing"]], ["2021-03-12"])
	expect("hangs out", boss.must("disclose", region=1, days=5), {"id": 1, "cases": 2})
	expect("once", boss.ask("disclose", region=1, days=5)[0], 404)
	shown = clerk.must("disclosed", disclosure=1)
	expect("masked", (shown["about"]["last_day"], sorted(str(row["label"] and row["label"]["name"]) for row in shown["rows"])), ("2021-03-22", ["None", "曹*例"]))
	expect("not of another district", yinzhou.ask("disclosed", disclosure=1)[0], 404)


def try_sample(clerk, boss):
	before = clerk.must("queues")
	expect("half of the new ones", boss.must("sample", percent=50, whom="就业服务中心", reason="季度抽查")["cases"], -(-before["new"] // 2))
	after = clerk.must("queues")
	drawn = clerk.must("queue", queue="verify")["rows"]
	expect("and no more", (before["new"] - after["new"], after["verify"] - before.get("verify", 0)), 2 * (-(-before["new"] // 2),))
	clerk.must("verified", key=drawn[0]["key"], found="false", reason="示例：已在别处领过")
	found = clerk.must("promises")
	expect("a false promise is kept", ([row["key"] for row in found["rows"]], found["sums"]), ([drawn[0]["key"]], [
		{"cause": "doubt", "kept": 1, "broken": 0, "unknown": 0}, {"cause": "sample", "kept": 0, "broken": 1, "unknown": 0}]))
	for row in drawn[1:]:
		clerk.must("verified", key=row["key"], found="true", reason="示例：属实")


def try_filters(clerk, yinzhou, auditor):
	"""A list page by page, and what of it is asked for; 120 of one district, every third with another benefit."""
	city.sql("""begin; set session_replication_role = replica;
		insert into centre.application (key, kiosk, person, year, region, class, items, pack, signed, body_hash, sealed, answer)
		select lpad('f' || to_hex(n), 32, '0'), 'haishu-1', sha256(n::text::bytea), 2021, 9, 'COURSE',
			jsonb_build_array(jsonb_build_object('benefit', case n % 3 when 0 then 'LIVING' else 'TRAIN' end, 'fen', 100)),
			repeat('ab', 32), timestamptz '2021-03-01' + n * interval '1 minute', sha256(n::text::bytea), '\\x01',
			'{"outcome": "taken"}' from generate_series(1, 120) n;
		insert into desk.casefile (key, region, queue, signed, opened, label) select a.key, 9, 'new', a.signed, now(), '\\x00'
			from centre.application a where a.region = 9;
		set session_replication_role = default; commit""")
	def keys(reader, **asked):
		found = reader.must("queue", queue="new", **asked)
		return [row["key"] for row in found["rows"]], found["more"]
	pages = [keys(auditor, region=9, page=n) for n in range(3)]
	expect("fifty a page", [(len(rows), more) for rows, more in pages], [(50, True), (50, True), (20, False)])
	whole = [key for rows, _ in pages for key in rows]
	expect("each once, the oldest first", whole, [f"{int('f' + format(n, 'x'), 16):032x}" for n in range(1, 121)])
	expect("with a benefit", keys(auditor, region=9, benefit="LIVING")[0], [key for n, key in enumerate(whole, 1) if n % 3 == 0])
	expect("of none", keys(auditor, benefit="NOTHING")[0], [])
	expect("in nobody's hands", len(keys(auditor, region=9, hands="nobody", page=2)[0]), 20)
	city.sql(f"""set session_replication_role = replica; insert into desk.event (key, region, kind, from_queue, to_queue, staff, reason)
		select '{whole[7]}', 9, 'accept', 'new', 'new', s.id, '示例' from desk.staff s where s.name = 'auditor'""")
	expect("in mine", keys(auditor, region=9, hands="mine"), ([whole[7]], False))
	expect("no longer in nobody's", whole[7] in keys(auditor, region=9, hands="nobody")[0], False)
	expect("in another's", keys(clerk, hands="mine", region=9)[0], [])
	expect("no other district's", (keys(yinzhou, region=9)[0], yinzhou.must("queue", queue="new")["regions"]), ([], None))
	for wrong in ({"region": "x"}, {"hands": "anybody"}, {"page": "last"}):
		expect(f"{wrong}", auditor.ask("queue", queue="new", **wrong)[0], 422)
	city.sql("""begin; set session_replication_role = replica; delete from desk.event where region = 9; delete from desk.casefile where region = 9;
		delete from centre.application where region = 9; set session_replication_role = default; commit""")


def try_other_district(yinzhou):
	expect("no queue of another's", yinzhou.must("queues"), {})
	expect("another's case by its number", yinzhou.ask("case", key=key(3), why="好奇"), (404, {"error": "not_found"}))
	expect("nor by search", yinzhou.must("search", what="003-210315-00003-7")["rows"], [])
	expect("nor by act", yinzhou.ask("accept", key=key(3), reason="受理"), (404, {"error": "not_found"}))
	expect("nor its course", yinzhou.ask("course_step", course="C-1", no=1, reason="登记")[0], 404)
	expect("written down", city.sql("select count(*) from centre.audit where who = 'yinzhou' and what = 'desk.not_found'"), "6")


def try_attacks(clerk, auditor):
	evil = "<script>alert(1)</script>'; drop table desk.event; -- \u202e$1 \\"
	clerk.must("accept", key=key(3), reason=evil)
	expect("kept as it was said", clerk.case(3)["events"][-1]["reason"], evil)
	for body in ({"key": evil}, {"key": ["x"]}, {"key": key(3), "days": "soon"}, {"key": key(3), "days": 1e99}, {"key": None}):
		expect(f"{body}", clerk.ask("ask_complete", reason="缺材料", **body)[0] in (404, 422), True)
	expect("no act", clerk.ask("take_in", key=key(3))[0], 404)
	expect("no function", clerk.ask("x(1),pg_sleep")[0], 404)
	expect("a page too far", clerk.must("queue", queue="new", page=10 ** 6)["rows"], [])
	expect("no queue", clerk.ask("queue", queue="x'")[0], 422)
	expect("no JSON", clerk.raw("POST", "/api/queue", b"{", clerk.headers())[0], 422)
	expect("deep", clerk.raw("POST", "/api/queue", b"[" * 30000, clerk.headers())[0], 422)
	expect("too much", clerk.raw("POST", "/api/queue", b" " * 40000, clerk.headers())[0], 413)
	expect("too long a reason", clerk.ask("accept", key=key(4), reason="长" * 1001)[0], 422)
	expect("an auditor decides nothing", auditor.ask("accept", key=key(4), reason="受理"), (403, {"error": "not_allowed"}))
	expect("and it is written down", city.sql("select count(*) from centre.audit where who = 'auditor' and what = 'desk.not_allowed'"), "1")


def try_sessions(clerk):
	other = Page(city, "clerk")
	expect("the program's role reads no table", city.sql("""set role desk_web; do $$ begin perform 1 from desk.staff;
		raise exception 'read'; exception when insufficient_privilege then null; end $$; select 1"""), "1")
	city.sql("update desk.session set seen = now() - interval '16 minutes'")
	expect("a stale session", other.ask("queues"), (401, {"error": "signed_out"}))
	fresh = Page(city, "clerk")
	city.desk("leave", "clerk")
	expect("who left is out at once", fresh.ask("queues")[0], 401)
	expect("and does not come back", Page(city).sign_in("clerk")[0], 401)


def cells(xlsx):
	"""The rows of a workbook's first sheet, without its library."""
	with zipfile.ZipFile(io.BytesIO(xlsx)) as book:
		space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
		shared = ["".join(one.itertext()) for one in ElementTree.fromstring(book.read("xl/sharedStrings.xml")).findall("x:si", space)]
		sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
		return [{re.sub(r"\d", "", c.get("r")): shared[int(c.find("x:v", space).text)] if c.get("t") == "s" else float(c.find("x:v", space).text)
			for c in row.findall("x:c", space)} for row in sheet.findall(".//x:row", space)]


def try_annex(auditor, annex, count, plan, done):
	"""Page = CSV = workbook = paper = SQL, figure by figure."""
	page = auditor.must("report", annex=annex, year=2021)["rows"]
	expect(f"annex {annex}", (len(page), sum(row["plan"] for row in page), {row["no"]: row["done"] for row in page if row["done"]}), (count, plan, done))
	csv = auditor.must("report_csv", annex=annex, year=2021)["csv"]
	expect("opens in a spreadsheet", csv[0], "\ufeff")
	lines = csv.removeprefix("\ufeff").split("\r\n")[1:-1]
	by_sql = city.sql(f"select name, plan, done, rate, desk.fen_text(fen) from desk.annex({annex}, 2021)").split("\n")
	expect("page = CSV", [f'"{r["name"]}",{r["plan"]},{r["done"]},{r["rate"]:.1f},{r["fen"] / 100:.2f}' for r in page], lines)
	expect("CSV = SQL", [line.replace('"', "").replace(",", "|") for line in lines], by_sql)
	book = cells(base64.b64decode(auditor.must("report_xlsx", annex=annex, year=2021)["xlsx"]))
	expect("its head", list(book[1].values())[1:], ["计划", "完成", "完成率%", "已拨（元）"])
	expect("page = workbook", [[row[c] for c in "ABCDE"] for row in book[2:]],
	       [[r["name"], r["plan"], r["done"], r["rate"], r["fen"] / 100] for r in page])
	words = paper(auditor, "report_paper", f"annex{annex}", annex=annex, year=2021)
	expect("page = paper", [r["name"] for r in page if f'{r["name"]}计划{r["plan"]}，完成{r["done"]}，完成率{r["rate"]:.1f}%，已拨{r["fen"] / 100:.2f}元' not in words], [])
	total = f'合计：计划{plan}，完成{sum(done.values())}，已拨{sum(r["fen"] for r in page) / 100:.2f}元'
	expect("and its sum", total in words, True)


def try_report(auditor):
	boss = Page(city, "boss")
	expect("a course without a task counts for no department", sum(row["done"] for row in auditor.must("report", annex=2, year=2021)["rows"]), 0)
	boss.must("course_department", course="C-2", department=6)
	expect("not another district's", Page(city, "yinzhou").ask("course_department", course="C-2", department=6)[0], 403)
	expect("no such department", boss.ask("course_department", course="C-2", department=50)[0], 422)
	try_annex(auditor, 1, 15, 180000, {1: 2})
	try_annex(auditor, 2, 12, 149000, {6: 1})
	opened = auditor.must("report_rows", annex=1, year=2021, no=1)
	expect("a figure opens to its applications", (opened["count"], sorted(row["key"] for row in opened["rows"])), (2, [key(1), key(64)]))
	expect("of a department", [row["key"] for row in auditor.must("report_rows", annex=2, year=2021, no=6, month=3)["rows"]], [key(1)])
	expect("of another month none", auditor.must("report_rows", annex=1, year=2021, no=1, month=4)["count"], 0)
	expect("by benefit", auditor.must("report", year=2021)["benefits"], [{"benefit": "TRAIN", "count": 2, "fen": 150000}])


def try_breakdown(auditor, yinzhou, by, wanted):
	"""Each row and month by page, table, workbook, paper and SQL; each figure opens to its applications."""
	asked = {"by": by, "year": 2021}
	page = auditor.must("breakdown", **asked)["rows"]
	expect(f"by {by}", [(r["code"], r["name"], r["done"], r["fen"], r["months"][2]) for r in page], wanted)
	by_sql = city.sql(f"select name, done, fen, array_to_string(months, ' ') from desk.breakdown('{by}', 2021) order by done desc, code").split("\n")
	expect("page = SQL", [f'{r["name"]}|{r["done"]}|{r["fen"]}|{" ".join(map(str, r["months"]))}' for r in page], by_sql)
	sheet = auditor.must("breakdown_csv", **asked)["csv"]
	lines = list(csv.reader(io.StringIO(sheet.removeprefix("\ufeff"), newline="")))
	expect("page = CSV", (sheet[0], lines[1:]), ("\ufeff", [[r["name"], str(r["done"]), f'{r["fen"] / 100:.2f}', *map(str, r["months"])] for r in page]))
	book = cells(base64.b64decode(auditor.must("breakdown_xlsx", **asked)["xlsx"]))
	expect("page = workbook", [[row[c] for c in "ABCDEFGHIJKLMNO"] for row in book[2:]], [[r["name"], r["done"], r["fen"] / 100, *r["months"]] for r in page])
	said = paper(auditor, "breakdown_paper", f"by-{by}", **asked)
	unit = {"benefit": "笔数", "group": "人次"}[by]
	expect("page = paper", [r["name"] for r in page if f'{r["name"]}{unit}{r["done"]}，已拨{r["fen"] / 100:.2f}元（' +
		"，".join(f"{n + 1}月{count}" for n, count in enumerate(r["months"]) if count) + "）" not in said], [])
	for row in page:
		opened = auditor.must("breakdown_rows", **asked, code=row["code"])
		expect(f"{row['code']} opens", (opened["count"], len(opened["rows"]), sum(r["fen"] for r in opened["rows"])), (row["done"], row["done"], row["fen"]))
		expect("by month", [auditor.must("breakdown_rows", **asked, code=row["code"], month=n + 1)["count"] for n in (1, 2, 3)], row["months"][1:4])
	expect("another district has none of it", yinzhou.must("breakdown", **asked)["rows"], [])
	for wrong in ({"by": "name", "year": 2021}, {"by": by}, {"by": by, "year": "x"}):
		expect(f"{wrong}", auditor.ask("breakdown", **wrong)[0], 422)


def try_closed_month(auditor, boss, clerk, reviewer):
	"""What was closed stays; what came after it stands beside it."""
	whole = Page(city, "city")
	expect("not while it lasts", whole.ask("close_month", month="2021-03")[0], 409)
	city.sql("update desk.setting set value = '2021-04-01' where name = 'day'")
	whole.must("close_month", month="2021-03")
	city.sql("update desk.setting set value = '2021-03-31' where name = 'day'")	# entered late
	clerk.must("propose", key=key(7), outcome="approve", reason="补录", items=[{"benefit": "TRAIN", "outcome": "approve"}])
	reviewer.must("confirm", key=key(7), reason="同意")
	city.sql("update desk.setting set value = '2021-04-02' where name = 'day'")
	march = {annex: auditor.must("report", annex=annex, year=2021)["months"][2] for annex in (1, 2)}
	expect("then and now", [march[1][name] for name in ("closed", "persons", "closed_fen", "fen")], [2, 3, 150000, 150000])
	expect("what was asked back since", (march[1]["back"], march[1]["back_fen"]), (1, 70000))
	expect("of departments too", (march[2]["closed"], march[2]["closed_fen"]), (1, 70000))
	expect("once", whole.ask("close_month", month="2021-03")[0], 422)
	city.sql("update desk.setting set value = '2021-03-15' where name = 'day'")


def gate(what, **item):
	"""As the kiosk's service calls it."""
	return json.loads(city.sql(f"select gate.{what}('A1', '{json.dumps(item)}')"))


def try_halls(clerk, boss, yinzhou):
	technician = Page(city, "technician")
	call = "0123456789abcdef"
	expect("rings", gate("call", id=call), {"outcome": "ringing"})
	expect("once, however often it asks", (gate("call", id=call), len(clerk.must("calls")["calls"])), ({"outcome": "ringing"}, 1))
	expect("not in another district", yinzhou.must("calls")["calls"], [])
	expect("nor taken there", yinzhou.ask("call_take", kiosk="haishu-1", id=call)[0], 404)
	clerk.must("call_take", kiosk="haishu-1", id=call)
	expect("the kiosk says who comes", gate("call", id=call), {"outcome": "taken", "who": "示例经办员"})
	expect("the first one comes", technician.ask("call_take", kiosk="haishu-1", id=call)[0], 409)
	city.sql("update desk.session set seen = now() - interval '14 minutes' where staff = (select id from desk.staff where name = 'technician')")
	technician.must("calls")
	expect("a page that asks by itself keeps nobody signed in", city.sql("""select max(seen) < now() - interval '13 minutes' from desk.session
		where staff = (select id from desk.staff where name = 'technician')"""), "t")
	gate("heartbeat", now=0, version="0.1.0", commit="abc", pack="", data={"register": "2020-01-01"}, readers=0, printer="paper_empty",
	     disk_free=1 << 30, waiting=2, taken=0, aside=1, waiting_since=None, last_visit=None, started=0, restarts=3,
	     supplies=[{"name": "黑", "percent": 7, "low": True}, {"name": "废粉盒", "low": False}])
	kiosk = technician.must("fleet")["kiosks"][0]
	expect("a kiosk's health", (kiosk["kiosk"], [a for a in ("no_reader", "printer", "supplies", "set_aside", "no_pack", "data_register") if a not in kiosk["alarms"]]),
	       ("haishu-1", []))
	expect("what is to be ordered", kiosk["supplies"], [{"name": "黑", "percent": 7, "low": True}])
	expect("not another district's", yinzhou.must("fleet")["kiosks"], [])
	today = city.sql("select (now() at time zone 'Asia/Shanghai')::date")
	for counts in ([0, 0, 1, 2, 3], [1, 0, 1, 2, 3]):
		gate("ratings", day=today, counts=counts)
	day = boss.must("day")
	expect("a hall's day", (day["ratings"], day["helped"]["taken"], day["came"][0]["kiosk"], day["steps"]["confirm"] > 0, len(day["kiosks"])),
	       ([1, 0, 1, 2, 3], 1, "haishu-1", True, 1))
	rated = boss.must("ratings", year=int(today[:4]))["rows"]
	expect("and a year's", [(r["kiosk"], r["counts"], r["people"]) for r in rated], [("haishu-1", [1, 0, 1, 2, 3], 7)])
	expect("not another district's", yinzhou.must("ratings", year=int(today[:4]))["rows"], [])
	expect("a technician sees no day of people", technician.ask("day")[0], 403)


def try_file(clerk, boss, yinzhou):
	expect("without a reason", clerk.ask("training_file", what=NUMBER), (422, {"error": "needs_reason"}))
	city.sql(f"""insert into exchange.batch (source, file) values ('employment', 'x');
		insert into centre.fact select person, 'unemployment_registered', 'employment', 'true', '2021-03-01', 1
		from centre.application where key = '{key(1)}'""")
	one = clerk.must("training_file", what=NUMBER, why="本人来问")
	expect("one person's trainings", [(r["key"], r["course_title"], r["status"], r["paid"], r["back"]) for r in one["rows"]],
	       [(key(1), "育婴员（四级）", "paid", 70000, 70000)])
	expect("what other systems say", one["facts"], [{"fact": "unemployment_registered", "value": "true", "as_of": "2021-03-01", "source": "就业"}])
	expect("written down", city.sql("select count(*) from centre.audit where what = 'desk.file_seen' and person is not null and detail->>'why' = '本人来问'"), "1")
	expect("no paper without consent", clerk.ask("training_paper", what=NUMBER, why="本人来问")[0], 422)
	said = paper(clerk, "training_paper", "file", what=NUMBER, why="本人来问", consent=True)
	expect("on paper", [word for word in ("个人培训档案", "曹*例", "育婴员（四级）", "已发放", "已发700.00元") if word not in said], [])
	expect("which names nobody whole", NUMBER in said or "曹示例" in said, False)
	expect("not from another district", yinzhou.ask("training_file", what=NUMBER, why="好奇")[0], 404)


def try_lists(clerk, boss):
	whole, second = Page(city, "city"), Page(city, "city-2")
	days = [["2021-04-05", "false", "清明"], ["2021-04-10", "true", "调休上班"]]
	for what, rows in (("a day that is none", [["2021-02-30", "false", "x"]]), ("neither yes nor no", [["2021-04-05", "no", "x"]]),
			   ("a cell too few", [["2021-04-05", "false"]]), ("a day twice", [days[0], days[0]]), ("nothing", [])):
		expect(what, clerk.ask("list_enter", kind="holidays", first_day="2021-03-15", reason="示例通知", rows=rows)[0], 422)
	made = clerk.must("list_enter", kind="holidays", first_day="2021-03-15", reason="示例通知", rows=days)["id"]
	due = "select desk.add_working_days('2021-04-02', 2)"
	expect("of one alone not in force", city.sql(due), "2021-04-06")
	boss.must("list_agree", id=made)
	expect("of two", city.sql(due), "2021-04-07")
	expect("a Saturday that is worked", city.sql("select desk.is_working_day('2021-04-10')"), "t")
	expect("what is the city's is not a district's", clerk.ask("list_enter", kind="friction", first_day="2021-03-15", reason="示例", rows=[["91330200MA2AAAAA0X", "x", ""]])[0], 403)
	good = city.sql("select c from (select '91330200MA2AAAAA0' || s as c from unnest(string_to_array('0,1,2,3,4,5,6,7,8,9,A,B,C,D,E,F,G,H,J,K,L,M,N,P,Q,R,T,U,W,X,Y', ',')) s) x where desk.is_credit_code(c)")
	status, wrong = whole.ask("list_enter", kind="friction", first_day="2021-03-15", reason="示例", rows=[[good, "示例企业", ""], ["913302", "示例企业二", ""]])
	expect("which cell is wrong", (status, wrong), (422, {"error": "bad_row", "row": 2, "column": "credit_code"}))
	for first, rows in (("2021-03-15", [[good, "示例企业", ""]]), ("2021-03-20", [[good, "示例企业，改了名", ""]])):
		number = whole.must("list_enter", kind="friction", first_day=first, reason="示例名单", rows=rows)["id"]
		expect("not alone", whole.ask("list_agree", id=number), (409, {"error": "same_person"}))
		second.must("list_agree", id=number)
	expect("not two from one day", whole.ask("list_enter", kind="friction", first_day="2021-03-20", reason="示例名单", rows=rows), (409, {"error": "taken_day"}))
	twins = [whole.must("list_enter", kind="friction", first_day="2021-03-25", reason="示例名单", rows=rows)["id"] for _ in range(2)]
	expect("nor when two wait for one", [second.ask("list_agree", id=one) for one in twins], [(200, {}), (409, {"error": "taken_day"})])
	shown = whole.must("list", kind="friction")
	expect("by its day", (shown["in_force"], shown["since"]), ([[good, "示例企业", ""]], "2021-03-15"))
	expect("and later", whole.must("list_csv", kind="friction", day="2021-03-20")["csv"], f"credit_code,name,note\n{good},示例企业，改了名,\n")
	old = whole.must("list_enter", kind="friction", first_day="2021-03-14", reason="示例名单", rows=[[good, "x", ""]])["id"]
	expect("not from a day that is over", second.ask("list_agree", id=old)[0], 409)
	expect("a list stays", city.sql("""do $$ begin update desk.list_version set rows = '[]'; raise exception 'changed' using errcode = 'ZZ000';
		exception when raise_exception then null; end $$; select 1"""), "1")
	money = whole.must("list_enter", kind="budget", first_day="2021-03-15", reason="示例预算", rows=[["示例专账", "1000000", "TRAIN、SHORT", ""]])["id"]
	second.must("list_agree", id=money)
	expect("a year's money", whole.must("budget", year=2021)["lines"], [{"line": "示例专账", "plan": 100000000, "paid": 0}, {"line": None, "plan": None, "paid": 150000}])


def enter(who, second, kind, rows, day="2021-03-15", **more):
	number = who.must("list_enter", kind=kind, first_day=day, reason="示例名单", rows=rows, **more)["id"]
	second.must("list_agree", id=number)


def demo_table(kind):
	with open(pathlib.Path(os.environ["SOURCE_DIR"], f"kiosk-config/demo-data/{kind}.csv"), encoding="utf-8", newline="") as sheet:
		return list(csv.reader(sheet))[1:]


def brought(kind, version):
	"""What a kiosk is given in pieces, as a file on a stick."""
	out, piece = b"", ""
	while piece is not None:
		piece = gate("piece", kind=kind, version=version, **{"from": len(out)}).get("data")
		out += base64.b64decode(piece or "")
	path = city.folder / f"{kind}-{version}.bundle"
	path.write_bytes(out)
	return path


def take_offers(config, data, kinds=None):
	for offer in gate("offers", have={})["offers"]:
		if kinds and offer["kind"] not in kinds:
			continue
		done = subprocess.run([BUILD / "skills-kiosk", "pack", "install", "--stick", brought(offer["kind"], offer["version"]), "--config", config, "--data", data],
				      capture_output=True, text=True, timeout=120, check=False)
		expect(f"{offer['kind']} is taken", (done.returncode, done.stderr), (0, ""))


def try_lists_out():
	"""What two put in force is signed elsewhere and taken by a real kiosk's store; nothing else is."""
	key, config, data = (city.folder / name for name in ("publish", "hall", "hall-data"))
	whole, second = Page(city, "city"), Page(city, "city-2")
	city.run("skills-centre", "pack", "key", key)
	said = city.run("skills-centre", "lists", "--key", key)
	expect("what is in force goes out", re.findall(r"^(\w+) \d+: published", said, re.M), ["friction"])
	expect("once", city.run("skills-centre", "lists", "--key", key), "nothing has changed\n")
	enter(whole, second, "institutions", demo_table("institutions"))
	enter(whole, second, "catalogue", demo_table("catalogue"))
	enter(whole, second, "shortage", [["电工", "20", ""]])
	enter(whole, second, "projects", [["C999", "示例项目", "6", "100", ""]])
	enter(whole, second, "overrides", [["specialop_cap_fen", "province", "standard", "80000", "2021-05-01", "sample", ""]])
	city.sql("""insert into desk.institution (name, region, regime) select '甬城示例技工学校', 1, 'filing';
		insert into desk.listing (institution, colour, first_day, last_day, reason, proposed_by, confirmed_by)
		select i.id, 'black', '2021-03-01', '2021-12-31', '示例', 1, 2 from desk.institution i where i.name = '甬城示例技工学校'""")
	for what, row in (("no author", ["a", "nobody", "standard", "1", "2021-05-01", "", ""]), ("no parameter", ["A b", "province", "standard", "1", "2021-05-01", "", ""])):
		expect(what, whole.ask("list_enter", kind="overrides", first_day="2021-03-15", reason="示例", rows=[row])[0], 422)
	said = city.run("skills-centre", "lists", "--key", key)
	expect("in the order of taking", re.findall(r"^(\w+) \d+: published", said, re.M), ["institutions", "catalogue", "overrides"])
	expect("the page says when", sum(k["sent"] is not None for k in whole.must("lists")["kinds"]), 4)
	config.mkdir()
	for entry in pathlib.Path(os.environ["SOURCE_DIR"], "kiosk-config").iterdir():
		(config / entry.name).symlink_to(entry)
	(config / "kiosk.d").mkdir()
	(config / "kiosk.d/trust.yaml").write_text(f"trust: {key}.pub\n", "utf-8")
	take_offers(config, data)
	with sqlite3.connect(f"file:{data}/store.db?mode=ro", uri=True) as db:
		expect("by its number", db.execute("select name from employer").fetchall(), [("示例企业",)])
		expect("shortage trades rise, others do not", db.execute("select occupation, shortage_uplift_pct from course where shortage_uplift_pct > 0 group by 1, 2").fetchall(), [("电工", 20)])
		expect("projects that are not published are not on offer", db.execute("select sum(on_list = 2) from course where kind = 2").fetchone(), (0,))
		expect("black is black", db.execute("select status = 3 from institution where title_zh = '甬城示例技工学校'").fetchone(), (1,))
		expect("what stands above", db.execute("select value from later_rule").fetchall(), [(80000,)])
	expect("a catalogue is never emptied", whole.ask("list_enter", kind="catalogue", first_day="2021-03-15", reason="示例", rows=[], emptied=True)[0], 422)
	city.sql("update desk.setting set value = '2021-03-16' where name = 'day'")
	enter(whole, second, "friction", [], "2021-03-16", emptied=True)
	said = city.run("skills-centre", "lists", "--key", key)
	expect("an emptied list goes out", re.findall(r"^(\w+) \d+: published", said, re.M), ["friction"])
	expect("as a table too", whole.must("list_csv", kind="friction")["csv"], "credit_code,name,note\n")
	take_offers(config, data, ["friction"])
	with sqlite3.connect(f"file:{data}/store.db?mode=ro", uri=True) as db:
		expect("and names nobody", db.execute("select count(*) from employer").fetchone(), (0,))
	city.sql("update desk.setting set value = '2021-03-15' where name = 'day'")


def stick(name, lines, signed=True):
	"""As skills-kiosk applications export writes it."""
	plain, letter, out = (city.folder / f"{name}.{part}" for part in ("plain", "letter", "stick"))
	plain.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
	keys = city.folder / "parcels/signing"
	if signed:
		subprocess.run(["openssl", "cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-signer", keys / "kiosk.pem", "-inkey", keys / "kiosk.key",
				"-in", plain, "-out", letter], check=True, capture_output=True)
	subprocess.run(["openssl", "cms", "-encrypt", "-binary", "-outform", "DER", "-aes256", "-in", letter if signed else plain, "-out", out,
			"-recip", city.keys / "desk.pem"], check=True, capture_output=True)
	return out


def try_stick(clerk):
	one = {"receipt_no": "003-210316-00077-7", "key": f"{0x77:032X}", "signed_at": "2021-03-15T09:30:00+08:00", "hall": "海曙区政务服务大厅", "withdraws": "",
	       "person": {"name": "周示例", "id_no": "330299198604120770"}, "course": {"id": "C-1", "title": "育婴员（四级）", "institution": "x", "starts": "2021-05-06"},
	       "items": [{"benefit": "TRAIN", "title": "培训补贴", "amount_fen": 80000, "is_fee": False, "per_day": False, "rules": ["R4-5b"]}],
	       "promises": [], "facts": [], "signed": "ink", "decided_for": "2021-03-15", "pack": "nb-2019-78 1.0.0", "pack_hash": "AB" * 32}
	other = {**one, "receipt_no": "003-210316-00078-7", "key": f"{0x78:032X}"}
	back = {**other, "receipt_no": "003-210316-00079-7", "key": f"{0x79:032X}", "withdraws": other["receipt_no"], "items": []}
	other["counts_as"] = {"class": "COURSE", "kind": "TRAIN", "occupation": "育婴员", "level": "4"}
	file = stick("right", [one, other, back])
	expect("whose stick", "unknown_kiosk" in city.desk("take", file, "--kiosk", "nobody-1", code=1), True)
	expect("taken in", city.desk("take", file, "--kiosk", "haishu-1"), "3 taken in, 0 were here already, 0 refused\n")
	expect("once", city.desk("take", file, "--kiosk", "haishu-1"), "0 taken in, 3 were here already, 0 refused\n")
	clerk.must("queues")
	found = clerk.must("search", what=one["receipt_no"])["rows"]
	expect("found by its number", [(r["queue"], r["label"]["name"]) for r in found], [("new", "周*例")])
	seen = clerk.must("case", key=found[0]["key"], why="办理这份申请")
	expect("opened", (seen["application"]["person"]["name"], seen["signature"], seen["again"]), ("周示例", "signed", "not_carried"))
	told = f"select about->>'kind', class, occupation, level from centre.application where key = '{other['key'].lower()}'"
	expect("as what it counts", city.sql(told), "TRAIN|COURSE|育婴员|4")
	expect("of a kiosk that did not say", city.sql(told.replace(other["key"].lower(), one["key"].lower())), "|COURSE||")
	expect("taken back by stick", clerk.must("search", what=other["receipt_no"])["rows"][0]["outcome"], "withdrawn")
	for name, wrong in (("unsigned", stick("unsigned", [one], signed=False)), ("altered", city.folder / "altered.stick")):
		if name == "altered":
			bytes_ = bytearray(file.read_bytes())
			bytes_[len(bytes_) // 2] ^= 1
			wrong.write_bytes(bytes_)
		expect(f"{name}: nothing is taken", "nothing was taken" in city.desk("take", wrong, "--kiosk", "haishu-1", code=1), True)


def rss_mb():
	status = pathlib.Path(f"/proc/{city.service.pid}/status").read_text()
	return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main():
	city.found()
	city.apply(8)
	city.serve()
	try:
		clerk = try_sign_in()
		try_pages(clerk)
		try_foreign_pages(clerk)
		try_queues(clerk)
		try_case(clerk)
		reviewer, boss, auditor = Page(city, "reviewer"), Page(city, "boss"), Page(city, "auditor")
		yinzhou = Page(city, "yinzhou")
		try_two_people(clerk, reviewer, boss)
		try_notices(clerk)
		try_money(boss, clerk)
		try_teaching(clerk, boss, yinzhou)
		try_sample(clerk, boss)
		try_other_district(yinzhou)
		try_counter(clerk, reviewer, yinzhou)
		try_cards(clerk, yinzhou)
		try_attacks(clerk, auditor)
		try_filters(clerk, yinzhou, auditor)
		try_halls(clerk, boss, yinzhou)
		try_file(clerk, boss, yinzhou)
		try_lists(clerk, boss)
		try_lists_out()
		try_report(auditor)
		try_breakdown(auditor, yinzhou, "benefit", [("TRAIN", "培训补贴", 2, 150000, 2)])
		try_breakdown(auditor, yinzhou, "group", [("-", "没有说是哪一类", 1, 80000, 1), ("enterprise_employee", "企业在职职工", 1, 70000, 1),
			("unemployment_registered", "登记失业", 1, 70000, 1)])
		try_closed_month(auditor, boss, clerk, reviewer)
		try_stick(clerk)
		try_sessions(clerk)
		expect("memory in MB, of 64", rss_mb() < 64 or os.environ.get("BUILD_TYPE") != "Release", True)
	finally:
		expect("ends when told", city.stop(), 0)
	log = (city.folder / "desk.log").read_text()
	expect("nobody in the log", any(word in log for word in (NUMBER, "示例", PASSWORD)), False)
	print("\n".join(faults) or "applications are answered by two people, paid and recalled; the rest is refused")
	sys.exit(bool(faults))


main()
