"""Workbooks written by hand, down to the last angle bracket: what spreadsheet programs would never write."""

import io
import zipfile
from collections.abc import Iterable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Part = str | bytes
"""Content of a member of the zip."""

TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/>'
    "</Types>"
)
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs><xf/></cellStyleXfs>"
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
DATE, DURATION = "1", "2"
"""Indexes of those styles."""


def book(
    sheets: str = '<sheet name="考核表" sheetId="1" r:id="rId1"/>', properties: str = ""
) -> str:
    """xl/workbook.xml."""
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATION}">{properties}'
        f"<sheets>{sheets}</sheets></workbook>"
    )


def relations(*targets: str) -> str:
    """The workbook's relations rId1, rId2, …: `worksheet worksheets/sheet1.xml` is type and target."""
    entries = [target.split(" ", 1) for target in targets]
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{RELATION}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(entries, start=1)
        )
        + "</Relationships>"
    )


OURS = ("worksheet worksheets/sheet1.xml", "styles styles.xml", "sharedStrings sharedStrings.xml")


def sheet(rows: str, after: str = "", before: str = "") -> str:
    """xl/worksheets/sheet1.xml."""
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def strings(*texts: str, attributes: str = "") -> str:
    """xl/sharedStrings.xml."""
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'{HEAD}<sst xmlns="{MAIN}" {attributes}>{items}</sst>'


ONE_CELL = '<row r="1"><c r="A1"><v>7</v></c></row>'


def parts(rows: str = ONE_CELL, **changed: Part | None) -> dict[str, Part]:
    """The members of a sound workbook; `sheet=`, `strings=`, `styles=`, `book=`, `relations=`, `types=` replace one.

    None leaves a member out.
    """
    names: Mapping[str, tuple[str, Part]] = {
        "types": ("[Content_Types].xml", TYPES),
        "root": (
            "_rels/.rels",
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        ),
        "book": ("xl/workbook.xml", book()),
        "relations": ("xl/_rels/workbook.xml.rels", relations(*OURS)),
        "sheet": ("xl/worksheets/sheet1.xml", sheet(rows)),
        "styles": ("xl/styles.xml", STYLES),
        "strings": ("xl/sharedStrings.xml", strings("甲", "乙")),
    }
    found = {member: changed.get(name, part) for name, (member, part) in names.items()}
    return {member: part for member, part in found.items() if part is not None}


def packed(
    members: Mapping[str, Part] | Iterable[tuple[str, Part]],
    compression: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """The members as a zip."""
    buffer = io.BytesIO()
    pairs = members.items() if isinstance(members, Mapping) else members
    with zipfile.ZipFile(buffer, "w", compression, compresslevel=1) as package:
        for name, part in pairs:
            package.writestr(name, part)
    return buffer.getvalue()


def workbook(rows: str = ONE_CELL, **changed: Part | None) -> bytes:
    """A sound workbook except for the changed parts."""
    return packed(parts(rows, **changed))
