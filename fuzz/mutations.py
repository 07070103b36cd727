"""Mutates workbooks so that many of them can still be opened as workbooks."""

import io
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence

from lxml import etree

Parts = dict[str, bytes]

MARKUP = (
    *("", " ", "0", "-1", "1", "2", "61", "1001", "NaN", "-0", "1.5", "abc", "true", "是", "95%"),
    *("A1", "A0", "BI1001", "ZZZZ1", "A1:B2", "A:A", "A1:BI1001", "#REF!", "=1+1", "_x000D_"),
    *("s", "b", "e", "d", "n", "str", "inlineStr", "rId1", "rId99", "../../x", "/x", "\u202e"),
    *("hidden", "veryHidden", "worksheet", "xl/worksheets/sheet1.xml", "\U0001f600", "王" * 300),
)
"""Values of attributes. None claims more rows, columns, cells or bytes than any program can afford."""
TEXTS = (
    *MARKUP,
    *("65536", "1048577", "99999999999999999999", "9" * 400, "1e999", "1e300", "1e30", "#N/A"),
    *("2024-07-01", "2024-13-45", "45474", "-5", "2958466", "０１２", "e\u0301" * 30, "王" * 3000),
    *("_xD800_", "不适用"),
)
"""Texts, such as values of cells."""


def mutated(rng: random.Random, corpus: Sequence[bytes]) -> bytes:
    """The bytes of one file of the corpus after one to five mutations; depends only on `rng` and the corpus."""
    content = rng.choice(corpus)
    parts = _unpacked(content)
    if parts is None or rng.random() < 0.05:
        return _bytes(rng, content)
    other = _unpacked(rng.choice(corpus)) or parts
    for _ in range(rng.choice((1, 1, 1, 2, 3, 5))):
        if not parts:
            break
        if rng.random() < 0.8:
            name = _chosen(rng, parts)
            way: Callable[..., bytes] = rng.choice((_element, _element, _element, _markup, _bytes))
            parts[name] = way(rng, parts[name])
        else:
            rng.choice((_swap, _drop, _splice, _rename))(rng, parts, other)
    packed = _packed(parts)
    return _bytes(rng, packed) if rng.random() < 0.02 else packed


def _unpacked(content: bytes) -> Parts | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return {name: package.read(name) for name in package.namelist()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OSError,
        RuntimeError,
        EOFError,
        LookupError,
    ):
        return None


def _packed(parts: Parts) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


def _chosen(rng: random.Random, parts: Parts) -> str:
    """A random part, mostly one that the reader parses."""
    read = [n for n in parts if "sheet" in n.lower() or "workbook" in n or "tring" in n]
    read += [n for n in parts if "styles" in n or "Types" in n]
    return rng.choice(read if read and rng.random() < 0.95 else list(parts))


def _element(rng: random.Random, part: bytes) -> bytes:
    """The part with one XML element deleted, doubled, moved or renamed, or with a changed attribute or text."""
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return _markup(rng, part)
    elements = [e for e in root.iter() if isinstance(e.tag, str)]
    one, two = rng.choice(elements), rng.choice(elements)
    try:
        rng.choice((_delete, _double, _move, _retag, _attribute, _attribute, _attribute, _text))(
            rng, one, two
        )
    except ValueError:  # a character that XML does not allow
        return _markup(rng, part)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _delete(rng: random.Random, one: etree._Element, two: etree._Element) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def _double(rng: random.Random, one: etree._Element, two: etree._Element) -> None:
    parent = one.getparent()
    if parent is not None:
        for _ in range(rng.choice((1, 1, 5))):
            parent.insert(rng.randrange(len(parent) + 1), etree.fromstring(etree.tostring(one)))


def _move(rng: random.Random, one: etree._Element, two: etree._Element) -> None:
    two.insert(rng.randrange(len(two) + 1), etree.fromstring(etree.tostring(one)))


def _retag(rng: random.Random, one: etree._Element, two: etree._Element) -> None:
    one.tag = two.tag if rng.random() < 0.7 else "zz"


def _attribute(rng: random.Random, one: etree._Element, two: etree._Element) -> None:
    names = [*one.attrib, *two.attrib, "r", "t", "s", "hidden"]
    name = rng.choice(names)
    if rng.random() < 0.2:
        one.attrib.pop(name, "")
    else:
        one.set(name, rng.choice((*MARKUP, *map(str, two.attrib.values()))))


def _text(rng: random.Random, one: etree._Element, two: etree._Element) -> None:
    one.text = rng.choice((*TEXTS, two.text or ""))


def _markup(rng: random.Random, part: bytes) -> bytes:
    """The part with one tag or the text between two tags deleted, doubled or swapped; mostly invalid XML."""
    tokens = re.split(rb"(<[^>]*>)", part)
    one, two = rng.randrange(len(tokens)), rng.randrange(len(tokens))
    match rng.randrange(3):
        case 0:
            tokens[one] = b""
        case 1:
            tokens[one] *= 2
        case _:
            tokens[one], tokens[two] = tokens[two], tokens[one]
    return b"".join(tokens)


def _bytes(rng: random.Random, part: bytes) -> bytes:
    """The part with some bytes changed, removed or inserted, or cut off at a random place."""
    if not part:
        return rng.randbytes(4)
    where = rng.randrange(len(part))
    match rng.randrange(4):
        case 0:
            return part[:where]
        case 1:
            return part[:where] + rng.randbytes(rng.randrange(1, 9)) + part[where:]
        case 2:
            return part[:where] + part[where + rng.randrange(1, 65) :]
        case _:
            changed = bytearray(part)
            for _ in range(rng.randrange(1, 9)):
                changed[rng.randrange(len(part))] = rng.randrange(256)
            return bytes(changed)


def _swap(rng: random.Random, parts: Parts, other: Parts) -> None:
    one, two = _chosen(rng, parts), _chosen(rng, parts)
    parts[one], parts[two] = parts[two], parts[one]


def _drop(rng: random.Random, parts: Parts, other: Parts) -> None:
    del parts[_chosen(rng, parts)]


def _splice(rng: random.Random, parts: Parts, other: Parts) -> None:
    if other:
        parts[_chosen(rng, parts)] = other[_chosen(rng, other)]


def _rename(rng: random.Random, parts: Parts, other: Parts) -> None:
    name = _chosen(rng, parts)
    changed = rng.choice((name.upper(), name.replace("/", "\\"), f"../{name}", "x", f"{name}\0x"))
    parts[changed] = parts.pop(name)
