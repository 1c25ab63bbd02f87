"""Every text that a visitor may read or hear, from the catalogues and the policy packs."""
import os
import pathlib
import re

TOP = pathlib.Path(os.environ.get("SOURCE_DIR", "."))
LANGUAGES = ("zh_CN", "en", "zh_TW")
EASY = "zh_easy"
ENTRY = re.compile(r'^msgid "(.*)"\nmsgstr "(.*)"$', re.M)
LINE = re.compile(r"( *)([\w.-]+):(?: (.*))?$")
PACKS = sorted((TOP / "kiosk-config/packs").iterdir())


def read(path):
    text = path.read_text(encoding="utf-8")
    return dict(pair for pair in ENTRY.findall(text) if pair[0])


def words(lang):
    """key: text of a language's catalogues; an easy one stands on zh_CN, as the build lays it."""
    found = words("zh_CN") if lang == EASY else {}
    for path in sorted((TOP / "assets/words" / lang).glob("*.po")):
        found.update(read(path))
    return found


def plain(value):
    value = value.strip()
    return value[1:-1].replace('\\"', '"') if value[:1] in "\"'" else value


def pack_file(path):
    """{"facts.disabled.ask": {"zh_CN": …, "en": …}} of one file of a pack."""
    stack, found = [], {}
    for line in path.read_text(encoding="utf-8").splitlines():
        match = LINE.match(line)
        if not match:
            continue
        while stack and stack[-1][0] >= len(match[1]):
            stack.pop()
        if match[2] in (*LANGUAGES, EASY) and match[3]:
            key = ".".join(name for _, name in stack)
            found.setdefault(key, {})[match[2]] = plain(match[3])
        stack.append((len(match[1]), match[2]))
    return found


def pack(folder):
    """{"facts.yaml": {key: {lang: text}}} of every file that holds texts."""
    return {path.name: pack_file(path) for path in sorted(folder.rglob("*.yaml"))}


def cited(folder):
    """The rules that a tree cites: what a reason may show."""
    lines = [line for path in folder.rglob("*.yaml")
             for line in path.read_text(encoding="utf-8").splitlines() if "rule:" in line]
    return set(re.findall(r"R[0-9A]+-[0-9a-z]+", " ".join(lines)))
