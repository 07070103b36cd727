"""What a workbook holds when it is issued: the cover, and a row for everything that must be filled in."""

from gacx_reports.core.forms import COMMENTS, COVER, RATINGS, TYPED, Form
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.scheme import Scheme, Source

Row = dict[str, str]


def prefilled(form: Form, scheme: Scheme, quarter: Quarter) -> dict[str, list[Row]]:
    """Sheet name → its first rows; record tables and personal targets start empty."""
    rows = {
        COVER.name: _cover(form, scheme, quarter),
        TYPED.name: _typed(form, scheme),
        RATINGS.name: _ratings(form, scheme, quarter),
        COMMENTS.name: [_who(p.id, p.name) for p in form.people if p.last == quarter.last_day],
    }
    return {s.name: rows.get(s.name, []) for s in form.sheets}


def _who(person: str, name: str) -> Row:
    return {"工号": person, "姓名": name}


def _cover(form: Form, scheme: Scheme, quarter: Quarter) -> list[Row]:
    entries = {
        "季度": str(quarter),
        "部门": form.department,
        "方案版本": scheme.settings.version,
        "填报人": form.owner,
    }
    return [{"项目": name, "值": value} for name, value in entries.items() if value]


def _typed(form: Form, scheme: Scheme) -> list[Row]:
    return [
        _who(p.id, p.name) | {"指标": k.name}
        for p in form.people
        for k in scheme.kpis_of(p.post)
        if k.source is Source.TYPED
    ]


def _ratings(form: Form, scheme: Scheme, quarter: Quarter) -> list[Row]:
    return [
        _who(p.id, p.name) | {"行为项": item.name}
        for p in form.people
        if p.last == quarter.last_day and (group := scheme.behaviours_of(p.post))
        for item in group.items
    ]
