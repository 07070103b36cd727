"""The fonts of reports: small subsets in the user's cache, the same for every document.

A Chinese font has some 20 MB, and embedding it in a PDF takes longer than laying out the document. So
a core font, enough for nearly every report, is cut from it once per machine. Other characters (surnames
like 㛃 or 䶮) come from rare fonts of 1024 fixed code points each, cut on first need. A document's bytes
therefore never depend on other documents.
"""

import hashlib
import json
import os
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path

import fontTools

from gacx_reports import files
from gacx_reports.render.fonts.fontconfig import FAMILY, fontconfig, rare_family, weight_rule
from gacx_reports.render.fonts.installed import (
    CONF_NAME,
    FAMILIES,
    Face,
    FontSource,
    find_source,
    find_sources,
)

__all__ = ["FAMILY", "FontSet", "FontSource", "FontsMissing"]
__all__ += ["default_cache", "find_source", "prepare_fonts"]


WEIGHTS = (400, 700)
_REVISION = 6
_SHELF_BITS = 10
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))

Ranges = tuple[int, ...]
"""A set of code points as first, end (exclusive), first, end, … in ascending order."""


@dataclass(frozen=True)
class FontsMissing:
    """No usable Chinese font is installed, so that nothing can be rendered."""

    families: tuple[str, ...]
    """The families that were searched, best first."""


@dataclass(frozen=True)
class FontSet:
    """The prepared fonts; a picklable value for worker processes."""

    root: Path
    """The folder in the cache."""
    source: FontSource
    version: str
    """Family, release and digest, for manifests: equal versions give equal documents."""
    core: Ranges
    full: Ranges

    @property
    def conf(self) -> Path:
        """The fontconfig file with the core font only."""
        return self.root / CONF_NAME

    def missing(self, text: str) -> list[str]:
        """Characters that the font does not have, each once, in order; they would be printed as empty boxes."""
        return [char for char in dict.fromkeys(text) if not self._has(char)]

    def css(self, text: str) -> str:
        """The `@font-face` rules for rare characters of `text`; "" if the core font has all of them.

        Cuts the rare fonts on first need.
        """
        chars = {ord(char) for char in text}
        rare = (code for code in chars if not _within(code, self.core))
        shelves = sorted({code >> _SHELF_BITS for code in rare if _within(code, self.full)})
        return "".join(
            weight_rule(shelf, self._rare(shelf, weight, face), weight)
            for shelf in shelves
            for weight, face in zip(WEIGHTS, self.source.faces, strict=False)
        )

    def rare(self, name: str) -> Path | None:
        """The file of a `font:` address; None if no font of that name was cut."""
        path = self.root / "rare" / f"{name}.ttf"
        return path if path.name == f"{name}.ttf" and path.is_file() else None

    def _rare(self, shelf: int, weight: int, face: Face) -> str:
        name = f"{shelf:x}-{weight}"
        if self.rare(name) is None:
            from gacx_reports.render.fonts import subset

            codes = range(shelf << _SHELF_BITS, (shelf + 1) << _SHELF_BITS)
            own = [code for code in codes if _within(code, self.full) > _within(code, self.core)]
            # Pango takes a space from the font of the character before it, even if that font has none.
            spaces = [code for code in subset.SPACES if _within(code, self.full)]
            subset.write_subset(
                face,
                [*own, *spaces],
                self.root / "rare" / f"{name}.ttf",
                family=rare_family(shelf),
                weight=weight,
                features=(),
            )
        return name

    def _has(self, char: str) -> bool:
        code = ord(char)
        return (
            _within(code, self.full)
            or unicodedata.category(char) in _INVISIBLE
            or any(code in selectors for selectors in _VARIATION_SELECTORS)
        )


def default_cache() -> Path:
    """The program's cache folder: `gacx-reports` in $XDG_CACHE_HOME or ~/.cache."""
    stated = os.environ.get("XDG_CACHE_HOME", "")
    home = Path(stated) if Path(stated).is_absolute() else Path("~/.cache").expanduser()
    return home / "gacx-reports"


def prepare_fonts(cache: Path) -> FontSet | FontsMissing:
    """The fonts for rendering, cut on the first call and found in `cache` afterwards; FontsMissing without a font.

    Raises OSError if the cache folder can't be written.
    """
    folder = cache.absolute() / "fonts"
    for source in find_sources():
        files.make_folder(folder)
        digest = _digest(source, folder)
        root = folder / digest
        known = _stored(root, source)
        if known is not None:
            return known
        built = _built(root, source, digest)
        if built is not None:
            return built
    return FontsMissing(FAMILIES)


def installed_versions(folder: Path) -> tuple[str, ...]:
    """What `version` of a FontSet of each installed family would be; notes are put into the folder."""
    return tuple(_version(source, _digest(source, folder)) for source in find_sources())


def _version(source: FontSource, digest: str) -> str:
    from gacx_reports.render.fonts import subset

    return f"{source.family} {subset.release(source.regular)} {digest}"


def _built(root: Path, source: FontSource, digest: str) -> FontSet | None:
    """Cut the core font; None if the source lacks outlines or required characters."""
    from gacx_reports.render.fonts import subset

    if not all(subset.is_usable(face) for face in source.faces):
        return None
    full = frozenset.intersection(*(subset.coverage(face) for face in source.faces))
    if not full >= subset.least_repertoire():
        return None
    files.make_folder(root / "core")
    files.make_folder(root / "rare")
    core = full & subset.core_repertoire()
    for weight, face in zip(WEIGHTS, source.faces, strict=False):
        target = root / "core" / f"{weight}.ttf"
        subset.write_subset(face, core, target, family=FAMILY, weight=weight)
    fonts = FontSet(
        root,
        source,
        _version(source, digest),
        _ranges(core),
        _ranges(full),
    )
    files.write(fonts.conf, fontconfig(root).encode())
    # Written last: its presence shows that the rest is complete.
    stored = {"version": fonts.version, "core": fonts.core, "full": fonts.full}
    files.write(root / "fonts.json", json.dumps(stored).encode())
    return fonts


def _stored(root: Path, source: FontSource) -> FontSet | None:
    cores = [root / "core" / f"{weight}.ttf" for weight in WEIGHTS[: len(source.faces)]]
    if not all(path.is_file() for path in [*cores, root / CONF_NAME]):
        return None
    try:
        stored = json.loads((root / "fonts.json").read_text("utf-8"))
        return FontSet(
            root, source, stored["version"], tuple(stored["core"]), tuple(stored["full"])
        )
    except (OSError, ValueError, KeyError):
        return None


def _within(code: int, ranges: Ranges) -> bool:
    return bisect_right(ranges, code) % 2 == 1


def _ranges(codes: Iterable[int]) -> Ranges:
    ordered = sorted(codes)
    gaps = ((left + 1, right) for left, right in pairwise(ordered) if right != left + 1)
    return (ordered[0], *chain.from_iterable(gaps), ordered[-1] + 1) if ordered else ()


def _digest(source: FontSource, folder: Path) -> str:
    """Digest of all inputs of the cut fonts, 16 hex digits."""
    parts = [str(_REVISION), fontTools.version, source.family]
    for face in source.faces:
        parts += [_file_digest(face.path, folder), str(face.index), str(face.variable)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _file_digest(path: Path, folder: Path) -> str:
    """SHA-256 of a font file, cached by path, size and time, because reading 20 MB is slow."""
    state = path.stat()
    identity = f"{path}\n{state.st_size}\n{state.st_mtime_ns}".encode()
    note = folder / f"seen-{hashlib.sha256(identity).hexdigest()[:16]}"
    try:
        return note.read_text("ascii")
    except OSError:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        files.write(note, digest.encode())
        return digest
