"""kiosk-voice as seen from the other end of its line (src/speech/voice_link.h)."""
import array
import os
import pathlib
import socket
import struct
import subprocess
import time
import wave

BUILD = pathlib.Path(os.environ.get("BUILD_DIR", "build/release"))
SOURCE = pathlib.Path(os.environ.get("SOURCE_DIR", "."))

SAY, STOP, PAUSE, RESUME, RATE, VOLUME, ROUTE, CUE, WIPE = range(1, 10)
READY, STARTED, FINISHED, INTERRUPTED, WITHHELD = range(1, 6)
PRIVATE, AFTER = 1, 2
ZH, EN, ZH_HANT = range(3)


class Voice:
    def __init__(self, *args, env=None, stderr=None):
        self.line, end = socket.socketpair(type=socket.SOCK_SEQPACKET)
        self.process = subprocess.Popen(
            [BUILD / "kiosk-voice", "--fd", str(end.fileno()), *args],
            pass_fds=[end.fileno()], env={**os.environ, **(env or {})}, stderr=stderr)
        end.close()
        self.expect(READY)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.line.close()
        try:
            self.code = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def send(self, *fields):
        self.line.send(b"".join(fields))

    def say(self, number, text, lang=ZH, flags=0):
        data = text.encode()
        self.send(struct.pack(">BIBBH", SAY, number, lang, flags, len(data)), data,
                  struct.pack(">HH", 0, len(data)))

    def tell(self, verb, step=None):
        self.send(bytes([verb]) + (b"" if step is None else bytes([step])))

    def event(self, timeout=20):
        self.line.settimeout(timeout)
        data = self.line.recv(65536)
        if not data:
            raise EOFError("kiosk-voice is gone")
        return struct.unpack(">BIIx", data)

    def expect(self, kind, number=0, timeout=20):
        got = self.event(timeout)
        assert got[:2] == (kind, number), f"expected {(kind, number)}, got {got}"
        return got[2]

    def quiet(self, seconds):
        """No event comes for so long."""
        try:
            raise AssertionError(f"nothing was expected, got {self.event(seconds)}")
        except TimeoutError:
            pass


def samples(folder):
    """All that was heard; the file is made when the first sound is."""
    if not (pathlib.Path(folder) / "voice.wav").exists():
        return array.array("h")
    with wave.open(str(pathlib.Path(folder) / "voice.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22050)
        return array.array("h", file.readframes(file.getnframes()))


def show(lines):
    """[(lang, text)] → [(words, sound, phonemes, clip key)]"""
    out = subprocess.run(
        [BUILD / "kiosk-voice", "--show"], text=True, capture_output=True, check=True,
        input="".join(f"{lang}\t{text}\n" for lang, text in lines)).stdout
    rows = [tuple(line.split("\t")) for line in out.splitlines()]
    assert len(rows) == len(lines), (len(rows), len(lines))
    return rows
