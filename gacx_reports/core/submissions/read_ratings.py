"""Reads rows with a level of a behaviour item, by the head of a department or by raters."""

from gacx_reports.core.codes.people import P
from gacx_reports.core.forms.kpi_raters import second_superior
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scheme.behaviour_set import Rater, Scale
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.submissions.parse_entries import kpi_entry
from gacx_reports.core.submissions.parse_people import ParseContext
from gacx_reports.core.submissions.submissions import Opinion, SubmittedValue


def read_ratings(
    rows: list[TableRow], into: dict[tuple[str, str], SubmittedValue], context: ParseContext
) -> list[Issue]:
    """Adds (employee ID, behaviour item) → level to `into`, by the post on the quarter's last day; returns issues.

    P06 a second level, P11 no item of the post, and codes V of the level.
    """
    issues = []
    for r in rows:
        person = r.text("工号")
        items = [
            item.name
            for a in context.held(person)
            if a.last == context.quarter.last_day
            and (group := context.scheme.behaviours_of(a.post))
            for item in group.items
        ]
        allowed = dict.fromkeys(items, _level_of(context.scheme)) if items else {}
        name, entry, found = kpi_entry(r, allowed, "行为项", "等级")
        if entry and (person, name) in into:
            issues.append(
                r.issue(P.FILLED_IN_TWICE, "行为项", person, other=str(into[person, name].place))
            )
            continue
        issues += found
        if entry:
            into[person, name] = entry
    return issues


def read_opinions(
    rows: list[TableRow], into: dict[tuple[str, str], tuple[Opinion, ...]], context: ParseContext
) -> list[Issue]:
    """Adds a rater's levels of self and others to `into`; returns the issues of `read_ratings`.

    The rater's ID is the workbook's file name; as what they rate is on the roster.
    """
    given: dict[tuple[str, str], SubmittedValue] = {}
    issues = read_ratings(rows, given, context)
    by = context.form.rater
    listed = context.roster.raters.get(by)
    led = (p for p, _ in given if second_superior(p, context.roster) == by)
    kinds = {
        **dict.fromkeys(led, Rater.SECOND_SUPERIOR),
        **(listed.rates if listed else {}),
        by: Rater.SELF,
    }
    for (person, item), entry in given.items():
        rater = kinds.get(person, Rater.PEERS)
        into[person, item] = (*into.get((person, item), ()), Opinion(rater, by, entry))
    return issues


def _level_of(scheme: Scheme) -> Column:
    return level_column(scheme.scales[scheme.settings.behaviour_scale])


def level_column(scale: Scale) -> Column:
    """Returns the column of a behaviour item's level: a name or meaning of the scale, or 不适用."""
    names = tuple(level.name for level in scale.levels)
    return Column("等级", Kind.CHOICE, na=True, choices=names, aliases=scale.words)
