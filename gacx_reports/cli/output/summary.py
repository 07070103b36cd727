"""Closing lines of `quarter` and `check`."""

from collections.abc import Mapping
from gettext import NullTranslations
from pathlib import Path

from gacx_reports.cli.output.issues import counts
from gacx_reports.commands.not_made import Abandoned, Unprintable, WhyNotMade
from gacx_reports.commands.request import RunResult
from gacx_reports.core.language import formats
from gacx_reports.core.language.substitutes import code_point
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.scoring.status_words import STATUS_WORDS
from gacx_reports.core.views.heading import reason


def returned(done: RunResult, target: Path, t: NullTranslations) -> list[str]:
    """A line with number and folder of the returned copies; [] if there are none."""
    if not done.returned:
        return []
    words = t.gettext("{count} marked workbooks to send back in {folder}")
    return [words.format(count=done.returned, folder=target / "returned")]


def summary(done: RunResult, target: Path, t: NullTranslations, only: str = "") -> list[str]:
    """The closing lines of `quarter`: numbers of issues, people and PDFs, and the folder."""
    lines = [counts(done.issues, t), *returned(done, target, t)]
    if not done.decided:
        lines.append(
            t.gettext("Scheme or roster have errors: nobody is scored until they are mended.")
        )
        return lines
    lines.append(
        t.gettext(
            "{scored} scored, {apart} not scored or exempt, {held} held back; {pdfs} PDFs in {folder}"
        ).format(
            scored=done.count(Status.SCORED),
            apart=done.count(Status.NOT_SCORED, Status.EXEMPT),
            held=done.count(Status.HELD_BACK),
            pdfs=done.rendered,
            folder=target,
        )
    )
    lines += [*not_made(done.not_made, t), *_why_none(done, only, t)]
    if done.removed:
        lines.append(
            t.gettext("removed, as they no longer stand: {count} reports of an earlier run").format(
                count=len(done.removed)
            )
        )
    return lines


def not_made(found: Mapping[str, WhyNotMade], t: NullTranslations) -> list[str]:
    """A line for each document that was not made, with the reason; [] if there are none."""
    return [_why_not(path, found[path], t) for path in sorted(found)]


def _why_not(path: str, why: WhyNotMade, t: NullTranslations) -> str:
    match why:
        case Unprintable(chars):
            words = t.gettext(
                "Not made, as the font has no {chars}: {path}. Retype them in the workbooks."
            )
            return words.format(chars="、".join(map(code_point, chars)), path=path)
        case Abandoned():
            words = _mishaps(why, t)
            return words.format(path=path, seconds=f"{why.seconds:g}")


def _mishaps(why: Abandoned, t: NullTranslations) -> str:
    match why:
        case Abandoned(late=0):
            return t.gettext(
                "Not made, as the process that rendered it died twice: {path}. Run again."
            )
        case Abandoned(deaths=0):
            return t.gettext(
                "Not made, as it took more than {seconds} s twice: {path}."
                " Run again, with a larger --seconds if the machine is slow."
            )
        case _:
            return t.gettext(
                "Not made, as one process that rendered it died and one took more than {seconds} s: {path}."
                " Run again."
            )


def _why_none(done: RunResult, only: str, t: NullTranslations) -> list[str]:
    """A line with the reason why `--only` of one employee made no report; [] if it made one."""
    outcome = done.outcome.employees.get(only) if done.outcome else None
    if outcome is None or outcome.status is Status.SCORED:
        return []
    words = t.gettext("{person}: {status}, so there is no report. {reason}")
    status = t.gettext(STATUS_WORDS[outcome.status])
    person = formats.aside(outcome.person.name, only, t)
    return [words.format(person=person, status=status, reason=reason(outcome, t)).rstrip()]
