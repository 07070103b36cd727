"""The command line: options in, messages out, exit codes. What a command does stands in the pipeline."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from gacx_reports import __version__
from gacx_reports.core.quarter import Quarter
from gacx_reports.i18n import N_, Language, translator
from gacx_reports.locations import default_templates

if TYPE_CHECKING:
    from gacx_reports.disputes import Answer
    from gacx_reports.pipeline import Order

Result = TypeVar("Result")

DONE, HELD_BACK, USAGE, OUR_FAULT, BUSY, INTERRUPTED = 0, 1, 2, 3, 11, 130

EXIT_WORDS = {
    DONE: N_("exit 0: done"),
    HELD_BACK: N_("exit 1: done, but some input has errors; those people are held back"),
    USAGE: N_("exit 2: wrong usage or settings"),
    OUR_FAULT: N_("exit 3: a fault of this program"),
    BUSY: N_("exit 11: another run holds this quarter"),
    INTERRUPTED: N_("exit 130: interrupted"),
}


class QuarterType(click.ParamType[Quarter]):
    """`2024Q3`."""

    name = "YYYYQn"

    def convert(self, value: Any, param: Any, ctx: Any) -> Quarter:
        """A Quarter, or click's usage error."""
        quarter = value if isinstance(value, Quarter) else Quarter.parse(value)
        if quarter is None:
            message = translator("zh").gettext("{value} is no quarter; write it like 2024Q3")
            self.fail(message.format(value=value), param, ctx)
        return quarter


_LEDGER = click.option(
    "--ledger",
    type=Path,
    default=Path("ledger.sqlite"),
    show_default=True,
    help="发布记录 / what was published",
)
_DAY = click.DateTime(formats=["%Y-%m-%d"])


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(
        (
            click.argument("quarter", type=QuarterType()),
            click.option(
                "--input",
                "source",
                type=Path,
                default=Path("input_samples"),
                show_default=True,
                help="每季度一个文件夹的输入目录 / folder with a folder per quarter",
            ),
            click.option(
                "--output",
                "target",
                type=Path,
                default=Path("output"),
                show_default=True,
                help="输出目录 / where results go",
            ),
            click.option(
                "--templates",
                type=Path,
                default=None,
                help="模板目录（默认随程序附带）/ templates (default: the bundled ones)",
            ),
            click.option(
                "--lang",
                type=click.Choice(["zh", "en"]),
                default="zh",
                show_default=True,
                help="语言 / language",
            ),
            click.option(
                "--jobs",
                type=click.IntRange(1, 64),
                default=None,
                help="并行进程数（默认：处理器核数）/ processes (default: the cores)",
            ),
        )
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gacx-reports")
def main() -> None:
    """绩效考核报告：校验各部门工作簿，计分，生成 PDF。

    Performance appraisal reports: checks the departments' workbooks, scores, renders PDFs.

    退出码 / exit codes: 0 完成 done · 1 完成但有输入错误 done, with input errors · 2 用法错误 wrong usage ·
    3 程序错误 our fault · 11 另一运行占用 another run · 130 中断 interrupted
    """


@main.command()
@_options
@_LEDGER
@click.option("--strict", is_flag=True, help="有任何错误即停止 / stop on any error")
@click.option(
    "--only",
    default="",
    metavar="工号|部门",
    help="只生成某人或某部门 / one person or department only",
)
def quarter(strict: bool, only: str, **given: Any) -> None:
    """一个季度从头到尾：校验、计分、出 PDF / a quarter from end to end."""
    order = _order(needs_input=False, strict=strict, only=only, **given)
    from gacx_reports import publishing, terminal

    t = translator(order.lang)
    found = _run(order, lambda: publishing.quarter(order, terminal.Reporter(t)))
    terminal.show_issues(found.done.issues, t)
    terminal.show_differing(found, t)
    for line in terminal.settled(found, order.target, t):
        click.echo(line)
    _leave(order, HELD_BACK if found.failed else DONE)


@main.command()
@_options
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出 / print issues as JSON")
@click.option("--status", is_flag=True, help="只看谁还没交 / only who hasn't returned what")
def check(as_json: bool, status: bool, **given: Any) -> None:
    """校验所有工作簿，不生成报告 / everything wrong in every workbook, nothing rendered."""
    order = _order(**given)
    from gacx_reports import pipeline, terminal

    t = translator(order.lang)
    done = _run(order, lambda: pipeline.check(order))
    if as_json:
        click.echo((order.target / "issues.json").read_text("utf-8"), nl=False)
        sys.exit(HELD_BACK if done.failed else DONE)
    if status:
        terminal.show_returns(done.returns, t)
    else:
        terminal.show_issues(done.issues, t)
    for line in (terminal.counts(done.issues, t), *terminal.returned(done, order.target, t)):
        click.echo(line)
    _leave(order, HELD_BACK if done.failed else DONE)


@main.group(invoke_without_command=True)
@click.option("--templates", type=Path, default=None, help="模板目录 / templates")
@click.option("--write", is_flag=True, help="写入 templates/scheme.md / write templates/scheme.md")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh")
@click.pass_context
def scheme(ctx: click.Context, templates: Path | None, write: bool, lang: Language) -> None:
    """打印考核方案；diff：两份方案的差别 / the scheme in print; diff: what changed between two."""
    if ctx.invoked_subcommand:
        return
    from gacx_reports import pipeline, terminal

    folder = templates or default_templates()
    text, issues = pipeline.print_scheme(folder, lang)
    terminal.show_issues(issues, translator(lang))
    if not text:
        sys.exit(HELD_BACK)
    if write:
        (folder / "scheme.md").write_text(text, "utf-8")
    else:
        click.echo(text, nl=False)


@main.command()
@_options
def templates(**given: Any) -> None:
    """生成本季度的填报工作簿 / this quarter's workbooks, ready to fill in."""
    order = _order(needs_input=False, **given)
    from gacx_reports import pipeline, terminal

    t = translator(order.lang)
    done = _run(order, lambda: pipeline.templates(order))
    terminal.show_issues(done.issues, t)
    click.echo(
        t.gettext("{count} workbooks in {folder}").format(
            count=done.rendered, folder=order.target / "templates"
        )
    )
    _leave(order, HELD_BACK if done.failed else DONE)


@main.command()
@click.option("--templates", type=Path, default=None, help="模板目录 / templates")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh")
def doctor(templates: Path | None, lang: Language) -> None:
    """缺什么，用哪条命令补上 / what is missing, and the command that mends it."""
    from gacx_reports import doctor as checks
    from gacx_reports.render.fonts import default_cache

    findings = checks.diagnose(default_cache(), templates or default_templates())
    t = translator(lang)
    for finding in findings:
        click.echo(checks.describe(finding, t))
    sys.exit(DONE if all(f.state == "ok" for f in findings) else USAGE)


def _order(
    quarter: Quarter,
    source: Path,
    target: Path,
    templates: Path | None,
    lang: Language,
    jobs: int | None,
    strict: bool = False,
    only: str = "",
    needs_input: bool = True,
    ledger: Path = Path("ledger.sqlite"),
) -> "Order":
    """The order, or exit 2 with the reason."""
    from gacx_reports.pipeline import Order

    order = Order(
        quarter=quarter,
        input=source,
        output=target,
        templates=templates or default_templates(),
        lang=lang,
        jobs=jobs or os.cpu_count() or 1,
        strict=strict,
        only=only,
        ledger=ledger,
    )
    t = translator(lang)
    if needs_input and not order.source.is_dir():
        _stop(USAGE, t.gettext("There is no folder {folder}").format(folder=order.source), lang)
    if not (order.templates / "reports").is_dir():
        _stop(
            USAGE,
            t.gettext("There is no folder {folder}").format(folder=order.templates / "reports"),
            lang,
        )
    return order


def _run(order: "Order", work: Callable[[], Result]) -> Result:
    """Turn what can go wrong outside the workbooks into a message and an exit code."""
    from jinja2 import TemplateError

    from gacx_reports import faults
    from gacx_reports.files import BusyError
    from gacx_reports.ledger.store import LedgerError
    from gacx_reports.pipeline import FontsMissingError, UnknownScopeError
    from gacx_reports.publishing import ChangedError, FolderMissingError
    from gacx_reports.render.pdf import RenderError

    t = translator(order.lang)
    try:
        return work()
    except KeyboardInterrupt:
        _stop(INTERRUPTED, t.gettext("Interrupted; whatever was written is whole."), order.lang)
    except BusyError as error:
        _stop(BUSY, t.gettext("Another run holds {folder}.").format(folder=error), order.lang)
    except FolderMissingError as error:
        _stop(USAGE, t.gettext("There is no folder {folder}").format(folder=error), order.lang)
    except ChangedError as error:
        message = t.gettext("{path} changed while it was being read; run again.")
        _stop(USAGE, message.format(path=error), order.lang)
    except LedgerError as error:
        message = t.gettext("The ledger can't be used: {reason}")
        _stop(USAGE, message.format(reason=error), order.lang)
    except FontsMissingError as error:
        message = t.gettext(
            "No Chinese font is installed (looked for: {fonts}). `gacx-reports doctor` tells how to get one."
        )
        _stop(USAGE, message.format(fonts=error), order.lang)
    except UnknownScopeError as error:
        message = t.gettext("{scope} is neither an employee ID nor a department of this quarter.")
        _stop(USAGE, message.format(scope=error), order.lang)
    except (TemplateError, RenderError) as error:
        message = t.gettext("A report template can't be used: {reason}")
        _stop(USAGE, message.format(reason=error), order.lang)
    except OSError as error:
        message = t.gettext("{reason}: {path}")
        _stop(USAGE, message.format(reason=error.strerror, path=error.filename), order.lang)
    except Exception as error:  # noqa: BLE001 - the one place where our own faults are turned into exit 3
        path = faults.record(error)
        _stop(
            OUR_FAULT,
            t.gettext("This is a fault of the program; its log: {path}").format(path=path),
            order.lang,
        )


def _stop(code: int, message: str, lang: Language) -> NoReturn:
    click.echo(message, err=True)
    click.echo(translator(lang).gettext(EXIT_WORDS[code]), err=True)
    sys.exit(code)


def _leave(order: "Order", code: int) -> NoReturn:
    """`make` turns every code into its own 2, so the last line says which it was."""
    click.echo(translator(order.lang).gettext(EXIT_WORDS[code]))
    sys.exit(code)


_BOOK = click.Path(exists=True, dir_okay=False, path_type=Path)


@scheme.command("diff")
@click.argument("old", metavar="A.xlsx", type=_BOOK)
@click.argument("new", metavar="B.xlsx", type=_BOOK)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh")
def scheme_diff(old: Path, new: Path, lang: Language) -> None:
    """两份考核方案有何不同，涉及哪些岗位 / what changed between two schemes, and for which posts."""
    from gacx_reports import pipeline, terminal

    t = translator(lang)
    found, issues = pipeline.diff_schemes(old, new)
    terminal.show_issues(issues, t)
    if found is None:
        sys.exit(HELD_BACK)
    terminal.show_difference(found, t)


@main.command()
@_options
@click.argument("person", metavar="工号")
def explain(person: str, **given: Any) -> None:
    """某人的总分怎样得来，逐格说明 / one person's total, cell by cell."""
    order = _order(**given)
    from gacx_reports import pipeline, terminal

    found = _run(order, lambda: pipeline.explain(order, person))
    terminal.show_issues(found.issues, translator(order.lang))
    for line in terminal.paragraphs(found.paragraphs):
        click.echo(line)
    _leave(order, DONE if found.paragraphs and not found.held_back else HELD_BACK)


@main.command()
@_options
@click.option(
    "--scheme",
    "other",
    type=_BOOK,
    required=True,
    help="另一份考核方案 / another scheme's workbook",
)
def whatif(other: Path, **given: Any) -> None:
    """同样的数据换一份方案：谁变等级，多花多少 / the same inputs under another scheme."""
    order = _order(**given)
    from gacx_reports import pipeline, terminal

    t = translator(order.lang)
    found = _run(order, lambda: pipeline.whatif(order, other))
    terminal.show_issues(found.issues, t)
    if found.whatif is None or found.folder is None:
        _leave(order, HELD_BACK)
    terminal.show_whatif(found.whatif, t)
    click.echo(terminal.whatif_summary(found.whatif, found.folder, t))
    _leave(order, HELD_BACK if found.whatif.held_back else DONE)


@main.command()
@_options
@_LEDGER
@click.option(
    "--on", type=_DAY, help="公布日（默认见“本期”）/ day of publication (default: sheet 本期)"
)
@click.option("--partial", is_flag=True, help="有人暂缓也先发布其余 / though somebody is held back")
def publish(on: datetime | None, partial: bool, **given: Any) -> None:
    """发布：冻结方案、数据、结果和报告 / freeze scheme, inputs, results and reports."""
    order = _order(**given)
    from gacx_reports import publishing, terminal

    t = translator(order.lang)
    wish = publishing.Wish(_now(), on.date() if on else None, partial)
    found = _run(order, lambda: publishing.publish(order, wish, terminal.Reporter(t)))
    terminal.show_issues(found.done.issues, t)
    terminal.show_differing(found, t)
    for line in terminal.published(found, order.target, t):
        click.echo(line)
    _leave(order, HELD_BACK if found.failed else DONE)


def _ledger_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options of commands that only write into the ledger."""
    lang = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh")
    return click.argument("quarter", type=QuarterType())(_LEDGER(lang(command)))


@main.command()
@_ledger_options
@click.option(
    "--reason", required=True, help="原因，印在修订的报告上 / why; printed on revised reports"
)
@click.option("--by", default="", help="批准人 / who decided")
@click.option("--on", type=_DAY, help="日期（默认今天）/ day (default: today)")
def reopen(reason: str, by: str, on: datetime | None, **given: Any) -> None:
    """重新打开已发布的季度，须写明原因 / open a published quarter again, with a reason."""
    order = _ledger_order(**given)
    from gacx_reports import disputes, pipeline

    now = _now()
    entry = disputes.Entry(order.ledger, order.quarter, now, by)
    day = (on or now).date()
    missing = pipeline.printable()
    answer = _run(order, lambda: disputes.reopen(entry, day, reason, missing))
    _answer(order, answer)


@main.command()
@_ledger_options
@click.argument("person", metavar="工号")
@click.option("--on", type=_DAY, help="申诉日期 / day of the appeal")
@click.option("--grounds", default="", help="申诉理由 / its grounds")
@click.option("--outcome", type=click.Choice(["granted", "rejected"]), help="结果 / how it ends")
@click.option("--decided-on", type=_DAY, help="裁定日期 / day of the decision")
@click.option("--by", default="", help="经手人或裁定人 / who recorded or decided it")
@click.option(
    "--reason", default="", help="裁定理由，印在修订的报告上 / why; printed on the revision"
)
def appeal(
    person: str,
    on: datetime | None,
    grounds: str,
    outcome: str | None,
    decided_on: datetime | None,
    by: str,
    reason: str,
    **given: Any,
) -> None:
    """登记申诉（--on --grounds）或裁定（--outcome --decided-on --by --reason）/ record or decide an appeal."""
    lodging, deciding = bool(on and grounds), bool(outcome and decided_on and by and reason)
    if lodging == deciding or (lodging and outcome) or (deciding and (on or grounds)):
        raise click.UsageError(
            "--on --grounds，或 --outcome --decided-on --by --reason / either these or those"
        )
    order = _ledger_order(**given)
    from gacx_reports import disputes, pipeline
    from gacx_reports.ledger.appeals import Decision

    entry = disputes.Entry(order.ledger, order.quarter, _now(), by)
    if on and lodging:
        answer = _run(order, lambda: disputes.lodge(entry, person, on.date(), grounds))
    else:
        assert outcome
        assert decided_on
        decision = Decision(outcome, decided_on.date(), by, reason)
        missing = pipeline.printable()
        answer = _run(order, lambda: disputes.decide(entry, person, decision, missing))
    _answer(order, answer)


@main.command()
@_ledger_options
@click.argument("person", metavar="[工号]", required=False)
@click.option("--on", type=_DAY, help="签收日期 / day of the signature")
@click.option("--refused", is_flag=True, help="拒签 / the person refused to sign")
@click.option(
    "--list",
    "returned",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="签收表：工号、日期、拒签（xlsx 或 csv）/ a returned list",
)
def ack(
    person: str | None, on: datetime | None, refused: bool, returned: Path | None, **given: Any
) -> None:
    """登记签收：一人，或一张签收表 / record who acknowledged: one person, or a returned list."""
    order = _ledger_order(**given)
    from gacx_reports import disputes, terminal
    from gacx_reports.core.acknowledgement_list import Signature
    from gacx_reports.core.issues import errors

    entry = disputes.Entry(order.ledger, order.quarter, _now())
    if returned and not person and not on and not refused:
        answer, issues = _run(order, lambda: disputes.acknowledge_all(entry, returned))
        terminal.show_issues(issues, translator(order.lang))
        if errors(issues):
            _answer(order, answer, HELD_BACK)
    elif person and on and not returned:
        signature = Signature(person, on.date(), refused)
        answer = _run(order, lambda: disputes.acknowledge(entry, signature))
    else:
        raise click.UsageError("工号 --on DATE [--refused]，或 --list FILE / either these or that")
    _answer(order, answer)


def _now() -> datetime:
    """The clock; the core and the ledger are given what it says."""
    return datetime.now().astimezone()


def _ledger_order(quarter: Quarter, ledger: Path, lang: Language) -> "Order":
    """An order that touches the ledger and no folder."""
    from gacx_reports.pipeline import Order

    return Order(quarter, Path(), Path(), Path(), lang, ledger=ledger)


def _answer(order: "Order", answer: "Answer", refused: int = USAGE) -> NoReturn:
    """Print what was recorded, or why nothing was."""
    from gacx_reports import terminal
    from gacx_reports.disputes import Recorded

    for line in terminal.answer(answer, translator(order.lang)):
        click.echo(line)
    _leave(order, DONE if isinstance(answer, Recorded) else refused)
