"""Cuts subsets out of a large font; the same input gives the same bytes.

Imported only to cut a font, because fontTools is slow to load.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError, newTable
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib.instancer import instantiateVariableFont

from gacx_reports import files
from gacx_reports.render.fonts.installed import Face

FEATURES = ("ccmp", "halt", "kern", "liga", "palt", "pnum", "tnum")
"""Layout features that are kept. `locl` is dropped because reports are in simplified Chinese whatever their
language tag, `vert` because no text is vertical."""

_DROPPED = ("BASE", "BDF", "DSIG", "FFTM", "STAT", "VORG", "meta", "vhea", "vmtx")
_UNITS_PER_EM = 200
"""A fifth of the usual 1000: it makes a report a fifth smaller, and rounds outlines to 7 µm at text size."""

_TOLERANCE = 0.5
"""Largest distance between the quadratic outline and the original one, in font units."""

_LIMITS = (
    *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"),
    *("maxStackElements", "maxSizeOfInstructions", "maxComponentElements"),
)
"""Fields of `maxp` about TrueType hinting programs, all 0 because the fonts have none."""

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


SPACES = (0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
"""Every character of Unicode's category Zs that Chinese text may have."""


@cache
def core_repertoire() -> frozenset[int]:
    """Code points of the core font, enough for nearly every report: GB 2312, Latin, Greek and symbols."""
    blocks = (range(first, last + 1) for first, last in _BLOCKS)
    return _gb2312().union(*blocks)


@cache
def least_repertoire() -> frozenset[int]:
    """Code points that a usable font must have: Chinese of GB 2312 and ASCII, which supplementary fonts lack."""
    return frozenset(code for code in _gb2312() if code >= 0x4E00) | set(range(0x20, 0x7F))


@cache
def _gb2312() -> frozenset[int]:
    rows, cells = range(0xA1, 0xF8), range(0xA1, 0xFF)
    pairs = b"".join(bytes((row, cell)) for row in rows for cell in cells)
    return frozenset(ord(char) for char in pairs.decode("gb2312", errors="ignore"))


def is_usable(face: Face) -> bool:
    """Whether the face has TrueType or PostScript outlines, unlike bitmap or Apple-only fonts."""
    try:
        with _open(face) as font:
            return "cmap" in font and bool({"glyf", "CFF ", "CFF2"} & set(font.keys()))
    except (OSError, TTLibError):
        return False


def coverage(face: Face) -> frozenset[int]:
    """The code points for which a face has glyphs."""
    with _open(face) as font:
        return frozenset(font.getBestCmap() or ())


def release(face: Face) -> str:
    """The font's version, for example `2.004`; "" if it has none."""
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
    """Write the glyphs of `codepoints` as a font file of its own, atomically.

    It has another name than its source, as the fonts' licence requires of a modified copy.
    """
    with _open(face) as font:
        _cut(font, codepoints, tuple(features))
        if face.variable:
            axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
            fixed = axes | {"wght": weight}
            instantiateVariableFont(font, fixed, inplace=True, downgradeCFF2="CFF2" in font)
        _rename(font, family, weight)
        if "CFF " in font:
            _with_quadratic_outlines(font)
        else:
            scale_upem(font, _UNITS_PER_EM)
        # Fontconfig passes over a file whose name begins with a dot, as that of an unfinished one does.
        with files.replacing(target) as part:
            font.save(part)


def _cut(font: TTFont, codepoints: Iterable[int], features: tuple[str, ...]) -> None:
    if not features:
        # Reading the layout tables of a large font takes longer than the rest.
        for table in {"GSUB", "GPOS", "GDEF"} & set(font.keys()):
            del font[table]
    options = subset.Options()
    options.layout_features = list(features)
    options.notdef_outline = True
    options.hinting = False  # WeasyPrint drops it from every document
    options.name_IDs = ["*"]
    options.drop_tables += _DROPPED
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codepoints)
    cutter.subset(font)


def _open(face: Face) -> TTFont:
    # Nothing is recalculated: the bytes then contain no time, and it takes a third of the time.
    return TTFont(
        face.path, fontNumber=face.index, lazy=True, recalcTimestamp=False, recalcBBoxes=False
    )


def _with_quadratic_outlines(font: TTFont) -> None:
    """Turn PostScript outlines into TrueType ones, which keeps reports small.

    WeasyPrint keeps the numbers of the glyphs that a document uses. A `CFF` table needs two bytes
    for each number left out, some 30 KB a report; in a `loca` table a gap compresses to nothing.
    Besides, WeasyPrint assumes that CIDs equal glyph numbers; a TrueType font has no CIDs.
    """
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    scale = _UNITS_PER_EM / font["head"].unitsPerEm
    outlines = {name: _quadratic(glyphs[name], scale) for name in order}
    del font["CFF "]
    scale_upem(font, _UNITS_PER_EM)
    for name, outline in outlines.items():
        outline.recalcBounds(None)
        left = outline.xMin if outline.numberOfContours else 0
        font["hmtx"][name] = (font["hmtx"][name][0], left)
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, outlines
    font["maxp"].tableVersion = 0x00010000
    for field in _LIMITS:
        setattr(font["maxp"], field, 0)
    font["maxp"].maxZones = 1
    font["post"].formatType = 3.0
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\0\1\0\0"
    # Compute the limits in the new `maxp` table when the font is saved.
    font.recalcBBoxes = True


def _quadratic(glyph: Any, scale: float) -> Glyph:
    pen = TTGlyphPen(None)
    quadratic = Cu2QuPen(pen, _TOLERANCE, reverse_direction=True)
    glyph.draw(TransformPen(quadratic, (scale, 0, 0, scale, 0, 0)))
    return pen.glyph()


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
