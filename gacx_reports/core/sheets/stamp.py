"""What an issued workbook says it is, three times over, and whether the three still say the same."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from gacx_reports.core.codes.sheets import S
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import clean, match_key
from gacx_reports.core.sheets.workbook import Workbook

FORMAT = "1"
"""Of the workbooks that this program issues; another number means another layout."""
NAME = "GACX_TEMPLATE"
"""The defined name and the document property; ASCII, which every program keeps as it is."""
SHEET = "模板信息"
"""The hidden sheet: the stamp in A1, and below it what was locked."""
KIND_OF_ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a workbook was issued for; "" stands for any, as on a blank edition."""

    kind: str
    """`FormKind`, or roster."""
    workbook: str
    """File name below the quarter's folder."""
    quarter: str
    scheme: str
    """Version of the scheme."""
    format: str = FORMAT

    @property
    def text(self) -> str:
        """As it stands in all three places."""
        parts = (self.format, self.kind, self.quarter, self.workbook, self.scheme)
        return "|".join(part.replace("|", " ") for part in parts)

    @property
    def shown(self) -> str:
        """For people: `2024Q4 技术服务组.xlsx 2024.2`."""
        return " ".join(part for part in (self.quarter, self.workbook, self.scheme) if part)


def parse_stamp(text: str) -> Stamp | None:
    """The stamp that the text is; None for any other text."""
    parts = [clean(part) for part in text.split("|")]
    if len(parts) != 5:
        return None
    form, kind, quarter, workbook, scheme = parts
    return Stamp(kind, workbook, quarter, scheme, form)


def check_stamps(book: Workbook, expected: Stamp, cover: list[Issue]) -> list[Issue]:
    """S18 issued for something else, S19 the stamps contradict each other, S20 one is lost or differs.

    Without any stamp the workbook is hand-made or older, and its cover decides. `cover` holds what the cover has
    already been found guilty of, which is not said twice.
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
    """Where a stamp stands → its text."""
    sheet = book.sheet(SHEET)
    first = sheet.rows[0][1] if sheet and sheet.rows else ()
    found = dict(book.stamps)
    if first and isinstance(first[0], str):
        found["sheet"] = first[0]
    return {place: clean(text) for place, text in found.items()}


def _lost(place: CellRef, found: Mapping[str, str], text: str) -> list[Issue]:
    """A note where two are left and agree, for some programs drop one; else a warning."""
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
