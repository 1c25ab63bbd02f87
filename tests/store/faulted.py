"""A write or a sync of the store fails, each one in turn, once and for good;
the process is killed at each; an allocation fails.

Oracle: "ok" is there afterwards; "no … absent" is not there;
"no … unknown" may be either, and the store is then out of service; whichever it
was, the same key again gives one row, and the store checks well.  After a
failed sync nothing is acknowledged in that process any more.
Mutants: one that believes a failed commit, one that goes on after a failed sync."""
import errno
import os
import pathlib
import shutil

import rig

KEYS = 2
KILLED = 0


def env_of(directory, at, op, code, ever, log):
    library = "preload-memory.so" if op == "m" else "preload-faults.so"
    return {"LD_PRELOAD": str(rig.BUILD / library), "FAULT_AT": str(at),
            "FAULT_OPS": op, "FAULT_ERRNO": str(code), "FAULT_EVER": "1" if ever else "0",
            "FAULT_DIR": str(directory), "FAULT_LOG": log, "ASAN_OPTIONS": "verify_asan_link_order=0"}


def start_again(directory, lines, tool, what):
    """The machine starts again; until then a store that met a failed sync must not serve."""
    mark = pathlib.Path(f"{directory}/sync-failed")
    again = [line.split() for line in rig.run(tool, "submit", directory, 1).stdout.splitlines()]
    refused = bool(again) and again[-1][0] == "no" and again[-1][-1] == "1"
    mark.unlink(missing_ok=True)
    if ["sync", "failed"] in lines and ["shut"] not in lines and not refused:
        return [f"{what}: serves again although the machine was not started again"]
    return []


def judge(directory, lines, op, tool, what):
    faults, tried = start_again(directory, lines, tool, what), []
    dead = False
    for word, *more in lines:
        key, rest = (more + [""])[0], more[1:]
        if word == "try":
            tried.append(key)
        if word == "sync":
            dead = True
        if word not in ("ok", "no"):
            continue
        there = rig.find(directory, [key], tool)[key]
        if word == "ok" and there != rest[0]:
            faults.append(f"{what}: told {rest[0]}, found {there}")
        if word == "ok" and dead:
            faults.append(f"{what}: acknowledged after a failed sync")
        if word == "no" and rest[0] == "absent" and there:
            faults.append(f"{what}: told that nothing was saved, found {there}")
        if word == "no" and rest[0] == "unknown" and rest[1] != "1":
            faults.append(f"{what}: not known, yet not out of service")
    numbers = set()
    for key in tried:
        again = rig.run(tool, "submit", directory, 1, key).stdout.split()
        if again[2] != "ok" or again[-1] in numbers:
            faults.append(f"{what}: the same key again: {again}")
        numbers.add(again[-1])
    well, findings = rig.check(directory)
    if not well:
        faults.append(f"{what}: {findings}")
    return faults


def one(top, tool, at, op, code, ever):
    """(did the fault strike, what was wrong)"""
    directory, log = f"{top}/data", f"{top}/struck"
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(f"{top}/base", directory)
    open(log, "w").close()
    done = rig.run(tool, "submit", directory, KEYS, env=env_of(directory, at, op, code, ever, log))
    struck = len(open(log).read()) > 0
    lines = [line.split() for line in done.stdout.splitlines()]
    what = f"{op}{at} {errno.errorcode.get(code, 'killed')}{' ever' if ever else ''}"
    faults = judge(directory, lines, op, tool, what) if struck else []
    if struck and done.returncode < 0 and code not in (KILLED, errno.ENOMEM):
        faults.append(f"{what}: died of signal {-done.returncode}")
    return struck, faults


def campaign(top, tool, kinds, step=1):
    faults, struck_all = [], 0
    for op, code, ever in kinds:
        for at in range(1, 100000, step):
            struck, wrong = one(top, tool, at, op, code, ever)
            faults += wrong
            struck_all += struck
            if not struck:
                break
    print(f"{struck_all} faults injected, {len(faults)} wrong")
    return faults


TRUSTS_COMMIT = ("store/applications.c",
                 "	if (store->db.sync_failed || store->until_restart)\n"
                 "		return unknown(store, key, \"a sync failed\");",
                 "	return STORE_ABSENT;")
IGNORES_SYNC = ("store/db.c", "		db->sync_failed = true;", "		rc = SQLITE_IOERR;")


def main(kinds, allocations):
    """kinds: (op, errno or KILLED, for good?); allocations: every so many-th one fails."""
    with rig.folder() as top:
        rig.import_demo(f"{top}/base")
        rig.run(rig.TOOL, "submit", f"{top}/base", 1)
        faults = campaign(top, rig.TOOL, kinds, 4 if rig.SANITIZED else 1)
        if rig.SANITIZED:  # it has its own allocator
            rig.report(faults, "faulted")
        faults += campaign(top, rig.TOOL, [("m", errno.ENOMEM, False)], allocations)
        syncs = [("s", errno.EIO, True)]
        if not campaign(top, rig.mutant("trusts-commit", TRUSTS_COMMIT), syncs):
            faults.append("the mutant that believes a failed commit was not caught")
        if not campaign(top, rig.mutant("ignores-sync", IGNORES_SYNC), [("s", errno.EIO, False)]):
            faults.append("the mutant that goes on after a failed sync was not caught")
    rig.report(faults, "faulted")
