"""One bit flipped anywhere in the store's files.

Oracle: what a plain reader gets from the database (every row of every table)
before and after.  Where that has changed, or cannot be read, `store check` must
find something; where nothing has changed it may say either.  Mutant: SQLite's
own integrity_check alone, which must miss some."""
import pathlib
import random
import shutil
import sqlite3

import rig


def content(directory):
    """All rows as SQLite gives them, log included; None when they cannot be read."""
    try:
        db = sqlite3.connect(f"{directory}/store.db")
        db.text_factory = bytes
        tables = [name for (name,) in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        rows = [(name, db.execute(f"SELECT * FROM {name.decode()}").fetchall()) for name in tables]
        schema = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
        db.close()
        return rows, schema
    except (sqlite3.Error, OverflowError, UnicodeDecodeError):
        return None


def integrity_check_alone(directory):
    try:
        db = sqlite3.connect(f"{directory}/store.db")
        answer = db.execute("PRAGMA integrity_check").fetchall()
        db.close()
        return answer == [("ok",)]
    except sqlite3.Error:
        return False


def make_store(directory):
    """Some of it in the database, some still in the log, as after a power cut."""
    rig.import_demo(directory)
    rig.run(rig.TOOL, "trail", directory, 5)
    rig.run(rig.TOOL, "submit", directory, 8)
    rig.run(rig.TOOL, "left", directory, 4)
    copy = pathlib.Path(directory).parent / (pathlib.Path(directory).name + "-copy")
    shutil.copytree(directory, copy, ignore=shutil.ignore_patterns("*-shm"))
    assert (copy / "store.db-wal").stat().st_size > 0
    return copy


def flip(path, rng):
    data = bytearray(path.read_bytes())
    at = rng.randrange(len(data.rstrip(b"\0")))  # what follows was laid out, not written
    data[at] ^= 1 << rng.randrange(8)
    path.write_bytes(data)
    return at


def one(base, directory, rng, counts):
    name = rng.choice(["store.db", "store.db", "store.db-wal", "tally"])
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(base, directory)
    before = content(directory)
    shutil.rmtree(directory)
    shutil.copytree(base, directory)
    at = flip(directory / name, rng)
    shutil.copytree(directory, str(directory) + ".read")
    after = content(str(directory) + ".read")
    alone = integrity_check_alone(str(directory) + ".read")
    shutil.rmtree(str(directory) + ".read")
    well, findings = rig.check(directory)
    if before == after:
        counts["harmless"] += 1
        return []
    counts["damage"] += 1
    counts["missed by integrity_check alone"] += alone
    return [f"{name} byte {at}: not found"] if well else []


def main(flips):
    faults, rng = [], random.Random(20210315)
    counts = {"harmless": 0, "damage": 0, "missed by integrity_check alone": 0}
    with rig.folder() as top:
        base = make_store(pathlib.Path(top) / "data")
        well, findings = rig.check(shutil.copytree(base, pathlib.Path(top) / "whole"))
        if not well:
            faults.append(f"the undamaged store has findings: {findings}")
        for _ in range(flips):
            faults += one(base, pathlib.Path(top) / "flipped", rng, counts)
    print(counts)
    if counts["missed by integrity_check alone"] == 0:
        faults.append("the mutant, integrity_check alone, missed nothing")
    rig.report(faults, f"{flips} flips")
