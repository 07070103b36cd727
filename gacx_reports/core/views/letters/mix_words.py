"""What a post's total is made of, in words."""

from gettext import NullTranslations

from gacx_reports.core.calendar.appraised_periods import names_within_year
from gacx_reports.core.calendar.period import PeriodKind
from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.scheme import Post, Scheme
from gacx_reports.core.scheme.settings.choices import PeriodWeighing
from gacx_reports.i18n import N_


def mix_words(post: Post, scheme: Scheme, t: NullTranslations) -> str:
    """Returns the shares of own, department's and company's result, and of published periods; "" for own alone.

    Parts of no share are left out; how the periods weigh stands beside them.
    """
    if post.individual == 1:
        return ""
    names = (N_("individual"), N_("department"), N_("company"), N_("periods"))
    shares = (post.individual, post.department, post.company, post.periods)
    given = [(name, share) for name, share in zip(names, shares, strict=True) if share]
    percents = formats.typed_percents(share for _, share in given)
    parts = [
        f"{t.gettext(name)} {percent}" for (name, _), percent in zip(given, percents, strict=True)
    ]
    if post.periods:
        parts[-1] = formats.aside(parts[-1], _weighing(scheme, t), t)
    return t.gettext(", ").join(parts)


def _weighing(scheme: Scheme, t: NullTranslations) -> str:
    """Which periods, and how they weigh: `Q1–Q4, equally`; `Q3 40%, Q4 60%`."""
    settings, given = scheme.settings, scheme.period_weights
    if settings.period_weighing is PeriodWeighing.GIVEN:
        percents = formats.typed_percents(own.weight for own in given.values())
        return t.gettext(", ").join(map(" ".join, zip(given, percents, strict=True)))
    named = names_within_year(range(1, 13), settings.counted_periods)
    how = word(settings.period_weighing, t)
    whole_year = settings.period is PeriodKind.YEAR
    return t.gettext(", ").join((f"{named[0]}–{named[-1]}", how)) if whole_year else how
