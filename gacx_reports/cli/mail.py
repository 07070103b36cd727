"""`mail`, `mail resolve` and `mail adopt`."""

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Unpack

import click

from gacx_reports.cli.answers import reply, show_page
from gacx_reports.cli.exits import DONE, HELD_BACK, leave, run, tell
from gacx_reports.cli.options import BLANK, LANG, LEDGER, PeriodType, mail_options, output
from gacx_reports.cli.reminders import remind_and_leave
from gacx_reports.cli.run_options import PublishedQuarterOptions, ledger_order, now, run_options
from gacx_reports.core.calendar.period import Period
from gacx_reports.i18n import N_, Language

if TYPE_CHECKING:
    from gacx_reports.commands.mailing.consignment import Consignment
    from gacx_reports.commands.mailing.sending_run import Dispatch
    from gacx_reports.commands.request import RunOptions
    from gacx_reports.core.mailing.plan import PlannedMessage as MailEntry
    from gacx_reports.core.mailing.plan import Wishes
    from gacx_reports.core.mailing.states import State


WAITING = N_("exit 1: done, but some messages wait for a decision")
NOT_SENT = N_("exit 1: done, but not everything was sent; the lines above say what is left")
UNKNOWN = N_("exit 1: done, but of some messages nobody knows whether they arrived")


class QuarterFirst(click.Group):
    """A group whose first argument may be a quarter: `mail 2024Q3` plans."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert the command `plan` before arguments that begin with a quarter."""
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named or not args else ["plan", *args])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Also list the options of `mail 2024Q3`, so that they are not only in the help of `plan`."""
        with formatter.section("mail 2024Q3"):
            rows = [p.get_help_record(ctx) for p in self.commands["plan"].params]
            formatter.write_dl([r for r in rows if r])
        super().format_options(ctx, formatter)


@click.group(cls=QuarterFirst, context_settings={"help_option_names": ["-h", "--help"]})
def mail() -> None:
    """邮寄报告：先计划，核对后以 --send 发送 / mail the reports: plans, and sends only with --send.

    `mail 2024Q3` 只列计划 plans; `mail 2024Q3 --send HASH` 发送 sends exactly that plan;
    `mail 2024Q3 --templates` 同样寄出待填的工作簿 does the same with the blank workbooks.
    """


@mail.command("plan")
@mail_options
@LEDGER
@click.option(
    "--workbooks",
    is_flag=True,
    help="寄待填的工作簿，每位填报人一份 / the blank workbooks, each to who fills it in",
)
@click.option("--send", "plan_hash", default="", help="发送这个计划 / send exactly this plan")
@click.option(
    "--confirm",
    multiple=True,
    help="工号:理由，确认可疑地址无误 / ID:reason, the odd address is meant",
)
@click.option("--resend", multiple=True, help="工号或部门，再发一次 / to whom a report goes again")
@click.option("--reason", default="", help="再发的理由 / why again")
@click.option(
    "--by",
    default="",
    metavar="NAME",
    help="提出计划的人；方案“设置”的“复核”要求另一人批准发送时必须写明"
    " / who makes the plan; must be named where the scheme asks for a second person",
)
@click.option("--limit", type=click.IntRange(1), help="最多发几封 / messages at most")
@click.option(
    "--redirect-all-to", "redirect", default="", help="演练：全部发到此地址 / a rehearsal"
)
@click.option(
    "--drafts",
    is_flag=True,
    help="与 --send 同用：不发送，写成 .eml 草稿 / with --send: write .eml drafts instead",
)
@click.option(
    "--remind",
    type=click.Choice(["returns", "acknowledgement"]),
    help="催交工作簿或催签收的草稿 / reminder drafts",
)
def plan(
    workbooks: bool,
    plan_hash: str,
    confirm: tuple[str, ...],
    resend: tuple[str, ...],
    reason: str,
    by: str,
    limit: int | None,
    redirect: str,
    drafts: bool,
    remind: str | None,
    **given: Unpack[PublishedQuarterOptions],
) -> None:
    """计划：谁收到什么，谁不能发、为什么；--send 发送 / who gets what, who cannot and why; sends with --send."""
    if given["templates"] == Path(BLANK):
        workbooks, given["templates"] = True, None
    _refuse_mixtures(resend, reason, workbooks)
    others = (plan_hash, confirm, resend, limit, redirect, drafts, workbooks, by)
    if remind and any(others):
        raise click.UsageError(
            "--remind 只写草稿，不与 --send 等同用 / writes drafts only, without --send and the like"
        )
    options = run_options(**given, needs_input=workbooks)
    if remind:
        remind_and_leave(options, remind, now())
    from gacx_reports.cli.output import mail as screen
    from gacx_reports.commands.mailing.consignment import Consignment
    from gacx_reports.commands.mailing.sending_run import Dispatch
    from gacx_reports.core.mailing.plan import Wishes

    consignment = Consignment.WORKBOOKS if workbooks else Consignment.REPORTS
    wishes = Wishes(_confirmed(confirm), frozenset(resend), reason.strip(), redirect, by.strip())
    if plan_hash:
        _send(options, wishes, Dispatch(plan_hash, now, limit or 0, drafts, consignment))
    _show(options, wishes, consignment, screen.kept(wishes, limit, drafts, workbooks))


def _refuse_mixtures(resend: tuple[str, ...], reason: str, workbooks: bool) -> None:
    if bool(resend) != bool(reason.strip()):
        raise click.UsageError("--resend 工号 --reason 理由 / one needs the other")
    if workbooks and resend:
        raise click.UsageError(
            "--resend 不与 --templates 同用：同样的工作簿不寄第二次 / not with --templates: none goes twice"
        )


def _show(
    options: "RunOptions", wishes: "Wishes", consignment: "Consignment", repeated: list[str]
) -> NoReturn:
    """Print the plan, with the options to repeat for sending it."""
    from gacx_reports.cli.output import mail as screen
    from gacx_reports.cli.output.second_person import of_second_person
    from gacx_reports.commands.mailing import plan, second_person
    from gacx_reports.commands.mailing.consignment import inputs_of
    from gacx_reports.mail.settings import load

    t = options.t
    settings = run(options, lambda: load(options.ledger))
    made = run(options, lambda: plan.planned(inputs_of(consignment, options, settings), wishes))
    asked = run(options, lambda: second_person.ask(made, wishes, now()))
    screen.show_plan(made, wishes, t)
    tell(screen.plan_lines(made, repeated, t), t)
    tell(of_second_person(asked, made.plan.hash, wishes.by, t), t)
    if asked:
        show_page(options)
    leave(options, HELD_BACK if screen.waiting(made) else DONE, WAITING)


def _send(options: "RunOptions", wishes: "Wishes", dispatch: "Dispatch") -> NoReturn:
    """Send the plan, and print what became of each message."""
    from gacx_reports.cli.output import mail as screen
    from gacx_reports.commands.mailing import send
    from gacx_reports.commands.mailing.consignment import Consignment
    from gacx_reports.mail.settings import load

    t = options.t
    settings = run(options, lambda: load(options.ledger))

    def watch(entry: "MailEntry", state: "State", detail: str) -> None:
        click.echo(screen.step(entry, state, detail, t))

    made, tally = run(options, lambda: send.send(options, settings, wishes, dispatch, watch))
    tell(screen.sent(made, tally, t), t)
    if dispatch.consignment is Consignment.REPORTS:
        show_page(options)
    if not tally.whole:
        leave(options, HELD_BACK, NOT_SENT)
    leave(options, HELD_BACK if screen.waiting(made) else DONE, WAITING)


def _confirmed(given: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for text in given:
        person, _, why = text.replace("：", ":", 1).partition(":")
        if not person.strip() or not why.strip():
            raise click.UsageError("--confirm 工号:理由 / ID:reason")
        found[person.strip()] = why.strip()
    return found


@mail.command("resolve")
@click.argument("quarter", type=PeriodType())
@click.argument("names", metavar="[工号或部门]...", nargs=-1)
@click.option("--drafts", is_flag=True, help="所有写成草稿的 / all that went into drafts")
@click.option("--sent", "verdict", flag_value="sent", help="对方已收到 / it arrived")
@click.option("--not-sent", "verdict", flag_value="lost", help="没有收到，可再发 / it did not")
@click.option("--reason", default="", help="依据，例如已电话核实 / how that is known")
@click.option("--by", default="", help="经手人 / who says so")
@click.option("--output", "target", type=Path, default=Path("output"), show_default=True)
@LEDGER
@LANG
def resolve(
    quarter: Period,
    names: tuple[str, ...],
    drafts: bool,
    verdict: str | None,
    reason: str,
    by: str,
    target: Path,
    ledger: Path,
    lang: Language,
) -> None:
    """查明“不知是否送达”的邮件；不带选项则列出 / say what became of unknown messages; alone: list them."""
    from gacx_reports.cli.output import mail as screen
    from gacx_reports.commands.ledger_entry import LedgerEntry
    from gacx_reports.commands.mailing import resolve
    from gacx_reports.commands.published_names import published_names
    from gacx_reports.core.translation import in_english

    options = ledger_order(quarter, ledger, lang, target)
    if not verdict:
        found = run(options, lambda: resolve.unknown(options))
        english = run(options, lambda: published_names(options))
        tell(screen.unknown(in_english(found, english), options.t), options.t)
        leave(options, HELD_BACK if found else DONE, UNKNOWN)
    entry = LedgerEntry(ledger, quarter, now(), by)
    sent = verdict == "sent"
    answer = run(options, lambda: resolve.resolve(entry, options, names, drafts, sent, reason))
    reply(options, answer)


@mail.command("adopt")
@click.option("--reason", required=True, help="为何以它为准 / why this ledger is the one")
@output("已下发的工作簿所在目录 / where issued workbooks lie")
@LEDGER
@LANG
def adopt(reason: str, target: Path, ledger: Path, lang: Language) -> None:
    """认可现有的发布记录，或从头开始 / accept a restored, copied, replaced or missing ledger."""
    from gacx_reports.commands.mailing import resolve

    at = now()
    options = ledger_order(Period(at.year, 1), ledger, lang)
    answer = run(options, lambda: resolve.adopt(ledger, target, reason, at))
    reply(options, answer, page=False)
