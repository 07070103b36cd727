"""A supervisor's comment and goals for one person: no two people get the same."""

from collections.abc import Iterable

from gacx_reports.core.roster import Person
from gacx_reports.excel.writing import Row
from gacx_reports.samples.ability import best_and_worst, tendency
from gacx_reports.samples.phrases import (
    AIMS,
    EPISODES,
    GENERAL,
    GENERAL_GOALS,
    GOALS,
    NEWCOMER,
    OPENINGS,
    STRENGTHS,
    WEAKNESSES,
)
from gacx_reports.samples.scene import Scene
from gacx_reports.samples.stream import Stream


def remark_rows(scene: Scene, people: Iterable[Person], said: set[str]) -> list[Row]:
    """Rows of sheet 评语. `said` holds what was written about others, and grows."""
    rows: list[Row] = []
    for person in people:
        if scene.remarked_on(person):
            comment, goals = _unsaid(scene, person, said)
            rows.append({"工号": person.id, "姓名": person.name, "评语": comment, "下季度目标": goals})
    return rows


def _unsaid(scene: Scene, person: Person, said: set[str]) -> tuple[str, str]:
    """The first comment and goals of which neither was written about anybody else."""
    attempt = 0
    while True:
        stream = scene.stream(person, "remark", attempt)
        texts = _comment(scene, person, stream), _goals(scene, person, stream)
        if not said.intersection(texts):
            said.update(texts)
            return texts
        attempt += 1


def _comment(scene: Scene, person: Person, stream: Stream) -> str:
    episodes = stream.shuffled(EPISODES.get(person.post, GENERAL))
    if not scene.judged(person):
        return stream.pick(NEWCOMER) + episodes[0]
    mood = _mood(tendency(scene, person))
    parts = [stream.pick(OPENINGS[mood])]
    if kpis := best_and_worst(scene, person):
        parts.append(stream.pick(STRENGTHS).format(kpi=kpis[0].name))
    parts += episodes[: stream.whole(1, 2)]
    if kpis:
        parts.append(stream.pick(WEAKNESSES).format(kpi=kpis[1].name))
    return "".join(parts)


def _mood(level: float) -> str:
    return "high" if level >= 0.85 else "middle" if level >= 0.68 else "low"


def _goals(scene: Scene, person: Person, stream: Stream) -> str:
    own = stream.shuffled(GOALS.get(person.post, GENERAL_GOALS))[:2]
    kpis = best_and_worst(scene, person)
    aims = [stream.pick(AIMS), *own] if kpis else own
    name = kpis[1].name if kpis else ""
    lines = [a.format(kpi=name, n=stream.whole(2, 6), w=stream.whole(1, 2)) for a in aims]
    return "\n".join(f"{number}. {line}；" for number, line in enumerate(lines, start=1))
