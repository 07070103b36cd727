#!/bin/sh
# WeasyPrint 70.0: a PDF/A-3 lists each attachment twice among its associated files.
#
# When WeasyPrint makes a file PDF/A-3 it collects the attachments for the catalog's /AF from the table of embedded
# files, then once more from all file specifications of the document, which are the same objects. A file with one
# attachment has two entries in /AF with one reference, and whoever counts associated files, such as a reader of
# electronic invoices, counts twice as many. Without a PDF/A variant there is no /AF.
#
# Makes a page with two attachments and reads the catalog with pypdf. Needs Pango. Ends with 1 if that has changed.
# Output of 70.0:
#   WeasyPrint 70.0: 2 attachments, 4 associated files, 2 different ones
set -eu
PYTHON=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$PYTHON" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check weasyprint==70.0 pypdf==6.4.0
"$folder/venv/bin/python" - <<'END'
import io
import sys

import pypdf
from weasyprint import HTML, Attachment, __version__

attached = [Attachment(string=text, name=f"{text}.txt") for text in ("one", "two")]
page = HTML(string="<title>Figures</title><p>Figures")
pdf = pypdf.PdfReader(io.BytesIO(page.write_pdf(attachments=attached, pdf_variant="pdf/a-3b")))
listed = [entry.idnum for entry in pdf.root_object["/AF"]]
print(
    f"WeasyPrint {__version__}: {len(pdf.attachments)} attachments, {len(listed)} associated files, "
    f"{len(set(listed))} different ones"
)
sys.exit((len(pdf.attachments), len(listed), len(set(listed))) != (2, 4, 2))
END
