"""kill -9 while applications are being submitted.

Oracle: every number that was printed is there under its key, no key has two
rows, and the store checks well.  Mutant: one that prints the number before the
commit must be caught."""
import random
import subprocess
import threading

import rig


def one_run(tool, directory, after_s):
    """Submits until it is killed, so long after its first key was tried, however long a busy
    machine took to start it; what it had printed by then."""
    process = subprocess.Popen([tool, "submit", directory, "1000000"], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
    first = process.stdout.readline()
    timer = threading.Timer(after_s, process.kill)
    timer.start()
    lines = (first + process.stdout.read()).splitlines()
    timer.cancel()
    process.wait()
    return [line.split() for line in lines]


def campaign(tool, kills, seed):
    faults, tried, told = [], [], {}
    random.seed(seed)
    with rig.folder() as directory:
        rig.make(directory)
        for _ in range(kills):
            for word, key, *rest in one_run(tool, directory, random.uniform(0, 0.055)):
                if word == "try":
                    tried.append(key)
                elif word == "ok":
                    told[key] = rest[0]
                else:
                    faults.append(f"refused: {word} {key} {rest}")
            # The visitor's terminal starts again and repeats the last key.
            if tried:
                there = rig.find(directory, [tried[-1]])[tried[-1]]
                if tried[-1] in told and there != told[tried[-1]]:
                    faults.append(f"{tried[-1]}: told {told[tried[-1]]}, found {there}")
                again = rig.run(tool, "submit", directory, 1, tried[-1]).stdout.split()
                if told.get(tried[-1], again[-1]) != again[-1]:
                    faults.append(f"{tried[-1]}: {told[tried[-1]]} became {again[-1]}")
                told[tried[-1]] = again[-1]
        found = rig.find(directory, tried)
        for key, number in told.items():
            if found[key] != number:
                faults.append(f"{key}: told {number}, found {found[key]}")
        numbers = [number for number in found.values() if number]
        if len(numbers) != len(set(numbers)):
            faults.append("one number stands for two keys")
        well, findings = rig.check(directory)
        if not well:
            faults.append(findings)
    print(f"{kills} kills, {len(tried)} keys, {len(told)} acknowledged, {len(faults)} faults")
    return faults


def early_mutant():
    return rig.mutant("early", (
        "store/applications.c", "	if (db_commit(&store->db) != ERR_OK)\n		return settle",
        "	memcpy(receipt_no, s->application.receipt_no, RECEIPT_NO_MAX);\n"
        "	extern int usleep(unsigned);\n"
        "	dprintf(1, \"ok %s %s\\n\", s->application.key, receipt_no);\n	usleep(2000);\n"
        "	if (db_commit(&store->db) != ERR_OK)\n		return settle"))


def main(kills):
    faults = campaign(rig.TOOL, kills, 20210315)
    if not rig.SANITIZED and not campaign(early_mutant(), min(kills, 30), 20210316):
        faults.append("the mutant that acknowledges before the commit was not caught")
    rig.report(faults, "killed")
