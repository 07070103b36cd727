"""JSON → records: the one place that gives parsed JSON the types of record_types.py.

The types are taken on trust, for this program wrote both. ValueError where a text is no JSON.
"""

import json
from typing import cast

from gacx_reports.core.records.record_types import PublicationRecord, QuarterRecord


def publication_record(text: str) -> PublicationRecord:
    """A record of the ledger: written by `canonical`, and no row is changed after that."""
    return cast("PublicationRecord", json.loads(text))


def results(text: str) -> QuarterRecord:
    """`results.json`: anybody may edit it, so that mail compares each entry with the ledger's record first."""
    return cast("QuarterRecord", json.loads(text))
