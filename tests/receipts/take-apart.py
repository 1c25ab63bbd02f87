#!/usr/bin/env python3
"""take-apart.py FILE.pdf FOLDER: a signed file in pieces, for a stranger's tool that knows hashes and
keys and no PDF: covered (what is signed for), cms, signer.pem, attributes (as they were signed),
digest (that they name, in hex), signature."""
import pathlib
import re
import ssl
import sys


def parts(der):
    """Of one value after another: its tag, the whole of it, and what is in it."""
    at = 0
    while at < len(der):
        head, size = at + 2, der[at + 1]
        if size & 0x80:
            head += size & 0x7f
            size = int.from_bytes(der[at + 2:head], "big")
        yield der[at], der[at:head + size], der[head:head + size]
        at = head + size


def inside(der):
    return [content for _, _, content in parts(der)]


def main():
    data, out = pathlib.Path(sys.argv[1]).read_bytes(), pathlib.Path(sys.argv[2])
    a, b, c, d = (int(n) for n in re.search(rb"/ByteRange \[ (\d+) (\d+) (\d+) (\d+) \]", data).groups())
    assert (a, c + d) == (0, len(data)), "not the whole file is signed for"
    (out / "covered").write_bytes(data[:b] + data[c:])
    hexed = data[b:c].strip(b"<>").decode()
    _, cms, content = next(parts(bytes.fromhex(hexed)))
    (out / "cms").write_bytes(cms)
    signed_data = list(parts(inside(inside(content)[1])[0]))
    certificate = next(content for tag, _, content in signed_data if tag == 0xa0)
    (out / "signer.pem").write_text(ssl.DER_cert_to_PEM_cert(certificate))
    signer = list(parts(inside(signed_data[-1][2])[0]))
    attributes = next(whole for tag, whole, _ in signer if tag == 0xa0)
    (out / "attributes").write_bytes(b"\x31" + attributes[1:])
    for attribute in inside(next(parts(attributes))[2]):
        kind, values = inside(attribute)
        if kind == bytes.fromhex("2a864886f70d010904"):
            (out / "digest").write_text(inside(values)[0].hex() + "\n")
    (out / "signature").write_bytes(signer[-1][2])


main()
