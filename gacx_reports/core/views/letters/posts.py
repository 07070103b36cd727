"""What the two documents of a post show: goals with KPIs, and the job specification in its ten parts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from gettext import NullTranslations

from gacx_reports.core.calendar.appraised_periods import periods_with
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.records.quarter_record import fingerprint
from gacx_reports.core.roster.roster import Person, Roster
from gacx_reports.core.scheme.behaviour_set import BehaviourSet
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.scheme import PostLine, PostPart, Scheme
from gacx_reports.core.scheme.words.evaluation import evaluation_words
from gacx_reports.core.scheme.words.grade_rules import grade_rules
from gacx_reports.core.views.behaviour import category_items, rater_words
from gacx_reports.core.views.heading import Band, Heading, bands, heading_for
from gacx_reports.core.views.kpi_row import KpiRow, explained_row
from gacx_reports.core.views.letters.mix_words import mix_words
from gacx_reports.core.views.letters.post_sections import (
    CategoryLine,
    DocumentLine,
    Evaluation,
    Holder,
    LevelLine,
    Section,
)
from gacx_reports.i18n import N_

GOALS_PARTS = frozenset((PostPart.PURPOSE, PostPart.BASICS, PostPart.GOALS, PostPart.DUTIES))
SPECIFICATION_PARTS = frozenset(PostPart) - {PostPart.PURPOSE, PostPart.GOALS}
"""The parts that each of the two documents prints."""


@dataclass(frozen=True, slots=True)
class SpecificationView:
    """岗位说明书."""

    heading: Heading
    post: str
    unit: str
    aliases: str
    holder: Holder | None
    basics: tuple[DocumentLine, ...]
    prospects: Section
    duties: Section
    contacts: Section
    workflow: Section
    requirements: Section
    conditions: Section
    training: Section
    suggestions: Section
    sample: bool
    """Something is a proposal."""


@dataclass(frozen=True, slots=True)
class ObjectivesView:
    """《岗位目标和考核指标说明书》."""

    heading: Heading
    post: str
    unit: str
    holder: Holder | None
    purpose: tuple[DocumentLine, ...]
    reporting: tuple[DocumentLine, ...]
    goals: tuple[DocumentLine, ...]
    duties: tuple[DocumentLine, ...]
    kpis: tuple[KpiRow, ...]
    kpis_title: str
    """`Quarterly KPIs`, or those of another kind of period."""
    mix: str
    """`individual 60%, department 30%, company 10%`; "" where the total is one's own result."""
    evaluation: Evaluation | None
    bands: tuple[Band, ...]
    """Best first."""
    grade_rules: tuple[str, ...]
    """How places become grades, what follows from grades that recur; () of neither."""
    sample: bool


PostView = SpecificationView | ObjectivesView


@dataclass(frozen=True, slots=True)
class Circumstances:
    """For whom and when a document is made; neither where it is the post's own."""

    quarter: Period
    roster: Roster
    person: Person | None


def specification_view(
    post: str, scheme: Scheme, about: Circumstances | None, t: NullTranslations
) -> SpecificationView:
    """The job specification; its ten parts are always there, in the order that the form has."""
    lines = scheme.specifications[post]

    def section(part: PostPart) -> Section:
        return Section(word(part, t), _lines(lines, part))

    return SpecificationView(
        heading=_heading(post, scheme, about, t),
        post=post,
        unit=scheme.posts[post].unit,
        aliases=t.gettext(", ").join(scheme.posts[post].aliases),
        holder=_holder(about, t),
        basics=_lines(lines, PostPart.BASICS),
        prospects=section(PostPart.PROSPECTS),
        duties=section(PostPart.DUTIES),
        contacts=section(PostPart.CONTACTS),
        workflow=section(PostPart.WORKFLOW),
        requirements=section(PostPart.REQUIREMENTS),
        conditions=section(PostPart.CONDITIONS),
        training=section(PostPart.TRAINING),
        suggestions=section(PostPart.SUGGESTIONS),
        sample=any(line.sample for line in lines),
    )


def objectives_view(
    post: str, scheme: Scheme, about: Circumstances | None, t: NullTranslations
) -> ObjectivesView:
    """Goals, duties, KPIs and half-year items of the post."""
    lines = scheme.specifications[post]
    kpis = tuple(_kpis(scheme.kpis_of(post), scheme, t))
    return ObjectivesView(
        heading=_heading(post, scheme, about, t),
        post=post,
        unit=scheme.posts[post].unit,
        holder=_holder(about, t),
        purpose=_lines(lines, PostPart.PURPOSE),
        reporting=tuple(li for li in _lines(lines, PostPart.BASICS) if li.label in _ranks(scheme)),
        goals=_lines(lines, PostPart.GOALS),
        duties=_lines(lines, PostPart.DUTIES),
        kpis=kpis,
        kpis_title=t.gettext("Quarterly KPIs"),
        mix=mix_words(scheme.posts[post], scheme, t),
        evaluation=_evaluation(scheme.behaviours_of(post), scheme, t),
        bands=tuple(reversed(bands(scheme, t))),
        grade_rules=grade_rules(scheme, t),
        sample=any(line.sample for line in lines) or any(k.sample for k in kpis),
    )


def _ranks(scheme: Scheme) -> set[str]:
    """What lines of the basic information about the reporting line are called, in either language."""
    words = {"直接上级", "直接下级"}
    return words | {scheme.english[w] for w in words if w in scheme.english}


def _lines(lines: tuple[PostLine, ...], part: PostPart) -> tuple[DocumentLine, ...]:
    return tuple(
        DocumentLine(li.label, li.text, li.measure, li.sample) for li in lines if li.part is part
    )


def _holder(about: Circumstances | None, t: NullTranslations) -> Holder | None:
    if about is None or about.person is None:
        return None
    person = about.person
    above = about.roster.people.get(person.supervisor)
    return Holder(
        id=person.id,
        name=person.name,
        department=person.department,
        joined=formats.day(person.joined, t),
        supervisor=formats.aside(above.post, above.name, t) if above else formats.NONE,
    )


def _heading(
    post: str, scheme: Scheme, about: Circumstances | None, t: NullTranslations
) -> Heading:
    """With the quarter's dates where there is one; a post's own document is nobody's secret."""
    record = {"scheme": scheme.sha256, "post": scheme.posts[post].place.cell}
    if about is None:
        edition = t.gettext("Scheme {version}").format(version=scheme.settings.version)
        return Heading(
            company=scheme.settings.company,
            quarter="",
            quarter_name=edition,
            first_day="",
            last_day="",
            published="",
            appeals_until="",
            scheme_version=scheme.settings.version,
            confidential="",
            fingerprint=fingerprint(record),
        )
    record["quarter"] = str(about.quarter)
    record["person"] = about.person.id if about.person else ""
    return heading_for(about.quarter, about.roster.period, scheme, fingerprint(record), t)


def _kpis(kpis: tuple[Kpi, ...], scheme: Scheme, t: NullTranslations) -> Iterator[KpiRow]:
    weights = formats.typed_percents(k.weight for k in kpis)
    for kpi, weight in zip(kpis, weights, strict=True):
        row = explained_row(kpi, weight, scheme, t)
        yield replace(row, personal_target=kpi.personal_target)


def _evaluation(
    group: BehaviourSet | None, scheme: Scheme, t: NullTranslations
) -> Evaluation | None:
    if group is None or not scheme.settings.behaviour_months:
        return None
    scale = scheme.scales[scheme.settings.behaviour_scale]
    rated = periods_with(scheme.settings.behaviour_months, scheme.settings.period)
    return Evaluation(
        title=evaluation_words(N_("Half-yearly evaluation of ability and attitude"), scheme, t),
        share=formats.whole_percent(scheme.settings.behaviour_share),
        quarters=t.gettext(", ").join(formats.within_year(p, t) for p in rated),
        raters=rater_words(group, t),
        categories=tuple(CategoryLine(*c) for c in category_items(group)),
        levels=tuple(LevelLine(x.name, x.meaning, formats.plain(x.score)) for x in scale.levels),
    )
