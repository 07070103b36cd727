"""Family D: days of publications, appeals, decisions, acknowledgements and reopenings that can't be right."""

from enum import unique

from gacx_reports.core.codes.code import Code, Entry
from gacx_reports.i18n import N_

_POSSIBLE = N_("{bounds}")


@unique
class D(Code):
    """Codes about days that HR records in the ledger."""

    WITHIN_QUARTER = Entry(
        "D01",
        N_("{kind} on {day}: {quarter} lasts until {last}"),
        _POSSIBLE,
        N_(
            "Check the day. Without --on, `publish` takes it from 公布日 of the roster's sheet 本期."
        ),
        example="公布日 2024-01-05（2024Q3）",
    )
    BEFORE_EVENT = Entry(
        "D02",
        N_("{kind} on {day} lies before {event}"),
        _POSSIBLE,
        N_(
            "Check the day. If a publication bears a wrong one: `publish --correct-day DAY --reason …`."
        ),
        example="公布日 2024-10-21 < G0313 申诉裁定 2024-10-25",
    )
    AFTER_EVENT = Entry(
        "D03",
        N_("{kind} on {day} lies after {event}"),
        _POSSIBLE,
        N_("Check the day: what is on record already followed the report that is corrected."),
        example="公布日 2024-10-28 > G0313 签收 2024-10-21",
    )
    NOT_YET = Entry(
        "D04",
        N_("{kind} on {day} lies after today ({today})"),
        _POSSIBLE,
        N_("Record it when it has happened; if today is another day, set the computer's clock."),
        example="签收日 2052-10-21",
    )
    PUBLICATION_AHEAD = Entry(
        "D05",
        N_("{kind} on {day} lies after today ({today})"),
        _POSSIBLE,
        N_("If that day is meant: --force-day REASON, which is recorded."),
        example="公布日 2052-10-18",
    )
    PUBLICATION_LATE = Entry(
        "D06",
        N_("{kind} on {day}, more than {months} months after the end of {quarter}"),
        _POSSIBLE,
        N_(
            "If that day is meant: --force-day REASON. 最迟公布月数 of the scheme's sheet 设置 changes the limit."
        ),
        example="公布日 2026-01-05（2024Q3）",
    )
