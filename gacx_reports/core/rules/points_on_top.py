"""按次加分: a base, and so many points on top for every event."""

from gacx_reports.core.rules.per_event import PerEvent
from gacx_reports.i18n import N_


class PointsOnTop(PerEvent):
    """Base + value × points, up to the cap."""

    word = "按次加分"
    english = "points on top"
    label = N_("points on top per event")
    message = N_("{base}, and {each} more for every {one}")
    columns = ("每次分值", "基准分", "封顶")
    sign = 1
