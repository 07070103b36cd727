"""Sheet 填写说明: owner, due date, how to fill in, and the posts' KPIs, targets and scoring rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations
from types import MappingProxyType

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.input_sheets import LINES, RATINGS
from gacx_reports.core.forms.kpi_raters import typed_in
from gacx_reports.core.issuing import instruction_block
from gacx_reports.core.issuing.instruction_block import InstructionBlock
from gacx_reports.core.issuing.purpose import purpose
from gacx_reports.core.language import formats
from gacx_reports.core.language.grade_words import grade_at_best
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.roster.projects import Project
from gacx_reports.core.scheme.behaviour_set import BehaviourSet, Rater
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.line_item import LineKind
from gacx_reports.core.scheme.record_table import Owner
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.words.evaluation import evaluation_words
from gacx_reports.core.scheme.words.grade_rules import grade_rules
from gacx_reports.core.scheme.words.kpis import how_measured, how_scored, when_missing
from gacx_reports.core.scheme.words.personal_targets import target_or_own
from gacx_reports.core.scheme.words.raters import treatment
from gacx_reports.core.sheets.read_cell import bound
from gacx_reports.i18n import N_


@dataclass(frozen=True, slots=True)
class Guide:
    """Content of the whole sheet."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """(label, value): purpose, owner, due date, scheme version."""
    blocks: tuple[InstructionBlock, ...]


_HOW = (
    N_(
        "Amber cells are still missing; red ones can't be right. Where neither is left, you are done."
    ),
    N_(
        "Choose from the lists where a cell offers one; point at a header to read what belongs there."
    ),
    N_("Zero is written 0. What does not apply is written N/A. A blank is neither: it is missing."),
    N_(
        "Copy, paste, sort, filter and add rows as you like; paste as values to keep lists and colours."
    ),
    N_("Grey columns show what was there last time; they are for reading and are not counted."),
    N_(
        "Keep the file's name, the sheets' names and the headers. Save as .xlsx, without a password."
    ),
)


def guide(
    form: Form,
    scheme: Scheme,
    quarter: Period | None,
    due: date | None,
    t: NullTranslations,
    projects: Mapping[str, tuple[Project, ...]] = MappingProxyType({}),
) -> Guide:
    """Returns the instructions of one workbook; a blank edition has no `quarter` and `due`, and covers every post.

    `projects` are those of everybody on the roster.
    """
    posts = tuple(dict.fromkeys(p.post for p in form.people)) or tuple(scheme.posts)
    title = t.gettext("{workbook}: what to fill in").format(workbook=_called(form))
    if quarter:
        title = f"{formats.quarter_name(quarter, t)} · {title}"
    facts = [(t.gettext("What it is"), t.gettext(purpose(form)))]
    if form.owner:
        facts.append((t.gettext("Filled in by"), form.owner))
    if due:
        facts.append((t.gettext("Hand in to HR by"), formats.day(due, t)))
    facts.append((t.gettext("Scheme version"), scheme.settings.version))
    blocks = (
        InstructionBlock(t.gettext("How to fill in"), tuple(t.gettext(line) for line in _HOW)),
        instruction_block.sheets_to_fill_in(form, scheme, t),
        *_posts(form, posts, scheme, t),
        *instruction_block.projects_of_people(form, scheme, projects, t),
        *_ratings(form, posts, scheme, t),
        *_lines(form, scheme, t),
        *_grades(form, scheme, t),
    )
    return Guide(title, tuple(facts), blocks)


def _called(form: Form) -> str:
    """Title of the workbook: the rater for ratings, whose file name is only an ID; else the file name."""
    mine = form.kind is FormKind.RATER and form.owner
    return form.owner if mine else form.workbook.removesuffix(".xlsx")


def _posts(
    form: Form, posts: tuple[str, ...], scheme: Scheme, t: NullTranslations
) -> Iterator[InstructionBlock]:
    """The KPIs of every post of the workbook; of a part, the survey or a rater only those that need something there."""
    for post in posts:
        kpis = [k for k in scheme.kpis_of(post) if _concerns(k, form, scheme)]
        if kpis:
            rows = tuple(_kpi(k, form, scheme, t) for k in kpis)
            heading = t.gettext("KPIs of {post}").format(post=post)
            yield InstructionBlock(heading, headers=_headers(t), rows=rows)


def _concerns(kpi: Kpi, form: Form, scheme: Scheme) -> bool:
    if form.kind is FormKind.RATER:
        blank = not form.people and any(r.rater is not Rater.SUPERVISOR for r in kpi.raters)
        return blank or any(kpi in typed_in(form, held, scheme) for held in form.scored)
    whole = form.kind in (FormKind.DEPARTMENT, FormKind.HEAD)
    return whole or kpi.table in form.tables


def _headers(t: NullTranslations) -> tuple[str, ...]:
    words = (
        N_("KPI"),
        N_("Weight"),
        N_("Target"),
        N_("Where the value comes from"),
        N_("How it scores"),
        N_("Who fills it in"),
    )
    return tuple(t.gettext(word) for word in words)


def _kpi(kpi: Kpi, form: Form, scheme: Scheme, t: NullTranslations) -> tuple[str, ...]:
    scored = t.gettext("; ").join((how_scored(kpi, t), when_missing(kpi, t)))
    weight = bound(kpi.weight, percent=True)
    if kpi.own_weights:
        weight = t.gettext("{weight} or one's own").format(weight=weight)
    return (
        kpi.name,
        weight,
        target_or_own(kpi, t),
        how_measured(kpi, scheme, t),
        scored,
        _filler(kpi, form, scheme, t),
    )


def _filler(kpi: Kpi, form: Form, scheme: Scheme, t: NullTranslations) -> str:
    if kpi.source is Source.TYPED:
        return _typing(kpi, form, t)
    if kpi.source.of_people:
        return t.gettext("nobody: computed")
    owner = scheme.tables[kpi.table].owner
    if owner == Owner.DEPARTMENT or kpi.table in form.tables:
        return t.gettext("you, in sheet {sheet}").format(sheet=kpi.table)
    return t.gettext("{owner}, in a workbook of its own").format(owner=owner)


def _typing(kpi: Kpi, form: Form, t: NullTranslations) -> str:
    you = t.gettext("you, in sheet 填报值")
    if form.kind is FormKind.RATER or not kpi.raters:
        return you
    others = [word(r.rater, t) for r in kpi.raters if r.rater is not Rater.SUPERVISOR]
    apart = t.gettext("{raters}, in workbooks of their own")
    told = [you] if kpi.asks(Rater.SUPERVISOR) else []
    told += [apart.format(raters=t.gettext(", ").join(others))] if others else []
    return t.gettext("; ").join(told)


def _ratings(
    form: Form, posts: tuple[str, ...], scheme: Scheme, t: NullTranslations
) -> Iterator[InstructionBlock]:
    """Levels and items of the half-yearly evaluation, if the workbook has sheet 行为评价."""
    if not any(s.name == RATINGS.name for s in form.sheets):
        return
    scale = scheme.scales[scheme.settings.behaviour_scale]
    yield InstructionBlock(
        evaluation_words(N_("Levels of the half-yearly evaluation"), scheme, t),
        headers=(t.gettext("Level"), t.gettext("Meaning"), t.gettext("Score")),
        rows=tuple((x.name, x.meaning, bound(x.score, percent=False)) for x in scale.levels),
    )
    groups = (scheme.behaviours_of(post) for post in posts)
    known = {group.name: group for group in groups if group}
    for group in known.values():
        yield _items(group, t)


def _items(group: BehaviourSet, t: NullTranslations) -> InstructionBlock:
    raters = t.gettext(", ").join(
        f"{rater} {bound(weight, percent=True)}{treatment(group, rater, t)}"
        for rater, weight in group.raters.items()
    )
    rows = tuple(
        (
            category,
            bound(weight, percent=True),
            t.gettext(" · ").join(i.name for i in group.items if i.category == category),
        )
        for category, weight in group.categories.items()
    )
    return InstructionBlock(
        t.gettext("Items of {group}").format(group=group.name),
        (t.gettext("Rated by: {raters}").format(raters=raters),),
        (t.gettext("Category"), t.gettext("Weight"), t.gettext("Items")),
        rows,
        wide=2,
    )


def _grades(form: Form, scheme: Scheme, t: NullTranslations) -> Iterator[InstructionBlock]:
    """How places become grades, what follows from grades that recur, for who sees totals in the preview."""
    rules = grade_rules(scheme, t)
    if rules and form.kind in (FormKind.DEPARTMENT, FormKind.HEAD):
        yield InstructionBlock(t.gettext("Grades"), rules)


def _lines(form: Form, scheme: Scheme, t: NullTranslations) -> Iterator[InstructionBlock]:
    if not any(s.name == LINES for s in form.sheets):
        return
    rows = tuple(
        (
            item.name,
            str(item.kind),
            grade_at_best(item.ceiling, t)
            if item.kind is LineKind.VETO
            else formats.NONE
            if item.cap is None
            else t.gettext("at most {cap}").format(cap=bound(item.cap, percent=False)),
        )
        for item in scheme.line_items.values()
    )
    headers = (t.gettext("Bonus or deduction"), t.gettext("Kind"), t.gettext("Limit"))
    yield InstructionBlock(t.gettext("Bonuses, deductions and vetoes"), headers=headers, rows=rows)
