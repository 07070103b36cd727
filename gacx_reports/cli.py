"""The command line: options in, messages out, exit codes. What a command does stands in the pipeline."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from gacx_reports import __version__
from gacx_reports.core.quarter import Quarter
from gacx_reports.i18n import N_, Language, translator
from gacx_reports.locations import default_templates

if TYPE_CHECKING:
    from gacx_reports.pipeline import Done, Order

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
@click.option("--strict", is_flag=True, help="有任何错误即停止 / stop on any error")
@click.option(
    "--only",
    default="",
    metavar="工号|部门",
    help="只生成某人或某部门 / one person or department only",
)
def quarter(strict: bool, only: str, **given: Any) -> None:
    """一个季度从头到尾：校验、计分、出 PDF / a quarter from end to end."""
    order = _order(strict=strict, only=only, **given)
    from gacx_reports import pipeline, terminal

    t = translator(order.lang)
    done = _run(order, lambda: pipeline.quarter(order, terminal.Reporter(t)))
    terminal.show_issues(done.issues, t)
    for line in terminal.summary(done, order.target, t):
        click.echo(line)
    _leave(order, HELD_BACK if done.failed else DONE)


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


@main.command()
@click.option("--templates", type=Path, default=None, help="模板目录 / templates")
@click.option("--write", is_flag=True, help="写入 templates/scheme.md / write templates/scheme.md")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh")
def scheme(templates: Path | None, write: bool, lang: Language) -> None:
    """打印考核方案 / the scheme in print."""
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


def _run(order: "Order", work: "Callable[[], Done]") -> "Done":
    """Turn what can go wrong outside the workbooks into a message and an exit code."""
    from jinja2 import TemplateError

    from gacx_reports import faults
    from gacx_reports.files import BusyError
    from gacx_reports.pipeline import FontsMissingError, UnknownScopeError
    from gacx_reports.render.pdf import RenderError

    t = translator(order.lang)
    try:
        return work()
    except KeyboardInterrupt:
        _stop(INTERRUPTED, t.gettext("Interrupted; whatever was written is whole."), order.lang)
    except BusyError:
        _stop(
            BUSY, t.gettext("Another run holds {folder}.").format(folder=order.target), order.lang
        )
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
