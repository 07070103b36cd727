"""What a list of issues shows of a cell."""

from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, in_short


def test_a_control_character_is_shown_and_not_obeyed() -> None:
    """A terminal would clear its screen; line ends and tabs are harmless."""
    issue = Issue(V.NOT_A_NUMBER, CellRef("a.xlsx"), "4\x1b[2J\x9b2J\0\n3")
    assert in_short(issue) == "4�[2J�2J�\n3"
