"""What the store's campaigns share: a folder, the programs, mutants."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ.get("SOURCE_DIR", ".")).resolve()
BUILD = pathlib.Path(os.environ.get("BUILD_DIR", "build/release")).resolve()
KIOSK = BUILD / "skills-kiosk"
TOOL = BUILD / "tool-store"
# A mutant is built without sanitizers, the same in each preset: caught once is enough.
SANITIZED = os.environ.get("BUILD_TYPE") == "Debug"


def share(count):
    """Of a campaign's cases so many as are worth their time: under a sanitizer a quarter."""
    return count // 4 if SANITIZED else count


MEMORY = "/dev/shm"
MEMORY_ROOM_BYTES = 512 << 20


def folder():
    """A fresh folder that goes away at the end; in memory where there is room, for 10,000 stores."""
    roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MEMORY_ROOM_BYTES
    return tempfile.TemporaryDirectory(prefix="kiosk-store-", dir=MEMORY if roomy else None)


def run(*command, env=None, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True,
                          env={**os.environ, **(env or {})}, errors="replace", timeout=120, **more)


def check(directory):
    """(all well, the findings) of `store check`."""
    done = run(KIOSK, "store", "check", "--data", directory)
    return done.returncode == 0, done.stdout + done.stderr


CRYPTO = os.environ.get("STORE_CRYPTO", "intl")


def make(directory, crypto=CRYPTO):
    """STORE_CRYPTO=sm: every campaign that begins here, in the other mode."""
    if crypto != "intl" and not pathlib.Path(directory, "key").exists():
        done = run(KIOSK, "store", "make", "--crypto", crypto, "--data", directory)
        assert done.returncode == 0, done.stderr


def import_demo(directory, crypto=CRYPTO):
    make(directory, crypto)
    for kind in ("institutions", "catalogue", "standards", "register", "history"):
        done = run(KIOSK, "import", kind, SOURCE / f"kiosk-config/demo-data/{kind}.csv",
                   "--data", directory)
        assert done.returncode == 0, done.stderr


def find(directory, keys, tool=TOOL):
    """{key: receipt number or None} as a fresh process sees them."""
    done = run(tool, "find", directory, input="".join(key + "\n" for key in keys))
    assert done.returncode == 0, done.stdout + done.stderr
    found = dict.fromkeys(keys)
    for line in done.stdout.splitlines():
        word, key, *number = line.split()
        if word == "found":
            found[key] = number[0]
        elif word != "absent":
            found[key] = word
    return found


def mutant(name, *changes):
    """tool-store built from a store with one thing wrong: (file, what stands there, what instead)."""
    top = BUILD / "mutants" / name
    shutil.rmtree(top, ignore_errors=True)
    shutil.copytree(SOURCE / "src", top / "src")
    for file, old, new in changes:
        path = top / "src" / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"mutant {name}: {file} has changed: {old}"
        path.write_text(text.replace(old, new), encoding="utf-8")
    sources = [p for area in ("base", "core", "store") for p in (top / "src" / area).glob("*.c")]
    subprocess.run(["cc", "-O1", "-std=c11", "-D_GNU_SOURCE", "-w", "-I", top / "src", "-o",
                    top / "tool-store", *sources, SOURCE / "tests/store/tool_store.c",
                    "-lsqlite3", "-lfyaml", "-licuuc", "-lcrypto", "-lpthread"], check=True)
    return top / "tool-store"


def report(faults, what):
    for fault in faults[:20]:
        print(fault)
    print(f"{what}: {len(faults)} faults")
    sys.exit(1 if faults else 0)
