"""Names of a scheme that have no English (C30)."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import is_chinese
from gacx_reports.core.scheme.english_names import KEYWORDS, sheet_worthy
from gacx_reports.core.scheme.record_table import Owner
from gacx_reports.core.scheme.scheme import ENGLISH_SHEET, PostLine, Scheme

OWN = KEYWORDS | {Owner.SURVEY.value, "是", "否"}
"""Fixed words of the program that a scheme's cell may hold instead of a name."""
MENTIONED = 12
"""Most untranslated names that C30 lists."""


def untranslated(scheme: Scheme) -> Iterator[Issue]:
    """C30 (warning): names of the scheme that have no English; one issue that lists up to 12."""
    known = sheet_worthy(scheme)
    lacking = [name for name in dict.fromkeys(_names(scheme)) if name not in known]
    if lacking:
        found = ", ".join(lacking[:MENTIONED]) + ("…" if len(lacking) > MENTIONED else "")
        details = {"count": str(len(lacking))}
        yield Issue(C.ENGLISH_MISSING, scheme.sheet(ENGLISH_SHEET), found, details)


def _names(scheme: Scheme) -> Iterator[str]:
    """Every Chinese text of the scheme that is shown to a reader."""
    bare = replace(scheme, english={}, workbook="", sha256="", sheets={})
    yield from (text for text in _texts(bare) if is_chinese(text) and text not in OWN)


def _texts(value: Any) -> Iterator[str]:
    match value:
        case Enum() | CellRef():
            pass
        case PostLine():
            yield value.label
            yield "" if value.english_text else value.text
            yield "" if value.english_measure else value.measure
        case str():
            keyword, colon, unit = value.partition(":")
            yield unit if keyword in KEYWORDS and colon else value
        case Mapping():
            for key, item in value.items():
                yield from _texts(key)
                yield from _texts(item)
        case tuple():
            for item in value:
                yield from _texts(item)
        case _ if is_dataclass(value):
            for f in fields(value):
                if f.name != "cells":
                    yield from _texts(getattr(value, f.name))
