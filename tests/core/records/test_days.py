"""Days: what must precede what, over every pair of events."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.days import D
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.records.days import (
    MUST_PRECEDE,
    DayLimits,
    DayOf,
    DayOnRecord,
    NewDay,
    fault,
)
from gacx_reports.i18n import translator

Q = Period(2024, 3)
TODAY = date(2024, 12, 20)
LIMITS = DayLimits(Q, TODAY)
ORDER = """
                 quarter  publication  acknowledgement  appeal  decision  reopening  revision
publication      <        .            .                .       .         .          .
acknowledgement  <        <=           .                .       .         .          <=
appeal           <        <=           .                <=      <=        .          <=
decision         <        .            .                <=      .         .          .
reopening        <        <=           .                .       .         <=         <=
revision         <        <=           <=               <=      <=        <=         <=
"""
"""Row: what is recorded now. Column: what is on record. `<=` the column's day is not later, `<` it is earlier."""
HEADER, *LINES = (line.split() for line in ORDER.strip().splitlines())
PAIRS = {
    (DayOf(line[0]), DayOf(name)): mark
    for line in LINES
    for name, mark in zip(HEADER, line[1:], strict=True)
}
ON_RECORD = date(2024, 11, 4)
DAYS = [ON_RECORD + timedelta(days=n) for n in (-1, 0, 1)]


def record(*events: tuple[DayOf, date]) -> list[DayOnRecord]:
    """Events of G1; publications are of the whole quarter, and numbered."""
    found = []
    for n, (what, day) in enumerate(events, 1):
        published = what in (DayOf.PUBLICATION, DayOf.REVISION)
        whole = published or what in (DayOf.QUARTER, DayOf.REOPENING)
        found.append(DayOnRecord(what, day, "" if whole else "G1", n if published else 0))
    return found


def code(new: NewDay, events: Sequence[DayOnRecord], limits: DayLimits = LIMITS) -> D | None:
    """The code of what is wrong, None for a right day."""
    found = fault(new, events, limits)
    if found is None:
        return None
    assert isinstance(found.code, D)
    return found.code


def test_every_pair_has_its_mark() -> None:
    """A new event needs a row and a column here."""
    kinds = set(DayOf)
    assert PAIRS.keys() == set(product(kinds - {DayOf.QUARTER}, kinds))
    assert MUST_PRECEDE.keys() == kinds


@pytest.mark.parametrize(("pair", "mark"), PAIRS.items(), ids="-".join)
def test_no_day_precedes_what_must_precede_it(pair: tuple[DayOf, DayOf], mark: str) -> None:
    """The day before is refused, the same day and the next one are not; without an order any day will do."""
    new, earlier = pair
    limits, events = LIMITS, record((earlier, ON_RECORD))
    if mark == "<":
        days, refused = [Q.last_day + timedelta(days=n) for n in (-1, 0, 1)], [True, True, False]
        events = []
    else:
        days, refused = DAYS, [mark == "<=", False, False]
    assert [bool(code(NewDay(new, day), events, limits)) for day in days] == refused
    if mark == "<=":
        found = fault(NewDay(new, days[0]), events, limits)
        assert found
        assert found.code is D.BEFORE_EVENT
        assert found.details["low"] == ON_RECORD.isoformat()
        assert found.person == events[0].person


@pytest.mark.parametrize(
    ("corrected", "other"), tuple(product((DayOf.PUBLICATION, DayOf.REVISION), DayOf))
)
def test_a_corrected_day_stands_where_the_wrong_one_stood(corrected: DayOf, other: DayOf) -> None:
    """Not before what precedes the publication on record, nor after what follows it, by the same pairs."""
    if other is DayOf.QUARTER:
        assert code(NewDay(corrected, Q.last_day, 1), record((corrected, ON_RECORD)))
        return
    before = record((other, ON_RECORD), (corrected, TODAY))
    found = [code(NewDay(corrected, day, 2), before) for day in DAYS]
    assert found == [D.BEFORE_EVENT if PAIRS[corrected, other] == "<=" else None, None, None]
    after = record((corrected, date(2024, 10, 8)), (other, ON_RECORD))
    found = [code(NewDay(corrected, day, 1), after) for day in DAYS]
    assert found == [None, None, D.AFTER_EVENT if PAIRS[other, corrected] == "<=" else None]


def test_the_wrong_day_itself_stands_in_nobodys_way() -> None:
    """2052 is corrected to the day of the first acknowledgement; a second correction finds the first one's number."""
    events = record((DayOf.PUBLICATION, date(2052, 1, 5)), (DayOf.ACKNOWLEDGEMENT, ON_RECORD))
    assert code(NewDay(DayOf.PUBLICATION, ON_RECORD, 1), events) is None
    assert code(NewDay(DayOf.REOPENING, ON_RECORD), events) is D.BEFORE_EVENT


@pytest.mark.parametrize("what", [d for d in DayOf if d is not DayOf.QUARTER])
def test_nothing_bears_a_day_after_today(what: DayOf) -> None:
    """A publication may where HR forces it; nothing else has happened yet."""
    tomorrow = TODAY + timedelta(days=1)
    handed_out = what in (DayOf.PUBLICATION, DayOf.REVISION)
    assert code(NewDay(what, TODAY), []) is None
    assert code(NewDay(what, tomorrow), []) is (D.PUBLICATION_AHEAD if handed_out else D.NOT_YET)
    forced = DayLimits(Q, TODAY, forced=True)
    assert code(NewDay(what, tomorrow), [], forced) is (None if handed_out else D.NOT_YET)


def test_the_first_publication_is_due_within_the_setting() -> None:
    """A year by default; it can be forced, and does not bound revisions."""
    today = date(2026, 12, 1)
    days = (date(2025, 9, 30), date(2025, 10, 1))
    first = [code(NewDay(DayOf.PUBLICATION, d), [], DayLimits(Q, today)) for d in days]
    assert first == [None, D.PUBLICATION_LATE]
    assert code(NewDay(DayOf.PUBLICATION, days[1]), [], DayLimits(Q, today, 13)) is None
    assert code(NewDay(DayOf.PUBLICATION, days[1]), [], DayLimits(Q, today, forced=True)) is None
    assert code(NewDay(DayOf.REVISION, days[1]), [], DayLimits(Q, today)) is None


def test_forcing_moves_neither_the_quarter_nor_an_event() -> None:
    """Only what is late or ahead can be meant."""
    forced = DayLimits(Q, TODAY, forced=True)
    assert code(NewDay(DayOf.PUBLICATION, Q.last_day), [], forced) is D.WITHIN_QUARTER
    events = record((DayOf.PUBLICATION, ON_RECORD))
    assert code(NewDay(DayOf.REVISION, DAYS[0]), events, forced) is D.BEFORE_EVENT


CASES = [
    (
        NewDay(DayOf.REVISION, date(2024, 1, 5)),
        [(DayOf.PUBLICATION, date(2024, 10, 18)), (DayOf.DECISION, date(2024, 10, 25))],
        "补充或更正公布日期 2024年1月5日：2024Q3 到 2024年9月30日 才结束",
        "2024年10月25日 至 2024年12月20日 之间的一天",
    ),
    (
        NewDay(DayOf.REVISION, date(2024, 10, 21)),
        [(DayOf.PUBLICATION, date(2024, 10, 18)), (DayOf.DECISION, date(2024, 10, 25))],
        "补充或更正公布日期 2024年10月21日 早于 G1 的申诉裁定（2024年10月25日）",
        "2024年10月25日 至 2024年12月20日 之间的一天",
    ),
    (
        NewDay(DayOf.PUBLICATION, date(2024, 10, 28), 1),
        [(DayOf.PUBLICATION, date(2024, 10, 8)), (DayOf.ACKNOWLEDGEMENT, date(2024, 10, 21))],
        "更正后的公布日期 2024年10月28日 晚于 G1 的签收（2024年10月21日）",
        "2024年10月1日 至 2024年10月21日 之间的一天",
    ),
    (
        NewDay(DayOf.ACKNOWLEDGEMENT, date(2024, 10, 28)),
        [(DayOf.PUBLICATION, date(2025, 1, 6))],
        "签收日期 2024年10月28日 早于 首次公布（2025年1月6日）",
        "2025年1月6日 或更晚；那天到来之前不能登记",
    ),
    (
        NewDay(DayOf.REVISION, date(2024, 10, 9), 2),
        [
            (DayOf.DECISION, date(2024, 10, 25)),
            (DayOf.REVISION, date(2024, 1, 5)),
            (DayOf.ACKNOWLEDGEMENT, date(2024, 10, 10)),
        ],
        "更正后的公布日期 2024年10月9日 早于 G1 的申诉裁定（2024年10月25日）",
        "没有合适的日期：须在 2024年10月25日 或之后，又须在 2024年10月10日 或之前",
    ),
]


@pytest.mark.parametrize(("new", "events", "title", "expected"), CASES)
def test_the_words_name_what_stands_in_the_way_and_which_day_would_do(
    new: NewDay, events: list[tuple[DayOf, date]], title: str, expected: str
) -> None:
    """In Chinese, with nothing left out; and in English without a Chinese word but those that are quoted."""
    found = fault(new, record(*events), LIMITS)
    assert found
    said = describe(found, translator("zh"))
    assert (said.title, said.expected) == (title, expected)
    english = describe(found, translator("en"))
    assert english.title.isascii()
    assert english.expected.isascii()
