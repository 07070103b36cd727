"""`doctor`."""

import sys
from pathlib import Path

import click

from gacx_reports.cli.exits import DONE, USAGE, attempt
from gacx_reports.cli.options import LANG
from gacx_reports.i18n import Language, translator
from gacx_reports.locations import default_templates


@click.command()
@click.option("--templates", type=Path, default=None, help="模板目录 / templates")
@LANG
def doctor(templates: Path | None, lang: Language) -> None:
    """缺什么，用哪条命令补上 / what is missing, and the command that mends it."""
    from gacx_reports import doctor as checks
    from gacx_reports.render.fonts.font_set import default_cache

    folder = templates or default_templates()
    findings = attempt(lang, lambda: checks.diagnose(default_cache(), folder))
    t = translator(lang)
    for finding in findings:
        click.echo(checks.describe(finding, t))
    sys.exit(DONE if all(f.state == "ok" for f in findings) else USAGE)
