"""A PDF file as qpdf reads it: objects, streams, and the operators of a page."""
import base64
import json
import re
import subprocess


class Pdf:
    """Objects by "7 0 R"; names begin with "/", text strings with "u:", others with "b:"."""

    def __init__(self, path):
        self.bytes = path.read_bytes()
        out = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline",
                              "--decode-level=generalized", path], check=True,
                             capture_output=True).stdout
        read = json.loads(out)["qpdf"]
        self.version = read[0]["pdfversion"]
        self.objects = {}
        for key, value in read[1].items():
            if key == "trailer":
                self.trailer = value["value"]
            elif "value" in value:
                self.objects[key[4:]] = value["value"]
            else:
                self.objects[key[4:]] = value["stream"]
                value["stream"]["data"] = base64.b64decode(value["stream"]["data"])
        # What was packed is no object of the document any more.
        self.objects = {k: v for k, v in self.objects.items() if not (
            isinstance(v, dict) and v.get("dict", {}).get("/Type") in ("/ObjStm", "/XRef"))}

    def get(self, value):
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            value = self.objects.get(value)
        return value

    def stream(self, value):
        found = self.get(value)
        return found if isinstance(found, dict) and "dict" in found else None

    @property
    def catalog(self):
        return self.get(self.trailer["/Root"])

    def page_refs(self):
        return self.get(self.catalog["/Pages"])["/Kids"]

    def pages(self):
        return [self.get(ref) for ref in self.page_refs()]


TOKEN = re.compile(rb"""
    (?P<space>[\s\0]+) | (?P<number>[-+]?(?:\d+\.?\d*|\.\d+)) | (?P<name>/[^\s()<>\[\]{}/%]*) |
    (?P<open><<|\[) | (?P<close>>>|\]) | (?P<hex><[0-9A-Fa-f\s]*>) | (?P<word>[A-Za-z'"*]+[0-9*]*)
    """, re.X)


def read_string(data, at):
    """The bytes of "(…)" that begins at at, and where it ends."""
    out, depth, at = bytearray(), 1, at + 1
    escaped = {110: 10, 114: 13, 116: 9, 98: 8, 102: 12}
    while depth:
        c = data[at]
        if c == 92:
            at += 1
            c = escaped.get(data[at], data[at])
        elif c == 40:
            depth += 1
        elif c == 41:
            depth -= 1
        if depth:
            out.append(c)
        at += 1
    return bytes(out), at


def operators(data):
    """(operator, operands) of a content stream; arrays are lists, dictionaries flat ones."""
    stack, nests, at = [], [], 0
    while at < len(data):
        if data[at] == 40:
            string, at = read_string(data, at)
            stack.append(string)
            continue
        found = TOKEN.match(data, at)
        if not found:
            raise ValueError(f"no token at {at}: {data[at:at + 20]!r}")
        at, kind, text = found.end(), found.lastgroup, found[0]
        if kind == "number":
            stack.append(float(text))
        elif kind == "name":
            stack.append(text.decode())
        elif kind == "hex":
            stack.append(bytes.fromhex(text[1:-1].decode()))
        elif kind == "open":
            nests.append(stack)
            stack = []
        elif kind == "close":
            nests[-1].append(stack)
            stack = nests.pop()
        elif kind == "word":
            yield text.decode(), stack
            stack = []
    if stack or nests:
        raise ValueError("operands without an operator")
