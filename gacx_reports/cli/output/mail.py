"""Output of `mail`: the plan, and the result of sending. While sending, only IDs and states are printed."""

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from gettext import NullTranslations
from pathlib import Path

from rich.text import Text

from gacx_reports.cli.output.tables import make_table, on_screen, print_table
from gacx_reports.commands.mailing.plan import Planned
from gacx_reports.commands.mailing.sending_run import Tally
from gacx_reports.commands.mailing.workbooks import WorkbookInputs
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.language import formats
from gacx_reports.core.language.issue_words import HR, owner_words
from gacx_reports.core.mailing.addresses import Objection
from gacx_reports.core.mailing.candidate import MailKind
from gacx_reports.core.mailing.hold import Hold
from gacx_reports.core.mailing.identity import Disagreement
from gacx_reports.core.mailing.plan import (
    MessageStanding,
    PlannedMessage,
    WaitReason,
    Wishes,
)
from gacx_reports.core.mailing.states import State
from gacx_reports.core.views.review_page.delivery import FLAG_WORDS
from gacx_reports.i18n import N_
from gacx_reports.ledger.mails import DRAFT, Mail

STANDING_WORDS: Mapping[MessageStanding, str] = {
    MessageStanding.READY: N_("to be sent"),
    MessageStanding.SENT: N_("sent already"),
    MessageStanding.UNKNOWN: N_("unknown: `mail resolve`"),
    MessageStanding.DRAFT: FLAG_WORDS["draft"],
    MessageStanding.BLOCKED: N_("waits"),
}
KIND_WORDS: Mapping[MailKind, str] = {
    MailKind.EMPLOYEE: N_("employee"),
    MailKind.DEPARTMENT: N_("department"),
    MailKind.WORKBOOK: N_("workbook"),
}
STATE_WORDS: Mapping[State, str] = {
    State.PLANNED: N_("planned"),
    State.STARTED: N_("started"),
    State.DATA_SENT: N_("handed over, no answer yet"),
    State.SENT: N_("sent"),
    State.FAILED: N_("failed"),
    State.UNKNOWN: N_("unknown"),
}

DRAFT_WORDS = FLAG_WORDS["draft"]
"""The same words as on the review page."""


def show_plan(made: Planned, wishes: Wishes, t: NullTranslations) -> None:
    """Print the plan as a table: recipient, address, report, state and reasons; blocked messages first."""
    what = N_("Workbook") if isinstance(made.inputs, WorkbookInputs) else N_("Report")
    table = make_table((N_("ID"), N_("Name"), N_("Address"), what, N_("Standing"), N_("Why")), t)
    quarter = made.inputs.options.quarter
    for entry in sorted(made.plan.entries, key=lambda e: e.standing is not MessageStanding.BLOCKED):
        c = entry.candidate
        shown = Path(c.path).name + (f" ({c.revision})" if c.revision > 1 else "")
        row = (c.recipient, c.addressee, entry.to, shown, t.gettext(STANDING_WORDS[entry.standing]))
        table.add_row(*(Text(on_screen(x)) for x in (*row, _why(entry, wishes, quarter, t))))
    print_table(table)


def _why(entry: PlannedMessage, wishes: Wishes, quarter: Period, t: NullTranslations) -> str:
    lines = [reason(r, entry.candidate.name, quarter, t) for r in entry.reasons]
    for objection in entry.confirmed:
        said = t.gettext("confirmed: {reason}")
        why = wishes.confirmed[entry.candidate.recipient]
        lines.append(
            t.gettext("; ").join((reason(objection, "", quarter, t), said.format(reason=why)))
        )
    if any(isinstance(r, Objection) and r.confirmable for r in entry.reasons):
        words = t.gettext("if it is meant: --confirm {person}:reason")
        lines.append(words.format(person=entry.candidate.recipient))
    return "\n".join(lines)


def reason(given: WaitReason, name: str, quarter: Period, t: NullTranslations) -> str:
    """A reason why a message waits, in words, with the next step; `name` is the employee's ID or the department."""
    match given:
        case Objection(flaw, detail):
            several = t.gettext(", ").join(detail.split("、"))
            return t.gettext(flaw.words).format(detail=several)
        case Disagreement(mismatch, detail):
            # A detail may be a message itself.
            said = t.gettext(detail) if detail else ""
            return t.gettext(mismatch.words).format(detail=said, quarter=quarter)
        case Hold():
            argument = name if name.isalnum() else shlex.quote(name)
            return t.gettext(given.words).format(name=argument, quarter=quarter)


def kept(wishes: Wishes, limit: int | None, drafts: bool, workbooks: bool = False) -> list[str]:
    """The plan's options, which the command that sends it must repeat; `--drafts` first, without which mail is sent."""
    options = ["--drafts"] * drafts + ["--templates"] * workbooks
    options += ["--limit", str(limit)] if limit else []
    options += ["--redirect-all-to", wishes.redirect] if wishes.redirect else []
    for person, why in wishes.confirmed.items():
        options += ["--confirm", f"{person}:{why}"]
    for name in sorted(wishes.resend):
        options += ["--resend", name]
    options += ["--reason", wishes.reason] if wishes.reason else []
    return [*options, "--by", wishes.by] if wishes.by else options


def plan_lines(made: Planned, options: Sequence[str], t: NullTranslations) -> list[str]:
    """The closing lines of a plan: counts, and the command that sends it with `options`."""
    counts = [f"{t.gettext(STANDING_WORDS[s])} {len(made.plan.of(s))}" for s in MessageStanding]
    lines = [t.gettext(", ").join(counts)]
    if made.without_report:
        words = t.gettext("without a published report: {people}")
        lines.append(words.format(people=t.gettext(", ").join(made.without_report)))
    if made.unowned:
        words = t.gettext("nobody on the roster fills these in, hand them over yourself: {names}")
        names = (
            formats.aside(form.workbook, owner_words(form.owner, t), t) for form in made.unowned
        )
        lines.append(words.format(names=t.gettext(", ").join(names)))
    if made.plan.unused:
        words = t.gettext("nothing to confirm or to send again for: {names}")
        lines.append(words.format(names=t.gettext(", ").join(made.plan.unused)))
    quarter = made.inputs.options.quarter
    if made.plan.of(MessageStanding.READY):
        words = t.gettext("plan {hash}; nothing is sent yet. To send exactly this: {command}")
        if "--drafts" in options:
            words = t.gettext(
                "plan {hash}; nothing is written yet. For exactly these drafts: {command}"
            )
        command = shlex.join(["mail", str(quarter), "--send", made.plan.hash, *options])
        lines.append(words.format(hash=made.plan.hash, command=command))
    else:
        lines.append(t.gettext("plan {hash}; nothing to send").format(hash=made.plan.hash))
    return lines


def waiting(made: Planned) -> bool:
    """Whether any message is blocked, unknown or a draft, and waits for a decision, or a workbook for a filler."""
    return any(form.owner != HR for form in made.unowned) or any(
        made.plan.of(s)
        for s in (MessageStanding.BLOCKED, MessageStanding.UNKNOWN, MessageStanding.DRAFT)
    )


def step(entry: PlannedMessage, state: State, detail: str, t: NullTranslations) -> str:
    """The line printed for a message while sending: employee ID or department and state, without name or address."""
    c, draft = entry.candidate, state is State.UNKNOWN and detail == DRAFT
    name = f"{Path(c.path).name}:{c.recipient}" if c.kind is MailKind.WORKBOOK else c.name
    said = t.gettext(DRAFT_WORDS if draft else STATE_WORDS[state])
    words = t.gettext("{kind} {name}: {state}")
    found = words.format(kind=t.gettext(KIND_WORDS[c.kind]), name=name, state=said)
    return found if draft else f"{found} {detail}".rstrip()


def _detail(detail: str, t: NullTranslations) -> str:
    """A detail in words: a server's code unchanged, the mark of a draft translated."""
    return t.gettext(DRAFT_WORDS) if detail == DRAFT else detail


def _planning(made: Planned) -> str:
    """The command that makes this plan."""
    blank = isinstance(made.inputs, WorkbookInputs)
    return f"mail {made.inputs.options.quarter}" + " --templates" * blank


def sent(made: Planned, tally: Tally, t: NullTranslations) -> list[str]:
    """The closing lines of a run of sending."""
    lines = [*_changed(made, tally, t), _counts(tally, t)]
    if before := len(made.plan.of(MessageStanding.SENT)):
        words = t.gettext("sent before and not sent again: {count} of this plan")
        lines.append(words.format(count=before))
    if tally.slips:
        lines.append(t.gettext("password slips to print: {path}").format(path=tally.slips))
    lines += _stopped(tally, t)
    if blocked := len(made.plan.of(MessageStanding.BLOCKED)):
        words = t.gettext("waiting: {count}; `{command}` tells why")
        lines.append(words.format(count=blocked, command=_planning(made)))
    return lines


def _changed(made: Planned, tally: Tally, t: NullTranslations) -> Iterator[str]:
    """What was planned and isn't there any more."""
    words = t.gettext(
        "what was planned for {name} is not there any more; not sent. `{command}` tells why"
    )
    for entry in tally.changed:
        yield words.format(name=entry.candidate.name, command=_planning(made))


def _counts(tally: Tally, t: NullTranslations) -> str:
    """How many drafts were written, or messages sent."""
    if tally.drafts:
        words = t.gettext(
            "{count} drafts in {folder}. Whether they are sent is for `mail resolve --drafts` to say."
        )
        return words.format(count=tally.count(State.UNKNOWN), folder=tally.drafts)
    words = t.gettext("sent {sent}, failed {failed}, unknown {unknown}, still to be sent {left}")
    return words.format(
        sent=tally.count(State.SENT),
        failed=tally.count(State.FAILED),
        unknown=tally.count(State.UNKNOWN),
        left=tally.left,
    )


def _stopped(tally: Tally, t: NullTranslations) -> Iterator[str]:
    """Why the run ended early."""
    if tally.stopped == "login":
        yield t.gettext("Stopped: the server refuses name or password.")
    elif tally.stopped:
        words = t.gettext(
            "Stopped: five messages in a row did not get through, the last: {code}. Mend it, send again: what failed"
            " and what is still to be sent goes then."
        )
        yield words.format(code=tally.stopped)


def unknown(found: Iterable[Mail], t: NullTranslations) -> list[str]:
    """Lines about unknown messages, which HR must look into."""
    lines = [
        t.gettext("{kind} {name}, revision {revision}: {day} {time} {detail}")
        .format(
            kind=t.gettext(KIND_WORDS[MailKind(m.kind)]),
            name=m.label,
            revision=m.revision,
            day=formats.days_named(m.at[:10], t),
            time=m.at[11:16],
            detail=_detail(m.detail, t),
        )
        .rstrip()
        for m in found
    ]
    if not lines:
        return [t.gettext("No message is unknown.")]
    words = t.gettext(
        "Ask the addressee or the mail server, then: `mail resolve QUARTER ID… --sent` or `--not-sent`, with --reason."
    )
    return [*lines, words]
