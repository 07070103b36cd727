"""Output about plans that a second person approves."""

import shlex
from gettext import NullTranslations
from pathlib import Path

from gacx_reports.commands.mailing.second_person import Asked
from gacx_reports.commands.publishing.result import PublishOptions
from gacx_reports.core.language import formats
from gacx_reports.core.records.publication_plan import PlannedPublication
from gacx_reports.i18n import is_english


def waits_for_approval(
    plan: PlannedPublication, wish: PublishOptions, target: Path, t: NullTranslations
) -> list[str]:
    """The plan, where its files are, and the two commands that follow: somebody else's, then the same one again."""
    words = t.gettext(
        "plan {hash} of {by}: publication {number} of {quarter} on {day}, appeals until {until}, {count} records"
    )
    days = {
        "day": formats.days_named(plan.published_on, t),
        "until": formats.days_named(plan.appeals_until, t),
    }
    values = {"hash": plan.hash, "by": plan.by, "number": plan.number, "quarter": plan.quarter}
    lines = [words.format(**values, **days, count=len(plan.records))]
    if plan.reason:
        lines.append(t.gettext("Reason: {reason}").format(reason=plan.reason))
    again = shlex.join(["publish", plan.quarter, *_repeated(wish, t)])
    words = t.gettext(
        "Nothing is published yet: 复核 of the scheme asks for a second person. Somebody other than {by} looks at"
        " {folder}, where it lies, and runs: {approve}. After that the same command publishes exactly this: {again}"
    )
    approve = _approve(plan.hash, t)
    return [*lines, words.format(by=plan.by, folder=target, approve=approve, again=again)]


def of_second_person(
    asked: Asked | None, plan_hash: str, by: str, t: NullTranslations
) -> list[str]:
    """Lines below a mail plan about its approval; none where no second person is asked for."""
    if asked is None:
        return []
    if asked.nameless:
        words = t.gettext(
            "复核 of the scheme asks for a second person before this is sent: plan again with --by NAME, who makes it."
        )
        return [words]
    if asked.approval:
        words = t.gettext("approved by {by} on {day}")
        return [words.format(by=asked.approval.by, day=formats.day(asked.approval.day, t))]
    words = t.gettext(
        "复核 of the scheme asks for a second person: somebody other than {by} looks at it and runs: {approve}. Only"
        " then can it be sent."
    )
    return [words.format(by=by, approve=_approve(plan_hash, t))]


def _approve(plan_hash: str, t: NullTranslations) -> str:
    return t.gettext("approve {hash} --by NAME").format(hash=plan_hash)


def _repeated(wish: PublishOptions, t: NullTranslations) -> list[str]:
    """The options on which the plan rests."""
    options = ["--on", wish.day.isoformat()] if wish.day else []
    options += ["--partial"] if wish.partial else []
    options += ["--force-day", wish.force] if wish.force else []
    if wish.correct:
        options += ["--correct-day", wish.correct.day.isoformat(), "--reason", wish.correct.reason]
        number = wish.correct.publication
        options += ["--publication", str(number)] if number else []
    options += ["--lang", "en"] if is_english(t) else []
    return [*options, "--by", wish.by]
