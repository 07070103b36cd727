"""`review.json`, from which the review page is made anew without reading a workbook."""

import json
from typing import TypedDict, cast

from gacx_reports.i18n import Language

EDITION = 5
"""Of the format. A file of another edition is left alone until the next run writes it anew."""


class HeadingRecord(TypedDict):
    """The part of a Heading that is read back."""

    quarter: str
    """`2024Q3`."""


class PersonRowRecord(TypedDict):
    """The part of a PersonRow that is read back."""

    id: str
    total: str
    """As the page shows it, "" where there is none."""
    grade: str


class ReviewViewRecord(TypedDict):
    """A ReviewView as plain values: the fields that Python reads back; the template reads all of them."""

    lang: Language
    heading: HeadingRecord
    people: list[PersonRowRecord]


class ReviewRecord(TypedDict):
    """The whole file."""

    edition: int
    view: ReviewViewRecord
    shows: dict[str, str]
    """Path of a report that is up to date → digest of what it shows."""


def read_review(text: str) -> ReviewRecord | None:
    """The file as the last run wrote it; None for a damaged one, or one of another edition.

    The cast is right, for the edition is counted up whenever a field of the view changes.
    """
    try:
        record = json.loads(text)
    except ValueError:
        return None
    ours = isinstance(record, dict) and record.get("edition") == EDITION
    return cast("ReviewRecord", record) if ours else None
