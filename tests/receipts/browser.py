"""Chromium by its driver (W3C WebDriver) on the loopback, without a network of its own."""
import base64
import json
import pathlib
import re
import subprocess
import time
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# A telephone's glass; as root there is no sandbox to be had.
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--disable-background-networking", "--no-first-run", "--lang=zh-CN",
             "--accept-lang=zh-CN", "--window-size=420,900", "--host-resolver-rules=MAP * ~NOTFOUND"]


class Browser:
    def __init__(self, arguments=()):
        """The last of two that say the same is heard."""
        self.arguments = [*ARGUMENTS, *arguments]

    def start(self):
        """The driver's port; None: it ended, because another took the port that it found free."""
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True)
        for line in self.driver.stdout:
            port = re.search(r"on port (\d+)", line)
            if port and port[1] != "0":
                return port[1]
        self.driver.wait(20)
        return None

    def __enter__(self):
        port = next(filter(None, (self.start() for _ in range(10))))
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self.top = f"http://127.0.0.1:{port}/session"
        self.path = ""
        options = {"browserName": "chrome", "acceptInsecureCerts": True,
                   "goog:chromeOptions": {"args": self.arguments}}
        self.path = "/" + self.ask("", {"capabilities": {"alwaysMatch": options}})["sessionId"]
        return self

    def __exit__(self, *_):
        try:
            if self.path:
                self.ask("", method="DELETE")
        finally:
            self.driver.terminate()
            self.driver.wait(20)

    def ask(self, what, body=None, method=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.top + self.path + what, data, method=method,
                                         headers={"Content-Type": "application/json"})
        with self.opener.open(request, timeout=240) as answer:
            return json.load(answer)["value"]

    def show(self, folder, page):
        file = pathlib.Path(folder, "page.html")
        file.write_text(page, "utf-8")
        self.ask("/url", {"url": file.as_uri()})

    def run(self, script, *arguments):
        return self.ask("/execute/sync", {"script": script, "args": arguments})

    def run_async(self, script, *arguments):
        self.ask("/timeouts", {"script": 200000})
        return self.ask("/execute/async", {"script": script, "args": arguments})

    def find(self, css):
        return self.ask("/element", {"using": "css selector", "value": css})[ELEMENT]

    def click(self, css):
        self.ask(f"/element/{self.find(css)}/click", {})

    def text(self, css):
        return self.ask(f"/element/{self.find(css)}/text")

    def until(self, script, seconds=20):
        end = time.monotonic() + seconds
        while not self.run(script):
            assert time.monotonic() < end, f"never: {script}"
            time.sleep(0.02)

    def shot(self, path):
        if path:
            pathlib.Path(path).write_bytes(base64.b64decode(self.ask("/screenshot")))
