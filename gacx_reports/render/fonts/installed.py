"""Finds the installed Chinese fonts, best first."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
"""Families with simplified Chinese forms, the one with the widest repertoire first."""

CONF_NAME = "gacx-reports-fonts.conf"
"""Name of the only fontconfig file that a rendering process uses."""

_FOLDERS = (
    "~/.fonts",
    "~/.local/share/fonts",
    "~/Library/Fonts",
    "/usr/local/share/fonts",
    "/usr/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
)
_FILE_NAMES = re.compile(
    r"(NotoSans(CJK|SC)|SourceHanSans|PingFang|Hiragino Sans GB|msyh|wqy-)"
    r".*\.(otf|ttf|ttc|otc)$",
    re.IGNORECASE,
)
_REGULAR, _SEMIBOLD, _BOLD = 80, 180, 200
_FORMAT = "%{file}\\t%{index}\\t%{family}\\t%{weight}\\t%{variable}\\n"


@dataclass(frozen=True)
class Face:
    """One face inside a font file."""

    path: Path
    index: int
    """Number of the member of a collection; 0 in a file of one face."""
    variable: bool
    """Whether it is a variable font, from which a fixed weight must be derived."""


@dataclass(frozen=True)
class FontSource:
    """The faces of a family that reports are set in."""

    family: str
    regular: Face
    bold: Face | None
    """None if the family has a single weight; titles are then regular, too."""

    @property
    def faces(self) -> tuple[Face, ...]:
        """The faces that exist, regular first."""
        return (self.regular,) if self.bold is None else (self.regular, self.bold)


@dataclass(frozen=True)
class _Listed:
    """A face as fontconfig or its own tables describe it; weight on fontconfig's scale."""

    face: Face
    families: tuple[str, ...]
    weight: int


def find_source() -> FontSource | None:
    """The best Chinese font of this machine, None if it has none."""
    return next(iter(find_sources()), None)


def find_sources() -> tuple[FontSource, ...]:
    """Every family of `FAMILIES` that is installed, best first."""
    listed = _from_fontconfig()
    rows = sorted(
        _from_folders() if listed is None else listed,
        key=lambda row: (str(row.face.path), row.face.index),
    )
    found = (_source(family, rows) for family in FAMILIES)
    return tuple(source for source in found if source is not None)


def _source(family: str, rows: list[_Listed]) -> FontSource | None:
    members = [row for row in rows if family in row.families]
    if not members:
        return None
    for row in members:
        if row.face.variable:
            return FontSource(family, row.face, row.face)
    regular = min(members, key=lambda row: abs(row.weight - _REGULAR))
    heavy = [row for row in members if row.weight >= _SEMIBOLD and row is not regular]
    bold = min(heavy, key=lambda row: abs(row.weight - _BOLD), default=None)
    return FontSource(family, regular.face, bold.face if bold else None)


def _from_fontconfig() -> list[_Listed] | None:
    """The faces that `fc-list` lists; None if the command is not installed or does not get to its end."""
    env = dict(os.environ)
    if Path(env.get("FONTCONFIG_FILE", "")).name == CONF_NAME:
        # This process renders with the cached fonts only; search the system's fonts all the same.
        del env["FONTCONFIG_FILE"]
    try:
        run = subprocess.run(
            ["fc-list", "--format", _FORMAT],
            env=env,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError:
        return None
    if run.returncode:
        return None
    rows = (_parsed(line.split("\t")) for line in run.stdout.splitlines())
    return [row for row in rows if row is not None]


def _parsed(fields: list[str]) -> _Listed | None:
    """A line of fc-list; None for a named instance, which is a view of a variable face."""
    if len(fields) != 5 or not fields[1].isdigit() or int(fields[1]) > 0xFFFF:
        return None
    path, index, families, weight, variable = fields
    face = Face(Path(path), int(index), variable == "True")
    numbers = re.findall(r"\d+", weight)
    return _Listed(face, tuple(families.split(",")), int(numbers[0]) if numbers else _REGULAR)


def _from_folders() -> list[_Listed]:
    """The faces in the usual font folders, read from the files themselves, which is slower."""
    rows: list[_Listed] = []
    for folder in _FOLDERS:
        for where, _, names in os.walk(Path(folder).expanduser()):
            for name in filter(_FILE_NAMES.search, names):
                rows.extend(_members(Path(where) / name))
    return rows


def _members(path: Path) -> Iterator[_Listed]:
    from fontTools import ttLib

    try:
        with path.open("rb") as file:
            collection = file.read(4) == b"ttcf"
        opened = ttLib.TTCollection if collection else ttLib.TTFont
        with opened(path, lazy=True) as fonts:
            for index, font in enumerate(fonts.fonts if collection else [fonts]):
                names = {font["name"].getDebugName(number) for number in (1, 16)}
                bold = font["OS/2"].usWeightClass >= 600
                yield _Listed(
                    Face(path, index, "fvar" in font),
                    tuple(sorted(name for name in names if name)),
                    _BOLD if bold else _REGULAR,
                )
    except (OSError, ttLib.TTLibError):
        return
