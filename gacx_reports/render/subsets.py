"""Cutting small fonts out of a large one, the same bytes every time.

Imported when there is something to cut, for fontTools is slow to load.
"""

import tempfile
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError
from fontTools.varLib.instancer import instantiateVariableFont

from gacx_reports.render.font_sources import Face

FEATURES = ("ccmp", "halt", "kern", "liga", "palt", "pnum", "tnum")
"""Layout features kept. `locl` is not: a report is simplified Chinese whatever its language tag,
and `vert` is not, for nothing is set vertically."""

_DROPPED = ("BASE", "BDF", "DSIG", "FFTM", "STAT", "VORG", "meta", "vhea", "vmtx")
_BLOCKS = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x17F),  # Latin-1, Latin Extended-A
    (0x370, 0x3FF),  # Greek
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x20CF),  # superscripts, currency
    (0x2100, 0x22FF),  # letter-like, fractions, Roman numerals, arrows, mathematics
    (0x2460, 0x27BF),  # circled numbers, boxes, shapes, symbols, ticks
    (0x3000, 0x30FF),  # Chinese punctuation, kana
    (0x3200, 0x33FF),  # circled and squared forms, units
    (0xFE30, 0xFE4F),  # compatibility forms
    (0xFF00, 0xFFEF),  # full-width forms
)


@cache
def core_repertoire() -> frozenset[int]:
    """Code points that nearly every report stays within: GB 2312 and the symbols around it."""
    blocks = (range(first, last + 1) for first, last in _BLOCKS)
    return _gb2312().union(*blocks)


@cache
def least_repertoire() -> frozenset[int]:
    """What a font must have to be of use: some fonts are mere supplements, without digits."""
    return frozenset(code for code in _gb2312() if code >= 0x4E00) | set(range(0x20, 0x7F))


@cache
def _gb2312() -> frozenset[int]:
    rows, cells = range(0xA1, 0xF8), range(0xA1, 0xFF)
    pairs = b"".join(bytes((row, cell)) for row in rows for cell in cells)
    return frozenset(ord(char) for char in pairs.decode("gb2312", errors="ignore"))


def is_usable(face: Face) -> bool:
    """Whether the face has outlines of a known kind (a bitmap or Apple-only font has not)."""
    try:
        with _open(face) as font:
            return "cmap" in font and bool({"glyf", "CFF ", "CFF2"} & set(font.keys()))
    except (OSError, TTLibError):
        return False


def coverage(face: Face) -> frozenset[int]:
    """The code points that a face has glyphs for."""
    with _open(face) as font:
        return frozenset(font.getBestCmap() or ())


def release(face: Face) -> str:
    """The version that the font states, such as 2.004."""
    with _open(face) as font:
        stated: str = font["name"].getDebugName(5) or ""
    return stated.removeprefix("Version ").split(";")[0].strip()


def write_subset(
    face: Face,
    codepoints: Iterable[int],
    target: Path,
    *,
    family: str,
    weight: int,
    features: Iterable[str] = FEATURES,
) -> None:
    """Write the glyphs of `codepoints` as a font of its own; `target` appears whole or not at all.

    The result carries another name than its source, as the fonts' licence asks of a changed copy.
    """
    with _open(face) as font:
        _cut(font, codepoints, tuple(features))
        if face.variable:
            axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
            fixed = axes | {"wght": weight}
            instantiateVariableFont(font, fixed, inplace=True, downgradeCFF2="CFF2" in font)
        _rename(font, family, weight)
        result = _renumbered(font)
    with tempfile.TemporaryDirectory(dir=target.parent.parent, prefix="new-") as folder:
        unfinished = Path(folder) / target.name
        result.save(unfinished)
        unfinished.chmod(0o600)
        unfinished.replace(target)


def _cut(font: TTFont, codepoints: Iterable[int], features: tuple[str, ...]) -> None:
    if not features:
        # Reading the layout tables of a large font takes longer than cutting a small one from it.
        for table in {"GSUB", "GPOS", "GDEF"} & set(font.keys()):
            del font[table]
    options = subset.Options()
    options.layout_features = list(features)
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += _DROPPED
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codepoints)
    cutter.subset(font)


def _open(face: Face) -> TTFont:
    # Without recalculating: no clock in the bytes, and a third of the time.
    return TTFont(
        face.path, fontNumber=face.index, lazy=True, recalcTimestamp=False, recalcBBoxes=False
    )


def _renumbered(font: TTFont) -> TTFont:
    """Give glyph n of a CID-keyed font the CID n.

    WeasyPrint writes glyph numbers where PDF means CIDs, and the list of gaps that cutting leaves
    between CIDs would take a third of a report's size.
    """
    saved = BytesIO()
    font.save(saved)
    again = TTFont(saved, recalcTimestamp=False, recalcBBoxes=False)
    top = again["CFF "].cff.topDictIndex[0] if "CFF " in again else None
    if top is None or not hasattr(top, "ROS"):
        return again
    names = [".notdef", *(f"cid{number:05}" for number in range(1, len(top.charset)))]
    top.CharStrings.charStrings = {name: index for index, name in enumerate(names)}
    top.charset = names
    again.setGlyphOrder(names)
    return again


def _rename(font: TTFont, family: str, weight: int) -> None:
    style = "Bold" if weight >= 600 else "Regular"
    full = f"{family} {style}"
    names = font["name"]
    legal = [record for record in names.names if record.nameID in (0, 13, 14)]
    names.names = [record for record in legal if record.platformID == 3]
    texts = {1: family, 2: style, 3: full, 4: full, 6: full.replace(" ", "-")}
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [texts[6]]
        top = cff.topDictIndex[0]
        top.FamilyName, top.FullName, top.Weight = family, full, style
