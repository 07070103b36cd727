"""The sheet 问题清单 (list of problems) of a returned copy: every issue, with a link to its cell."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import NullTranslations

from lxml import etree

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.cell_ref import address
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.issue_words import SEVERITY_WORDS, describe
from gacx_reports.core.sheets.text_width import text_width
from gacx_reports.excel.reading.own_marks import MARKER
from gacx_reports.excel.returning.opc_package import MAIN, Element, main, serialised
from gacx_reports.excel.returning.xml_styles import Stylesheet
from gacx_reports.i18n import N_

TITLE = N_("List of problems")
"""Also the sheet's name, so it has at most 31 characters and none of []:*?/\\."""
COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C"}
"""Fills (RRGGBB) of marked cells; a note has none."""
LONGEST = 1000
"""Most characters of one text."""
_MOST_LINKS = 60_000
"""Hyperlinks of the sheet; Excel accepts 65,530."""
_HEADERS = (
    (N_("Severity"), 8),
    (N_("Code"), 8),
    (N_("Sheet"), 16),
    (N_("Cell"), 12),
    (N_("Found"), 24),
    (N_("Problem"), 36),
    (N_("Expected"), 36),
    (N_("How to mend"), 48),
)
_TOP = 4
"""Row of the headers; row 1 has title and marker, row 2 the advice, row 3 is blank."""
_ROW_HEIGHT = 16.5
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Listed:
    """An issue and the target of its link."""

    issue: Issue
    tab: str = ""
    """The sheet's name as the workbook spells it; "" if it has no sheet of that name."""
    cell: str = ""
    """First cell of the issue; "" if it has none."""


@dataclass(frozen=True, slots=True)
class _Formats:
    title: int
    plain: int
    header: int
    text: int
    link: int
    marker: int
    severities: dict[Severity, int]


def xml_text(text: str, longest: int = LONGEST) -> str:
    """The text for a cell or a comment: characters that XML forbids become �, and `_x…_` is escaped.

    Longer than `longest` characters, it is cut and ends in ….
    """
    shown = _FORBIDDEN.sub("�", text)
    return _LIKE_ESCAPE.sub("_x005F_", shown if len(shown) <= longest else f"{shown[:longest]}…")


def list_sheet(
    entries: Sequence[Listed], styles: Stylesheet, t: NullTranslations, windows: int
) -> bytes:
    """The worksheet's XML; `windows` is the number of the workbook's windows, of which each has a view.

    Texts are inline, so that the workbook's own table of shared strings does not change.
    """
    formats = _formats(styles)
    sheet = etree.fromstring(f'<worksheet xmlns="{MAIN}"/>')
    _add_layout(sheet, windows)
    data = etree.SubElement(sheet, main("sheetData"))
    _add_head(data, entries, formats, t)
    for number, entry in enumerate(entries, start=_TOP + 1):
        _add_row(data, number, _cells(entry, formats, t))
    _add_links(sheet, entries)
    etree.SubElement(
        sheet,
        main("pageMargins"),
        {"left": "0.4", "right": "0.4", "top": "0.5", "bottom": "0.5"}
        | {"header": "0.3", "footer": "0.3"},
    )
    etree.SubElement(
        sheet, main("pageSetup"), paperSize="9", fitToHeight="0", orientation="landscape"
    )
    return serialised(sheet)


def _formats(styles: Stylesheet) -> _Formats:
    face = '<name val="Microsoft YaHei"/><family val="2"/>'
    line = styles.border("BFBFBF")
    plain = styles.font(f'<sz val="10"/>{face}')
    return _Formats(
        title=styles.format(styles.font(f'<b/><sz val="14"/>{face}'), 0, 0, wrap=False),
        plain=styles.format(plain, 0, 0, wrap=False),
        header=styles.format(
            styles.font(f'<b/><sz val="10"/><color rgb="FFFFFFFF"/>{face}'),
            styles.fill("1F4E79"),
            line,
        ),
        text=styles.format(plain, 0, line),
        link=styles.format(
            styles.font(f'<u/><sz val="10"/><color rgb="FF0563C1"/>{face}'), 0, line
        ),
        marker=styles.format(
            styles.font(f'<sz val="8"/><color rgb="FFA6A6A6"/>{face}'), 0, 0, wrap=False
        ),
        severities={
            severity: styles.format(plain, styles.fill(COLOURS[severity]), line)
            if severity in COLOURS
            else styles.format(plain, 0, line)
            for severity in Severity
        },
    )


def _add_layout(sheet: Element, windows: int) -> None:
    properties = etree.SubElement(sheet, main("sheetPr"))
    etree.SubElement(properties, main("tabColor"), rgb="FFC00000")
    etree.SubElement(properties, main("pageSetUpPr"), fitToPage="1")
    views = etree.SubElement(sheet, main("sheetViews"))
    for window in range(windows):
        view = etree.SubElement(
            views, main("sheetView"), showGridLines="0", tabSelected="1", workbookViewId=str(window)
        )
        below = {"ySplit": str(_TOP), "topLeftCell": f"A{_TOP + 1}"}
        etree.SubElement(
            view, main("pane"), {**below, "activePane": "bottomLeft", "state": "frozen"}
        )
        etree.SubElement(view, main("selection"), pane="bottomLeft")
    etree.SubElement(sheet, main("sheetFormatPr"), defaultRowHeight=str(_ROW_HEIGHT))
    columns = etree.SubElement(sheet, main("cols"))
    for index, (_, width) in enumerate(_HEADERS, start=1):
        at = {"min": str(index), "max": str(index)}
        etree.SubElement(columns, main("col"), {**at, "width": str(width), "customWidth": "1"})


def _add_head(
    data: Element, entries: Sequence[Listed], formats: _Formats, t: NullTranslations
) -> None:
    counts = {s: sum(e.issue.severity is s for e in entries) for s in Severity}
    title = t.gettext("%(title)s: errors %(errors)d, warnings %(warnings)d") % {
        "title": t.gettext(TITLE),
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
    }
    advice = t.gettext(
        "Mend your own workbook by this list and hand that in; this copy is for reading only. "
        "Errors are red: whoever they touch is held back. Warnings are yellow: please check."
    )
    marker = (len(_HEADERS) - 1, MARKER, formats.marker)
    _add_row(data, 1, [(0, title, formats.title), marker])
    _add_row(data, 2, [(0, advice, formats.plain)])
    headers = [(i, t.gettext(h), formats.header) for i, (h, _) in enumerate(_HEADERS)]
    _add_row(data, _TOP, headers)


def _cells(entry: Listed, formats: _Formats, t: NullTranslations) -> list[tuple[int, str, int]]:
    issue, words = entry.issue, describe(entry.issue, t)
    to_cell, to_sheet = bool(entry.cell), bool(entry.tab and not entry.cell)
    texts = (
        (t.gettext(SEVERITY_WORDS[issue.severity]), formats.severities[issue.severity]),
        (issue.code, formats.text),
        (issue.place.sheet, formats.link if to_sheet else formats.text),
        (issue.place.cell, formats.link if to_cell else formats.text),
        (issue.found, formats.text),
        (words.title, formats.text),
        (words.expected, formats.text),
        (words.mend, formats.text),
    )
    return [(index, text, style) for index, (text, style) in enumerate(texts)]


def _add_row(data: Element, number: int, cells: Sequence[tuple[int, str, int]]) -> None:
    row = etree.SubElement(data, main("row"), r=str(number))
    if number > _TOP:
        row.set("ht", str(_height(cells)))
    for column, text, style in cells:
        cell = etree.SubElement(row, main("c"), r=address(number, column), s=str(style))
        if text:
            cell.set("t", "inlineStr")
            shown = etree.SubElement(etree.SubElement(cell, main("is")), main("t"))
            shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            shown.text = xml_text(text)


def _height(cells: Sequence[tuple[int, str, int]]) -> float:
    """Height of a row in points, at most 400; LibreOffice does not compute it, and Excel's limit is 409."""
    lines = (math.ceil(text_width(text[:LONGEST]) / (_HEADERS[i][1] - 1)) for i, text, _ in cells)
    return min(_ROW_HEIGHT * max(1, *lines), 400)


def _add_links(sheet: Element, entries: Sequence[Listed]) -> None:
    """Link each entry to its cell, from column "Cell", or to its sheet, from column "Sheet"."""
    links = etree.Element(main("hyperlinks"))
    for number, entry in enumerate(entries[:_MOST_LINKS], start=_TOP + 1):
        if entry.tab:
            quoted = entry.tab.replace("'", "''")
            etree.SubElement(
                links,
                main("hyperlink"),
                ref=address(number, 3 if entry.cell else 2),
                location=f"'{quoted}'!{entry.cell or 'A1'}",
            )
    if len(links):
        sheet.append(links)
