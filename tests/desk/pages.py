#!/usr/bin/python3
"""A visit to the desk in Chromium: signed in, found by code, asked for completion, decided by two,
paid, recalled; and another by keys alone.  Every page is asked about (asked.py): in three tongues, at
200 %, in grey; what a person wrote is text on every page, and nothing loads from elsewhere."""
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "receipts"))
from browser import Browser		# noqa: E402
from asked import AXE, FITS, GREY, HEAR, HEARD, MIXED	# noqa: E402
from desk import City			# noqa: E402
from keyboard import whole_case		# noqa: E402
from seat import Seat			# noqa: E402

city = City(sys.argv[1])
shots = os.environ.get("SHOTS")
faults = []
EVIL = "<img src=x onerror=document.title='broken'>"
# AXE=FILE: axe-core, as the npm registry has it, is asked about each page too.
axe = pathlib.Path(os.environ["AXE"]).read_text() if "AXE" in os.environ else ""



def expect(what, got, wanted):
	if got != wanted:
		faults.append(f"{what}: {got!r}, not {wanted!r}")


class Desk(Seat):
	judged, kinds = 0, set()

	tongue = "hans"

	def speak(self, tongue):
		self.browser.click(f"#tongues [data-tongue={tongue}]")
		self.tongue = tongue

	def look(self, name):
		expect(f"heard on {name}", self.browser.run(HEARD), [])
		expect(f"fits, {name}", self.browser.run(FITS), [])
		grey = self.browser.run(GREY)
		expect(f"in grey, {name}", grey["faults"], [])
		self.kinds |= {tuple(kind) for kind in grey["kinds"]}
		if self.tongue == "en":
			expect(f"Chinese on {name}", self.browser.run(MIXED), [])
		if axe:
			self.browser.run(axe + "; window.axe = axe")
			expect(f"axe-core on {name}", self.browser.run_async(AXE), [])
			Desk.judged += 1
		self.browser.shot(shots and f"{shots}/{name}.png")


def counter(desk):
	desk.page("counter/original", "等原件")
	desk.look("counter")
	desk.browser.run("document.querySelector('tbody details').open = true")
	desk.fill(desk.browser.run("return document.querySelector('tbody form').id"), {"input[value=arrived]": None, "input[name=reason]": "当面签的，在一号柜"})
	desk.browser.until("return document.body.innerText.includes('现在没有')")
	desk.page("counter/vouched", "当面核对过的")
	desk.look("vouched")
	desk.page("counter/cards", "落下的卡")
	desk.open_part("card-add")
	desk.look("card-add")
	desk.fill("card-add", {"input[value=social]": None, "input[name=what]": "330299198604120018", "input[name=place]": "一号柜", "input[name=reason]": "在卡口里"})
	desk.browser.until("return document.querySelector('table')?.innerText.includes('一号柜')")
	desk.fill("card-find", {"input[name=what]": "330299198604120018"})
	desk.browser.until("return document.getElementById('said').textContent.includes('找到 1 张')")
	desk.look("cards")
	desk.page("queue/new", "申请")
	desk.find("003-210315-00006-7")
	desk.look("case-no-card")


def filters(desk):
	rows = "document.querySelectorAll('tbody tr').length === %d"
	desk.page("queue/review", "申请")
	for hands, shown in (("mine", rows % 1), ("nobody", "document.body.innerText.includes('这样筛选，没有申请')")):
		# In one breath: a page that comes late would bring a form of its own, with another choice.
		desk.browser.run("const form = document.getElementById('filters'); form.dataset.sent = 1;"
			"form.elements.hands.value = arguments[0]; form.querySelector('button').click()", hands)
		desk.browser.until("const form = document.getElementById('filters');"
			f"return form && !form.dataset.sent && {shown}")
		expect("kept in the address", desk.browser.run("return location.hash"), f"#/queue/review?hands={hands}")
		desk.look("queue-" + hands)
	desk.page("queue/review?page=1", "申请")
	desk.browser.until("return document.querySelector('.pager')?.innerText.includes('第 2 页')")
	desk.look("queue-second")
	desk.browser.click(".pager a")
	desk.browser.until("return " + rows % 1)


def clerk(desk):
	desk.sign_in("clerk")
	desk.browser.until("return document.querySelectorAll('tbody tr').length === 6")
	desk.look("queue")
	desk.find("003-210315-00001-7")
	desk.look("case")
	expect("masked until asked", desk.has("33029919860412001"), False)
	desk.browser.click("#person button")
	expect("then whole", desk.has("33029919860412001"), True)
	desk.do("ask_complete", {"input[name=days]": "3", "textarea": "请带毕业证复印件"}, "待补正")
	desk.look("complete")
	expect("three working days", desk.has("到 2021-03-18"), True)
	desk.do("completed", {"textarea": "窗口收到复印件"}, "待初审")
	desk.do("verify", {"input[name=whom]": "就业服务中心", "input[value=doubt]": None, "textarea": EVIL}, "要核实")
	expect("text stays text", (desk.has(EVIL), desk.browser.run("return document.title").startswith("broken")), (True, False))
	desk.do("verified", {"input[value=true]": None, "textarea": "电话核实过"}, "待初审")
	counter(desk)
	desk.page("queue/new", "申请")
	desk.find("003-210315-00001-7")
	desk.do("propose", {"input[name=item0][value=approve]": None, "textarea": "符合条件"}, "待复核")
	desk.look("proposed")
	desk.browser.ask("/url", {"url": desk.top + "#/courses"})
	desk.title("课程进度")
	desk.look("courses")
	filters(desk)
	desk.page("queue/review", "申请")
	desk.speak("hant")
	desk.title("申請")
	desk.look("traditional")
	expect("traditional, and names as they are", (desk.has("待複核"), desk.has("曹*例"), desk.browser.run("return document.documentElement.lang")), (True, True, "zh-Hant"))
	desk.find_as("003-210315-00001-7", "為什麼看")
	expect("what a person wrote is as it was written", (desk.has(EVIL), desk.has("请带毕业证复印件"), desk.has("經過")), (True, True, True))
	desk.look("traditional-case")
	desk.speak("hans")
	desk.title("为什么看")
	desk.sign_out()


def reviewer(desk):
	desk.sign_in("reviewer")
	desk.find("003-210315-00001-7")
	desk.look("review")
	desk.do("confirm", {"textarea": "同意初审"}, "待发放")
	desk.sign_out()


def supervisor(desk):
	for no in range(1, 7):
		city.sql(f"insert into desk.course_step values ('C-2', 'QUAL', {no}, '2021-03-15', 1, '示例')")
	desk.sign_in("boss")
	desk.browser.ask("/url", {"url": desk.top + "#/pay"})
	desk.title("发放台账")
	desk.look("payments")
	desk.type("#pay-run input[name=reason]", "三月发放")
	desk.browser.click("#pay-run button")
	desk.browser.until("return document.body.innerText.includes('第 1 张')")
	desk.browser.ask("/url", {"url": desk.top + "#/run/1"})
	desk.title("第 1 张发放表")
	expect("the sum", desk.has("合计 1 笔"), True)
	desk.look("run")
	desk.page("report/1-2021", "附件1")
	desk.look("report")
	shown = desk.browser.run("""return [...document.querySelectorAll('table')[0].querySelectorAll('tbody tr')].map((row) =>
		[...row.cells].map((cell) => cell.textContent.trim()))""")
	by_sql = [line.split("|") for line in city.sql("select name, plan, done, to_char(rate, 'FM990.0') || '%' from desk.annex1(2021) where region = 1").split("\n")]
	expect("annex 1 on the page is SQL's", [row[:4] for row in shown], by_sql)
	desk.page("report/2-2021", "附件2")
	desk.look("report-2")
	desk.page("rows/1-2021-1", "1 件")
	desk.look("report-rows")
	desk.page("groups/group-2021", "按人群")
	desk.look("groups")
	desk.browser.click("tbody a")
	desk.title("1 件")
	desk.look("broken")
	city.sql("select gate.call('A1', '{\"id\": \"0123456789abcdef\"}')")
	desk.browser.until("return document.title.startsWith('（1 人找）')", 60)
	for page, title in (("institutions", "培训机构"), ("disclosures", "公示"), ("promises", "承诺核实"), ("days/C-2", "上课的日子"),
			    ("fleet", "终端"), ("lists", "在用的名单"), ("list/holidays", "节假日"), ("day", "这一天"), ("ratings", "好差评"), ("calls", "找人帮忙")):
		desk.page(page, title)
		if page == "institutions":
			desk.open_part("institution-add")
			desk.type("#institution-add input[name=name]", "海曙示例职业培训中心")
			desk.browser.click("#institution-add input[value=filing]")
			desk.browser.click("#institution-add button")
			desk.browser.until("return document.querySelectorAll('tbody tr').length === 1")
		desk.look(title)
	desk.page("disclosures", "公示")
	desk.fill("disclose", {"input[name=days]": "5"})
	desk.browser.until("return document.body.innerText.includes('第 1 次')")
	desk.page("disclosed/1", "第 1 次公示")
	desk.look("disclosed")
	desk.page("calls", "找人帮忙")
	desk.browser.click(".call button")
	desk.browser.until("return document.body.innerText.includes('示例主管去了')")
	desk.page("file", "培训档案")
	desk.fill("file", {"input[name=what]": "003-210315-00001-7", "input[value=本人来问]": None})
	desk.title("培训档案：曹*例")
	desk.look("file")
	desk.page("list/holidays", "节假日")
	desk.browser.run("document.querySelector('#list-enter textarea').value = ''")
	desk.fill("list-enter", {"textarea": "2021-04-05,false,清明\n2021-04-10,true,调休", "input[name=reason]": "示例通知"})
	desk.browser.until("return document.body.innerText.includes('新增 2 行')")
	desk.look("list")
	desk.browser.ask("/url", {"url": desk.top + "#/audit"})
	desk.title("记录")
	desk.look("audit")
	desk.browser.ask("/url", {"url": desk.top + "#/queue/decided"})
	desk.browser.until("return document.querySelectorAll('tbody tr').length === 1")
	desk.find("003-210315-00001-7")
	desk.do("recall", {"input[value=deceit]": None, "input[name=yuan]": "800", "textarea": "毕业证是假的"}, "追回")
	desk.look("recall")


ENGLISH = (("queue/new", "Applications"), ("queue/decided?hands=nobody&page=1", "Applications"), ("queue/decided", "Applications"), ("counter/original", "Counter: Original"), ("counter/vouched", "Counter: Identified"), ("counter/cards", "Counter: Cards"),
	("pay", "Payments"), ("run/1", "Payment list 1"), ("report/1-2021", "Annex 1: training in 2021, by district"), ("report/2-2021", "Annex 2"), ("rows/1-2021-1", "1 application"), ("groups/group-2021", "2021, By group"),
	("groups/benefit-2021", "2021, By subsidy"), ("broken/benefit/2021/TRAIN/", "1 application"), ("institutions", "Institutions"), ("disclosures", "Disclosure"), ("disclosed/1", "Disclosure 1"), ("promises", "Promises"), ("courses", "Course progress"),
	("days/C-2", "Class days"), ("fleet", "Kiosks"), ("lists", "Lists and rates"), ("list/holidays", "Holidays"), ("list/friction", "Enterprises"), ("day", "The day"), ("ratings", "Ratings"), ("calls", "Help calls"), ("audit", "Audit"))


def english(desk):
	"""Every page in English: no text of ours is Chinese, what people wrote stays as they wrote it."""
	desk.browser.run(HEAR, "示例主管")
	desk.window(640, 400, 2)		# 1280 by 800, at 200 %
	desk.speak("en")
	for page, title in ENGLISH:
		desk.page(page, title)
		desk.look("english-" + page.replace("/", "-").split("?")[0])
	desk.page("file", "Training files")
	desk.look("english-file-why")
	desk.fill("file", {"input[name=what]": "003-210315-00001-7", "input[value=本人来问]": None})
	desk.title("Training file: 曹*例")
	desk.look("english-file")
	desk.page("queue/recall", "Applications")
	desk.find_as("003-210315-00001-7", "Why do you open")
	expect("what a person wrote is as it was written", [text for text in (EVIL, "请带毕业证复印件", "Asked back") if not desk.has(text)], [])
	desk.open_part("repaid")
	desk.look("english-case")
	desk.fill("repaid", {"input[name=yuan]": "1000", "textarea": "示例凭证"})
	desk.browser.until("return document.querySelector('#repaid .wrong').textContent === 'One entry is not right. Nothing was changed.'")
	desk.look("english-wrong")
	desk.page("queue/new", "Applications")
	desk.type("input[name=what]", "003\ue007")
	desk.title("Nothing found")
	desk.look("english-none")
	desk.browser.ask("/refresh", {})
	desk.title("Applications")		# remembered
	desk.browser.click("#leave")
	desk.title("Sign in")
	desk.window(0, 0, 0)
	desk.speak("hans")
	desk.title("登录")


def small_windows(desk):
	for width, name in ((720, "half"), (360, "narrow")):
		desk.browser.ask("/window/rect", {"width": width, "height": 900})
		desk.look(name)
	desk.browser.ask("/window/rect", {"width": 1440, "height": 900})


def main():
	city.found()
	city.apply(6)
	city.serve()
	try:
		with Browser(["--window-size=1440,900", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]) as browser:
			desk = Desk(browser, city)
			clerk(desk)
			reviewer(desk)
			supervisor(desk)
			small_windows(desk)
			english(desk)
			hidden, stops = whole_case(desk, "003-210315-00002-7")
			expect(f"the keyboard is seen at each of {stops} stops", hidden, [])
			words = [word for word, _ in desk.kinds]
			expect("one word has one colour", sorted({word for word in words if words.count(word) > 1}), [])
			expect("everything from here", browser.run("""return performance.getEntriesByType('resource')
				.filter((one) => !one.name.startsWith(location.origin)).length"""), 0)
	finally:
		city.stop()
	expect("what kiosks read", city.sql("select status, actor, reason from desk.status_for_kiosk where status = 'recalled'"),
	       "recalled|applicant|毕业证是假的")
	judged = f"; {Desk.judged} pages judged by axe-core, 0 faults" if axe else ""
	print("\n".join(faults) or "an application goes through the desk in a browser" + judged)
	sys.exit(bool(faults))


main()
