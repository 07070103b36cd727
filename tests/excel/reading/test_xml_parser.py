"""The parser refuses a document type by itself, whatever the part is called and however it is encoded."""

import io
from xml.etree.ElementTree import ParseError

import pytest

from gacx_reports.excel.reading.limits import LIMITS
from gacx_reports.excel.reading.streams import parts as parts_of
from gacx_reports.excel.reading.streams import shared_strings
from gacx_reports.excel.reading.workbook import read_content
from gacx_reports.excel.reading.xml_parser import (
    DocumentTypeError,
    fromstring,
)
from tests.excel.reading.raw_packages import (
    ONE_CELL,
    book,
    packed,
    parts,
    sheet,
    strings,
)

DTD = '<!DOCTYPE a [<!ENTITY e "seven">]>'
BODY = "<a><b>7</b></a>"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", ""),
        ("utf-16", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("latin-1", "ISO-8859-1"),
        ("cp1251", "windows-1251"),
    ],
)
def test_a_document_type_is_refused_in_every_encoding(encoding: str, declared: str) -> None:
    """Without it, the same part is read."""
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    mark = "\ufeff" if encoding in ("utf-16-be", "utf-16-le") else ""
    assert fromstring((mark + head + BODY).encode(encoding)).findtext("b") == "7"
    for prolog in (DTD, "<!DOCTYPE a>", f"<!-- before -->{DTD}", '<!DOCTYPE a SYSTEM "a.dtd">'):
        content = (mark + head + prolog + BODY).encode(encoding)
        with pytest.raises(DocumentTypeError):
            fromstring(content)
        with pytest.raises(DocumentTypeError):
            shared_strings(io.BytesIO(content), LIMITS)
        with pytest.raises(DocumentTypeError):
            list(parts_of(io.BytesIO(content), ("b",), LIMITS))


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4APA-a/+AD4-',
        f'<?xml version="1.0" encoding="IBM037"?>{DTD}{BODY}'.encode("cp037"),
        f'<?xml version="1.0" encoding="UTF-32"?>{DTD}{BODY}'.encode("utf-32"),
    ],
    ids=["UTF-7", "EBCDIC", "UTF-32"],
)
def test_an_encoding_that_would_hide_it_is_not_read(content: bytes) -> None:
    """Expat does not know it."""
    with pytest.raises((ParseError, ValueError)):
        fromstring(content)


PARTS = {
    "workbook.xml": book(),
    "worksheets/sheet1.xml": sheet(ONE_CELL),
    "sharedStrings.xml": strings("甲"),
}


def package(name: str, content: str, encoding: str) -> bytes:
    """A workbook one of whose parts is called `part.dat`, in that encoding."""
    declared = content.replace('encoding="UTF-8"', f'encoding="{encoding}"')
    members = dict(parts())
    del members[f"xl/{name}"]
    for links in ("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"):
        members[links] = str(members[links]).replace(name, "part.dat")
    if name == "workbook.xml":
        members["xl/_rels/part.dat.rels"] = members.pop("xl/_rels/workbook.xml.rels")
    return packed(members | {"xl/part.dat": declared.encode(encoding)})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", PARTS)
def test_a_part_may_be_called_anything(name: str, encoding: str) -> None:
    """F12 also where no check of names looks; without its document type the workbook is read."""
    sound, issues = read_content("a.xlsx", package(name, PARTS[name], encoding))
    assert sound is not None
    assert sound.sheets[0].rows == ((1, (7,)),)
    assert not issues
    head, mark, body = PARTS[name].partition("?>")
    refused, (issue,) = read_content("a.xlsx", package(name, head + mark + DTD + body, encoding))
    assert (refused, issue.code) == (None, "F12")


def test_a_part_is_read_in_large_pieces() -> None:
    """A long tag would be parsed again from its start with every small one."""
    asked: list[int] = []

    class Source(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            asked.append(size or 0)
            return super().read(size)

    assert len(list(parts_of(Source(b"<a/>"), ("a",), LIMITS))) == 1
    assert set(asked) == {2**20}
