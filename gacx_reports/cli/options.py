"""Options and arguments that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from gacx_reports.core.calendar.period import Period
from gacx_reports.i18n import N_, translator

Command = TypeVar("Command", bound=Callable[..., None])


class PeriodType(click.ParamType[Period]):
    """Type of the argument `2024Q3`, `2024M07`, `2024H2` or `2024Y`."""

    name = "YYYYQn|YYYYMnn|YYYYHn|YYYYY"
    wrong = N_("{value} is no period; write it like 2024Q3, 2024M07, 2024H1 or 2024Y")

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What `--help` has for the argument: how each kind of period is written."""
        del param, ctx
        return self.name

    def convert(
        self, value: str | Period, param: click.Parameter | None, ctx: click.Context | None
    ) -> Period:
        """The Period; a usage error of click if the text is none."""
        quarter = value if isinstance(value, Period) else self.read(value)
        if quarter is None:
            lang = ctx.params.get("lang", "zh") if ctx else "zh"
            message = translator(lang).gettext(self.wrong)
            self.fail(message.format(value=value), param, ctx)
        return quarter

    def read(self, text: str) -> Period | None:
        """The period of a text; None if it is none."""
        return Period.parse(text)


class YearType(PeriodType):
    """Type of the argument `2024`, also `2024Y`."""

    name = "YYYY"
    wrong = N_("{value} is no year; write it like 2024")

    def read(self, text: str) -> Period | None:
        """The period of the year; None if it is none."""
        return Period.parse(f"{text.strip().upper().removesuffix('Y')}Y")


LANG = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    # Read before the arguments: what is wrong with those is said in it.
    is_eager=True,
    help="语言 / language",
)
LEDGER = click.option(
    "--ledger",
    type=Path,
    default=Path("ledger.sqlite"),
    show_default=True,
    help="发布记录 / what was published",
)
DAY = click.DateTime(formats=["%Y-%m-%d"])
BOOK = click.Path(exists=True, dir_okay=False, path_type=Path)


SECONDS = click.option(
    "--seconds",
    type=click.FloatRange(min=1),
    default=60,
    show_default=True,
    help="每份文件最多用时（秒）/ most seconds for a document",
)
CLUSTER = click.option(
    "--cluster",
    default="",
    metavar="tls://…|tcp://…",
    help="由 Dask 集群读取工作簿、生成 PDF / read and render by a Dask cluster",
)
INPUT = click.option(
    "--input",
    "source",
    type=Path,
    default=Path("input_samples"),
    show_default=True,
    help="每季度一个文件夹的输入目录 / folder with a folder per quarter",
)
TEMPLATES = click.option(
    "--templates",
    type=Path,
    default=None,
    help="模板目录（默认随程序附带）/ templates (default: the bundled ones)",
)
BLANK = "<blank>"
"""What `--templates` means in `mail` where no folder follows it: the blank workbooks."""
TEMPLATES_OR_BLANK = click.option(
    "--templates",
    type=Path,
    default=None,
    is_flag=False,
    flag_value=BLANK,
    metavar="[FOLDER]",
    help="不带目录：寄待填的工作簿，同 --workbooks；带目录：模板目录"
    " / alone: the blank workbooks, as --workbooks; with a folder: templates",
)


def output(words: str) -> Callable[[Command], Command]:
    """The option `--output`; `words` say what is written there."""
    folder = Path("output")
    return click.option(
        "--output", "target", type=Path, default=folder, show_default=True, help=words
    )


def quarter_options(command: Command) -> Command:
    """Decorator with the options of commands that read a quarter: quarter, folders, language, processes."""
    return _of_quarter(command, TEMPLATES)


def year_options(command: Command) -> Command:
    """As `quarter_options` for a year, which is given as `2024`."""
    return _of_quarter(
        command, TEMPLATES, click.argument("quarter", type=YearType(), metavar="YEAR")
    )


def mail_options(command: Command) -> Command:
    """As `quarter_options`; `--templates` without a folder is Path(BLANK)."""
    return _of_quarter(command, TEMPLATES_OR_BLANK)


QUARTER = click.argument("quarter", type=PeriodType())


def _of_quarter(
    command: Command,
    templates: Callable[[Command], Command],
    quarter: Callable[[Command], Command] = QUARTER,
) -> Command:
    for option in reversed(
        (
            quarter,
            INPUT,
            output("输出目录 / where results go"),
            templates,
            LANG,
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


def ledger_options(command: Command) -> Command:
    """Decorator with the options of commands that write into the ledger and update the review page."""
    target = output("结果所在目录，其中的审阅页随之更新 / where the review page is")
    return click.argument("quarter", type=PeriodType())(LEDGER(target(LANG(command))))
