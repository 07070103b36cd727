"""Why a plan can't be approved, or waits for its approval: the issues of family A."""

from gacx_reports.commands.request import ApprovalError
from gacx_reports.core.codes.approvals import A
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.records.publication_plan import plain_name
from gacx_reports.core.submissions.printable import Missing


def refused(code: A, plan: str, **details: str) -> ApprovalError:
    """The error about the plan with this hash."""
    return ApprovalError(Issue(code, CellRef(""), details={"hash": plan, **details}))


def name_of(by: str, missing: Missing) -> str:
    """Who it is (see `plain_name`); raises ApprovalError (A07) for no name, or one that can't be printed.

    `missing` tells the characters that the font lacks.
    """
    plain = plain_name(by)
    if not plain or missing(plain):
        raise ApprovalError(Issue(A.NAME_UNFIT, CellRef(""), details={"found": f'"{by}"'}))
    return plain
