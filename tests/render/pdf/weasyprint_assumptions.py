"""Each thing that `render/pdf/weasyprint_internals.py` assumes about WeasyPrint and pydyf, with the way to check it."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from pypdf import PdfReader

from gacx_reports.render.pdf import weasyprint_internals
from gacx_reports.render.pdf.weasyprint_internals import TaggedPdf, weasyprint


@dataclass(frozen=True)
class Specimen:
    """A document as WeasyPrint hands it over, before anything is changed in it."""

    document: Any
    pdf: Any

    @property
    def tagged(self) -> TaggedPdf:
        """The same with its tags."""
        found = TaggedPdf.of(self.pdf)
        assert found
        return found


@dataclass(frozen=True)
class Assumption:
    """Something about the insides that nobody promises."""

    used_by: str
    """The function, class or method of weasyprint_internals, or the one of tag_tree or pdf_a."""
    says: str
    holds: Callable[[Specimen], bool]


def _attributes_are_the_documents_own(_: Specimen) -> bool:
    html = weasyprint().HTML(string="<html lang=de><p>x")
    return dict(html.etree_element.attrib) == {"lang": "de"}


def _del_removes_the_folder(_: Specimen) -> bool:
    config, folder = weasyprint().text.fonts.FontConfiguration(), Path(mkdtemp())
    was_none = config._folder is None
    config._folder = folder
    config.__del__()
    config._folder = None
    return was_none and not folder.exists()


def _data_ends_in_endstream(_: Specimen) -> bool:
    pydyf = weasyprint().pdf.pydyf
    made = (pydyf.Stream([b"x"], compress=c).data for c in (False, True))
    return isinstance(pydyf.Stream.data, property) and all(d.endswith(b"\nendstream") for d in made)


def _metadata_end_in_rdf(s: Specimen) -> bool:
    about = s.document.metadata
    rdf: bytes = type(about).generate_rdf_metadata(about, "a", 3, "A")
    return rdf.endswith(b"</rdf:RDF>")


def _one_metadata_stream(s: Specimen) -> bool:
    streams = [o for o in s.pdf.objects if getattr(o, "extra", {}).get("Type") == "/Metadata"]
    return len(streams) == 1 and isinstance(streams[0].compress, bool)


def _fonts_are_whole(s: Specimen) -> bool:
    fonts = list(weasyprint_internals.font_files(s.pdf))
    return bool(fonts) and all(
        len(f.stream) == 1 and f.extra["Length1"] == len(f.stream[0]) for f in fonts
    )


def _attachments_are_named_twice(s: Specimen) -> bool:
    named = list(s.pdf.catalog["AF"])
    return len(named) == 2 and named[0] == named[1]


def _objects_stand_at_their_number(s: Specimen) -> bool:
    known = enumerate(s.pdf.objects[1:], 1)
    return all(o.reference == f"{number} 0 R".encode() for number, o in known)


def _root_has_one_kid(s: Specimen) -> bool:
    kids = s.tagged.root["K"]
    return s.tagged.root["Type"] == "/StructTreeRoot" and len(kids) == 1


def _elements_are_dictionaries(s: Specimen) -> bool:
    found = list(s.tagged.elements())
    return bool(found) and all(
        e["S"].startswith("/") and isinstance(e["K"], list) and "P" in e for e in found
    )


def _kids_are_numbers_or_references(s: Specimen) -> bool:
    kids = [kid for e in s.tagged.elements() for kid in e["K"]]
    return {type(kid) for kid in kids} == {int, bytes}


def _parent_tree_begins_with_the_pages(s: Specimen) -> bool:
    numbered = s.tagged.at(s.tagged.root["ParentTree"])["Nums"]
    pages = len(s.pdf.page_references)
    listed = numbered[: 2 * pages]
    return (
        pages == 2
        and listed[::2] == list(range(pages))
        and all(isinstance(texts, list) for texts in listed[1::2])
        and not any(isinstance(texts, list) for texts in numbered[2 * pages + 1 :: 2])
    )


def _texts_are_numbered_in_the_content(s: Specimen) -> bool:
    for elements, content in s.tagged.texts():
        marked = [item["MCID"] for item in content.stream if isinstance(item, dict)]
        if sorted(marked) != list(range(len(elements))):
            return False
    return True


def _marks_are_a_tag_a_dictionary_and_bdc(s: Specimen) -> bool:
    for _, content in s.tagged.texts():
        for index, item in enumerate(content.stream):
            if isinstance(item, dict):
                before, after = content.stream[index - 1], content.stream[index + 1]
                if not str(before).startswith("/") or after != b"BDC":
                    return False
    return True


def _cells_have_attributes(s: Specimen) -> bool:
    cells = [e for e in s.tagged.elements() if e["S"] in ("/TH", "/TD")]
    rows = {s.tagged.at(c["P"])["S"] for c in cells}
    groups = {s.tagged.at(s.tagged.at(c["P"])["P"])["S"] for c in cells}
    return (
        len(cells) == 4
        and all(isinstance(c["A"], dict) for c in cells)
        and rows == {"/TR"}
        and groups == {"/THead", "/TBody"}
    )


def _a_gone_object_can_be_written(_: Specimen) -> bool:
    pydyf = weasyprint().pdf.pydyf
    for compress in (False, True):
        pdf = pydyf.PDF()
        pdf.add_object(pydyf.Dictionary({"Gone": 1}))
        pdf.add_page(pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference}))
        lost = next(n for n, o in enumerate(pdf.objects) if isinstance(o, dict) and "Gone" in o)
        pdf.objects[lost] = weasyprint_internals._Gone()
        written = BytesIO()
        pdf.write(written, version=b"1.7", compress=compress)
        if b"/Gone" in written.getvalue() or len(PdfReader(written, strict=True).pages) != 1:
            return False
    return True


def _pages_hold_the_body(s: Specimen) -> bool:
    """The first page of the specimen has six lines or more, the second one: each less than a third of its page."""
    first, second = (weasyprint_internals.used_height(page) for page in s.document.pages)
    return 0 < second < first < 1 / 3


ASSUMPTIONS = (
    Assumption(
        "root_attributes",
        "`HTML.etree_element.attrib` holds the attributes of the root, as they stand in the HTML",
        _attributes_are_the_documents_own,
    ),
    Assumption(
        "remove_font_folder",
        "`FontConfiguration._folder` is its folder, None at first, and `__del__` removes it",
        _del_removes_the_folder,
    ),
    Assumption(
        "mend_streams",
        "`pydyf.Stream.data` is a property whose bytes end in a line end and `endstream`",
        _data_ends_in_endstream,
    ),
    Assumption(
        "extend_metadata",
        "`metadata.generate_rdf_metadata(variant, version, conformance)` ends in `</rdf:RDF>`",
        _metadata_end_in_rdf,
    ),
    Assumption(
        "leave_metadata_readable",
        "one stream of the PDF has the `extra` entry `Type: /Metadata`, and a `compress` to be set",
        _one_metadata_stream,
    ),
    Assumption(
        "used_height",
        "a page's `_page_box` holds the box of `html`, that the body's, and its children have places and heights",
        _pages_hold_the_body,
    ),
    Assumption(
        "font_files",
        "streams with the `extra` entry `Length1` hold a font, whole in one part of that length",
        _fonts_are_whole,
    ),
    Assumption(
        "replace_font", "a font's `stream` and `Length1` can be set together", _fonts_are_whole
    ),
    Assumption(
        "name_attachments_once",
        "the catalog's list `AF` names each attachment twice (else the function is needless)",
        _attachments_are_named_twice,
    ),
    Assumption(
        "TaggedPdf.at",
        "object n of `pdf.objects` has the reference `n 0 R`",
        _objects_stand_at_their_number,
    ),
    Assumption(
        "TaggedPdf.top",
        "the catalog's `StructTreeRoot` is an object of that type with one kid",
        _root_has_one_kid,
    ),
    Assumption(
        "TaggedPdf.elements",
        "elements are dictionaries of type `/StructElem` with `S`, `K` as a list, and `P`",
        _elements_are_dictionaries,
    ),
    Assumption(
        "tag_tree.tidy",
        "kids are references or, for texts, numbers",
        _kids_are_numbers_or_references,
    ),
    Assumption(
        "tag_tree.tidy",
        "every cell of a table has a dictionary `A` and stands in a row of a head or body",
        _cells_have_attributes,
    ),
    Assumption(
        "TaggedPdf.texts",
        "`Nums` of the parent tree lists the texts of each page, in their order, then annotations",
        _parent_tree_begins_with_the_pages,
    ),
    Assumption(
        "TaggedPdf.texts",
        "each page's content marks its texts by dictionaries with `MCID`, as many as are listed",
        _texts_are_numbered_in_the_content,
    ),
    Assumption(
        "skip_texts",
        "a mark is a tag, a dictionary with `MCID`, and `BDC`",
        _marks_are_a_tag_a_dictionary_and_bdc,
    ),
    Assumption(
        "TaggedPdf.give_up",
        "pydyf writes an object of kind `f` as a free place, without looking for more than _Gone has",
        _a_gone_object_can_be_written,
    ),
)
