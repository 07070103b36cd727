"""Bonus pools in words."""

from gettext import NullTranslations

from gacx_reports.core.scheme.grades.grade_band import PoolSharing
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.i18n import N_

SHARED_BY = {
    PoolSharing.FACTOR: N_("pay factor × base"),
    PoolSharing.TOTAL: N_("total × base"),
    PoolSharing.POINTS: N_("total"),
}


def sharing_words(sharing: PoolSharing, t: NullTranslations) -> str:
    """Returns what the shares are in proportion to; "" where no pools are shared."""
    return t.gettext(SHARED_BY[sharing]) if sharing in SHARED_BY else ""


def rule_of_pools(scheme: Scheme, t: NullTranslations) -> str:
    """Returns how pools are shared, in sentences; "" where none are."""
    by = sharing_words(scheme.settings.pool_sharing, t)
    if not by:
        return ""
    return t.gettext(
        "In a department with a bonus pool, performance pay is the share of it, in proportion to {by}. The shares "
        "total the pool to the cent. It is shared when nobody in the department is held back any more."
    ).format(by=by)
