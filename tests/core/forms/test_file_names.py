"""File names of workbooks: parts of names of departments and posts, never paths."""

import re

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.file_names import stems
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.survey.draw_record import record_name
from tests.fixtures.injections import PATHS, injected
from tests.fixtures.markdown_company import World


@pytest.mark.parametrize("name", [p for p in PATHS if len(p) > 1])
def test_a_department_or_post_is_part_of_a_file_name(name: str) -> None:
    """Whatever a department or post is called, its workbook lies in the quarter's folder, also on Windows."""
    world, quarter = World(), Period(2024, 3)
    scheme, _ = read_scheme(injected(world.scheme(), {"主管": f"{name}长"}))
    roster, _ = read_roster(
        injected(world.roster(), {"甲部": name, "主管": f"{name}长"}), scheme, quarter
    )
    found = [form.workbook for form in forms(scheme, roster, quarter)]
    assert len(set(found)) == 2
    assert not [n for n in found if re.search(r'[/\\:*?"<>|]', n)]
    assert "/" not in record_name(name, "")


def test_two_departments_never_share_a_workbook() -> None:
    """Names that differ only in what no file name may have, or in capitals, are told apart; others stay as they are."""
    found = stems(["甲/乙", "甲:乙", "丙", "IT", "It"])
    assert found["丙"] == "丙"
    assert len({stem.casefold() for stem in found.values()}) == 5
    assert found["甲/乙"].startswith("甲_乙-")
