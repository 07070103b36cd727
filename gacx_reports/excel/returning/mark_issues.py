"""Makes the returned copy: the sender's own file with coloured and commented cells, and a list of problems in front.

The package is patched and never saved through a spreadsheet library, which would drop stored values of
formulas, pictures and validations. Parts that need no mark keep their bytes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.issues.issue import Issue, errors, in_order
from gacx_reports.core.language.issue_words import SEVERITY_WORDS, describe
from gacx_reports.core.language.text import match_key
from gacx_reports.excel.reading.file_checks import inspect
from gacx_reports.excel.returning import xml_cells
from gacx_reports.excel.returning.comments import add_notes
from gacx_reports.excel.returning.issue_sheet import COLOURS, TITLE, Listed, list_sheet, xml_text
from gacx_reports.excel.returning.opc_package import (
    LINKS,
    BrokenPackageError,
    Element,
    Package,
    main,
    number,
)
from gacx_reports.excel.returning.xml_styles import EMPTY, Stylesheet

_LONGEST_LINE = 200
"""Characters of each line of a comment; the list of problems holds longer texts."""
_LONGEST_NOTE = 5000
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ID = f"{{{LINKS}}}id"
_SELECTED = re.compile(rb"""\s+tabSelected\s*=\s*("[^"]*"|'[^']*')""")
_CELLS = re.compile(rb"<(\w+:)?sheetData\b")


@dataclass(frozen=True, slots=True)
class NotReturned:
    """The file can't be patched: protected by a password, damaged, of another kind, or too large."""

    reason: str
    """An issue code or a technical reason, for the log; the issues themselves inform the sender."""


def mark_issues(
    original: bytes, issues: Sequence[Issue], t: NullTranslations
) -> bytes | NotReturned:
    """The workbook's bytes with these issues marked; the same input gives the same bytes.

    All issues must be about this workbook: only their sheet and cell are used. Errors are red and warnings yellow;
    a note is only listed.
    """
    try:
        opened, found = inspect("", original)
        if refused := errors(found):
            return NotReturned(refused[0].code)
        package = Package(opened.content)
        _mark(package, in_order(issues), t)
        return package.content()
    except BrokenPackageError as error:
        return NotReturned(str(error))


@dataclass(frozen=True, slots=True)
class _Tab:
    """A worksheet; chart and macro sheets have no cells to mark and are left out."""

    name: str
    part: str


def _mark(package: Package, issues: Sequence[Issue], t: NullTranslations) -> None:
    book = next(iter(package.related("", "officeDocument").values()), "")
    root = package.edit(book, main("workbook"))
    tabs = tuple(_tabs(package, book, root))
    styles = _styles(package, book)
    _deselect(package, book)
    listed = [_listed(issue, tabs) for issue in issues]
    for tab in tabs:
        marked = [e for e in listed if e.tab == tab.name and e.cell and e.issue.severity in COLOURS]
        if marked:
            _mark_sheet(package, tab.part, marked, styles, t)
    views = root.findall(f"{main('bookViews')}/{main('workbookView')}")
    content = list_sheet(listed, styles, t, windows=max(1, len(views)))
    part = package.add("xl/worksheets/sheet{}.xml", content, _SHEET_TYPE)
    _insert_first(root, t.gettext(TITLE), package.relate(book, "worksheet", part))


def _tabs(package: Package, book: str, root: Element) -> Iterator[_Tab]:
    worksheets = package.related(book, "worksheet")
    for sheet in root.iterfind(f"{main('sheets')}/{main('sheet')}"):
        part = worksheets.get(sheet.get(_ID) or "", "")
        if part in package:
            yield _Tab(sheet.get("name") or "", part)


def _styles(package: Package, book: str) -> Stylesheet:
    parts = list(package.related(book, "styles").values())
    if not parts:
        # The name without a number is the only one that openpyxl looks for.
        pattern = "xl/styles{}.xml" if "xl/styles.xml" in package else "xl/styles.xml"
        parts = [package.add(pattern, EMPTY, _STYLES_TYPE)]
        package.relate(book, "styles", parts[0])
    return Stylesheet(package.edit(parts[0], main("styleSheet")))


def _deselect(package: Package, book: str) -> None:
    """Deselect all tabs, because only the list may be selected: entries go into all selected tabs at once."""
    for kind in ("worksheet", "chartsheet", "dialogsheet"):
        for part in package.related(book, kind).values():
            if part in package:
                content = package.read(part)
                cells = _CELLS.search(content)
                end = cells.start() if cells else len(content)
                if _SELECTED.search(content, 0, end):
                    package.write(part, _SELECTED.sub(b"", content[:end]) + content[end:])


def _listed(issue: Issue, tabs: Iterable[_Tab]) -> Listed:
    wanted = match_key(issue.place.sheet)
    same = [tab.name for tab in tabs if match_key(tab.name) == wanted]
    if not wanted or not same:
        return Listed(issue)
    tab = issue.place.sheet if issue.place.sheet in same else same[0]
    spots = xml_cells.spots(issue.place.cell)
    return Listed(issue, tab, xml_cells.name(spots[0]) if spots else "")


def _mark_sheet(
    package: Package, part: str, marked: Sequence[Listed], styles: Stylesheet, t: NullTranslations
) -> None:
    sheet = package.edit(part, main("worksheet"))
    places = {entry.issue.place.cell: xml_cells.spots(entry.issue.place.cell) for entry in marked}
    shown = xml_cells.shown_at(sheet, (spot for spots in places.values() for spot in spots))
    colours: dict[xml_cells.Spot, str] = {}
    texts: dict[xml_cells.Spot, list[str]] = {}
    for entry in marked:
        spots = [shown[spot] for spot in places[entry.issue.place.cell]]
        for spot in spots:
            # Issues are sorted with errors first, so a cell with an error and a warning is red.
            colours.setdefault(spot, COLOURS[entry.issue.severity])
        texts.setdefault(spots[0], []).append(_text(entry.issue, t))
    xml_cells.colour(sheet, colours, styles)
    notes = {spot: xml_text("\n\n".join(found), _LONGEST_NOTE) for spot, found in texts.items()}
    add_notes(package, part, sheet, notes)


def _text(issue: Issue, t: NullTranslations) -> str:
    words = describe(issue, t)
    severity = t.gettext(SEVERITY_WORDS[issue.severity])
    several = issue.place.cell if len(xml_cells.spots(issue.place.cell)) > 1 else ""
    lines = (
        (t.gettext("Cells: %(text)s"), several),
        (t.gettext("Found: %(text)s"), issue.found),
        (t.gettext("Expected: %(text)s"), words.expected),
        (t.gettext("How to mend: %(text)s"), words.mend),
    )
    shown = [
        f"[{severity} {issue.code}] {words.title}",
        *(line % {"text": _shortened(text)} for line, text in lines if text),
    ]
    return "\n".join(shown)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]}…"


def _insert_first(root: Element, title: str, relation: str) -> None:
    """Make the list the first and the active tab; indexes of tabs in defined names are raised by one."""
    sheets = root.find(main("sheets"))
    if sheets is None:
        raise BrokenPackageError("sheets: missing")
    taken = {(sheet.get("name") or "").casefold() for sheet in sheets}
    names = (title, *(f"{title} ({n})" for n in range(2, len(sheets) + 3)))
    made = sheets.makeelement(main("sheet"), nsmap={"r": LINKS})
    made.set("name", next(n for n in names if n.casefold() not in taken))
    made.set("sheetId", str(max((number(s, "sheetId") for s in sheets), default=0) + 1))
    made.set(_ID, relation)
    sheets.insert(0, made)
    for view in root.iterfind(f"{main('bookViews')}/{main('workbookView')}"):
        view.attrib.pop("activeTab", "")
        view.attrib.pop("firstSheet", "")
    for element in root.iter("{*}definedName"):
        if element.get("localSheetId") is not None:
            element.set("localSheetId", str(number(element, "localSheetId") + 1))
