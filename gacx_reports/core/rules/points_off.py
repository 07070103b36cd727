"""按次扣分: full marks, less so many points for every event."""

from gacx_reports.core.rules.per_event import PerEvent
from gacx_reports.i18n import N_


class PointsOff(PerEvent):
    """Base (the full mark where none is given) − value × points, down to the floor."""

    word = "按次扣分"
    english = "points off"
    label = N_("points off per event")
    message = N_("{base}, less {each} for every {one}")
    columns = ("每次分值",)
    sign = -1
