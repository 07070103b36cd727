"""Output of `survey plan`."""

from gettext import NullTranslations

import click
from rich.text import Text

from gacx_reports.cli.output.tables import make_table, print_table
from gacx_reports.core.views.survey.plan import PlanView
from gacx_reports.i18n import N_


def show_plan(view: PlanView, t: NullTranslations) -> None:
    """Print a table of 1, 2, … calls for each group and for all, and what follows from them."""
    groups = view.groups if len(view.groups) == 1 else (view.everybody, *view.groups)
    for group in groups:
        headers = (N_("Calls each"), N_("Width"), N_("Other grade"), N_("At risk"), N_("Calls"))
        table = make_table(headers, t)
        table.title = Text("·".join(x for x in (group.name, group.kpi) if x))
        for calls, row in enumerate(group.cells, 1):
            cells = (str(calls), row.width, row.flips, row.at_risk, row.total)
            table.add_row(*map(Text, cells), style="bold" if row.chosen else "")
        print_table(table)
    for words in view.findings:
        click.echo(words)
