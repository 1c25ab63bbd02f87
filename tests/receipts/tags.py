"""What a machine can hold of PDF/UA-1 and PDF/A-2b, of the files that we make.  Numbers in
brackets are clauses: UA of ISO 14289-1, A of ISO 19005-2, P of ISO 32000-1.

The conditions of the Matterhorn Protocol 1.1 that a machine decides, and what holds them:
01-003, 004, 005 page_contents; 01-007, 02-004, 20-*, 21-001, 25-001, 26-*, 30-002 check_forbidden;
02-001, 003, 09-004 to 008, 14-006, 007, 17-*, 19-* CHILDREN, which knows no other tag;
06-001 to 003, 07-*, 11-001 to 007 check_catalog, check_xmp and LANGUAGE; 13-004 and 15-003
check_element; 14-002, 003 check_headings; 28-* check_page: the one annotation is a field without
a place, which needs no tag; 30-001 check_streams; 10-001 and 31-* check_font, where one kind of
font and the one encoding Identity-H leave 31-001 to 008 and 31-017 to 026 nothing to break."""
import re
import xml.etree.ElementTree as ElementTree

from fontprograms import cff_widths, truetype_widths
from pdfobjects import Pdf, operators

__all__ = ["Pdf", "faults"]

LANGUAGE = re.compile(r"u:[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
FORBIDDEN = {"/JS", "/JavaScript", "/Launch", "/EmbeddedFiles", "/EF", "/AA", "/OpenAction",
             "/Movie", "/Sound", "/RichMedia", "/XFA", "/Encrypt", "/TR", "/Alternates",
             "/OPI", "/PS", "/Interpolate", "/RoleMap", "/OCProperties", "/Ref", "/CIDSet",
             "/TR2", "/HTP", "/NeedAppearances", "/AlternatePresentations", "/PresSteps",
             "/Requirements", "/FFilter", "/FDecodeParms", "/Suspects"}
ACTIONS = {"/JavaScript", "/Launch", "/Movie", "/Sound"}
KNOWN_SCHEMAS = {"http://purl.org/dc/elements/1.1/", "http://www.aiim.org/pdfa/ns/id/",
                 "http://www.aiim.org/pdfa/ns/extension/",
                 "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}

# Which tags may stand in which (P 14.8.4), as far as we use them.
FLOW = {"/H1", "/H2", "/H3", "/P", "/Table", "/L", "/Figure", "/Sect"}
CHILDREN = {"/Document": {"/Sect"}, "/Sect": FLOW, "/Table": {"/TR"}, "/TR": {"/TH", "/TD"},
            "/L": {"/LI"}, "/LI": {"/Lbl", "/LBody"}, "/TH": FLOW, "/TD": FLOW, "/LBody": FLOW,
            "/H1": set(), "/H2": set(), "/H3": set(), "/P": set(), "/Lbl": set(),
            "/Figure": set()}
LEAVES = {"/H1", "/H2", "/H3", "/P", "/TH", "/TD", "/Lbl", "/LBody", "/Figure"}

PAINTS = {"f", "F", "f*", "S", "s", "B", "b", "Tj", "TJ", "Do", "sh", "EI"}
STATE = {"q", "Q", "cm", "w", "J", "j", "M", "d", "g", "G", "BT", "ET", "Tf", "Td", "Tm", "m",
         "l", "c", "re", "h", "n", "W", "BDC", "BMC", "EMC"}


# --- the file -------------------------------------------------------------------------

def check_bytes(pdf):
    lines = pdf.bytes.split(b"\n", 2)
    if lines[0] != b"%PDF-1.7":
        yield "the head is not %PDF-1.7 [A 6.1.2]"
    if lines[1][:1] != b"%" or len([b for b in lines[1][1:] if b > 127]) < 4:
        yield "no comment of four bytes above 127 behind the head [A 6.1.2]"
    if not pdf.bytes.endswith(b"%%EOF\n") or pdf.bytes.count(b"startxref") != 1:
        yield "something stands behind the end [A 6.1.3]"
    if len(pdf.trailer.get("/ID", [])) != 2:
        yield "the file has no ID [A 6.1.3]"


def keys_in(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key == "/S" and inner in ACTIONS:
                yield inner
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


def check_forbidden(pdf):
    for ref, value in pdf.objects.items():
        value = value.get("dict", value) if isinstance(value, dict) else value
        for key in FORBIDDEN.intersection(keys_in(value)):
            yield f"{ref}: {key} [A 6.1, 6.2.5, 6.4, 6.5, 6.8, 6.9, 6.12; UA 7.1, 7.10, 7.20]"


def check_streams(pdf):
    """Of pictures and packing; a form of our own would have to be tagged within."""
    for ref, value in pdf.objects.items():
        if not isinstance(value, dict) or "dict" not in value:
            continue
        told = value["dict"]
        if told.get("/Filter", "/FlateDecode") not in ("/FlateDecode", ["/FlateDecode"]):
            yield f"{ref}: packed by {told['/Filter']} [A 6.1.7.2]"
        if told.get("/Type") != "/XObject":
            continue
        if told.get("/Subtype") != "/Image":
            yield f"{ref}: {told.get('/Subtype')} is no picture [UA 7.20, A 6.2.9]"
        elif told.get("/ColorSpace", "/DeviceGray") != "/DeviceGray":
            yield f"{ref}: a picture in {told['/ColorSpace']} [A 6.2.4.3]"


def check_catalog(pdf):
    catalog = pdf.catalog
    if not LANGUAGE.fullmatch(catalog.get("/Lang", "")):
        yield "the language is not told [UA 7.2]"
    if pdf.get(catalog.get("/MarkInfo", {})).get("/Marked") is not True:
        yield "not marked as tagged [UA 7.1]"
    if pdf.get(catalog.get("/ViewerPreferences", {})).get("/DisplayDocTitle") is not True:
        yield "the title is not shown [UA 7.1]"
    for key in ("/StructTreeRoot", "/Metadata", "/OutputIntents"):
        if key not in catalog:
            yield f"no {key} [UA 7.1, A 6.2.2, 6.6.2]"


def check_intent(pdf):
    for ref in pdf.get(pdf.catalog.get("/OutputIntents", [])):
        intent = pdf.get(ref)
        profile = pdf.stream(intent.get("/DestOutputProfile"))
        if intent.get("/S") != "/GTS_PDFA1" or "/OutputConditionIdentifier" not in intent:
            yield "the output intent is not PDF/A's [A 6.2.3]"
        data = profile["data"] if profile else b""
        if len(data) < 128 or int.from_bytes(data[:4], "big") != len(data) or \
           data[36:40] != b"acsp" or data[8] > 4 or data[12:16] not in (b"mntr", b"prtr") or \
           data[16:20] != b"GRAY" or profile["dict"].get("/N") != 1:
            yield "the profile of the greys is none [A 6.2.2]"


def text_of(element):
    return "".join(element.itertext()).strip() if element is not None else ""


def check_xmp(pdf):
    stream = pdf.stream(pdf.catalog.get("/Metadata"))
    if not stream:
        return
    if "/Filter" in stream["dict"] or stream["dict"].get("/Subtype") != "/XML":
        yield "the metadata is packed or no XML [A 6.6.2]"
    root = ElementTree.fromstring(stream["data"])
    at = {element.tag: element for element in root.iter()}
    wanted = {"{http://www.aiim.org/pdfa/ns/id/}part": "2",
              "{http://www.aiim.org/pdfa/ns/id/}conformance": "B",
              "{http://www.aiim.org/pdfua/ns/id/}part": "1"}
    for tag, value in wanted.items():
        if text_of(at.get(tag)) != value:
            yield f"{tag} is not {value} [A 6.6.4, UA 5]"
    title = text_of(at.get("{http://purl.org/dc/elements/1.1/}title"))
    info = pdf.get(pdf.trailer.get("/Info", {})).get("/Title", "u:" + title)
    if not title or info != "u:" + title:
        yield "no title, or another than in Info [UA 7.1, A 6.6.3]"
    yield from check_schemas(root)


def check_schemas(root):
    prefix = "{http://www.aiim.org/pdfa/ns/schema#}"
    described = {text_of(e) for e in root.iter(prefix + "namespaceURI")}
    names = {text_of(e) for e in root.iter(prefix + "schema")}
    if "PDF/UA identification" not in names:
        yield "the schema of PDF/UA has another name [A 6.6.2.3]"
    for element in root.iter():
        space = element.tag[1:].split("}")[0]
        if space not in KNOWN_SCHEMAS | described and "pdfa/ns/" not in space and \
           space != "adobe:ns:meta/":
            yield f"{element.tag} is described nowhere [A 6.6.2.3]"


# --- pages ------------------------------------------------------------------------------

def check_nesting(name, operands, open_contents, number):
    """Opens and closes marked content; yields what is wrong with it."""
    if name == "EMC":
        if not open_contents:
            yield f"page {number}: EMC closes nothing"
        else:
            open_contents.pop()
    elif name in ("BDC", "BMC"):
        if open_contents:
            yield f"page {number}: marked content in marked content [UA 7.1]"
        flat = operands[1] if len(operands) > 1 and isinstance(operands[1], list) else []
        mcid = int(flat[flat.index("/MCID") + 1]) if "/MCID" in flat else None
        if operands[0] != "/Artifact" and mcid is None:
            yield f"page {number}: {operands[0]} without a number [UA 7.1]"
        open_contents.append((operands[0], mcid))


def page_contents(pdf, page, number, mcids, shown):
    """Walks a page; fills mcids with (number, tag) and shown with the codes of each font."""
    open_contents, depth, face = [], 0, None
    for name, operands in operators(pdf.stream(page["/Contents"])["data"]):
        if name not in PAINTS | STATE:
            yield f"page {number}: {name}: no operator that we write, or a colour [A 6.2.4]"
        if name in ("BDC", "BMC", "EMC"):
            yield from check_nesting(name, operands, open_contents, number)
            if name == "BDC" and open_contents and open_contents[-1][1] is not None:
                mcids.append(open_contents[-1])
        elif name in PAINTS and not open_contents:
            yield f"page {number}: {name} outside of any tag [UA 7.1]"
        if name == "Tf":
            face = operands[0]
        if name in ("TJ", "Tj"):
            strings = operands[0] if name == "TJ" else operands
            for string in strings:
                if isinstance(string, bytes):
                    shown.setdefault(face, set()).update(
                        int.from_bytes(string[i:i + 2], "big") for i in range(0, len(string), 2))
        depth += (name == "q") - (name == "Q")
        if depth > 28:
            yield f"page {number}: q in more than 28 [A 6.1.13]"
    if depth or open_contents:
        yield f"page {number}: something is not closed"


def check_page(pdf, page, number, shown):
    mcids = []
    try:
        yield from page_contents(pdf, page, number, mcids, shown)
    except (ValueError, IndexError) as fault:
        yield f"page {number}: {fault}"
    if [m[1] for m in mcids] != list(range(len(mcids))):
        yield f"page {number}: the numbers of its contents do not count up [P 14.7.4]"
    if page.get("/Tabs") != "/S":
        yield f"page {number}: tabs do not follow the structure [UA 7.18.3]"
    for ref in pdf.get(page.get("/Annots", [])):
        annotation = pdf.get(ref)
        if annotation.get("/Subtype") != "/Widget" or "/A" in annotation:
            yield f"page {number}: an annotation that is no field, or acts [UA 7.18, A 6.4.1]"
        if annotation.get("/Rect") != [0, 0, 0, 0] or annotation.get("/F") != 132 or \
           not annotation.get("/TU"):
            yield f"page {number}: an annotation that would need a look, a tag or a name [UA 7.18]"
    page["mcids"] = mcids


# --- the structure -----------------------------------------------------------------------

def kids_of(element):
    kids = element.get("/K", [])
    return kids if isinstance(kids, list) else [kids]


def walk(pdf, ref, parent, seen, headings, contents):
    element = pdf.get(ref)
    kind = element.get("/S")
    if ref in seen:
        yield f"{ref}: twice in the tree"
        return
    seen.add(ref)
    if kind not in CHILDREN:
        yield f"{ref}: {kind} is no tag [UA 7.1]"
        return
    if element.get("/P") != parent:
        yield f"{ref}: {kind} names another parent [P 14.7.2]"
    if "/Lang" in element and not LANGUAGE.fullmatch(element["/Lang"]):
        yield f"{ref}: a language that is none [UA 7.2]"
    if re.fullmatch("/H[1-6]", kind):
        headings.append(int(kind[2]))
    yield from check_element(pdf, ref, element, kind)
    for kid in kids_of(element):
        if isinstance(kid, str):
            if pdf.get(kid).get("/S") not in CHILDREN[kind]:
                yield f"{kid}: {pdf.get(kid).get('/S')} in {kind} [UA 7.2, P 14.8.4]"
            yield from walk(pdf, kid, ref, seen, headings, contents)
            continue
        page, mcid = (element.get("/Pg"), kid) if isinstance(kid, int) else \
            (kid.get("/Pg"), kid.get("/MCID"))
        if kind not in LEAVES:
            yield f"{ref}: {kind} holds contents itself"
        contents.append((page, mcid, ref))


def check_element(pdf, ref, element, kind):
    attributes = element.get("/A", {})
    kids = [pdf.get(kid) for kid in kids_of(element)]
    if not kids and kind not in ("/TD", "/TH"):
        yield f"{ref}: {kind} is empty"
    if kind == "/Figure":
        box = attributes.get("/BBox", [])
        if not element.get("/Alt", "u:")[2:] or not element.get("/ActualText", "u:")[2:]:
            yield f"{ref}: a figure without words [UA 7.3]"
        if len(box) != 4 or box[0] >= box[2] or box[1] >= box[3]:
            yield f"{ref}: a figure without its place [P 14.8.5.4.3]"
    if kind == "/TH" and attributes.get("/Scope") not in ("/Row", "/Column"):
        yield f"{ref}: a head that points nowhere [UA 7.5]"
    if kind == "/Table":
        widths = {len(kids_of(row)) for row in kids if isinstance(row, dict)}
        if len(widths) != 1:
            yield f"{ref}: rows of {sorted(widths)} cells [UA 7.2]"
        cells = [pdf.get(c).get("/S") for row in kids for c in kids_of(row)
                 if isinstance(c, str)]
        if "/TH" not in cells:
            yield f"{ref}: a table without a head [UA 7.5]"
    if kind == "/L" and attributes.get("/ListNumbering") != "/Decimal":
        yield f"{ref}: a numbered list that does not say so [UA 7.6]"


def check_headings(headings):
    if not headings or headings[0] != 1:
        yield "the first heading is not H1 [UA 7.4.2]"
    for before, after in zip(headings, headings[1:]):
        if after > before + 1:
            yield f"H{after} behind H{before} [UA 7.4.2]"


def check_parents(pdf, root, contents):
    tree = pdf.get(root.get("/ParentTree", {})).get("/Nums", [])
    rows = {tree[i]: pdf.get(tree[i + 1]) for i in range(0, len(tree), 2)}
    place = {(page, mcid): ref for page, mcid, ref in contents}
    if len(place) != len(contents):
        yield "a content belongs to two tags [P 14.7.4]"
    for ref, page in zip(pdf.page_refs(), pdf.pages()):
        row = rows.get(page.get("/StructParents"))
        if row is None:
            yield f"{ref}: not in the tree of parents [P 14.7.4.4]"
            continue
        if row != [place.get((ref, mcid)) for _, mcid in page["mcids"]]:
            yield f"{ref}: tree and tree of parents differ [P 14.7.4.4]"
        for tag, mcid in page["mcids"]:
            element = pdf.get(place.get((ref, mcid))) or {}
            if element.get("/S") != tag:
                yield f"{ref}: content {mcid} is {tag} here and {element.get('/S')} in the tree"


def check_structure(pdf):
    root = pdf.get(pdf.catalog.get("/StructTreeRoot"))
    if not root:
        return
    seen, headings, contents = set(), [], []
    for kid in kids_of(root):
        yield from walk(pdf, kid, pdf.catalog["/StructTreeRoot"], seen, headings, contents)
    yield from check_headings(headings)
    yield from check_parents(pdf, root, contents)


# --- fonts -------------------------------------------------------------------------------

def told_widths(descendant):
    told, entries = {}, list(descendant.get("/W", []))
    while entries:
        first, widths = entries[:2]
        del entries[:2]
        told.update({first + i: width for i, width in enumerate(widths)})
    return told


def meanings(stream):
    return {int(code, 16): bytes.fromhex(text) for code, text in
            re.findall(r"^<([0-9A-F]{4})><([0-9A-F]+)>$", stream["data"].decode(), re.M)}


def check_codes(name, codes, font, pdf):
    stream = pdf.stream(font.get("/ToUnicode"))
    told = meanings(stream) if stream else {}
    for code in sorted(codes):
        text = told.get(code, b"\0\0").decode("utf-16-be", "replace")
        if text in ("\0", "\ufeff", "\ufffe", "\ufffd"):
            yield f"{name}: code {code} means nothing [UA 7.21.7]"


def check_font(pdf, name, font, codes):
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H":
        yield f"{name}: not a font of two-byte codes [A 6.2.11.3]"
        return
    descendant = pdf.get(font["/DescendantFonts"][0])
    descriptor = pdf.get(descendant["/FontDescriptor"])
    if len({font["/BaseFont"], descendant["/BaseFont"], descriptor["/FontName"]}) != 1:
        yield f"{name}: of several names [A 6.2.11.2]"
    yield from check_codes(name, codes, font, pdf)
    if "/FontFile3" in descriptor:
        program = pdf.stream(descriptor["/FontFile3"])
        whole = cff_widths(program["data"])
        right = program["dict"].get("/Subtype") == "/CIDFontType0C" and \
            descendant["/Subtype"] == "/CIDFontType0"
    elif "/FontFile2" in descriptor:
        whole = truetype_widths(pdf.stream(descriptor["/FontFile2"])["data"])
        right = descendant["/Subtype"] == "/CIDFontType2" and \
            descendant.get("/CIDToGIDMap") == "/Identity"
    else:
        yield f"{name}: not in the file [A 6.2.11.4]"
        return
    if not right:
        yield f"{name}: another kind of font than its program [A 6.2.11.2]"
    told = told_widths(descendant)
    for code in sorted(codes):
        if code == 0 or code not in whole:
            yield f"{name}: glyph {code} is not in the font [A 6.2.11.4, 6.2.11.8]"
        elif abs(told.get(code, descendant.get("/DW", 1000)) - whole[code]) > 1:
            yield f"{name}: glyph {code} is {whole[code]} wide, not {told.get(code)} [A 6.2.11.5]"


def faults(pdf):
    """Every rule that the file breaks, as a sentence.  Pages are read once and noted."""
    fonts = {}
    yield from check_bytes(pdf)
    yield from check_forbidden(pdf)
    yield from check_streams(pdf)
    yield from check_catalog(pdf)
    yield from check_intent(pdf)
    yield from check_xmp(pdf)
    for number, page in enumerate(pdf.pages(), 1):
        shown = {}
        yield from check_page(pdf, page, number, shown)
        for name, ref in pdf.get(page["/Resources"]).get("/Font", {}).items():
            fonts.setdefault(ref, set()).update(shown.pop(name, set()))
        for name in shown:
            yield f"page {number}: {name} is no font of the page"
    yield from check_structure(pdf)
    for ref, codes in fonts.items():
        yield from check_font(pdf, ref, pdf.get(ref), codes)
