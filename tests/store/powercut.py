"""What a power cut leaves of the store, at any instant of some visits.

What was written to a file since its last sync may be there, be missing, or be
torn between sectors, each write by its own luck.  Oracle: every number that was
told before the cut is there under its key, and the store checks well.
Mutant: synchronous=NORMAL, which kill -9 can never tell from FULL."""
import pathlib
import random
import shutil
import struct

import rig

SECTOR = 512
VISITS = 12


def read_trace(path):
    data, at, events = path.read_bytes(), 0, []
    while at < len(data):
        op, length = struct.unpack_from("=cH", data, at)
        at += 3
        name = data[at:at + length].decode()
        at += length
        offset, size = struct.unpack_from("=QI", data, at)
        at += 12
        events.append((op.decode(), name, offset, data[at:at + size]))
        at += size
    return events


def apply(content, event):
    op, _, offset, data = event
    if op == "t":
        del content[offset:]
        content.extend(bytes(offset - len(content)))
    else:
        content.extend(bytes(max(0, offset + len(data) - len(content))))
        content[offset:offset + len(data)] = data


def torn(event, rng):
    """Some of the sectors that a write covers."""
    op, name, offset, data = event
    at = 0
    while at < len(data):
        end = min(len(data), at + SECTOR - (offset + at) % SECTOR)
        if rng.random() < 0.5:
            yield op, name, offset + at, data[at:end]
        at = end


class Disk:
    """Files as they are for sure, and what may come on top."""

    def __init__(self, base):
        self.sure = {path.name: bytearray(path.read_bytes()) for path in pathlib.Path(base).iterdir()}
        self.pending = {}

    def take(self, event):
        op, name = event[0], event[1]
        if op == "s":
            for waiting in self.pending.pop(name, []):
                apply(self.sure.setdefault(name, bytearray()), waiting)
        elif op == "u":
            self.pending.pop(name, None)
            self.sure.pop(name, None)
        elif op in "wt":
            self.sure.setdefault(name, bytearray())
            self.pending.setdefault(name, []).append(event)

    def cut(self, rng):
        luck = rng.choice([0.0, 0.5, 1.0, rng.random()])
        for name, content in self.sure.items():
            content = bytearray(content)
            for event in self.pending.get(name, []):
                if rng.random() < luck:
                    apply(content, event)
                elif event[0] == "w" and rng.random() < 0.3:
                    for piece in torn(event, rng):
                        apply(content, piece)
            yield name, bytes(content)


def trace(tool, top):
    base, directory, log = top / "base", top / "traced", top / "trace"
    for path in (directory, log):
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    shutil.copytree(base, directory)
    rig.run(tool, "visits", directory, VISITS, env={
        "LD_PRELOAD": str(rig.BUILD / "preload-trace.so"), "TRACE_DIR": str(directory),
        "TRACE_LOG": str(log), "ASAN_OPTIONS": "verify_asan_link_order=0"})
    return read_trace(log)


def one(tool, top, events, rng):
    disk, told = Disk(top / "base"), {}
    at = rng.randrange(len(events) + 1)
    for event in events[:at]:
        disk.take(event)
        if event[0] == "a":
            words = event[3].decode().split()
            if words[0] == "ok":
                told[words[1]] = words[2]
    image = top / "image"
    shutil.rmtree(image, ignore_errors=True)
    image.mkdir()
    for name, content in disk.cut(rng):
        (image / name).write_bytes(content)
        (image / name).chmod(0o600)
    found = rig.find(image, list(told), tool)
    faults = [f"cut {at}: told {number}, found {found[key]}"
              for key, number in told.items() if found[key] != number]
    well, findings = rig.check(image)
    return faults if well else faults + [f"cut {at}: {findings}"]


def campaign(tool, top, images, seed):
    events, rng, faults = trace(tool, top), random.Random(seed), []
    for _ in range(images):
        try:
            faults += one(tool, top, events, rng)
        except AssertionError as refused:
            faults.append(f"does not open: {refused}")
    syncs = sum(event[0] == "s" for event in events)
    print(f"{len(events)} events, {syncs} syncs, {images} images, {len(faults)} faults")
    return faults


NORMAL = (("store/db.c", "PRAGMA synchronous=FULL", "PRAGMA synchronous=NORMAL"),
          ("store/db.c", "synchronous != 2", "synchronous != 1"))


def main(images):
    with rig.folder() as name:
        top = pathlib.Path(name)
        rig.import_demo(top / "base")
        rig.run(rig.TOOL, "submit", top / "base", 2)
        faults = campaign(rig.TOOL, top, images, 20210315)
        if not rig.SANITIZED and not campaign(rig.mutant("normal", *NORMAL), top,
                                              min(images, 100), 1):
            faults.append("the mutant with synchronous=NORMAL was not caught")
    rig.report(faults, f"{images} power cuts")
