"""Members of staff who have no mouse: an application signed in for, found, verified, decided and paid by Tab,
Enter, Space and arrows alone; wherever the keyboard is, it is seen."""
from asked import FOCUS
from desk import PASSWORD

TAB, ENTER, SPACE, DOWN = "\ue004", "\ue007", " ", "\ue015"
MOST = 120		# as many stops as a page may have before what is looked for


class Keys:
	"""A seat whose only act is a key."""

	def __init__(self, seat):
		self.seat, self.browser, self.faults, self.stops = seat, seat.browser, [], 0

	def press(self, *keys):
		acts = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
		self.browser.ask("/actions", {"actions": [{"type": "key", "id": "keys", "actions": acts}]})

	def is_at(self, css):
		return self.browser.run("return document.activeElement.matches(arguments[0])", css)

	def go(self, css):
		"""By Tab alone; each stop is looked at."""
		for _ in range(MOST):
			self.press(TAB)
			self.stops += 1
			self.faults += self.browser.run(FOCUS)
			if self.is_at(css):
				return
		raise AssertionError(f"never by Tab: {css}")

	def write(self, css, text):
		self.go(css)
		self.press(*text)

	def sign_in(self, name):
		self.seat.title("登录")
		assert self.is_at("input[name=name]"), "the first thing to fill has the keyboard"
		self.press(*name)
		self.write("input[name=password]", PASSWORD)
		self.write("input[name=code]", self.seat.city.code(name))
		self.press(ENTER)
		self.seat.title("申请")

	def open_case(self, what):
		self.write("input[name=what]", what)
		self.press(ENTER)
		self.seat.title("为什么看")
		self.go("#why input[name=pick]")
		self.press(SPACE)
		self.go("#why button")
		self.press(ENTER)
		self.browser.until("return document.querySelector('.way') !== null")

	def open_part(self, form):
		"""To the summary of the part that holds the form; it is opened, unless it is open."""
		self.browser.run("document.querySelector(arguments[0]).closest('details').firstElementChild.dataset.goal = ''", f"#{form}")
		self.go("[data-goal]")
		if not self.browser.run("return document.activeElement.parentNode.open"):
			self.press(ENTER)

	def send(self, form, done):
		self.go(f"#{form} button")
		self.press(ENTER)
		self.seat.title(done)

	def leave(self):
		self.go("#leave")
		self.press(ENTER)


def clerk(keys, number):
	keys.sign_in("clerk")
	keys.open_case(number)
	keys.open_part("verify")
	keys.write("#verify input[name=whom]", "就业中心")
	keys.go("#verify input[name=cause]")
	keys.press(DOWN)		# the second, chosen by an arrow
	keys.write("#verify textarea", "核实登记")
	keys.send("verify", "要核实")
	keys.go("#verified input[name=found]")
	keys.press(SPACE)
	keys.write("#verified textarea", "电话核实")
	keys.send("verified", "待初审")
	keys.open_part("propose")
	keys.go("#propose input[type=radio]")
	keys.press(SPACE)
	keys.write("#propose textarea", "符合条件")
	keys.send("propose", "待复核")
	keys.leave()


def reviewer(keys, number):
	keys.sign_in("reviewer")
	keys.open_case(number)
	keys.write("#confirm textarea", "同意")
	keys.send("confirm", "待发放")
	keys.leave()


def payer(keys):
	keys.sign_in("boss")
	keys.go("#menu a[href='#/pay']")
	keys.press(ENTER)
	keys.seat.title("发放台账")
	keys.write("#pay-run input[name=reason]", "三月发放")
	keys.go("#pay-run button")
	keys.press(ENTER)
	keys.browser.until("return document.querySelector('main').innerText.includes('第 1 张')")
	keys.leave()
	keys.seat.title("登录")


def whole_case(seat, number):
	"""What was wrong on the way."""
	keys = Keys(seat)
	seat.browser.ask("/url", {"url": seat.top})
	clerk(keys, number)
	assert seat.city.sql("select detail->>'cause' from desk.event where kind = 'verify' order by seq desc limit 1") == "risk"
	reviewer(keys, number)
	seat.city.sql(f"""insert into desk.course_step select c.id, 'QUAL', no, '2021-03-15', 1, '示例' from desk.course c, generate_series(1, 6) no
		where c.id in (select course from desk.casefile where receipt_no = '{number}') on conflict do nothing""")
	payer(keys)
	return sorted(set(keys.faults)), keys.stops
