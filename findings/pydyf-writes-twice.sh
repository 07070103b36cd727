#!/bin/sh
# pydyf 0.13: with an identifier every object is made into bytes twice, and every compressed stream compressed twice.
#
# `PDF.write` makes the bytes of each object for the file. For the identifier, a hash of the objects, it makes them all
# again instead of hashing what was written. PDF/A asks for an identifier, so archives pay for every font twice.
#
# Counts how often one stream is compressed. Ends with 1 if that has changed.
# Output of 0.13.0:
#   pydyf 0.13.0: compressed 1 time without an identifier, 2 times with one
set -eu
PYTHON=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$PYTHON" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check pydyf==0.13.0
"$folder/venv/bin/python" - <<'END'
import io
import sys
import zlib

import pydyf

compressed = []
plain = zlib.compressobj


def counted(*args, **options):
    compressed.append(1)
    return plain(*args, **options)


zlib.compressobj = counted


def times(identifier):
    compressed.clear()
    pdf = pydyf.PDF()
    pdf.add_object(pydyf.Stream([b"0 0 m"], compress=True))
    pdf.write(io.BytesIO(), identifier=identifier)
    return len(compressed)


without, with_one = times(False), times(b"any")
print(f"pydyf {pydyf.__version__}: compressed {without} time without an identifier, {with_one} times with one")
sys.exit((without, with_one) != (1, 2))
END
