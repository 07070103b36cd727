"""Makes a PDF conform to both PDF/A-3a (archiving) and PDF/UA-1 (screen readers).

WeasyPrint writes one variant at a time. PDF/A-3a requires nearly all that PDF/UA-1 does, so WeasyPrint
writes PDF/A-3a, and this module adds the missing metadata.
"""

from collections.abc import Mapping
from datetime import datetime, time
from io import BytesIO
from typing import Any

from gacx_reports.core.views.heading import AttachedRecord
from gacx_reports.render.pdf.tag_tree import tidy
from gacx_reports.render.pdf.weasyprint_internals import (
    Stream,
    extend_metadata,
    font_files,
    leave_metadata_readable,
    name_attachments_once,
    replace_font,
    weasyprint,
)

OPTIONS: Mapping[str, object] = {
    "custom_metadata": True,
    # A digest of the content; without it PDF readers and archives have no stable identity.
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


def make_archival(document: Any, record: AttachedRecord | None) -> None:
    """Add the PDF/UA metadata and the record, as attached file, to a laid out document."""
    extend_metadata(document, _UA)
    if record:
        # Midnight of the day of publication: a clock would make other bytes each time.
        moment = datetime.combine(record.day, time())
        document.metadata.attachments = [
            weasyprint().Attachment(
                string=record.text,
                name=record.name,
                description=record.description,
                created=moment,
                modified=moment,
                relationship="Data",
            )
        ]


def finish(_document: object, pdf: object) -> None:
    """Finish the PDF before it is written: uncompressed metadata for archives, smaller fonts, fewer tags."""
    leave_metadata_readable(pdf)
    for font in font_files(pdf):
        _lean(font)
    name_attachments_once(pdf)
    tidy(pdf)


_NEEDLESS = ("OS/2", "cmap", "name", "post")
"""Tables of an embedded font that PDF readers don't use, because the PDF has its own names and codes."""


def _lean(stream: Stream) -> None:
    """Remove unused tables from an embedded font, which saves 2 KB a report."""
    # Only here: the program itself, which renders nothing, would load it too.
    from fontTools.ttLib import TTFont

    (data,) = stream.stream
    with TTFont(BytesIO(data), lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
        for table in _NEEDLESS:
            if table in font:
                del font[table]
        lean = BytesIO()
        font.save(lean, reorderTables=None)
    replace_font(stream, lean.getvalue())
