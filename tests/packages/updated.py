"""kiosk-update, with the real apt, gpgv and dpkg, in a root folder of the test's own: a version from a stick
that gpg has signed; one that does not do; a stick that somebody has changed; and the power cut before each
command of it and within dpkg at each write.

Oracle: after the next start the old version or the new one is there whole, dpkg knows it as installed, it
reads its data, and what was signed before is among them."""
import os
import pathlib
import shutil
import subprocess

SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])
BUILD = pathlib.Path(os.environ["BUILD_DIR"])
UPDATE = SOURCE / "kiosk-config/packaging/kiosk-update"
STICK = SOURCE / "kiosk-config/packaging/make-stick"
PARTS = 4
# A kiosk whose data grow with its version, as the store's do: an older one does not read them.
PROGRAM = """#!/bin/sh
here=$(dirname "$0")/../share/skills-kiosk
for part in 1 2 3 4; do [ "$(cat "$here/$part")" = {version} ] || exit 9; done
[ "$1 $2" = "store check" ] || {{ {first}; exit 0; }}
[ "$(cat "$4/store.db")" -le {version} ] && echo {version} >"$4/store.db" && {health}
"""
# Dies before the command of this number; what was begun before it has ended.
CUT = """n=0
trap 'n=$((n + 1)); [ $n -lt "$CUT_AT" ] || kill -9 $$' DEBUG
set -T
"""
SYSTEMCTL = "#!/bin/sh\nexit 0\n"
DPKG = """#!/bin/sh
[ -z "${FAULT_AT:-}" ] || export LD_PRELOAD=%s
/usr/bin/dpkg "$@"
code=$?
[ $code != 137 ] || kill -9 $PPID
exit $code
"""


def run(*words, **env):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, timeout=120,
                          stdin=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C", **{k: str(v) for k, v in env.items()}})


def must(*words, **env):
    done = run(*words, **env)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


def package(top, version, health="true", first="true"):
    tree = top / f"tree-{version}"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN/control").write_text(f"Package: skills-kiosk\nVersion: {version}.0\nArchitecture: all\nMaintainer: x <x@example.org>\n"
                                         "Description: a kiosk\n", "utf-8")
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/share/skills-kiosk").mkdir(parents=True)
    program = tree / "usr/bin/skills-kiosk"
    program.write_text(PROGRAM.format(version=version, health=health, first=first), "utf-8")
    program.chmod(0o755)
    for part in range(1, PARTS + 1):
        (tree / f"usr/share/skills-kiosk/{part}").write_text(f"{version}\n", "utf-8")
    must("dpkg-deb", "-Znone", "--root-owner-group", "-b", tree, top / f"skills-kiosk_{version}.0_all.deb")
    return top / f"skills-kiosk_{version}.0_all.deb"


class Hall:
    def __init__(self, top):
        self.top, self.bin = top, top / "bin"
        self.bin.mkdir()
        for name, text in (("systemctl", SYSTEMCTL), ("dpkg", DPKG % (BUILD / "preload-faults.so"))):
            (self.bin / name).write_text(text, "utf-8")
            (self.bin / name).chmod(0o755)
        (top / "cut").write_text(CUT, "utf-8")
        self.gpg = {"GNUPGHOME": top / "gpg"}
        (top / "gpg").mkdir(mode=0o700)
        for who in ("maker", "stranger"):
            must("gpg", "--batch", "--passphrase", "", "--quick-generate-key", who, "ed25519", "sign", "never", **self.gpg)
        debs = {1: package(top, 1), 2: package(top, 2), 3: package(top, 3, "false"),
                4: package(top, 4, first='rm "$here/../../../var/lib/skills-kiosk/store.db"')}
        self.root = top / "base"
        for name in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "etc/skills-kiosk", "var/lib/skills-kiosk"):
            (self.root / name).mkdir(parents=True)
        for name in ("status", "available"):
            (self.root / "var/lib/dpkg" / name).touch()
        must("dpkg", f"--root={self.root}", "-i", debs[1])
        (self.root / "var/lib/skills-kiosk/store.db").write_text("1\n", "utf-8")
        (self.root / "var/lib/skills-kiosk/key").write_text("a key\n", "utf-8")
        (self.root / "var/lib/skills-kiosk/signed").write_text("003-210315-00001-6\n", "utf-8")
        for version in (2, 3, 4):
            must(STICK, top / f"stick-{version}", "maker", debs[version], **self.gpg)
        shutil.copy(top / "stick-2/update.gpg", self.root / "etc/skills-kiosk/update.gpg")
        must(STICK, top / "stick-foreign", "stranger", debs[2], **self.gpg)
        shutil.copytree(top / "stick-2", top / "stick-changed")
        changed = next((top / "stick-changed").glob("*.deb"))
        changed.write_bytes(changed.read_bytes().replace(b"Description: a kiosk", b"Description: a spook"))
        shutil.copytree(top / "stick-2", top / "stick-bare")
        (top / "stick-bare/InRelease").unlink()
        must(STICK, top / "stick-same", "maker", debs[1], **self.gpg)
        run("gpgconf", "--kill", "all", **self.gpg)

    def fresh(self):
        root = self.top / "root"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.root, root, symlinks=True)
        return root

    def update(self, root, *words, **env):
        return run(UPDATE, *words, KIOSK_UPDATE_ROOT=root, PATH=f"{self.bin}:{os.environ['PATH']}", **env)

    def version(self, root):
        """Which one runs, whole, with its data; or what is wrong."""
        data = root / "var/lib/skills-kiosk"
        done = run(root / "usr/bin/skills-kiosk", "store", "check", "--data", data)
        said = run("dpkg-query", f"--admindir={root}/var/lib/dpkg", "-W", "-f", "${Version} ${Status}", "skills-kiosk").stdout
        if done.returncode or not said.endswith("install ok installed"):
            return f"neither runs: {done.returncode}, {said}"
        if (data / "signed").read_text("utf-8") != "003-210315-00001-6\n":
            return "what was signed is gone"
        return said.split(".")[0]

    def left(self, root):
        return sorted(path.name for path in (root / "var/lib/skills-kiosk-update").iterdir() if path.name not in ("lock", "state", "source.list"))


def sticks(hall, quick):
    faults = []
    # The fourth loses the store: what is left of it is no kiosk that never started.
    cases = (("2", 0, "2"), ("3", 1, "1"), ("4", 1, "1"), ("changed", 3, "1"), ("foreign", 3, "1"), ("bare", 3, "1"), ("same", 3, "1"))
    for stick, code, version in cases[:5] if quick else cases:
        root = hall.fresh()
        done = hall.update(root, "from", hall.top / f"stick-{stick}")
        if done.returncode != code or hall.version(root) != version or hall.left(root):
            faults.append(f"stick {stick}: {done.returncode}, {hall.version(root)}, left {hall.left(root)}: {done.stderr[-600:]}")
        if hall.update(root, "status").stdout != "none\n":
            faults.append(f"stick {stick}: it is not done")
    return faults


def cuts(hall, stick, env_at, first, step):
    faults, count, seen = [], 0, set()
    for at in range(first, 100000, step):
        root = hall.fresh()
        done = hall.update(root, "from", hall.top / f"stick-{stick}", **env_at(root, at))
        if done.returncode != -9:
            break
        again = hall.update(root, "resume")
        version = hall.version(root)
        seen.add(version)
        if version not in ("1", "2") or hall.left(root):
            faults.append(f"stick {stick}, cut {at}: {version}, left {hall.left(root)}: {done.stderr[-300:]}{again.stderr[-600:]}")
        count += 1
    print(f"stick {stick}: {count} cuts, versions that ran afterwards: {', '.join(sorted(seen))}")
    return faults if count else [f"stick {stick}: nothing was cut"]


def main(top, step):
    hall = Hall(top)

    def before_command(_root, at):
        return {"BASH_ENV": top / "cut", "CUT_AT": at}

    def within_dpkg(root, at):
        return {"FAULT_AT": at, "FAULT_OPS": "ws", "FAULT_ERRNO": 0, "FAULT_DIR": root, "ASAN_OPTIONS": "verify_asan_link_order=0"}

    faults = sticks(hall, step > 1)
    for stick in ("2", "3"):
        faults += cuts(hall, stick, before_command, 1 + step // 2, step)
    faults += cuts(hall, "2", within_dpkg, 1 + step // 4, step)
    print("\n".join(faults[:12]))
    print(f"updates: {len(faults)} faults")
    return 1 if faults else 0
