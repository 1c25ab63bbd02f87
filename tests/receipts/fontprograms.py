"""Fonts as they stand in a file: which glyphs they hold and how wide those are."""
import struct


def sfnt_tables(data):
    count = struct.unpack(">H", data[4:6])[0]
    tables = {}
    for i in range(count):
        tag, _, at, size = struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i])
        tables[tag.decode()] = data[at:at + size]
    return tables


def truetype_widths(data):
    """Width by glyph, in 1/1000 em, of the glyphs that have an outline or a width."""
    tables = sfnt_tables(data)
    em = struct.unpack(">H", tables["head"][18:20])[0]
    metrics = struct.unpack(">H", tables["hhea"][34:36])[0]
    count = struct.unpack(">H", tables["maxp"][4:6])[0]
    widths = [struct.unpack(">H", tables["hmtx"][4 * i:4 * i + 2])[0] for i in range(metrics)]
    return {g: widths[min(g, metrics - 1)] * 1000 / em for g in range(count)}


# --- CFF (Adobe's technical notes 5176 and 5177) ------------------------------------

def index(data, at):
    count = struct.unpack(">H", data[at:at + 2])[0]
    if count == 0:
        return [], at + 2
    size, first = data[at + 2], at + 3
    offsets = [int.from_bytes(data[first + size * i:first + size * (i + 1)], "big")
               for i in range(count + 1)]
    base = first + size * (count + 1) - 1
    return [data[base + a:base + b] for a, b in zip(offsets, offsets[1:])], base + offsets[-1]


def real(data, at):
    text, digits = "", "0123456789.EE?-"
    while True:
        for nibble in (data[at] >> 4, data[at] & 15):
            if nibble == 15:
                return float(text or 0), at + 1
            text += "E-" if nibble == 12 else digits[nibble]
        at += 1


def number(data, at, type2):
    b = data[at]
    if b == 28:
        return struct.unpack(">h", data[at + 1:at + 3])[0], at + 3
    if 32 <= b <= 246:
        return b - 139, at + 1
    if 247 <= b <= 250:
        return (b - 247) * 256 + data[at + 1] + 108, at + 2
    if 251 <= b <= 254:
        return -(b - 251) * 256 - data[at + 1] - 108, at + 2
    if type2 and b == 255:
        return struct.unpack(">i", data[at + 1:at + 5])[0] / 65536, at + 5
    if b == 29:
        return struct.unpack(">i", data[at + 1:at + 5])[0], at + 5
    if b == 30:
        return real(data, at + 1)
    raise ValueError("no number")


def dictionary(data):
    found, stack, at = {}, [], 0
    while at < len(data):
        if data[at] <= 21:
            key = data[at] if data[at] != 12 else 1200 + data[at + 1]
            at += 1 if data[at] != 12 else 2
            found[key], stack = stack, []
        else:
            value, at = number(data, at, False)
            stack.append(value)
    return found


def private_widths(data, entry):
    size, at = (int(v) for v in entry[18])
    private = dictionary(data[at:at + size])
    return private.get(20, [0])[0], private.get(21, [0])[0]


def charset(data, at, count):
    ids, form, at = [0], data[at], at + 1
    while len(ids) < count:
        first = struct.unpack(">H", data[at:at + 2])[0]
        at += 2
        left = 0
        if form == 1:
            left, at = data[at], at + 1
        elif form == 2:
            left, at = struct.unpack(">H", data[at:at + 2])[0], at + 2
        ids += range(first, first + left + 1)
    return ids[:count]


def selection(data, at, count):
    if data[at] == 0:
        return list(data[at + 1:at + 1 + count])
    ranges = struct.unpack(">H", data[at + 1:at + 3])[0]
    out, at = [], at + 3
    for i in range(ranges):
        first, which = struct.unpack(">HB", data[at + 3 * i:at + 3 * i + 3])
        end = struct.unpack(">H", data[at + 3 * i + 3:at + 3 * i + 5])[0]
        out += [which] * (end - first)
    return out


def charstring_width(code, default, nominal):
    """The width stands before the first operator, where one operand is too many."""
    count, at, first = 0, 0, 0
    while True:
        b = code[at]
        if b >= 32 or b == 28:
            value, at = number(code, at, True)
            first = value if count == 0 else first
            count += 1
            continue
        usual = {21: 2, 22: 1, 4: 1, 14: 0}.get(b)
        more = count > usual if usual is not None else count % 2 == 1
        return nominal + first if more else default


def cff_widths(data):
    """Width by CID."""
    _, at = index(data, data[2])
    tops, at = index(data, at)
    top = dictionary(tops[0])
    glyphs, _ = index(data, int(top[17][0]))
    ids = charset(data, int(top[15][0]), len(glyphs))
    parts, _ = index(data, int(top[1236][0]))
    widths = [private_widths(data, dictionary(part)) for part in parts]
    which = selection(data, int(top[1237][0]), len(glyphs))
    return {cid: charstring_width(glyph, *widths[part])
            for cid, glyph, part in zip(ids, glyphs, which)}
