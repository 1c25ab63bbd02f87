"""Many whole visits in one process: what the kiosk and its helpers hold is looked
at whenever the first page is back."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

import rig

# Two people in turn: one applies and prints, one ends at once.  Thanks are leapt over, and the
# sheets come out without the second that a printer takes: of thousands it would be hours.
ROUND = [
    "wait screen idle", "card ssc2 zhou-xiaoyu", "wait screen who", "press next",
    "wait screen results", "press next", "wait screen check",
    "press next", "wait screen promises", "press accept",
    "press next", "wait screen pin", "type 117238", "wait screen sign",
    "press sign-keypad", "press confirm", "press confirm",
    "press submit", "wait screen receipt", 'expect text "回执打印好了"', "press next",
    "wait screen take-card", "card off", "wait screen goodbye", "wait 7000",
    "wait screen idle", "wait 100",
    "card ssc3 chen-li", "wait screen who", "press end", "wait screen take-card", "card off",
    "wait screen goodbye", "wait 7000", "wait screen idle", "wait 100",
]
VISITS_A_ROUND = 2
GROWTH_MAX_KB = 1024
# Of a visit: its lines in the audit log with their seals and, each second time, an application,
# its receipt beside it and what the simulated printer puts out.
DATA_BYTES_MAX = 131072
LOG_LINES_MAX = 20
PROGRAMS = ("skills-kiosk", "kiosk-reader", "kiosk-press", "kiosk-voice")


def held(pid):
    """Descriptors, threads, and KiB of memory that no file stands behind; None of one that ends."""
    process = pathlib.Path(f"/proc/{pid}")
    try:
        anonymous = re.search(r"^RssAnon:\s+(\d+)", (process / "status").read_text(), re.M)
        return (len(os.listdir(process / "fd")), len(os.listdir(process / "task")),
                int(anonymous.group(1))) if anonymous else None
    except OSError:
        return None


def sample(session):
    found = {name: held(pid) for pid, name in rig.members(session).items() if name in PROGRAMS}
    return {name: what for name, what in found.items() if what}


def span(samples, name, pick):
    """A sound that still ends holds a thread for a moment; what leaks is in every sample."""
    return tuple(pick(sample[name][i] for sample in samples) for i in range(3))


def compare(first, last):
    """One line a program; what is more than it ever was in the first round is a fault."""
    faults = []
    for name in PROGRAMS:
        most, least = span(first, name, max), span(last, name, min)
        print(f"{name:14} descriptors {most[0]} -> {least[0]}, threads {most[1]} -> {least[1]}, "
              f"memory {most[2]} -> {least[2]} KiB")
        if least[0] > most[0] or least[1] > most[1]:
            faults.append(f"{name}: descriptors or threads are not level")
        # a sanitizer keeps what was freed
        if rig.RELEASE and least[2] - most[2] > GROWTH_MAX_KB:
            faults.append(f"{name}: grew by {least[2] - most[2]} KiB")
    return faults


def weigh(folder):
    return sum(path.stat().st_size for path in pathlib.Path(folder).rglob("*") if path.is_file())


def written(wrote, first):
    """What a visit leaves; wrote: {visits so far: (bytes of data, lines of log, its bytes)}."""
    last = max(wrote)
    data, lines, log = ((now - then) / (last - first) for then, now in zip(wrote[first], wrote[last]))
    print(f"a visit: {data:,.0f} bytes of data, {lines:.1f} lines ({log:,.0f} bytes) of log")
    return ([f"data grows by {data:,.0f} bytes a visit"] if data > DATA_BYTES_MAX else []) + (
        [f"{lines:.1f} lines of log a visit"] if lines > LOG_LINES_MAX else [])


def last_said(folder):
    lines = (pathlib.Path(folder) / "log").read_text(errors="replace").splitlines()
    return "\n".join([line for line in lines[-400:] if " on the glass" not in line][-20:] + lines[-40:])


def without_a_printer(folder):
    """The demonstration's configuration, its sheets put into a folder at once."""
    config = pathlib.Path(folder) / "config"
    shutil.copytree(rig.SOURCE / "kiosk-config", config, symlinks=True)
    settings = (config / "kiosk.yaml").read_text(encoding="utf-8")
    at_once = settings.replace("printer: sim:", "printer: folder:")
    assert at_once != settings, "kiosk.yaml prints by no simulator"
    (config / "kiosk.yaml").write_text(at_once, encoding="utf-8")
    (pathlib.Path(folder) / "data" / "receipts").mkdir(parents=True)
    return config


def play(rounds, settled, minutes=None):
    """What `rounds` rounds leave, or as many as there is time for; level from round `settled` on."""
    samples, wrote, page, visit, lines, log_bytes = [], {}, "", -1, 0, 0
    first = settled * VISITS_A_ROUND
    with tempfile.TemporaryDirectory() as folder, rig.display() as screen:
        os.environ["KIOSK_TRACE"] = "1"
        process = rig.start(screen, folder, [f"repeat {rounds}", *ROUND, "end", "wait 300"],
                            config=without_a_printer(folder))
        log = open(pathlib.Path(folder) / "log", encoding="utf-8", errors="replace")
        end = time.monotonic() + 60 * minutes if minutes else float("inf")
        while process.poll() is None and time.monotonic() < end:
            line = log.readline()
            if not line:
                try:
                    process.wait(0.05)
                except subprocess.TimeoutExpired:
                    pass
            elif "debug:" not in line:
                lines, log_bytes = lines + 1, log_bytes + len(line)
            elif " on the glass" in line:
                before, page = page, line.split("debug: ")[1].split(" on ")[0]
                visit += page == "idle" and before != page
                # of thousands each is looked for on the disk, so not after every visit
                if page == "idle" and before != page and (visit % 50 == 0 or visit <= 50):
                    wrote[visit] = weigh(pathlib.Path(folder) / "data"), lines, log_bytes
                if page == "idle" and (now := sample(process.pid)):
                    samples.append(now)
        if process.returncode is None:
            process.terminate()
            process.wait()
        else:
            assert process.returncode == 0, f"visit {visit}: {rig.why(folder)}\n{last_said(folder)}"
    whole = [s for s in samples if set(s) == set(PROGRAMS)]
    assert len(whole) > settled * VISITS_A_ROUND, "the first page was not seen often enough"
    print(f"{visit} visits")
    return compare(whole[:first], whole[-2 * VISITS_A_ROUND:]) + written(wrote, first)
