"""Why somebody has no total."""

from gacx_reports.core.explain.context import ExplainContext, Paragraph
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language import formats
from gacx_reports.core.language.issue_catalogue import describe
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.roster.roster import Employment
from gacx_reports.core.scoring.status_words import REASON_WORDS
from gacx_reports.i18n import N_


def held_back(case: ExplainContext) -> Paragraph:
    """The person's own faults, and those of whom the person waits for."""
    lines = [line for issue in case.outcome.issues for line in _issue(issue, case)]
    people = case.quarter.employees
    for below in case.outcome.held_by:
        name = people[below].person.name
        lines.append(
            case.say(N_("Waits for {name} ({id}), who is held back:"), name=name, id=below)
        )
        lines += [f"  {line}" for i in people[below].issues for line in _issue(i, case)]
    return Paragraph(
        case.say(N_("Held back: nothing is decided until this is mended")), tuple(lines)
    )


def _issue(issue: Issue, case: ExplainContext) -> tuple[str, ...]:
    words = describe(issue, case.t)
    found = case.say(N_("found: {found}"), found=issue.found) if issue.found else ""
    expected = case.say(N_("expected: {expected}"), expected=words.expected)
    facts = case.say(N_("; ")).join(part for part in (words.title, found, expected) if part)
    return (f"{issue.code} {issue.place}", f"  {facts}", f"  {words.mend}")


def not_scored(case: ExplainContext) -> Paragraph:
    """The reason, with the days and leave that it rests on."""
    outcome, person = case.outcome, case.outcome.person
    assert outcome.reason is not None, "who is not scored has a reason"
    period, quarter = case.quarter.roster.period, case.quarter.quarter
    lines = [case.say(REASON_WORDS[outcome.reason])]
    lines.append(
        case.say(
            N_(
                "Joined {joined}, left {left}, state {state}; who is scored serves {first} to {last}"
            ),
            joined=formats.day(person.joined, case.t),
            left=formats.day(person.left, case.t) if person.left else formats.NONE,
            state=word(person.status, case.t),
            first=formats.day(period.first_day, case.t),
            last=formats.day(quarter.last_day, case.t),
        )
    )
    lines += [
        case.say(
            N_("Leave {start} to {end} ({kind}): {place}"),
            start=formats.day(leave.start, case.t),
            end=formats.day(leave.end, case.t),
            kind=leave.kind,
            place=leave.place,
        )
        for leave in case.quarter.roster.leave
        if leave.person == person.id
    ]
    lines.append(_if_wrong(case))
    return Paragraph(
        case.say(N_("Not scored: no grade and no pay factor, never the worst grade")), tuple(lines)
    )


def exempt(case: ExplainContext) -> Paragraph:
    """By the roster alone."""
    state = case.say(N_("The roster says {state}."), state=word(Employment.EXEMPT, case.t))
    return Paragraph(case.say(N_("Exempt from appraisal")), (state, _if_wrong(case)))


def _if_wrong(case: ExplainContext) -> str:
    return case.say(
        N_("If that is wrong, correct the roster at {place} and run again."),
        place=case.outcome.person.place,
    )
