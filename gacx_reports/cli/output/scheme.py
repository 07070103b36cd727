"""Output of `scheme diff`."""

from gettext import NullTranslations

from rich.console import Console
from rich.text import Text

from gacx_reports.cli.output.tables import make_table, print_table
from gacx_reports.commands.issuing.scheme import SchemeDifference
from gacx_reports.core.scheme.diff import describe_posts
from gacx_reports.i18n import N_


def show_difference(found: SchemeDifference, t: NullTranslations) -> None:
    """Print every change between two schemes as a table: kind, name, old and new value, affected posts."""
    if not found.changes:
        Console().print(Text(t.gettext("The two schemes say the same.")))
        return
    table = make_table(
        (N_("What"), N_("Name"), N_("Change"), N_("Before"), N_("After"), N_("Posts")), t
    )
    for c in found.changes:
        hint = ""
        if c.renamed:
            hint = "\n" + t.gettext("renamed? {other}").format(other=c.renamed)
        posts = describe_posts(c, found.old, found.new, t)
        row = (t.gettext(c.area), c.name + hint, t.gettext(c.what), c.before, c.after, posts)
        table.add_row(*(Text(cell) for cell in row))
    print_table(table)
