"""Family A: approvals by a second person (复核) that can't be recorded, or are missing."""

from enum import unique

from gacx_reports.core.codes.code import Code, Entry
from gacx_reports.i18n import N_


@unique
class A(Code):
    """Codes about plans and their approvals."""

    PLAN_UNKNOWN = Entry(
        "A01",
        N_("{hash} is no plan that waits for approval"),
        N_("the 16 digits of a plan, as `publish` or `mail` printed them last"),
        N_(
            "Run that command again with --by: a plan that has changed has another hash, and only where the scheme's"
            " setting 复核 asks for a second person is it recorded."
        ),
        example="1a2b3c4d5e6f7a8b",
    )
    SAME_PERSON = Entry(
        "A02",
        N_("{who} made plan {hash} and can't approve it"),
        N_("the name of somebody else"),
        N_(
            "Let a second person look at the plan and approve it; of two with one name, name both by their IDs."
        ),
        example="张三 = 张三",
    )
    APPROVED_ALREADY = Entry(
        "A03",
        N_("plan {hash} was approved by {who} on {day}"),
        N_("a plan that is not approved yet"),
        N_("Nothing is left to approve: run the command that the plan names."),
        example="1a2b3c4d5e6f7a8b",
    )
    NOT_ASKED = Entry(
        "A04",
        N_("plan {hash} of {quarter} needs no approval"),
        N_("a plan for which the scheme's setting 复核 asks for a second person"),
        N_("Run `publish` or `mail` again; they do without."),
        example="复核：否",
    )
    OF_PURGED = Entry(
        "A05",
        N_("{quarter}, of plan {hash}, was purged on {day}"),
        N_("a plan of a quarter whose reports are there"),
        N_("Nothing of it can be published or sent any more."),
        example="2023Q4",
    )
    NOT_APPROVED = Entry(
        "A06",
        N_("nobody has approved plan {hash} of {who}"),
        N_("an approval by somebody else"),
        N_("A second person runs `approve {hash} --by NAME`; then run the same command again."),
        example="1a2b3c4d5e6f7a8b",
    )
    NAME_UNFIT = Entry(
        "A07",
        N_("--by {found} is no name that can be recorded"),
        N_("who it is, on one line of 40 characters at most, all of which can be printed"),
        N_("Say who it is with --by NAME: the setting 复核 asks for two people."),
        example='--by ""',
    )
    OUTDATED = Entry(
        "A08",
        N_("since plan {hash} was made, publication {number} of {quarter} has been written"),
        N_("a plan of what would be published now"),
        N_("Run `publish` again: it prints the plan as it is now, if anything is left to publish."),
        example="1a2b3c4d5e6f7a8b",
    )
