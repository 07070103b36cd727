"""Drafts the scheme of a longer period from those of the shorter ones in it, such as a year's from its quarters'."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from gettext import NullTranslations
from typing import Any

from gacx_reports.core.calendar.appraised_periods import MOST_DAYS, PERIOD_WORDS
from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.language.vocabulary import tab, word
from gacx_reports.core.scheme import sheets
from gacx_reports.core.scheme.settings.bounds import PERIOD
from gacx_reports.core.scheme.settings.choices import (
    MissingPeriod,
    PartService,
    PeriodWeighing,
    name_in_year,
)
from gacx_reports.core.scheme.weights import EQUAL
from gacx_reports.i18n import N_, is_english

DraftRow = Mapping[str, Any]
DraftTables = Mapping[str, Sequence[DraftRow]]
"""Sheet → rows, each header → value."""
_KEPT = ("等级", "加减分项", "强制分布")
"""Sheets that a scheme without KPIs of its own takes over as they are."""
_UNUSED = ("行为计入季度", "行为占比", "行为量表")
_DAYS = ("长假天数", "缺勤起扣天数")
_NOTES = {
    "各期单位": N_("Which published periods count: {month}, {quarter} or {half}."),
    "各期计权": N_(
        "{equal}: the same for all; {days}: by the days employed; {given}: as sheet {sheet} says, for you to change."
    ),
    "缺期处理": N_(
        "Until a period is published, {hold} decides nothing; {share}: the others take its weight."
    ),
    "不满期处理": N_(
        "Who joined or left within it: {no}; or {periods}: scored by the published periods alone."
    ),
}
_WORDS = {
    "month": PERIOD_WORDS[PeriodKind.MONTH],
    "quarter": PERIOD_WORDS[PeriodKind.QUARTER],
    "half": PERIOD_WORDS[PeriodKind.HALF_YEAR],
    "equal": PeriodWeighing.EQUAL,
    "days": PeriodWeighing.DAYS,
    "given": PeriodWeighing.GIVEN,
    "hold": MissingPeriod.HOLD,
    "share": MissingPeriod.REWEIGHT,
    "no": PartService.NOT_SCORED,
    "periods": PartService.BY_PERIODS,
}


def longer_scheme(
    tables: Sequence[DraftTables], counted: Sequence[Period], period: Period, t: NullTranslations
) -> dict[str, list[DraftRow]]:
    """Returns sheet → rows of the scheme of `period`, of which the published `counted` make the whole total.

    `tables` are those of the shorter periods' schemes, the latest last: it gives settings and grades; posts and English
    names that only an earlier one has stay. Every counted period stands in sheet 各期 and weighs the same, until
    somebody changes it. KPIs, behaviours, record tables and samples are left out, notes are in the language of `t`.
    """
    found: dict[str, list[DraftRow]] = {form.name: [] for form in sheets.SCHEME_SHEETS}
    latest = tables[-1]
    found |= {name: list(latest[name]) for name in _KEPT}
    found[sheets.SETTINGS.name] = list(_settings(latest[sheets.SETTINGS.name], counted, period, t))
    found[sheets.POSTS.name] = [_post(row) for row in _posts(tables)]
    found[sheets.PERIODS.name] = [{"期": name_in_year(p), "权重": EQUAL} for p in counted]
    found[sheets.ENGLISH.name] = _united(tables, sheets.ENGLISH.name, lambda row: (row["中文"],))
    return found


def _settings(
    rows: Iterable[DraftRow], counted: Sequence[Period], period: Period, t: NullTranslations
) -> Iterator[DraftRow]:
    old, later = (PERIOD_WORDS[p.kind] for p in (counted[0], period))
    new = {
        "各期单位": old,
        "各期计权": str(PeriodWeighing.GIVEN),
        "缺期处理": str(MissingPeriod.HOLD),
        "不满期处理": str(PartService.NOT_SCORED),
    }
    own = {"方案版本": str(period), PERIOD: later, **dict.fromkeys(_UNUSED)}
    for row in rows:
        name = str(row["项目"])
        if name in new or name == PERIOD:
            continue
        value = own.get(name, row["值"])
        if name in _DAYS:
            value = _more_days(value, counted[0], period)
        stale = name in own or name in _DAYS
        yield {
            **row,
            "值": value,
            "说明": None if stale else _of_longer(row["说明"], old, later, t),
        }
    yield {"项目": PERIOD, "值": later, "说明": None}
    for name, value in new.items():
        yield {"项目": name, "值": value, "说明": _note(name, t)}


def _note(name: str, t: NullTranslations) -> str:
    """What a setting may be."""
    words = {key: word(own, t) for key, own in _WORDS.items()}
    return t.gettext(_NOTES[name]).format(**words, sheet=tab(sheets.PERIODS.name, t))


def _of_longer(note: str | None, old: str, later: str, t: NullTranslations) -> str | None:
    """A note that speaks of the longer period; in English it would not be found by its name any more."""
    if note and old in note:
        return None if is_english(t) else note.replace(old, later)
    return note


def _more_days(value: object, counted: Period, period: Period) -> object:
    """Days of leave in proportion to the longer period, as many as a scheme may ask for at most."""
    if not str(value).isdigit():
        return value
    times = period.kind.months // counted.kind.months
    return min(Decimal(str(value)) * times, Decimal(MOST_DAYS[period.kind]))


def _posts(tables: Sequence[DraftTables]) -> list[DraftRow]:
    return _united(tables, sheets.POSTS.name, lambda row: (row["岗位"], *_aliases(row)))


def _aliases(row: DraftRow) -> list[str]:
    return str(row["别名"] or "").split("、")


def _united(
    tables: Sequence[DraftTables], sheet: str, names: Callable[[DraftRow], Iterable[str]]
) -> list[DraftRow]:
    """The latest scheme's rows, and those of earlier ones whose name no later row has."""
    found: list[DraftRow] = []
    known: set[str] = set()
    for table in reversed(tables):
        new = [row for row in table[sheet] if known.isdisjoint(filter(None, names(row)))]
        found += new
        known |= {name for row in new for name in names(row)}
    return found


def _post(row: DraftRow) -> DraftRow:
    none = Decimal(0)
    shares = {"个人权重": none, "部门权重": none, "公司权重": none, "各期权重": Decimal(1)}
    return {**row, "行为组": None, **shares}
