"""Rows that heads and raters type in: KPI values, ratings, bonuses and deductions, personal targets."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from gacx_reports.core.forms.form import Form
from gacx_reports.core.forms.kpi_raters import typed_in
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.behaviour_set import BehaviourItem, Rater, Scale
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.excel.styles import CellValue, SheetRow, Shown
from tools.samples.ability import ability, aim, own_target
from tools.samples.company import Typed
from tools.samples.sample_quarter import SampleQuarter

LENIENCY = {Rater.SELF: 0.06, Rater.PEERS: 0.02}
"""How much higher, on the scale of scores, people rate themselves and their peers than the supervisor does."""


def typed_rows(sample: SampleQuarter, form: Form, people: Iterable[Person]) -> list[SheetRow]:
    """Rows of sheet 填报值: every KPI of the people who will be scored that is typed in that workbook."""
    asked = {(a.id, k.name) for a in form.people for k in typed_in(form, a, sample.scheme)}
    return [
        {"工号": p.id, "姓名": p.name, "指标": kpi.name, "实际值": _typed(sample, p, kpi)}
        for p, kpi in _judged_by(sample, people)
        if (p.id, kpi.name) in asked
    ]


def _judged_by(sample: SampleQuarter, people: Iterable[Person]) -> Iterator[tuple[Person, Kpi]]:
    """Each KPI of each person who will be scored, once even if several of the person's posts have it."""
    seen: set[tuple[str, str]] = set()
    for person in filter(sample.judged, people):
        for kpi in sample.scheme.kpis_of(person.post):
            if (person.id, kpi.name) not in seen:
                yield person, kpi
            seen.add((person.id, kpi.name))


def _typed(sample: SampleQuarter, person: Person, kpi: Kpi) -> CellValue | Shown:
    given = sample.special_cases.typed.get((str(sample.quarter), person.id, kpi.name))
    if given is not None:
        return _as_cell(given, kpi)
    raw = aim(sample, person, kpi)
    if scale := sample.scheme.scales.get(kpi.scale):
        return _level(scale, raw + sample.stream(person, kpi.name).spread(0.08))
    return _as_cell(round(Decimal(raw), kpi.places + 2 * kpi.percent), kpi)


def _as_cell(value: Typed, kpi: Kpi) -> CellValue | Shown:
    if isinstance(value, str):
        return value
    return Shown(value, f"0.{'0' * kpi.places}%" if kpi.places else "0%") if kpi.percent else value


def _level(scale: Scale, score: float) -> CellValue:
    name = min(scale.levels, key=lambda x: abs(float(x.score) - score)).name
    return int(name) if name.isdigit() else name


def rating_rows(sample: SampleQuarter, people: Iterable[Person]) -> list[SheetRow]:
    """Rows of sheet 行为评价: the supervisor's level for every item of the people who served the half-year."""

    def level(person: Person, item: BehaviourItem, scale: Scale) -> CellValue:
        stream = sample.stream(person, "rating", item.name)
        return _level(scale, ability(sample, person, item.category) + stream.spread(0.1))

    rows: list[SheetRow] = []
    for person in people:
        given = sample.special_cases.ratings.get((str(sample.quarter), person.id))
        found = _rated(sample, person, level)
        rows += [r | {"等级": x} for r, x in zip(found, given, strict=True)] if given else found
    return rows


def opinion_rows(sample: SampleQuarter, rater: str, people: Iterable[Person]) -> list[SheetRow]:
    """Rows of sheet 行为评价 in the workbook of `rater` (employee ID), about themselves and their peers."""

    def level(person: Person, item: BehaviourItem, scale: Scale) -> CellValue:
        stream = sample.stream(person, "rating", item.name, rater)
        leniency = LENIENCY[Rater.SELF if person.id == rater else Rater.PEERS]
        seen = ability(sample, person, item.category) + leniency
        return _level(scale, seen + stream.spread(0.15))

    quarter = str(sample.quarter)
    asked = [p for p in people if (quarter, rater, p.id) not in sample.special_cases.unanswered]
    return [row for person in asked for row in _rated(sample, person, level)]


def _rated(
    sample: SampleQuarter,
    person: Person,
    level: Callable[[Person, BehaviourItem, Scale], CellValue],
) -> list[dict[str, CellValue | Shown]]:
    """A row per behaviour item; [] for a person who has not served the half-year."""
    scale = sample.scheme.scales.get(sample.scheme.settings.behaviour_scale)
    group = sample.scheme.behaviours_of(person.post)
    if scale is None or group is None or not sample.rated(person):
        return []
    who: dict[str, CellValue | Shown] = {"工号": person.id, "姓名": person.name}
    return [who | {"行为项": item.name, "等级": level(person, item, scale)} for item in group.items]


def line_rows(sample: SampleQuarter, people: Iterable[Person]) -> list[SheetRow]:
    """Rows of sheet 加减分 (bonuses, deductions, vetoes) from the special cases."""
    return [
        {
            "工号": person.id,
            "姓名": person.name,
            "项目": line.item,
            "分值": line.points,
            "日期": line.day,
            "事由": line.reason,
        }
        for person in people
        for line in sample.special_cases.point_lines
        if (line.quarter, line.member) == (str(sample.quarter), person.id)
    ]


def target_rows(sample: SampleQuarter, people: Iterable[Person]) -> list[SheetRow]:
    """Rows of sheet 个人目标: the personal targets that are in force in the quarter."""
    return [
        {"工号": p.id, "姓名": p.name, "指标": kpi.name, "目标": _as_cell(target, kpi)}
        for p, kpi in _judged_by(sample, people)
        if (target := own_target(sample, p, kpi)) is not None
    ]
