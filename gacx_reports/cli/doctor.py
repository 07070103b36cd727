"""`doctor`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gacx_reports.cli.exits import DONE, USAGE, attempt
from gacx_reports.cli.options import INPUT, LANG, LEDGER, TEMPLATES, output
from gacx_reports.i18n import Language, translator
from gacx_reports.locations import default_templates

if TYPE_CHECKING:
    from gacx_reports.commands.support.bundle import BundleOrder
    from gacx_reports.doctor import Finding


@click.command()
@TEMPLATES
@click.option(
    "--bundle",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.zip",
    help="另存一份求助用的报告，不含个人信息 / also write a report for support, without personal data",
)
@INPUT
@output("输出目录 / where results are")
@LEDGER
@LANG
def doctor(
    templates: Path | None,
    bundle: Path | None,
    source: Path,
    target: Path,
    ledger: Path,
    lang: Language,
) -> None:
    """缺什么，用哪条命令补上 / what is missing, and the command that mends it."""
    from gacx_reports import doctor as checks
    from gacx_reports.commands.support.bundle import BundleOrder
    from gacx_reports.render.fonts.font_set import default_cache

    folder = templates or default_templates()
    findings = attempt(lang, lambda: checks.diagnose(default_cache(), folder))
    t = translator(lang)
    for finding in findings:
        click.echo(checks.describe(finding, t))
    if bundle:
        _write(BundleOrder(bundle, source, target, ledger, lang), findings)
    sys.exit(DONE if all(f.state == "ok" for f in findings) else USAGE)


def _write(order: "BundleOrder", findings: tuple["Finding", ...]) -> None:
    """Write the report for support, and say what is in it."""
    from gacx_reports.commands.support.bundle import write_bundle

    t = translator(order.lang)
    names = attempt(order.lang, lambda: write_bundle(order, findings))
    words = t.gettext("{file} holds {names}. Read through these texts before you send them.")
    click.echo(words.format(file=order.target, names=t.gettext(", ").join(names)))
