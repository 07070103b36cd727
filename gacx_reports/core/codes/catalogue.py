"""All codes, by family and by number."""

from collections.abc import Mapping

from gacx_reports.core.codes.approvals import A
from gacx_reports.core.codes.code import Code
from gacx_reports.core.codes.days import D
from gacx_reports.core.codes.files import F
from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.scheme import C
from gacx_reports.core.codes.sheets import S
from gacx_reports.core.codes.values import V

FAMILIES: tuple[type[Code], ...] = (F, S, V, P, C, D, A)
CATALOGUE: Mapping[str, Code] = {code.value: code for family in FAMILIES for code in family}
"""Code as a string, such as V01 → its member."""
