"""Why somebody has no total."""

from gacx_reports.core.explain.context import ExplainContext, Paragraph
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language import formats
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.roster.roster import Employment
from gacx_reports.core.scoring.status_words import REASON_WORDS
from gacx_reports.i18n import N_


def held_back(context: ExplainContext) -> Paragraph:
    """The person's own faults, and those of whom the person waits for."""
    lines = [line for issue in context.outcome.issues for line in _issue(issue, context)]
    people = context.quarter.employees
    for below in context.outcome.held_by:
        name = people[below].person.name
        lines.append(
            context.say(N_("Waits for {name} ({id}), who is held back:"), name=name, id=below)
        )
        lines += [f"  {line}" for i in people[below].issues for line in _issue(i, context)]
    return Paragraph(
        context.say(N_("Held back: nothing is decided until this is mended")), tuple(lines)
    )


def _issue(issue: Issue, context: ExplainContext) -> tuple[str, ...]:
    words = describe(issue, context.t)
    found = context.say(N_("found: {found}"), found=issue.found) if issue.found else ""
    expected = context.say(N_("expected: {expected}"), expected=words.expected)
    facts = context.say(N_("; ")).join(part for part in (words.title, found, expected) if part)
    return (f"{issue.code} {issue.place}", f"  {facts}", f"  {words.mend}")


def not_scored(context: ExplainContext) -> Paragraph:
    """The reason, with the days and leave that it rests on."""
    outcome, person = context.outcome, context.outcome.person
    assert outcome.reason is not None, "who is not scored has a reason"
    period, quarter = context.quarter.roster.period, context.quarter.quarter
    lines = [context.say(REASON_WORDS[outcome.reason])]
    lines.append(
        context.say(
            N_(
                "Joined {joined}, left {left}, state {state}; who is scored serves {first} to {last}"
            ),
            joined=formats.day(person.joined, context.t),
            left=formats.day(person.left, context.t) if person.left else formats.NONE,
            state=word(person.status, context.t),
            first=formats.day(period.first_day, context.t),
            last=formats.day(quarter.last_day, context.t),
        )
    )
    lines += [
        context.say(
            N_("Leave {start} to {end} ({kind}): {place}"),
            start=formats.day(leave.start, context.t),
            end=formats.day(leave.end, context.t),
            kind=leave.kind,
            place=leave.place,
        )
        for leave in context.quarter.roster.leave_of(person.id)
    ]
    lines.append(_if_wrong(context))
    return Paragraph(
        context.say(N_("Not scored: no grade and no pay factor, never the worst grade")),
        tuple(lines),
    )


def exempt(context: ExplainContext) -> Paragraph:
    """By the roster alone."""
    state = context.say(N_("The roster says {state}."), state=word(Employment.EXEMPT, context.t))
    return Paragraph(context.say(N_("Exempt from appraisal")), (state, _if_wrong(context)))


def _if_wrong(context: ExplainContext) -> str:
    return context.say(
        N_("If that is wrong, correct the roster at {place} and run again."),
        place=context.outcome.person.place,
    )
