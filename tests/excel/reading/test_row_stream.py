"""Rows as a stream give what a tree of their elements would give."""

import io
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from gacx_reports.excel.reading.limits import LIMITS
from gacx_reports.excel.reading.streams import parts
from gacx_reports.excel.reading.worksheet_xml import (
    FORMULA,
    MERGE,
    ROW,
    VALUE,
    DamagedError,
    TooManyCellsError,
)
from gacx_reports.excel.reading.xml_parser import DocumentTypeError
from tests.excel.reading.raw_packages import MAIN


def stream(xml: str, **limits: int) -> list[tuple[str, dict[str, str], list[object]]]:
    """Tag, attributes and contents of the cells; an element as the text of its value and of its formula."""
    source = io.BytesIO(f'<worksheet xmlns="{MAIN}">{xml}</worksheet>'.encode())
    found = parts(source, (MERGE,), replace(LIMITS, **limits))
    return [(tag, given, [_shown(content) for _, content in cells]) for tag, given, cells in found]


def _shown(content: str | ET.Element | None) -> object:
    if isinstance(content, ET.Element):
        return content.findtext(VALUE), content.findtext(FORMULA)
    return content


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        ("<c/>", None),
        ("<c>7</c>", None),
        ("<c> <v>7</v> </c>", "7"),
        ("<c><v/></c>", ""),
        ("<c><v>1<![CDATA[2]]>&#51;<!-- 0 -->4</v></c>", "1234"),
        ("<other><v>7</v></other>", "7"),
        ("<c><f>A1</f><v>7</v></c>", ("7", "A1")),
        ("<c> <v>7</v> <f>A1</f> </c>", ("7", "A1")),
        ("<c><f>A1</f></c>", (None, "A1")),
        ("<c><v>7</v><v>8</v></c>", ("7", None)),
        ("<c><v>7<x>8</x>9</v></c>", ("7", None)),
        ("<c><v><v>8</v></v><f>A1</f></c>", ("", "A1")),
        ("<c><x><v>8</v></x></c>", (None, None)),
    ],
)
def test_a_cell_is_its_value_or_an_element(cell: str, content: object) -> None:
    """What follows in the row is not touched by it."""
    found = stream(f'<sheetData><row r="3">{cell}<c><v>5</v></c></row></sheetData>')
    assert found == [(ROW, {"r": "3"}, [content, "5"])]


def test_rows_and_what_is_wanted_come_in_their_order() -> None:
    """What is in no row is no cell, and a tag that isn't wanted is passed over."""
    merge = '<mergeCell ref="A1:B1"/>'
    xml = f"<c><v>1</v></c>{merge}<row><c><v>2</v></c></row><x/><row/>{merge}"
    wanted: tuple[str, dict[str, str], list[object]] = (MERGE, {"ref": "A1:B1"}, [])
    assert stream(xml) == [wanted, (ROW, {}, ["2"]), (ROW, {}, []), wanted]


@pytest.mark.parametrize(
    "inner", ["<row/>", "<c><row/></c>", "<c><v>1<row/></v></c>", "<c><f/><x><row/></x></c>"]
)
def test_a_row_within_a_row_is_damage(inner: str) -> None:
    """Nobody could say whose cells these are."""
    with pytest.raises(DamagedError):
        stream(f"<row>{inner}</row>")


def test_the_limits_of_xml_hold() -> None:
    """Levels within a cell and outside of rows; elements wherever they are."""
    for deep in ("<row><c><x><x><x/></x></x></c></row>", "<x><x><x><x><x/></x></x></x></x>"):
        assert stream(deep, levels=6) is not None
        with pytest.raises(DamagedError):
            stream(deep, levels=5)
    many = "<row><c><v>1</v></c><c/></row>"
    assert stream(many, elements=5)
    with pytest.raises(TooManyCellsError):
        stream(many, elements=4)


def test_a_document_type_is_refused() -> None:
    """Before anything is read."""
    source = io.BytesIO(f'<!DOCTYPE worksheet><worksheet xmlns="{MAIN}"/>'.encode())
    with pytest.raises(DocumentTypeError):
        list(parts(source, (), LIMITS))
