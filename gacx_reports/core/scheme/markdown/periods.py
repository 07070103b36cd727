"""How published periods count, in Markdown."""

from gettext import NullTranslations

from gacx_reports.core.calendar.appraised_periods import PERIOD_WORDS
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.markdown.table import heading, percent, table
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.sheets import PERIODS


def period_settings(scheme: Scheme, t: NullTranslations) -> list[tuple[str, str]]:
    """Returns how published periods count; nothing where they are no part of any total."""
    s = scheme.settings
    if not any(post.periods for post in scheme.posts.values()):
        return []
    return [
        ("各期单位", word(PERIOD_WORDS[s.counted_periods], t)),
        ("各期计权", word(s.period_weighing, t)),
        ("缺期处理", word(s.missing_period, t)),
        ("不满期处理", word(s.part_service, t)),
    ]


def print_periods(scheme: Scheme, t: NullTranslations) -> list[str]:
    """Returns the table of given weights; nothing without any."""
    rows = [(name, percent(own.weight)) for name, own in scheme.period_weights.items()]
    title = heading(t.gettext("Weights of the periods"))
    return [title, table(PERIODS.names, rows, t)] if rows else []
