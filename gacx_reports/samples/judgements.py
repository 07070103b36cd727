"""Rows of what a head types in: KPI values, behaviour ratings and personal targets."""

from collections.abc import Iterable
from decimal import Decimal

from gacx_reports.core.roster import Person
from gacx_reports.core.scheme import Kpi, Scale, Source
from gacx_reports.core.values import NotApplicable
from gacx_reports.excel.writing import Cell, Row, Shown
from gacx_reports.samples.ability import ability, aim, own_target
from gacx_reports.samples.company import Typed
from gacx_reports.samples.scene import Scene


def typed_rows(scene: Scene, people: Iterable[Person]) -> list[Row]:
    """Rows of sheet 填报值: every typed KPI of those who will be scored."""
    return [
        {"工号": p.id, "姓名": p.name, "指标": kpi.name, "实际值": _typed(scene, p, kpi)}
        for p in people
        if scene.judged(p)
        for kpi in scene.scheme.kpis_of(p.post)
        if kpi.source is Source.TYPED
    ]


def _typed(scene: Scene, person: Person, kpi: Kpi) -> Cell | Shown:
    given = scene.occasions.typed.get((str(scene.quarter), person.id, kpi.name))
    if given is not None:
        return _as_cell(given, kpi)
    raw = aim(scene, person, kpi)
    if scale := scene.scheme.scales.get(kpi.scale):
        return _level(scale, raw + scene.stream(person, kpi.name).spread(0.08))
    return _as_cell(round(Decimal(raw), kpi.places + 2 * kpi.percent), kpi)


def _as_cell(value: Typed, kpi: Kpi) -> Cell | Shown:
    if isinstance(value, str | NotApplicable):
        return value
    return Shown(value, f"0.{'0' * kpi.places}%" if kpi.places else "0%") if kpi.percent else value


def _level(scale: Scale, score: float) -> Cell:
    name = min(scale.levels, key=lambda x: abs(float(x.score) - score)).name
    return int(name) if name.isdigit() else name


def rating_rows(scene: Scene, people: Iterable[Person]) -> list[Row]:
    """Rows of sheet 行为评价: every item of those who served the half-year."""
    scale = scene.scheme.scales.get(scene.scheme.settings.behaviour_scale)
    rows: list[Row] = []
    for person in people:
        group = scene.scheme.behaviours_of(person.post)
        if scale is None or group is None or not scene.rated(person):
            continue
        for item in group.items:
            stream = scene.stream(person, "rating", item.name)
            level = _level(scale, ability(scene, person, item.category) + stream.spread(0.1))
            rows.append(
                {"工号": person.id, "姓名": person.name, "行为项": item.name, "等级": level}
            )
    return rows


def target_rows(scene: Scene, people: Iterable[Person]) -> list[Row]:
    """Rows of sheet 个人目标."""
    return [
        {"工号": p.id, "姓名": p.name, "指标": kpi.name, "目标": _as_cell(target, kpi)}
        for p in people
        if scene.judged(p)
        for kpi in scene.scheme.kpis_of(p.post)
        if (target := own_target(scene, p, kpi)) is not None
    ]
