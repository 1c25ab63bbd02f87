"""Real touches: Xorg's inputtest driver makes XI2 touch events on a dummy screen.
What the checks share that use them."""
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time

WIDTH, HEIGHT = 1080, 1920
AXIS_MAX = 0xffff
BEGIN, UPDATE, END = 18, 19, 20  # XI_TouchBegin, XI_TouchUpdate, XI_TouchEnd

XORG_CONF = """
Section "ServerFlags"
	Option "AutoAddDevices" "false"
	Option "AutoEnableDevices" "false"
EndSection
Section "InputDevice"
	Identifier "glass"
	Driver "inputtest"
	Option "SocketPath" "{work}/touch"
	Option "DeviceType" "Touch"
	Option "TouchCount" "10"
EndSection
Section "Device"
	Identifier "dummy"
	Driver "dummy"
	VideoRam 65536
EndSection
Section "Monitor"
	Identifier "panel"
	HorizSync 5.0-1000.0
	VertRefresh 5.0-200.0
	Modeline "portrait" 176.50 1080 1168 1280 1480 1920 1923 1933 1989
EndSection
Section "Screen"
	Identifier "screen"
	Device "dummy"
	Monitor "panel"
	DefaultDepth 24
	SubSection "Display"
		Depth 24
		Modes "portrait"
		Virtual 1080 1920
	EndSubSection
EndSection
Section "ServerLayout"
	Identifier "layout"
	Screen "screen"
	InputDevice "glass"
EndSection
"""


class Glass:
    """The driver's socket: one message a touch event, answered when it is done."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.socket.sendall(struct.pack("<IIHH", 12, 0, 1, 1))
        self.socket.recv(64)
        self.touches = 0

    def event(self, kind, x, y):
        axes = [x * AXIS_MAX / WIDTH, y * AXIS_MAX / HEIGHT] + [0.0] * 62
        mask = bytes([3] + [0] * 7)
        self.socket.sendall(struct.pack("<IIIII8s4x64d64d", 1056, 6, self.touches, kind,
                                        0, mask, *axes, *[0.0] * 64))
        self.socket.sendall(struct.pack("<II", 8, 1))
        self.socket.recv(64)

    def touch(self, node):
        px = node["px"]
        place = px["x"] + px["w"] / 2, px["y"] + px["h"] / 2
        self.event(BEGIN, *place)
        time.sleep(0.08)
        self.event(END, *place)
        self.touches += 1
        time.sleep(0.4)

    def stroke(self, places):
        """As fast as the driver takes them: a hand that signs does not wait."""
        self.event(BEGIN, *places[0])
        for place in places[1:]:
            self.event(UPDATE, *place)
        self.event(END, *places[-1])
        self.touches += 1


def start_server(work):
    with open(f"{work}/xorg.conf", "w", encoding="utf-8") as conf:
        conf.write(XORG_CONF.format(work=work))
    told, tells = os.pipe()
    server = subprocess.Popen(
        ["Xorg", "-displayfd", str(tells), "-config", f"{work}/xorg.conf", "-logfile",
         f"{work}/xorg.log", "-noreset", "-nolisten", "tcp", "-novtswitch"],
        pass_fds=[tells], stderr=subprocess.DEVNULL)
    os.close(tells)
    number = os.read(told, 16).decode().strip()
    if not number:
        with open(f"{work}/xorg.log", encoding="utf-8") as log:
            sys.exit("Xorg did not start:\n" + log.read()[-2000:])
    return server, ":" + number


def dump(work, kiosk, name):
    for _ in range(400):
        ended = kiosk.poll() is not None
        try:
            with open(f"{work}/{name}.json", encoding="utf-8") as file:
                return {n["id"]: n for n in json.load(file)["nodes"] if n.get("id")}
        except (OSError, ValueError):
            time.sleep(0.05)
        if ended:
            sys.exit(f"the kiosk ended before {name}: {kiosk.returncode}")
    sys.exit("no dump " + name)


def play(work, display, steps):
    """A kiosk that watches: its walk lays the card, waits and looks."""
    with open(f"{work}/watch.walk", "w", encoding="utf-8") as walk:
        walk.write(steps)
    return subprocess.Popen(
        [os.environ["BUILD_DIR"] + "/skills-kiosk", "run", "--config",
         os.environ["SOURCE_DIR"] + "/kiosk-config", "--date", "2021-03-15",
         "--data", f"{work}/data", "--walk", f"{work}/watch.walk", "--shots", work],
        env=dict(os.environ, DISPLAY=display))


def run(visit):
    """visit(work, display) on a server of its own; its code ends the check."""
    work = tempfile.mkdtemp()
    try:
        server, display = start_server(work)
        try:
            return visit(work, display)
        finally:
            server.terminate()
            server.wait()
    finally:
        shutil.rmtree(work)
