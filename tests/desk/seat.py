"""A member of staff before the desk's pages in a browser: signs in, finds, acts, looks at what is shown."""
import json

from desk import PASSWORD


class Seat:
	def __init__(self, browser, city):
		self.browser, self.city = browser, city
		self.top = f"https://127.0.0.1:{city.port}/"

	def look(self, name):
		"""Whoever wants pictures of the pages takes them here."""

	def window(self, width, height, scale):
		"""In pixels of the page, as a window of scale times as many shows them; 0, 0, 0: as before."""
		self.browser.ask("/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params":
			{"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}})

	def title(self, part, seconds=60):
		self.browser.until(f"return document.querySelector('h1')?.textContent.includes({json.dumps(part)})", seconds)

	def page(self, address, title):
		self.browser.ask("/url", {"url": self.top + "#/" + address})
		self.title(title)

	def has(self, text):
		return self.browser.run("return document.body.innerText.includes(arguments[0])", text)

	def type(self, css, text):
		self.browser.ask(f"/element/{self.browser.find(css)}/value", {"text": text})

	def open_part(self, form):
		self.browser.run("document.querySelector(arguments[0]).closest('details').open = true", f"#{form}")

	def sign_in(self, name):
		self.browser.ask("/url", {"url": self.top})
		self.title("登录")
		self.look("sign-in")
		self.type("input[name=name]", name)
		self.type("input[name=password]", PASSWORD)
		self.type("input[name=code]", self.city.code(name))
		self.browser.click("#sign-in button")
		self.title("申请")

	def sign_out(self):
		self.browser.click("#leave")
		self.title("登录")

	def find(self, what):
		self.find_as(what, "为什么看")

	def find_as(self, what, asked):
		self.type("input[name=what]", what + "\ue007")		# a scanner ends with Enter
		self.title(asked)
		self.look("why")
		self.browser.click("#why input[value='办理这份申请']")
		self.browser.click("#why button")
		self.browser.until("return document.querySelector('.way') !== null")

	def fill(self, form, values):
		"""css → text; None: it is clicked."""
		for css, text in values.items():
			if text is None:
				self.browser.click(f"#{form} {css}")
			else:
				self.browser.run("document.querySelector(arguments[0]).value = ''", f"#{form} {css}")
				self.type(f"#{form} {css}", text)
		self.browser.click(f"#{form} button")

	def do(self, form, values, done):
		self.open_part(form)
		self.fill(form, values)
		self.title(done)
