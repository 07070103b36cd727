"""The command line: options, messages and exit codes. The work of each command is in `commands`."""

import gc
from typing import Any

import click

from gacx_reports import __version__, endings
from gacx_reports.cli.approve import approve
from gacx_reports.cli.check import check
from gacx_reports.cli.disputes import ack, appeal
from gacx_reports.cli.doctor import doctor
from gacx_reports.cli.explain import explain
from gacx_reports.cli.keeping import backup, purge, restore
from gacx_reports.cli.mail import mail
from gacx_reports.cli.posts import posts
from gacx_reports.cli.publish import publish, reopen
from gacx_reports.cli.quarter import quarter, year
from gacx_reports.cli.scheme import scheme
from gacx_reports.cli.survey import survey
from gacx_reports.cli.targets import targets
from gacx_reports.cli.templates import templates
from gacx_reports.cli.verify import verify
from gacx_reports.cli.whatif import whatif

OBJECTS = 50_000
"""New objects after which garbage is looked for: a quarter makes millions, hardly any of them in a cycle."""


class Program(click.Group):
    """The group of all commands."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Raises EndedError where nobody reads what it prints, which click would call exit 1."""
        gc.set_threshold(OBJECTS)
        try:
            return super().invoke(ctx)
        except OSError as error:
            if ending := endings.by(error):
                raise ending from error
            raise


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gacx-reports")
def main() -> None:
    """绩效考核报告：校验各部门工作簿，计分，生成 PDF。

    Performance appraisal reports: checks the departments' workbooks, scores, renders PDFs.

    退出码 / exit codes: 0 完成 done · 1 完成但有输入错误 done, with input errors · 2 用法错误 wrong usage ·
    3 程序错误 our fault · 11 另一运行占用 another run · 12 磁盘已满 disk full ·
    129 130 141 143 中断 interrupted
    """


for command in (
    ack,
    appeal,
    approve,
    backup,
    check,
    doctor,
    explain,
    mail,
    posts,
    publish,
    purge,
    quarter,
    reopen,
    restore,
    scheme,
    survey,
    targets,
    templates,
    verify,
    whatif,
    year,
):
    main.add_command(command)
