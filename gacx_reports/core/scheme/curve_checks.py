"""Whether the step bands and lines by which KPIs are scored make sense."""

from collections.abc import Iterator
from itertools import pairwise

from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scheme.kpi import Beyond
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.read_cell import bound
from gacx_reports.i18n import N_


def step_bands(scheme: Scheme) -> Iterator[Issue]:
    """C02: each set of step bands covers every number exactly once; a hole or overlap is named."""
    for bands in scheme.bands.values():
        if bands[0].low is not None:
            yield Issue(
                C.STEP_BANDS_GAP_OR_OVERLAP,
                bands[0].place,
                f"−∞–{bound(bands[0].low, percent=False)}",
            )
        for lower, upper in pairwise(bands):
            if lower.high != upper.low or lower.high is None:
                low, high = bound(lower.high, percent=False), bound(upper.low, percent=False)
                yield Issue(C.STEP_BANDS_GAP_OR_OVERLAP, upper.place, f"{low}–{high}")
        if bands[-1].high is not None:
            yield Issue(
                C.STEP_BANDS_GAP_OR_OVERLAP,
                bands[-1].place,
                f"{bound(bands[-1].high, percent=False)}–∞",
            )


_TOO_SHORT = N_("a line has two points or more")
_WITHIN = N_("the line goes on beyond its first or last point only")


def lines(scheme: Scheme) -> Iterator[Issue]:
    """C37: a line with a single point, or one that shall go on in its middle."""
    for name, points in scheme.lines.items():
        if len(points) < 2:
            details = {"reason": _TOO_SHORT}
            yield Issue(C.LINE_MAKES_NO_SENSE, points[0].place, name, details)
        for point in points[1:-1]:
            if point.beyond is Beyond.ON:
                details = {"reason": _WITHIN}
                yield Issue(
                    C.LINE_MAKES_NO_SENSE,
                    point.place,
                    f"{name}: {bound(point.value, percent=False)}",
                    details,
                )
