"""Stamp of an issued workbook, written in three places, and the check of all three on return."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from gacx_reports.core.codes.sheets import S
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import clean, match_key
from gacx_reports.core.sheets.workbook import Workbook

FORMAT = "1"
"""Version of the layout of issued workbooks."""
NAME = "GACX_TEMPLATE"
"""Name of the defined name and of the document property; ASCII, because every program preserves it."""
SHEET = "模板信息"
"""The hidden sheet: the stamp in A1, and below it the digests of locked rows."""
KIND_OF_ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Identity of an issued workbook; "" in a field matches any value, as in blank templates."""

    kind: str
    """A value of `FormKind`, or `roster`."""
    workbook: str
    """File name below the quarter's folder."""
    quarter: str
    scheme: str
    """Version of the scheme."""
    format: str = FORMAT

    @property
    def text(self) -> str:
        """The stamp as written in all three places: `1|department|2024Q4|技术服务组.xlsx|2024.2`."""
        parts = (self.format, self.kind, self.quarter, self.workbook, self.scheme)
        return "|".join(part.replace("|", " ") for part in parts)

    @property
    def shown(self) -> str:
        """The stamp in messages: `2024Q4 技术服务组.xlsx 2024.2`."""
        return " ".join(part for part in (self.quarter, self.workbook, self.scheme) if part)


def parse_stamp(text: str) -> Stamp | None:
    """Returns the stamp of a stamp text; None for any other text."""
    parts = [clean(part) for part in text.split("|")]
    if len(parts) != 5:
        return None
    form, kind, quarter, workbook, scheme = parts
    return Stamp(kind, workbook, quarter, scheme, form)


def check_stamps(book: Workbook, expected: Stamp, cover: list[Issue]) -> list[Issue]:
    """S18 issued for another workbook or quarter, S19 contradictory stamps, S20 a stamp is lost or differs.

    No issue if all three are missing: the workbook is hand-made or older, and its cover decides. S18 is left out
    if `cover` already has S05, S06 or S07, unless the layout version differs.
    """
    found = _texts(book)
    if not found:
        return []
    text, agreeing = Counter(found.values()).most_common(1)[0]
    place = CellRef(book.name)
    stamp = parse_stamp(text)
    if stamp is None or (agreeing == 1 and len(found) > 1):
        shown = "、".join(_shown(other) for other in dict.fromkeys(found.values()))
        return [Issue(S.STAMPS_CONTRADICT, place, shown, {"expected": expected.shown})]
    issues = _lost(place, found, text)
    if stamp.format != expected.format or (
        not any(S.ISSUED_FOR_SOMETHING_ELSE.follows_from(i.code) for i in cover)
        and _other(stamp, expected)
    ):
        details = {"expected": expected.shown, "quarter": expected.quarter}
        issues.append(Issue(S.ISSUED_FOR_SOMETHING_ELSE, place, stamp.shown, details))
    return issues


def _shown(text: str) -> str:
    stamp = parse_stamp(text)
    return stamp.shown if stamp else text


def _texts(book: Workbook) -> dict[str, str]:
    """Place (`name`, `property`, `sheet`) → the stamp's text."""
    sheet = book.sheet(SHEET)
    first = sheet.rows[0][1] if sheet and sheet.rows else ()
    found = dict(book.stamps)
    if first and isinstance(first[0], str):
        found["sheet"] = first[0]
    return {place: clean(text) for place, text in found.items()}


def _lost(place: CellRef, found: Mapping[str, str], text: str) -> list[Issue]:
    """S20: a note if two are left and agree, as some programs drop one when saving; else a warning."""
    if len(found) == 3 and set(found.values()) == {text}:
        return []
    agreeing = sum(1 for other in found.values() if other == text)
    harmless = agreeing == len(found) == 2
    details = {"agreeing": str(agreeing), "stamp": _shown(text)}
    return [Issue(S.STAMP_LOST, place, str(len(found)), details, harmless=harmless)]


def _other(stamp: Stamp, expected: Stamp) -> bool:
    pairs = (
        (stamp.kind, expected.kind),
        (stamp.quarter, expected.quarter),
        (stamp.workbook, expected.workbook),
        (stamp.scheme, expected.scheme),
    )
    return any(a and b and match_key(a) != match_key(b) for a, b in pairs)
