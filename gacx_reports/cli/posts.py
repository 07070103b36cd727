"""`posts`."""

import os
from pathlib import Path

import click

from gacx_reports.cli.exits import DONE, HELD_BACK, USAGE, leave, run, stop, tell
from gacx_reports.cli.options import INPUT, LANG, SECONDS, TEMPLATES, PeriodType, output
from gacx_reports.core.calendar.period import Period
from gacx_reports.i18n import Language, translator
from gacx_reports.locations import default_templates


@click.command()
@click.argument("quarter", type=PeriodType(), required=False)
@click.option("--post", default="", metavar="岗位", help="只生成一个岗位 / one post only")
@click.option(
    "--person",
    default="",
    metavar="工号",
    help="某人的（须指明季度）/ one person's; needs a quarter",
)
@INPUT
@output("输出目录 / where documents go")
@TEMPLATES
@LANG
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help="并行进程数 / processes")
@SECONDS
def posts(
    quarter: Period | None,
    post: str,
    person: str,
    source: Path,
    target: Path,
    templates: Path | None,
    lang: Language,
    jobs: int | None,
    seconds: float,
) -> None:
    """每个岗位的目标说明书和岗位说明书 / goals and job specification of each post."""
    from gacx_reports.cli.output.endings import LEFT_OUT, NOTHING_WRITTEN
    from gacx_reports.cli.output.issues import show_issues
    from gacx_reports.cli.output.progress import Reporter
    from gacx_reports.cli.output.summary import not_made
    from gacx_reports.commands.fonts import prepared_fonts
    from gacx_reports.commands.issuing import posts as command
    from gacx_reports.render.reports import RenderSettings

    t = translator(lang)
    if person and quarter is None:
        stop(USAGE, t.gettext("--person needs a quarter, whose roster knows the person."), lang)
    folder = templates or default_templates()
    processes = jobs or os.cpu_count() or 1
    wanted = command.Wanted(folder, target, lang, processes, post, person, source, quarter, seconds)
    done = run(
        wanted,
        lambda: command.posts(wanted, RenderSettings(folder, prepared_fonts(), lang), Reporter(t)),
    )
    show_issues(done.issues, t)
    words = t.gettext("{count} documents of posts in {folder}")
    tell([words.format(count=done.rendered, folder=wanted.folder)], t)
    tell(not_made(done.not_made, t), t)
    if done.left_out:
        words = t.gettext("left out, because texts are missing or faulty: {documents}")
        click.echo(words.format(documents=t.gettext(", ").join(done.left_out)))
    failed = done.failed or done.left_out
    leave(wanted, HELD_BACK if failed else DONE, LEFT_OUT if done.rendered else NOTHING_WRITTEN)
