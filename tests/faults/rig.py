"""What the fault checks share: a display, a kiosk that plays a walk, and the
steps of a visit, page by page."""
import contextlib
import os
import pathlib
import subprocess
import time

SOURCE = pathlib.Path(os.environ.get("SOURCE_DIR", pathlib.Path(__file__).parents[2]))
BUILD = pathlib.Path(os.environ.get("BUILD_DIR", SOURCE / "build/release"))
KIOSK = BUILD / "skills-kiosk"
PATIENCE_S = 240
RELEASE = os.environ.get("BUILD_TYPE", "Release") == "Release"

# A page, and what the visitor does there.  A fault strikes when a page is up.
VISIT = [
    ("who", ["press next"]),
    ("group", ["press answer-none", "press next",
               'expect text "以下认定您有没有"', "press answer-none", "press next"]),
    ("results", ["press next"]),
    ("check", ["press next"]),
    ("promises", ["press accept", "press next"]),
    ("pin", ["type 112233"]),
    ("sign", ["draw auto", 'expect text "写好了"']),
]
BEGIN = ["wait screen idle", "card ssc2 chen-li"]
RECEIPT = ["wait screen receipt", "expect applications 1", 'expect text "申请收到了"',
           'expect text "003-"']


def pages(strike_at=None, strike=()):
    """The visit up to the signature, with a fault on one page."""
    steps = list(BEGIN)
    for page, acts in VISIT:
        steps.append(f"wait screen {page}")
        if page == strike_at:
            steps += strike
        steps += acts
    return steps


@contextlib.contextmanager
def display():
    """A screen of its own: ":N".  Without -noreset it begins anew when its last window is gone,
    and whoever comes at that moment is told that nobody is there."""
    out, its = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(its), "-screen", "0", "1080x1920x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[its], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(its)
    try:
        with os.fdopen(out) as number:
            yield ":" + number.readline().strip()
    finally:
        server.terminate()
        server.wait()


def start(screen, folder, steps, env=None, config=SOURCE / "kiosk-config", **more):
    """A kiosk in a session of its own that plays the steps; data and shots lie in the folder."""
    folder = pathlib.Path(folder)
    for name in ("data", "shots"):
        (folder / name).mkdir(exist_ok=True)
    walk = folder / "the.walk"
    walk.write_text("\n".join(steps) + "\n", encoding="utf-8")
    log = open(folder / "log", "ab")
    command = [KIOSK, "run", "--config", config, "--date", "2021-03-15",
               "--data", folder / "data", "--walk", walk, "--shots", folder / "shots"]
    with log:
        return subprocess.Popen([str(part) for part in command], start_new_session=True,
                                env={**os.environ, "DISPLAY": screen, **(env or {})},
                                stdin=subprocess.DEVNULL, stdout=log, stderr=log, **more)


def ended(kiosk):
    """How it ended: its status, or that it did not; on a busy machine a visit takes minutes."""
    try:
        return kiosk.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        return f"none in {PATIENCE_S} s"


def why(folder):
    """The line of the walk that failed, or the end of the log."""
    lines = (pathlib.Path(folder) / "log").read_text(errors="replace").splitlines()
    return next((line for line in lines if "the.walk:" in line), "\n".join(lines[-5:]))


def members(session):
    """{process id: its program} of a session, those aside that have ended."""
    found = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
            name = stat.with_name("cmdline").read_bytes().split(b"\0")[0].decode()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found[int(stat.parent.name)] = os.path.basename(name)
    return found


def left_over(session, seconds=5):
    """What of a session still runs after so long."""
    end = time.monotonic() + seconds
    while members(session) and time.monotonic() < end:
        time.sleep(0.05)
    return members(session)


def wait_for(path):
    end = time.monotonic() + PATIENCE_S
    while not path.exists():
        assert time.monotonic() < end, f"{path.name} does not come"
        time.sleep(0.001)
