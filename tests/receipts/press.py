"""Speaks to kiosk-press as the kiosk does (src/receipt/press_link.h)."""
import os
import pathlib
import select
import socket
import struct
import subprocess

BUILD = pathlib.Path(os.environ["BUILD_DIR"])
STATE, RENDERED, PROGRESS, REFUSED, READ = 1, 2, 3, 4, 6
CANCEL, STATUS = bytes([2]) + bytes(4), bytes([3]) + bytes(4)
PHASES = ["waiting", "running", "done", "failed", "unknown"]
TROUBLES = ["fine", "no-paper", "cover-open", "jam", "no-ink", "stopped", "gone", "none"]
ERRORS = ["ok", "input", "full", "io", "absent"]


def supplies_of(data):
    """[(name, percent or -1, low)]"""
    found, at = [], 1
    for _ in range(data[0]):
        size = int.from_bytes(data[at:at + 2], "big")
        name, at = data[at + 2:at + 2 + size].decode(), at + 2 + size
        found.append((name, data[at] - 1, bool(data[at + 1])))
        at += 2
    return found


class Reply:
    def __init__(self, data):
        self.event, self.job, phase, trouble, why, self.pages = struct.unpack(">BIBBBH", data[:10])
        self.supplies = supplies_of(data[10:]) if self.event == STATE else []
        self.told = data[12:].decode() if self.event == READ else ""
        self.phase, self.trouble = PHASES[phase], TROUBLES[trouble]
        self.why = ERRORS[why]

    def __repr__(self):
        return f"<{self.event} job {self.job} {self.phase} {self.trouble} {self.why}>"


class Press:
    def __init__(self, printer, words=None, env=None):
        ours, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
        self.socket, self.told = ours, ""
        self.process = subprocess.Popen(
            [BUILD / "kiosk-press", "--fd", str(theirs.fileno()), "--printer", printer,
             "--words", words or BUILD / "words"], pass_fds=[theirs.fileno()],
            stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
        theirs.close()

    def send(self, message):
        self.socket.send(message)

    def take(self, seconds=20):
        """The next reply; what was read of a finished file is kept aside."""
        while True:
            ready, _, _ = select.select([self.socket], [], [], seconds)
            assert ready, "kiosk-press says nothing"
            message = self.socket.recv(1 << 20)
            assert message, "kiosk-press has closed"
            reply = Reply(message)
            if reply.event != READ:
                return reply
            self.told = reply.told

    def until_final(self, seconds=20):
        """The replies of a job, up to the last one."""
        replies = []
        while not replies or not (replies[-1].event == REFUSED or
                                  replies[-1].event == PROGRESS and
                                  replies[-1].phase in ("done", "failed", "unknown")):
            replies.append(self.take(seconds))
        return replies

    def close(self):
        self.socket.close()
        code = self.process.wait(10)
        log = self.process.stderr.read().decode()
        return code, log


def samples(folder):
    """Writes NAME.pdf and NAME.request into the folder."""
    subprocess.run([BUILD / "receipt-test_render", folder], check=True)
