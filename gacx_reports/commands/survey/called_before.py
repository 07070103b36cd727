"""Customers who were called or visited in the quarter before."""

from collections.abc import Iterator

from gacx_reports.commands.request import RefusedError, RunOptions
from gacx_reports.core.language.text import match_key
from gacx_reports.core.scheme.sampling_rule import CUSTOMER
from gacx_reports.core.survey.draw_record import from_json
from gacx_reports.i18n import N_
from gacx_reports.intake.quarter import read_quarter


def called_last_quarter(options: RunOptions, table: str, record: str) -> frozenset[str]:
    """Keys of the customers whom the table asked in the quarter before.

    The first choices of its record, whoever was called according to its call sheets, answered or not, and whoever
    stands in its other workbooks. `record` is the record's file name. Raises RefusedError if there is a record that
    is damaged.
    """
    folder = options.input / str(options.quarter.previous)
    if not folder.is_dir():
        return frozenset()
    return frozenset(match_key(name) for name in _customers(options, table, record))


def _customers(options: RunOptions, table: str, record: str) -> Iterator[str]:
    before = options.quarter.previous
    path = options.input / str(before) / record
    if path.exists():
        known = from_json(path.read_text("utf-8", errors="replace"))
        if known is None:
            words = N_("{path} is damaged: it tells whom the quarter before called.")
            raise RefusedError(words, path=str(path))
        yield from (call.customer for p in known.people for call in p.calls if not call.rank)
    found = read_quarter(path.parent, before, readers=options.readers).handed_in
    if found is None:
        return
    calls = found.submissions.calls.get(table, ())
    yield from (call.customer for call in calls if call.attempts)
    for row in found.submissions.records.get(table, ()):
        customer = row.value(CUSTOMER)
        if isinstance(customer, str):
            yield customer
