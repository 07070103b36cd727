"""Status words that the preview shows in place of an unknown figure."""

from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.core.scheme.scheme import Scheme


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The preview's status words in one language."""

    missing: str
    """A required value is blank."""
    wrong: str
    """A value that reading will refuse."""
    few: str
    """Fewer records than the KPI's minimum."""
    na: str
    """Not applicable."""
    none: str
    """No record, where the scheme says what that scores."""
    survey: str
    """The value comes from the survey team's workbook."""
    owner: str
    """The value comes from the workbook of `{post}`."""
    elsewhere: str
    """Another department's workbook has a part of the quarter."""
    raters: str
    """Other raters' workbooks have a part of the evaluation."""
    summary: str
    """Computed by the program from several workbooks."""
    announced: str
    """HR has not entered the unit's result yet."""
    periods: str
    """The published periods count, which no workbook has."""
    nothing: str
    """No KPI applies."""
    stale: str
    """The override was decided for another computed grade (P27)."""


def words_of(t: NullTranslations) -> StatusWords:
    """Returns the status words in the language of `t`."""
    return StatusWords(
        missing=t.gettext("to fill in"),
        wrong=t.gettext("faulty"),
        few=t.gettext("too few records"),
        na="不适用",
        none=t.gettext("no record"),
        survey=t.gettext("awaiting survey"),
        owner=t.gettext("awaiting {post}"),
        elsewhere=t.gettext("awaiting another department"),
        raters=t.gettext("awaiting other raters"),
        summary=t.gettext("awaiting the summary"),
        announced=t.gettext("awaiting HR's result"),
        periods=t.gettext("awaiting the periods"),
        nothing=t.gettext("nothing applies"),
        stale=t.gettext("changed grade: look again"),
    )


def colours(words: StatusWords, scheme: Scheme) -> dict[str, str]:
    """Returns status word → colour: `red` to mend, `amber` to fill in, `grey` to wait for."""
    owners = (t.owner for t in scheme.tables.values() if t.owner in scheme.posts)
    elsewhere = (words.elsewhere, words.raters, words.summary, words.announced, words.periods)
    waits = (words.survey, *elsewhere)
    grey = (*waits, *(words.owner.format(post=o) for o in dict.fromkeys(owners)))
    amber = (words.missing, words.few)
    red = (words.wrong, words.stale, words.nothing)
    shades = (("red", red), ("amber", amber), ("grey", grey))
    return {word: shade for shade, some in shades for word in some}
