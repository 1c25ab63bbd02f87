"""The texts of the desk's own pages, as assets/desk has them: in the scripts' strings, in the frames of
told`…` with {} for what stands in them, and in desk.html."""
import os
import pathlib
import re

TOP = pathlib.Path(os.environ["SOURCE_DIR"])
PAGES = TOP / "assets/desk"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
OTHERS = ("hant.js", "en.js")		# what texts become
BEFORE_REGEX = re.compile(r"([(,=]|=>)\s*$")


def closed(text, at):
    """Behind what ends at an unescaped text[at]."""
    end = at + 1
    while text[end] != text[at]:
        end += 2 if text[end] == "\\" else 1
    return end + 1


def pattern_end(text, at):
    """Behind a regular expression; within [] a / ends nothing."""
    end, inside = at + 1, False
    while text[end] != "/" or inside:
        inside = text[end] == "[" or inside and text[end] != "]"
        end += 2 if text[end] == "\\" else 1
    return end + 1


def told(text, at, found):
    """Behind a `…`; its frame is found, and what its ${} hold."""
    frame, end = "", at + 1
    while text[end] != "`":
        if text.startswith("${", end):
            frame, end = frame + "{}", scan(text, end + 2, found, "}")
        else:
            frame, end = frame + text[end], end + 1
    found.append(frame)
    return end + 1


def scan(text, at, found, end=None):
    """Behind the `end` that closes it; every string on the way is found."""
    depth = 0
    while at < len(text):
        if text.startswith("//", at):
            at = text.find("\n", at)
        elif text[at] in "\"'":
            behind = closed(text, at)
            found.append(text[at + 1:behind - 1].replace('\\"', '"'))
            at = behind
        elif text[at] == "`":
            at = told(text, at, found)
        elif text[at] == "/" and BEFORE_REGEX.search(text[max(0, at - 9):at]):
            at = pattern_end(text, at)
        elif text[at] == end and depth == 0:
            return at + 1
        else:
            depth += (text[at] == "{") - (text[at] == "}")
            at += 1
    return at


def strings(path):
    found = []
    scan(path.read_text("utf-8"), 0, found)
    return found


def texts():
    """Each with the file where it stands."""
    found = {}
    for path in sorted(PAGES.glob("*.js")):
        if path.name not in OTHERS:
            found |= {text: path.name for text in strings(path) if CHINESE.search(text)}
    page = re.sub(r"<noscript>.*?</noscript>", "", (PAGES / "desk.html").read_text("utf-8"), flags=re.S)
    for text in re.findall(r">([^<>]+)<|aria-label=\"([^\"]*)\"", page):
        found |= {one.strip(): "desk.html" for one in text if CHINESE.search(one)}
    return found
