"""The one door to WeasyPrint, and all that the PDFs need of its insides and those of pydyf, its PDF writer.

Neither promises to keep what is used below, so pyproject.toml holds both under the version that may change it.
tests/render/pdf/test_weasyprint_internals.py checks, for each function here, what it rests on, and says what broke.
What only makes them faster is in `render/pdf/speed/`, behind a switch.
"""

import sys
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any, Protocol

from gacx_reports.render.pdf.loading import load

_FREE = 65535


def weasyprint() -> Any:
    """The library. Its documented part is used directly; it has no types."""
    # Not at the top: it reads the environment that the renderer sets, and takes long to load.
    return sys.modules.get("weasyprint") or load()


class Stream(Protocol):
    """A stream of a PDF that is about to be written."""

    stream: list[Any]
    """Its parts: bytes or texts, dictionaries in between."""
    extra: dict[str, Any]
    """Its dictionary in the PDF."""
    compress: bool


class TagElement(Protocol):
    """An element of the tree of tags; keys and values are those of a PDF's structure element."""

    @property
    def reference(self) -> bytes:
        """`12 0 R`."""
        ...

    def __contains__(self, key: object, /) -> bool: ...
    def __getitem__(self, key: str, /) -> Any: ...
    def __setitem__(self, key: str, value: object, /) -> None: ...
    def __delitem__(self, key: str, /) -> None: ...
    def get(self, key: str, /) -> Any:
        """Its value, None where it has none."""
        ...

    def pop(self, key: str, default: object, /) -> Any:
        """Its value, which is then gone."""
        ...


def root_attributes(html: Any) -> MutableMapping[str, str]:
    """The attributes of the root of a parsed `weasyprint.HTML`, to be read and set."""
    attributes: MutableMapping[str, str] = html.etree_element.attrib
    return attributes


def used_height(page: Any) -> float:
    """The share of a laid out page's height that its content fills, 0 to 1; margins don't count."""
    area = page._page_box
    (html,) = (box for box in area.children if box.element_tag == "html")
    (body,) = html.children
    ends = (b.position_y + b.margin_height() for b in body.children if b.is_in_normal_flow())
    top: float = area.content_box_y()
    return (max(ends, default=top) - top) / float(area.height)


def remove_font_folder(font_config: Any) -> None:
    """Remove the folder of fonts of a `FontConfiguration`.

    It does so itself when it is collected, which in a worker never happens and else when Python has half
    gone: each process would leave a folder in the system's temporary one.
    """
    font_config.__del__()
    font_config._folder = None  # or its own __del__ tries again, and complains


def mend_streams() -> None:
    """Let a stream whose last byte is a carriage return end in a line end that can be told from it.

    PDF/A wants the length of a stream to be that of its bytes, and readers take `\\r\\n` for one
    line end: one stream of 256 would be a byte too short.
    """
    pydyf = weasyprint().pdf.pydyf
    if not _plain:
        _plain.append(pydyf.Stream.data.fget)
        pydyf.Stream.data = property(_clear_data)


_plain: list[Any] = []
"""pydyf's own way to write a stream."""


def _clear_data(stream: Stream) -> bytes:
    data: bytes = _plain[0](stream)
    end = b"\nendstream"
    return data.removesuffix(end) + b"\r" + end if data.endswith(b"\r" + end) else data


def extend_metadata(document: Any, rdf: str) -> None:
    """Let the XMP metadata of a laid out document end in further descriptions."""
    metadata = document.metadata
    metadata.generate_rdf_metadata = _Metadata(metadata.generate_rdf_metadata, rdf.encode())


@dataclass(frozen=True)
class _Metadata:
    """WeasyPrint's own metadata with further ones beside them."""

    plain: Any
    further: bytes

    def __call__(self, variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = self.plain(variant, version, conformance)
        end = b"</rdf:RDF>"
        assert rdf.endswith(end)
        return rdf.removesuffix(end) + self.further + end


def leave_metadata_readable(pdf: Any) -> None:
    """Write the XMP metadata uncompressed."""
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            item.compress = False


def font_files(pdf: Any) -> Iterator[Stream]:
    """The streams that hold the embedded fonts, each whole in one part."""
    return (item for item in pdf.objects if "Length1" in getattr(item, "extra", {}))


def replace_font(stream: Stream, content: bytes) -> None:
    """Embed another font instead, and state its length."""
    stream.stream = [content]
    stream.extra["Length1"] = len(content)


def name_attachments_once(pdf: Any) -> None:
    """Of the list of associated files, in which WeasyPrint names each twice."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


@dataclass(frozen=True)
class TaggedPdf:
    """A PDF with its tree of tags, about to be written."""

    pdf: Any
    root: TagElement

    @classmethod
    def of(cls, pdf: Any) -> "TaggedPdf | None":
        """None where it has no tags."""
        root = pdf.catalog.get("StructTreeRoot")
        return None if root is None else cls(pdf, _at(pdf, root))

    @property
    def top(self) -> TagElement:
        """The only kid of the root: the document."""
        (top,) = self.root["K"]
        return self.at(top)

    def at(self, reference: bytes) -> TagElement:
        """The object that is meant."""
        element: TagElement = _at(self.pdf, reference)
        return element

    def texts(self) -> Iterator[tuple[list[Any], Stream]]:
        """The elements of each page's texts, in the order of their numbers, with the page's content."""
        contents = [self.at(page)["Contents"] for page in self.pdf.page_references]
        numbered = self.at(self.root["ParentTree"])["Nums"]
        for number, elements in zip(numbered[::2], numbered[1::2], strict=True):
            if isinstance(elements, list):  # else it belongs to an annotation
                yield elements, _at(self.pdf, contents[number])

    def elements(self) -> Iterator[TagElement]:
        """Every element, whether or not the tree still reaches it."""
        for item in tuple(self.pdf.objects):
            if isinstance(item, dict) and item.get("Type") == "/StructElem":
                yield item  # type: ignore[misc]  # pydyf's dictionary, which has a reference

    def give_up(self, element: TagElement) -> None:
        """Leave an element out of the file; its place in the table of objects is free."""
        self.pdf.objects[_number(element.reference)] = _Gone()


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


class _Gone:
    """The place of an object that is no more, as a PDF's table of objects lists it."""

    free = "f"
    compressible = False
    generation = _FREE
    offset = 0
    number = 0
    data = b""


def skip_texts(content: Stream, outside: set[int]) -> None:
    """Mark the texts of those numbers as artifacts: they are in no element."""
    items = content.stream
    for index, item in enumerate(items):
        if isinstance(item, dict) and item.get("MCID") in outside:
            items[index - 1 : index + 2] = "/Artifact", "", "BMC"
