"""What the card tests share: emulators started, told what to do and ended;
the reader process spoken to over its link (src/card/link.h)."""
import os
import pathlib
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(os.environ.get("SOURCE_DIR", pathlib.Path(__file__).parents[2]))
BUILD = pathlib.Path(os.environ.get("BUILD_DIR", TOP / "build/release"))
DATA = TOP / "kiosk-config/demo-data"
KEYS = DATA / "sam-demo.keys"

LIFE, READER, LAID, PROGRESS, HOLDER, LIFTED, SECOND, FAILED, PIN_RESULT = range(9)
FAILURES = {1: "unreadable", 2: "lifted_early", 3: "slow", 4: "refused", 5: "other_reader",
            6: "reader_lost", 7: "cancelled", 8: "no_card"}
STATES = {1: "ready", 2: "missing", 3: "busy"}
PINS = {0: "none", 1: "right", 2: "wrong", 3: "last_try", 4: "locked", 5: "unsupported"}
EXTRA = ("card_id", "version", "card_class", "init_org", "birthplace")
TYPES = ["none", "social_security", "resident_id", "hmt_permit", "foreign_permit_2017",
         "foreign_permit_2023", "zhejiang_permit", "staff", "unknown"]


def text_at(data, at):
    (size,) = struct.unpack_from(">H", data, at)
    return data[at + 2:at + 2 + size].decode(), at + 2 + size


class Fields:
    """Reads what base/codec.h writes, one field after the other."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def number(self, shape):
        value = struct.unpack_from(">" + shape, self.data, self.at)[0]
        self.at += struct.calcsize(">" + shape)
        return value

    def text(self):
        value, self.at = text_at(self.data, self.at)
        return value

    def date(self):
        return "%04d-%02d-%02d" % (self.number("h"), self.number("b"), self.number("b"))

    def bytes(self, size):
        self.at += size
        return self.data[self.at - size:self.at]


def holder_of(data):
    """The fields of code_card in link.c, as two dicts."""
    f = Fields(data)
    holder = {"type": TYPES[f.number("h")], "generation": f.number("h"),
              "assurance": f.number("h"), "number_only": f.number("b")}
    for key in ("region", "card_no", "id_no", "name", "latin"):
        holder[key] = f.text()
    holder["sex"], holder["nation"] = f.number("b"), f.number("h")
    for key in ("country", "address", "issuer", "permit_no"):
        holder[key] = f.text()
    for key in ("birth", "issued", "expires"):
        holder[key] = f.date()
    holder["never"] = f.number("b")
    holder["uid"] = f.bytes(f.number("h")).hex()
    holder["slow"] = f.number("b")
    holder["role"] = f.text()
    return holder, {key: f.text() for key in EXTRA}


def event_of(data):
    if data == bytes([LIFE]):
        return {"kind": LIFE}
    kind, number, reader = struct.unpack_from(">BIB", data)
    event = {"kind": kind, "id": number, "reader": reader}
    body = data[6:]
    if kind == READER:
        event["state"] = STATES[body[0]]
    elif kind == HOLDER:
        event["holder"], event["extra"] = holder_of(body)
    elif kind == FAILED:
        event["failure"] = FAILURES[body[0]]
    elif kind == PIN_RESULT:
        event.update(pin=PINS[body[0]], tries=body[1] - 1)
        event["holder"], event["extra"] = holder_of(body[2:])
    return event


class Emulator:
    """A program of drivers/emulators, with its control socket."""

    def __init__(self, folder, name="pn532", *extra):
        self.link = folder / (name + ".port")
        self.control_path = folder / (name + ".control")
        args = [BUILD / (name + "-emulator"), "--cards", DATA / "cards.csv", "--control",
                self.control_path, *extra]
        if name != "samv":
            args += ["--keys", KEYS]
        if name != "vpcd-card":
            args += ["--link", self.link]
        self.process = subprocess.Popen([str(a) for a in args], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline().startswith("ready"), "the emulator does not start"
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(str(self.control_path))
        self.lines = self.socket.makefile("rw")

    def do(self, line):
        self.lines.write(line + "\n")
        self.lines.flush()
        return self.lines.readline().strip()

    def ok(self, line):
        answer = self.do(line)
        assert answer == "ok", f"{line}: {answer}"

    def end(self):
        self.process.kill()
        self.process.wait()


class ReaderProcess:
    """kiosk-reader at the other end of a link."""

    def __init__(self, readers, sam=f"soft:{KEYS}", quiet=True):
        self.args = []
        for reader in readers:
            self.args += ["--reader", reader]
        if sam:
            self.args += ["--sam", sam]
        if quiet:
            self.args += ["--quiet"]
        self.starts = 0
        self.everything = False
        self.start()

    def start(self):
        ours, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
        self.process = subprocess.Popen(
            [str(BUILD / "kiosk-reader"), "--fd", str(theirs.fileno()), *self.args],
            pass_fds=[theirs.fileno()])
        theirs.close()
        self.socket = ours
        self.starts += 1

    def end(self):
        self.socket.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def restart(self):
        self.socket.close()
        self.process.kill()
        self.process.wait()
        self.start()
        self.watch(everything=self.everything)

    def send(self, kind, number=0, body=b""):
        self.socket.send(struct.pack(">BI", kind, number) + body)

    def ask_life(self):
        """Answered when all that was sent before has been heard."""
        self.socket.send(bytes([LIFE]))

    def watch(self, on=True, everything=False):
        self.everything = everything
        self.send(1, 0, bytes([on, everything]))

    def read(self, number):
        self.send(2, number)

    def pin(self, number, digits):
        self.send(3, number, struct.pack(">H", len(digits)) + digits.encode())

    def event(self, seconds):
        """The next event; None when none comes, "ended" when the process has."""
        if not select.select([self.socket], [], [], seconds)[0]:
            return None
        try:
            message = self.socket.recv(65536)
        except ConnectionResetError:
            message = b""
        return event_of(message) if message else "ended"

    def until(self, kinds, seconds):
        """The next event of these kinds; others pass by."""
        end = time.monotonic() + seconds
        while True:
            event = self.event(max(0, end - time.monotonic()))
            if event in (None, "ended") or event["kind"] in kinds:
                return event

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


def folder():
    return pathlib.Path(tempfile.mkdtemp(prefix="kiosk-card-"))


def remove(path):
    shutil.rmtree(path, ignore_errors=True)


def limit(seconds):
    """A test that hangs is a test that fails."""
    def ring(_signal, _frame):
        sys.exit(f"the test did not end in {seconds} s")
    signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
