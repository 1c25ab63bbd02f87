"""A new key for all that is stored (keys reseal), killed and failing at every step.

Oracles: what stands in the store reads the same before and after, by programs of their own (who qualifies,
which application, what waits for the centre); nothing that the old key sealed or named is left in any file;
a kill, a failed write or a failed sync leaves the old key with its rows or the new key with its rows, and
the same again makes it the new one.  Mutants: a key that takes its place before the rows are committed, and
a tally that stays under the old one."""
import errno
import pathlib
import shutil
import sqlite3
import sys

import faulted
import rig


def prepare(directory):
    """Marks of applications that were kept their time, a gap that a restore left, and letters that wait."""
    rig.import_demo(directory)
    rig.run(rig.TOOL, "visits", directory, 2)
    rig.run(rig.TOOL, "expire", directory, 2000000000)
    rig.run(rig.TOOL, "visits", directory, 3, env={"TOOL_SENDS": "1"})
    db = sqlite3.connect(directory / "store.db")
    db.execute("DELETE FROM trail WHERE seq = 4")
    db.commit()
    db.close()
    assert "lost 1" in rig.run(rig.TOOL, "restore", directory).stdout
    for aside in directory.glob("set-aside-*"):
        shutil.rmtree(aside)
    rig.run(rig.TOOL, "visits", directory, 2, env={"TOOL_SENDS": "1"})
    rig.run(rig.TOOL, "letters", directory)


def keys_of(directory):
    db = sqlite3.connect(directory / "store.db")
    found = [row[0].hex().upper() for row in db.execute("SELECT key FROM visit ORDER BY key")]
    db.close()
    return found


def told(directory):
    """What the store says, to whoever asks it through its key."""
    said = [rig.find(directory, keys_of(directory))]
    for command in (("eval", "--register", "--json", "--date", "2021-03-15", "--config", rig.SOURCE / "kiosk-config"),
                    ("store", "ratings")):
        done = rig.run(rig.KIOSK, *command, "--data", directory)
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
    said.append(rig.run(rig.TOOL, "letters", directory).stdout)
    return said


def blobs(directory):
    """All that the key has made: seals, MACs and hashes of numbers; not what a visit is called by."""
    found, places = set(), set()
    db = sqlite3.connect(directory / "store.db")
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    kept = {row[0] for row in db.execute("SELECT key FROM visit UNION SELECT head FROM expired UNION SELECT prev FROM trail WHERE seq = 5")}
    for name in names:
        rows = db.execute(f"SELECT * FROM {name}")
        columns = [column[0] for column in rows.description]
        for row in rows:
            found |= {value for value in row if isinstance(value, bytes) and len(value) >= 16}
            places |= {row[columns.index("place")]} if "place" in columns else set()
    db.close()
    return found - kept - {bytes(32)}, places


def well(directory, what):
    good, findings = rig.check(directory)
    return [] if good else [f"{what}: {findings}"]


def whole(top):
    """Once through, looked at closely."""
    directory, faults = top / "data", []
    shutil.copytree(top / "base", directory)
    before, made, key = told(directory), blobs(directory), (directory / "key").read_bytes()
    rig.run(rig.KIOSK, "store", "check", "--data", directory)
    rig.run(rig.KIOSK, "store", "backup", top / "backup", "--data", directory)
    done = rig.run(rig.KIOSK, "keys", "reseal", "--data", directory)
    if done.returncode or (directory / "key").read_bytes() == key or (directory / "key.next").exists():
        return [f"keys reseal: {done.returncode} {done.stdout}{done.stderr}"]
    # Somebody who has the old key finds nothing that it made.
    for path in directory.iterdir():
        content = path.read_bytes()
        left = sum(blob in content for blob in made[0])
        if left:
            faults.append(f"{path.name} holds {left} things that the old key made")
    if told(directory) != before:
        faults.append(f"it reads otherwise: {before} {told(directory)}")
    if blobs(directory)[1] & made[1]:
        faults.append("somebody is in the same place as before")
    faults += well(directory, "after it")
    done = rig.run(rig.KIOSK, "store", "backup", top / "backup", "--data", directory)
    if done.returncode or "the file anew" not in done.stdout:
        faults.append(f"the backup of before is not brought up to date: {done.stdout}{done.stderr}")
    if "key.changed" not in rig.run(rig.KIOSK, "audit", "show", "--data", directory).stdout:
        faults.append("the audit log does not say that the key was changed")
    (directory / "key").write_bytes(key)
    if "the key of another store" not in rig.check(directory)[1]:
        faults.append("the old key is not called another's")
    shutil.rmtree(directory)
    return faults


def one(top, tool, at, op, code, ever, before):
    directory, log = top / "data", top / "struck"
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(top / "base", directory)
    log.write_text("")
    key = (directory / "key").read_bytes()
    done = rig.run(tool, "reseal", directory, env=faulted.env_of(directory, at, op, code, ever, log))
    what = f"{op}{at} {errno.errorcode.get(code, 'killed')}{' ever' if ever else ''}"
    if not log.read_text():
        return False, []
    (directory / "sync-failed").unlink(missing_ok=True)  # the machine was started again
    faults = [f"{what}: it said that all is sealed"] if done.stdout == "sealed\n" and (directory / "key").read_bytes() == key else []
    for again in ("after it", "once more"):
        try:
            if rig.run(tool, "find", directory, input="").returncode or told(directory) != before:
                faults.append(f"{what}, {again}: it reads otherwise")
        except AssertionError as refused:
            faults.append(f"{what}, {again}: {refused}")
        faults += well(directory, f"{what}, {again}")
        if rig.run(tool, "reseal", directory).stdout != "sealed\n":
            faults.append(f"{what}: not sealed the next time")
    return True, faults


def campaign(top, tool, kinds, step, before):
    faults, count = [], 0
    for number, (op, code, ever) in enumerate(kinds):
        for at in range(1 + number % step, 100000, step):
            struck, wrong = one(top, tool, at, op, code, ever, before)
            if not struck:
                break
            faults += wrong
            count += 1
    print(f"{count} steps struck, {len(faults)} faults")
    return faults if count else ["nothing was struck"]


KILLS = [("ws", faulted.KILLED, False)]
FAILS = [("w", errno.EIO, False), ("w", errno.ENOSPC, True), ("s", errno.EIO, False), ("s", errno.EIO, True)]
EARLY = ("store/reseal.c", "	return err || marks == 0 ? ERR_ABSENT : ERR_OK;", "	return err ? ERR_ABSENT : ERR_OK;")
TALLY = ("store/reseal.c", "		err = renew_tally(dir, keys, counts);", "		err = ERR_OK;")


def main(step, mutants):
    with rig.folder() as name:
        top = pathlib.Path(name)
        prepare(top / "base")
        before = told(top / "base")
        faults = whole(top) + campaign(top, rig.TOOL, KILLS + (FAILS if mutants else FAILS[2:3]), step, before)
        for label, change in (("early", EARLY), ("tally", TALLY)) if mutants else ():
            if not campaign(top, rig.mutant(f"reseal-{label}", change), KILLS, step, before):
                faults.append(f"the mutant {label} was not caught")
    rig.report(faults, "sealed with a new key")
