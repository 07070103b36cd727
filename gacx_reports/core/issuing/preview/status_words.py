"""What the preview says in words where no figure can be known."""

from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.scheme.scheme import Scheme


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The preview's words in one language."""

    missing: str
    """A required value is not there yet."""
    wrong: str
    """A value that reading will refuse."""
    few: str
    """Fewer records than the KPI's minimum."""
    na: str
    survey: str
    """The survey team owes it."""
    owner: str
    """`{post}` owes it, in a workbook of its own."""
    elsewhere: str
    """Another department's workbook has a part."""
    raters: str
    """Other people's ratings stand in their own workbooks."""
    summary: str
    """Computed from several workbooks."""
    announced: str
    """HR has not given the result yet."""
    nothing: str
    """No KPI applies."""
    stale: str
    """HR changed a grade that was computed otherwise."""


def words_of(t: NullTranslations) -> StatusWords:
    """The words in the language of `t`."""
    return StatusWords(
        missing=t.gettext("to fill in"),
        wrong=t.gettext("faulty"),
        few=t.gettext("too few records"),
        na="不适用",
        survey=t.gettext("awaiting survey"),
        owner=t.gettext("awaiting {post}"),
        elsewhere=t.gettext("awaiting another department"),
        raters=t.gettext("awaiting other raters"),
        summary=t.gettext("awaiting the summary"),
        announced=t.gettext("awaiting HR's result"),
        nothing=t.gettext("nothing applies"),
        stale=t.gettext("changed grade: look again"),
    )


def colours(words: StatusWords, scheme: Scheme) -> dict[str, str]:
    """Which words stand out: red to mend, amber to fill in, grey to wait for."""
    owners = (t.owner for t in scheme.tables.values() if t.owner in scheme.posts)
    waits = (words.survey, words.elsewhere, words.raters, words.summary, words.announced)
    grey = (*waits, *(words.owner.format(post=o) for o in dict.fromkeys(owners)))
    amber = (words.missing, words.few)
    red = (words.wrong, words.stale, words.nothing)
    shades = (("red", red), ("amber", amber), ("grey", grey))
    return {word: shade for shade, some in shades for word in some}
