"""Days of publication and appeals that published reports print, for HR to check before sending."""

from collections.abc import Sequence
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.records.delivery import Printed


def printed_days(found: Sequence[Printed], t: NullTranslations) -> tuple[str, ...]:
    """Returns one line if all published reports print the same days, else a line for each revision and day."""
    if len(found) == 1:
        words = t.gettext(
            "Printed on every published report: published {day}, appeals until {until}"
        )
        return (words.format(**_days(found[0], t)),)
    return tuple(_line(p, t) for p in found)


def _line(printed: Printed, t: NullTranslations) -> str:
    words = t.ngettext(
        "Printed on {n} report of revision {revision}: published {day}, appeals until {until}",
        "Printed on {n} reports of revision {revision}: published {day}, appeals until {until}",
        printed.reports,
    )
    return words.format(n=printed.reports, revision=printed.revision, **_days(printed, t))


def _days(printed: Printed, t: NullTranslations) -> dict[str, str]:
    return {
        "day": formats.day(printed.published_on, t),
        "until": formats.day(printed.appeals_until, t),
    }
