"""How long something took, without the time in which those who did it stood ready and the
kernel gave them no core: beside a busy neighbour a test finds what it finds alone."""
import os
import pathlib
import time


def _without_core_s(pids):
    """{thread: s for want of a core}; the second figure of schedstat, in ns."""
    found = {}
    for pid in pids:
        for task in pathlib.Path(f"/proc/{pid}/task").glob("*"):
            try:
                found[task.name] = int((task / "schedstat").read_text().split()[1]) / 1e9
            except (OSError, IndexError):
                pass    # ended meanwhile
    return found


def _pressed_s():
    """How long anybody on this machine wanted a core and had none, as the kernel counts it."""
    try:
        first = pathlib.Path("/proc/pressure/cpu").read_text().splitlines()[0]
    except OSError:
        return 0.0
    return int(first.split("total=")[1]) / 1e6


class Quiet:
    """For processes that come and go, so that nobody can ask them afterwards: the time in which
    nobody had to wait for a core."""

    def __init__(self):
        self.began, self.pressed = time.monotonic(), _pressed_s()

    def took_s(self):
        return max(0.0, time.monotonic() - self.began - (_pressed_s() - self.pressed))


class Stopwatch:
    """Of this process and those given, which do one thing between them, each waiting for another."""

    def __init__(self, *pids):
        self.pids = (os.getpid(), *pids)
        self.waited = _without_core_s(self.pids)
        self.began = time.monotonic()

    def waited_s(self):
        """For want of a core, since the start."""
        return sum(s - self.waited.get(thread, 0) for thread, s in _without_core_s(self.pids).items())

    def took_s(self):
        took = time.monotonic() - self.began
        return max(0.0, took - self.waited_s())
