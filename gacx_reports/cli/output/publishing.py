"""Output of `quarter` and `publish` about published, refused and revised records."""

from gettext import NullTranslations
from pathlib import Path

from rich.text import Text

from gacx_reports.cli.output.endings import NO_REPORTS
from gacx_reports.cli.output.issues import counts
from gacx_reports.cli.output.summary import not_made, summary
from gacx_reports.cli.output.tables import make_table, print_table
from gacx_reports.commands.publishing.result import PublishResult
from gacx_reports.core.language import formats
from gacx_reports.core.records.as_published import outline
from gacx_reports.core.records.revisions import DayCorrection, DifferenceKind
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.i18n import N_, is_english
from gacx_reports.ledger.publications import Publication

DIFFERENCES = {
    DifferenceKind.RESULT: N_("other result"),
    DifferenceKind.FILE: N_("same result, other file"),
    DifferenceKind.HELD_BACK: N_("held back now"),
    DifferenceKind.GONE: N_("no longer on the roster"),
}

REFUSED = N_(
    "exit 1: refused; results would differ from those published, and nothing was overwritten"
)
HELD = N_("exit 1: nothing was published, since somebody is held back")
UNMADE = N_("exit 1: nothing was published, since a report could not be made")
WAITS = N_("exit 1: nothing was published; the plan waits for a second person's approval")
UNDECIDED = N_("exit 1: nothing was published, since scheme or roster have errors")


def ending(found: PublishResult, publishing: bool = False) -> str:
    """Message id of the last line if exit code 1 means that nothing was done; else ""."""
    if found.differing:
        return REFUSED
    if publishing and found.done.outcome is None and not found.unread:
        return UNDECIDED
    if found.waits:
        return WAITS
    undone = found.incomplete and not found.partial
    if publishing and undone:
        return HELD if found.done.count(Status.HELD_BACK) else UNMADE
    made = found.done.rendered or found.restored
    return NO_REPORTS if not publishing and not made else ""


def show_differing(found: PublishResult, t: NullTranslations) -> None:
    """Print the published records that would change as a table: as published and now."""
    if not found.differing:
        return
    table = make_table(
        (N_("Report"), N_("Revision"), N_("What differs"), N_("As published"), N_("Now")), t
    )
    for d in found.differing:
        name = d.published.path or d.published.subject.name
        now = outline(d.now.record if d.now else None)
        row = (name, str(d.published.revision), t.gettext(DIFFERENCES[d.difference]))
        table.add_row(*(Text(c) for c in (*row, outline(d.published.record), now)))
    print_table(table)


def publish_summary(
    found: PublishResult, target: Path, t: NullTranslations, only: str = ""
) -> list[str]:
    """The closing lines of `quarter`; for an unpublished quarter those of `summary`."""
    if found.publication is None:
        return summary(found.done, target, t, only)
    lines = [] if found.unread else [counts(found.done.issues, t)]
    if found.unread:
        words = t.gettext("The quarter's folder is gone; {count} reports stand as published.")
        lines.append(words.format(count=found.done.rendered))
    elif found.differing:
        lines += _refusal(found, t)
    else:
        words = t.gettext("verified {count} published reports")
        lines.append(words.format(count=found.verified))
    lines += [*not_made(found.done.not_made, t), *_revisions(found, t)]
    if found.restored:
        words = t.gettext("put back, as missing or damaged: {count} published files")
        lines.append(words.format(count=found.restored))
    if not found.unread and found.publication.lang != ("en" if is_english(t) else "zh"):
        words = t.gettext(
            "Reports, results.xlsx and the names of files keep the language in which they were published."
        )
        lines.append(words)
    if found.other_program:
        lines.append(
            t.gettext(
                "Program or fonts have changed since: results were compared, files kept as published."
            )
        )
    return lines


def _refusal(found: PublishResult, t: NullTranslations) -> list[str]:
    assert found.publication is not None
    quarter = found.publication.quarter
    words = t.gettext(
        "{quarter} is published, and {count} records would differ: nothing was overwritten. "
        "Put the inputs back as they were, or run `reopen {quarter} --reason …`, then `publish --on DAY`, "
        "if the change is meant."
    )
    lines = [words.format(quarter=quarter, count=len(found.differing))]
    for person in found.undecided:
        words = t.gettext(
            "The appeal of {person} is open: if the change grants it, run "
            "`appeal {quarter} {person} --outcome granted --decided-on … --by … --reason …` instead of `reopen`."
        )
        lines.append(words.format(quarter=quarter, person=person))
    return lines


def _revisions(found: PublishResult, t: NullTranslations) -> list[str]:
    lines = []
    for r in found.revised:
        words = t.gettext("{person}: revision {revision}, {before} → {after}")
        lines.append(
            words.format(
                person=r.published.subject.name,
                revision=r.revision,
                before=outline(r.published.record),
                after=outline(r.current.record),
            )
        )
    for person in found.unchanged:
        words = t.gettext("{person}: the appeal is granted, but the result is still the same")
        lines.append(words.format(person=person))
    return lines


def published(found: PublishResult, target: Path, t: NullTranslations) -> list[str]:
    """The closing lines of `publish`."""
    if found.done.outcome is None:
        return [*summary(found.done, target, t), t.gettext("Nothing was published.")]
    if found.differing:
        return _refusal(found, t)
    lines = [*not_made(found.done.not_made, t), *_revisions(found, t), *_approved(found, t)]
    if found.waits:
        return lines
    if found.corrected and found.publication:
        return [*lines, _corrected(found.corrected, found.publication, found.frozen, t)]
    held = found.done.count(Status.HELD_BACK)
    if found.frozen and found.publication:
        lines.append(_frozen(found.publication, found.frozen, t))
    elif held and not found.partial:
        words = t.gettext(
            "Nothing was published: {held} people are held back. "
            "Mend what holds them back, or publish the rest with --partial; the others follow later."
        )
        return [*not_made(found.done.not_made, t), words.format(held=held)]
    elif found.incomplete and not found.partial:
        lines.append(
            t.gettext(
                "Nothing was published. Publish the rest with --partial; the others follow later."
            )
        )
    elif found.closed:
        lines.append(t.gettext("Nothing has changed; the quarter is closed again."))
    else:
        lines.append(t.gettext("Nothing new to publish."))
    if held:
        words = t.gettext("{held} people are held back; publish again when they are decided")
        lines.append(words.format(held=held))
    return lines


def _approved(found: PublishResult, t: NullTranslations) -> list[str]:
    """Who approved the plan that was carried out."""
    if found.waits or not found.approval or not found.publication:
        return []
    words = t.gettext("plan {hash}, approved by {by} on {day}")
    day = formats.day(found.approval.day, t)
    return [words.format(hash=found.publication.plan, by=found.approval.by, day=day)]


def _frozen(p: Publication, records: int, t: NullTranslations) -> str:
    words = t.gettext("{quarter}: publication {number} of {day}, {count} records frozen")
    day = formats.day(p.published_on, t)
    return words.format(quarter=p.quarter, number=p.number, day=day, count=records)


def _corrected(c: DayCorrection, p: Publication, records: int, t: NullTranslations) -> str:
    words = t.gettext(
        "{quarter}: publication {number} corrects the day of publication {old} from {before} to {after},"
        " {count} records frozen; whoever has a report gets the revision and signs it anew"
    )
    return words.format(
        quarter=p.quarter,
        number=p.number,
        old=c.publication,
        before=formats.day(c.before, t),
        after=formats.day(c.day, t),
        count=records,
    )
