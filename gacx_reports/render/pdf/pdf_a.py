"""Makes a PDF conform to both PDF/A-3a (archiving) and PDF/UA-1 (screen readers).

WeasyPrint writes one variant at a time. PDF/A-3a requires nearly all that PDF/UA-1 does, so WeasyPrint
writes PDF/A-3a, and this module adds the missing metadata.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont

from gacx_reports.core.views.heading import AttachedRecord
from gacx_reports.render.pdf.tag_tree import tidy

OPTIONS: Mapping[str, object] = {
    "custom_metadata": True,
    # A digest of the content, by which PDF readers and archives identify the document.
    "pdf_identifier": True,
    "pdf_variant": "pdf/a-3a",
    "pdf_version": "1.7",
    "pdf_tags": True,
    "output_intent": "srgb",
}

_UA = """\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""The claim of PDF/UA-1, and the definition of its schema, which PDF/A requires for metadata of other standards."""


@dataclass(frozen=True)
class _Metadata:
    """Generates WeasyPrint's metadata with that of PDF/UA added."""

    plain: Any

    def __call__(self, variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = self.plain(variant, version, conformance)
        head, tail = rdf[: -len(b"</rdf:RDF>")], rdf[-len(b"</rdf:RDF>") :]
        assert tail == b"</rdf:RDF>"
        return head + _UA.encode() + tail


def mend_streams(pydyf: Any) -> None:
    """Patch pydyf so that a stream whose last byte is a carriage return is followed by another one.

    PDF/A requires the exact length of a stream. Readers take `\\r\\n` before `endstream` for one line
    end, so about one stream in 256 would appear a byte too short.
    """
    plain = pydyf.Stream.data.fget
    if plain is not _clear_data:
        _plain.append(plain)
        pydyf.Stream.data = property(_clear_data)


_plain: list[Any] = []
"""pydyf's original function that writes a stream."""


def _clear_data(stream: Any) -> bytes:
    data: bytes = _plain[0](stream)
    end = b"\nendstream"
    return data.removesuffix(end) + b"\r" + end if data.endswith(b"\r" + end) else data


def make_archival(document: Any, record: AttachedRecord | None, weasyprint: Any) -> None:
    """Add the PDF/UA metadata and the record, as attached file, to a laid out document."""
    metadata = document.metadata
    metadata.generate_rdf_metadata = _Metadata(metadata.generate_rdf_metadata)
    if record:
        # Midnight of the day of publication: the present time would give different bytes each time.
        moment = datetime.combine(record.day, time())
        metadata.attachments = [
            weasyprint.Attachment(
                string=record.text,
                name=record.name,
                description=record.description,
                created=moment,
                modified=moment,
                relationship="Data",
            )
        ]


def finish(_document: Any, pdf: Any) -> None:
    """Finish the PDF before it is written: uncompressed metadata for archives, smaller fonts, fewer tags."""
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            item.compress = False
        elif "Length1" in getattr(item, "extra", {}):
            _lean(item)
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])  # WeasyPrint names each twice
    tidy(pdf)


_NEEDLESS = ("OS/2", "cmap", "name", "post")
"""Tables of an embedded font that PDF readers don't use, because the PDF has its own names and codes."""


def _lean(stream: Any) -> None:
    """Remove unused tables from an embedded font, which saves 2 KB a report."""
    (data,) = stream.stream
    with TTFont(BytesIO(data), lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        for table in _NEEDLESS:
            if table in font:
                del font[table]
        lean = BytesIO()
        font.save(lean, reorderTables=None)
    stream.stream = [lean.getvalue()]
    stream.extra["Length1"] = len(stream.stream[0])
