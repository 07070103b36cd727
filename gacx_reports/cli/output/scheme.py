"""Output of `scheme --write` and `scheme diff`."""

from collections.abc import Collection
from gettext import NullTranslations
from pathlib import Path

from rich.console import Console
from rich.text import Text

from gacx_reports.cli.output.tables import make_table, print_table
from gacx_reports.commands.issuing.blank_editions import EarlierEditions
from gacx_reports.commands.issuing.scheme import SchemeDifference
from gacx_reports.core.scheme.diff.diff import describe_posts
from gacx_reports.i18n import N_


def written(
    folder: Path, made: Collection[str], earlier: EarlierEditions, t: NullTranslations
) -> list[str]:
    """Returns lines with the files that were written, and with what became of the earlier ones."""

    def listed(paths: Collection[str]) -> str:
        return t.gettext(", ").join(sorted(paths))

    words = t.gettext("{count} files in {folder}: {names}")
    lines = [words.format(count=len(made), folder=folder, names=listed(made))]
    if earlier.removed:
        words = t.gettext("removed, since the scheme no longer asks for them: {names}")
        lines.append(words.format(names=listed([p.name for p in earlier.removed])))
    if earlier.filled:
        words = t.gettext(
            "no longer asked for by the scheme, but somebody has filled them in, so they stay: {names}"
        )
        lines.append(words.format(names=listed([p.name for p in earlier.filled])))
    if earlier.kept:
        words = t.gettext("somebody had filled them in, so they were set aside: {names}")
        lines.append(words.format(names=listed([str(p) for p in earlier.kept])))
    return lines


def show_difference(found: SchemeDifference, t: NullTranslations) -> None:
    """Print every change between two schemes as a table: kind, name, old and new value, affected posts."""
    if not found.changes:
        Console().print(Text(t.gettext("The two schemes say the same.")))
        return
    table = make_table(
        (N_("What"), N_("Its name"), N_("Change"), N_("Before"), N_("After"), N_("Posts")), t
    )
    for c in found.changes:
        hint = ""
        if c.renamed:
            hint = "\n" + t.gettext("renamed? {other}").format(other=c.renamed)
        posts = describe_posts(c, found.old, found.new, t)
        row = (t.gettext(c.area), c.name + hint, t.gettext(c.what), c.before, c.after, posts)
        table.add_row(*(Text(cell) for cell in row))
    print_table(table)
