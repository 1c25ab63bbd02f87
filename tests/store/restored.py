"""A damaged store is restored: bits flipped, pages blanked, the log spoilt.

Oracle: the restored store checks well, goes on with fresh numbers, and every
acknowledged application is there with its number, or counted among the lost;
the damaged files are kept as they were.  Mutant: a restore that takes rows
without verifying them."""
import pathlib
import random
import shutil

import rig

PAGE = 4096


def make_store(directory):
    rig.import_demo(directory)
    told = rig.run(rig.TOOL, "visits", directory, 12).stdout
    well, findings = rig.check(directory)
    assert well, findings
    told += rig.run(rig.TOOL, "visits", directory, 6).stdout
    told += rig.run(rig.TOOL, "left", directory, 4).stdout
    copy = pathlib.Path(str(directory) + "-copy")
    shutil.copytree(directory, copy, ignore=shutil.ignore_patterns("*-shm"))
    assert (copy / "store.db-wal").stat().st_size > 0
    return copy, dict(line.split()[1:] for line in told.splitlines() if line.startswith("ok"))


def flip_bits(directory, rng):
    path = directory / rng.choice(["store.db", "store.db-wal"])
    data = bytearray(path.read_bytes())
    for _ in range(rng.randrange(1, 30)):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def blank_pages(directory, rng):
    path = directory / "store.db"
    data = bytearray(path.read_bytes())
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(data) // PAGE) * PAGE
        data[at:at + PAGE] = bytes(PAGE)
    path.write_bytes(data)


def cut_short(directory, rng):
    path = directory / rng.choice(["store.db", "store.db-wal"])
    data = path.read_bytes()
    path.write_bytes(data[:rng.randrange(len(data))])


def one(tool, base, told, directory, rng, counts):
    damage = rng.choice([flip_bits, blank_pages, cut_short])
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(base, directory)
    damage(directory, rng)
    spoilt = (directory / "store.db").read_bytes()
    done = rig.run(tool, "restore", directory)
    if done.returncode != 0:
        return [f"{damage.__name__}: exit {done.returncode}: {done.stdout}{done.stderr}"]
    faults = []
    well, findings = rig.check(directory)
    if not well:
        faults.append(f"{damage.__name__}: restored, yet {findings}")
    found = rig.find(directory, list(told))
    wrong = {key for key, number in found.items() if number not in (None, told[key])}
    missing = [key for key, number in found.items() if not number]
    lost = int(done.stdout.split()[-1])
    if wrong or len(missing) > lost:
        faults.append(f"{damage.__name__}: {len(wrong)} wrong, {len(missing)} missing, {lost} said to be lost")
    again = rig.run(rig.TOOL, "visits", directory, 1).stdout.split()
    if again[-1] in told.values() or not rig.check(directory)[0]:
        faults.append(f"{damage.__name__}: does not go on: {again} {rig.check(directory)[1]}")
    kept = list(directory.glob("set-aside-*/store.db"))
    if len(kept) != 1 or kept[0].read_bytes() != spoilt:
        faults.append(f"{damage.__name__}: the damaged database was not kept as it was")
    counts["lost"] += lost
    counts["whole"] += lost == 0
    return faults


def campaign(tool, top, rounds, seed):
    faults, rng, counts = [], random.Random(seed), {"lost": 0, "whole": 0}
    base, told = make_store(top / f"data{seed}")
    for _ in range(rounds):
        faults += one(tool, base, told, top / "damaged", rng, counts)
    print(f"{len(told)} applications, {rounds} damaged stores: {counts}, {len(faults)} faults")
    return faults


def command_says(top):
    """The program's own command: what it prints and how it ends."""
    base, _ = make_store(top / "command")
    whole = rig.run(rig.KIOSK, "store", "restore", "--data", base)
    (base / "store.db").unlink()
    absent = rig.run(rig.KIOSK, "store", "restore", "--data", base)
    if whole.returncode != 0 or "applications 22" not in whole.stdout or absent.returncode != 2:
        return [f"{whole.returncode} {whole.stdout}{whole.stderr}, {absent.returncode}"]
    return []


UNVERIFIED = ("store/restore.c", "table->name, sound,", 'table->name, "1",')


def main(rounds):
    with rig.folder() as name:
        top = pathlib.Path(name)
        faults = campaign(rig.TOOL, top, rounds, 20210315) + command_says(top)
        if not rig.SANITIZED and not campaign(rig.mutant("unverified", UNVERIFIED), top, 30, 1):
            faults.append("the mutant that does not verify was not caught")
    rig.report(faults, f"{rounds} restores")
