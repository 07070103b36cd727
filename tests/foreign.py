"""Workbooks as other programs write them, with all that a careless tool would lose."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def members(content: bytes) -> dict[str, bytes]:
    """A package's parts by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def package(parts: Mapping[str, bytes | str]) -> bytes:
    """A package of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return buffer.getvalue()


def with_part(content: bytes, **changes: tuple[bytes, bytes]) -> bytes:
    """The package with a replacement in each part whose name ends so (`workbook_xml`)."""
    parts = members(content)
    for ending, (old, new) in changes.items():
        name = next(n for n in parts if n.endswith(ending.replace("_", ".")))
        assert old in parts[name], (name, old)
        parts[name] = parts[name].replace(old, new)
    return package(parts)


def picture() -> bytes:
    """A PNG of one red pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00"))
    return b"\x89PNG\r\n\x1a\n" + head + data + chunk(b"IEND", b"")


def by_xlsxwriter() -> bytes:
    """Formulas with stored values, comments, validations, one of them x14, sparklines, a picture, protection."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        percent = book.add_format({"num_format": "0.0%", "border": 1, "locked": False})
        day = book.add_format({"num_format": "yyyy-mm-dd", "italic": True})
        page = book.add_worksheet("填报值")
        page.write_row(0, 0, ["工号", "指标", "数值", "日期", "合计"])
        for row in range(1, 11):
            page.write_row(row, 0, [f"G{row:04}", "合格率"])
            page.write_number(row, 2, 0.9 + row / 100, percent)
            page.write_number(row, 3, 45474 + row, day)
            page.write_formula(row, 4, f"=C{row + 1}*100", None, 90 + row)
        page.write_comment("C3", "请核对", {"author": "张主管"})
        page.write_comment("E5", "算出来的", {"author": "李主管"})
        page.set_column("F:H", 20, percent)
        page.set_row(20, 30, day)
        page.merge_range("A14:B15", "合并")
        page.data_validation("B2:B99", {"validate": "list", "source": ["合格率", "满意度"]})
        page.data_validation("C2:C99", {"validate": "list", "source": "='选 项'!$A$1:$A$3"})
        page.add_sparkline("G2", {"range": "填报值!C2:C11"})
        page.conditional_format("C2:C11", {"type": "data_bar", "data_bar_2010": True})
        page.insert_image("J2", "dot.png", {"image_data": io.BytesIO(picture())})
        page.write_url("A13", "https://example.org/")
        page.autofilter("A1:E11")
        page.repeat_rows(0)
        page.protect("", {"objects": True})
        choices = book.add_worksheet("选 项")
        choices.write_column(0, 0, [0.9, 0.95, 1])
        choices.print_area("A1:B9")
        choices.hide()
        last = book.add_worksheet("It's 汇总")
        last.write_formula("A1", "=SUM(填报值!C2:C11)", None, 9.55)
        last.activate()
        book.define_name("总额", "='It''s 汇总'!$A$1")
        book.define_name("填报值!本页", "=填报值!$A$1")
    return buffer.getvalue()


def by_openpyxl() -> bytes:
    """Targets of relationships that begin at the root, comments in a folder of their own."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "填报值"
    for row in range(1, 12):
        page.append([f"G{row:04}", "合格率", 0.5, row])
        page.cell(row, 3).number_format = "0.00%"
        page.cell(row, 3).font = Font(bold=True)
        page.cell(row, 3).fill = PatternFill("solid", fgColor="FF00FF00")
        page.cell(row, 3).protection = Protection(locked=False)
    page["C3"].comment = Comment("请核对", "张主管")
    page["A9"].comment = Comment("第二条", "张主管")
    validation = DataValidation(type="list", formula1='"合格率,满意度"')
    validation.add("B1:B99")
    page.add_data_validation(validation)
    page.freeze_panes = "A2"
    book.create_sheet("选 项").append(["一"])
    book.create_sheet("It's 汇总")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


_VML = (
    '<xml xmlns:oa="urn:schemas-microsoft-com:office:activation"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shape id="_x0000_s1025" o:spt="202" type="#_x0000_t202" style="position:absolute;'
    'visibility:hidden;" fillcolor="#FFFFE1" filled="t" stroked="t"><v:textbox><div><br></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>3,15,1,4,5,144,5,8</x:Anchor><x:Row>2</x:Row><x:Column>2</x:Column>"
    "</x:ClientData></v:shape></xml>"
)
"""With a `<br>` that isn't closed, as Excel writes it where a note holds a line break."""


def by_wps() -> bytes:
    """Folders among the members, an extent of A1, a cell picture, rows and cells without numbers, a thread."""
    office = f"{OFFICE}/"
    links = f'xmlns="{PACKAGE}/relationships"'
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/><Default Extension="vml" '
            'ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
            f'<Override PartName="/xl/comments1.xml" ContentType="{_TYPE}.comments+xml"/>'
            '<Override PartName="/xl/threadedComments/threadedComment1.xml" '
            'ContentType="application/vnd.ms-excel.threadedcomments+xml"/>'
            '<Override PartName="/xl/cellimages.xml" '
            'ContentType="application/vnd.wps-officedocument.cellimage+xml"/></Types>',
            "_rels/": "",
            "_rels/.rels": f'<Relationships {links}><Relationship Id="rId1" '
            f'Type="{office}officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><bookViews>'
            '<workbookView activeTab="1" firstSheet="1"/></bookViews><sheets>'
            '<sheet name="填报值" sheetId="7" r:id="rId1"/><sheet name="问题清单" sheetId="9" '
            'r:id="rId2"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" '
            'localSheetId="1">问题清单!$1:$1</definedName></definedNames>'
            '<calcPr calcId="191029"/></workbook>',
            "xl/_rels/workbook.xml.rels": f"<Relationships {links}>"
            f'<Relationship Id="rId1" Type="{office}worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{office}worksheet" Target="worksheets/sheet2.xml"/>'
            f'<Relationship Id="rId3" Type="{office}styles" Target="styles.xml"/>'
            '<Relationship Id="rId4" Type="http://www.wps.cn/officeDocument/2020/cellImage" '
            'Target="cellimages.xml"/></Relationships>',
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt '
            'numFmtId="176" formatCode="0.00_ "/></numFmts><fonts count="1"><font><sz val="11"/>'
            '<name val="宋体"/><charset val="134"/></font></fonts><fills count="1"><fill>'
            '<patternFill patternType="none"/></fill></fills><borders count="1"><border><left/>'
            '<right/><top/><bottom/><diagonal/></border></borders><cellXfs count="2"><xf/>'
            '<xf numFmtId="176" fontId="0" fillId="0" borderId="0" quotePrefix="1">'
            '<alignment vertical="center"/><protection locked="0"/></xf></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="UTF-8"?><worksheet '
            f'xmlns="{MAIN}" xmlns:r="{OFFICE}" '
            'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><sheetPr/>'
            '<dimension ref="A1"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
            '<sheetData><row><c t="inlineStr"><is><t>工号</t></is></c><c t="inlineStr"><is>'
            '<t>照片</t></is></c></row><row><c><v>1</v></c><c t="str"><f>'
            '_xlfn.DISPIMG("ID_0123",1)</f><v>=DISPIMG("ID_0123",1)</v></c></row>'
            '<row r="3" spans="1:3"><c r="A3" s="1"><v>2</v></c><c r="C3" s="1"><f>A3*2</f>'
            '<v>4</v></c></row><row r="9"><c r="B9"><v>9</v></c></row></sheetData>'
            '<pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/>'
            '<legacyDrawing r:id="rId2"/></worksheet>',
            "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView '
            'tabSelected="1" workbookViewId="0"/></sheetViews><sheetData/></worksheet>',
            "xl/worksheets/_rels/sheet1.xml.rels": f"<Relationships {links}>"
            f'<Relationship Id="rId1" Type="{office}comments" Target="../comments1.xml"/>'
            f'<Relationship Id="rId2" Type="{office}vmlDrawing" '
            'Target="../drawings/vmlDrawing1.vml"/><Relationship Id="rId3" '
            'Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
            'Target="../threadedComments/threadedComment1.xml"/></Relationships>',
            "xl/comments1.xml": f'<comments xmlns="{MAIN}"><authors><author>tc={{ABC}}</author>'
            '</authors><commentList><comment ref="C3" authorId="0"><text><t>[线程批注] 请核对</t>'
            "</text></comment></commentList></comments>",
            "xl/threadedComments/threadedComment1.xml": "<ThreadedComments "
            'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
            '<threadedComment ref="C3" id="{ABC}"><text>请核对</text></threadedComment>'
            "</ThreadedComments>",
            "xl/drawings/vmlDrawing1.vml": _VML,
            "xl/cellimages.xml": '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/'
            '2017/etCustomData" xmlns:r="' + OFFICE + '"/>',
            "xl/media/image1.png": picture(),
        }
    )


BOOKS = {"XlsxWriter": by_xlsxwriter, "openpyxl": by_openpyxl, "WPS": by_wps}
"""Each has a sheet 填报值 with a comment at C3."""
