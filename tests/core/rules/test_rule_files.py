"""A scoring rule is one file: its name occurs nowhere else but in its preview formula and in tests."""

import re
from pathlib import Path

import pytest

from gacx_reports.core.issuing.preview.rule_formulas import FORMULAS
from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.scheme.kpi_sheets import KPIS
from gacx_reports.core.scheme.table_sheets import BANDS, POINTS

ROOT = Path(__file__).parents[3]
RULES = ROOT / "gacx_reports" / "core" / "rules"
MAY_NAME = (
    ROOT / "gacx_reports" / "core" / "issuing" / "preview" / "rule_formulas.py",
    ROOT / "tools" / "samples" / "ability.py",
)
"""The preview computes again on purpose; the invented company reads rules backwards, to score as it should."""


def test_a_rule_is_named_in_its_own_file_only() -> None:
    """By no other file of the program, neither as a member nor by the scheme's word."""
    words = "|".join(f'"{rule}"' for rule in Rule if rule not in (BANDS.name, POINTS.name))
    named = re.compile(rf"\bRule\.[A-Z]|{words}")
    files = (*ROOT.glob("gacx_reports/**/*.py"), *ROOT.glob("tools/**/*.py"))
    found = [p for p in files if named.search(p.read_text("utf-8"))]
    assert [p for p in found if p.parent != RULES] == list(MAY_NAME)


def test_every_rule_has_a_file_and_a_formula() -> None:
    """The preview knows the same rules as the program."""
    files = {p.stem for p in RULES.glob("*.py")} - {"__init__", "per_event", "rule", "scoring_rule"}
    assert files == {type(rule.scoring).__module__.rpartition(".")[2] for rule in Rule}
    assert set(FORMULAS) == set(Rule)


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_needs_columns_that_exist(rule: Rule) -> None:
    """And says in its docstring how it scores."""
    assert set(rule.scoring.columns) <= set(KPIS.names)
    assert rule.scoring.__doc__
    assert rule.scoring.targeted == ("目标" in rule.scoring.columns)
