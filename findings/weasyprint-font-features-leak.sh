#!/bin/sh
# WeasyPrint 70.0: a text with font features costs memory that is never given back, line by line.
#
# For every line of text whose style has a font feature (tabular figures, for example) Layout.setup makes an attribute
# and a list of Pango and gives neither back. Its cache of attributes does not help, for the argument of setdefault is
# made whether or not the key is known. A process that renders reports full of figures grows by some 90 KB a report.
#
# Counts what is made and given back for 100 short paragraphs. Needs Pango. Ends with 1 if that has changed.
# Output of 70.0:
#   WeasyPrint 70.0: 1 kind of feature, more than 100 attributes and lists made, 0 lists given back
set -eu
PYTHON=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$PYTHON" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check weasyprint==70.0
"$folder/venv/bin/python" - <<'END'
import sys
from collections import Counter

from weasyprint import HTML, __version__
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration

called = Counter()


class Counted:
    def __init__(self, library):
        self.library = library

    def __getattr__(self, name):
        called[name] += 1
        return getattr(self.library, name)


line_break.pango = Counted(line_break.pango)
fonts = FontConfiguration()
body = "".join(f"<p>{n}" for n in range(100))
style = "<style>p { font-variant-numeric: tabular-nums; margin: 0 }</style>"
HTML(string=style + body).write_pdf(font_config=fonts)
kinds = len(fonts.font_features)
attributes, lists = called["pango_attr_font_features_new"], called["pango_attr_list_new"]
back = called["pango_attr_list_unref"]
more = "more than 100" if min(attributes, lists) > 100 else f"{attributes} and {lists}"
print(f"WeasyPrint {__version__}: {kinds} kind of feature, {more} attributes and lists made, {back} lists given back")
sys.exit((kinds, min(attributes, lists) > 100, back) != (1, True, 0))
END
