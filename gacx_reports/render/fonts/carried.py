"""Prepared fonts as bytes, for a machine that has the same font but no cache of ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gacx_reports.render.fonts.font_set import FontSet, Ranges, installed_versions
from gacx_reports.render.fonts.fontconfig import fontconfig
from gacx_reports.render.fonts.installed import CONF_NAME, FontSource, find_sources


class FontAbsentError(Exception):
    """The font from which rare characters are cut is not installed here."""


@dataclass(frozen=True)
class CarriedFonts:
    """A FontSet without the places of this machine."""

    files: Mapping[str, bytes]
    """Name below the folder → content of the core fonts and of the rare ones that were cut."""
    version: str
    core: Ranges
    full: Ranges


def packed(fonts: FontSet) -> CarriedFonts:
    """The prepared fonts, to be sent."""
    found = sorted(p for name in ("core", "rare") for p in (fonts.root / name).glob("*.ttf"))
    files = {p.relative_to(fonts.root).as_posix(): p.read_bytes() for p in found}
    return CarriedFonts(files, fonts.version, fonts.core, fonts.full)


def unpacked(carried: CarriedFonts, root: Path) -> FontSet:
    """The fonts in a folder of their own. Raises FontAbsentError."""
    for folder in (root, root / "core", root / "rare"):
        folder.mkdir(mode=0o700)
    for name, content in carried.files.items():
        (root / name).write_bytes(content)
    (root / CONF_NAME).write_text(fontconfig(root), "utf-8")
    source = _source(carried.version, root)
    return FontSet(root, source, carried.version, carried.core, carried.full)


def _source(version: str, root: Path) -> FontSource:
    for source, known in zip(find_sources(), installed_versions(root), strict=True):
        if known == version:
            return source
    raise FontAbsentError(version)
