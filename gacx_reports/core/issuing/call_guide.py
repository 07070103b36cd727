"""Sheet 填写说明 of a call sheet: what to say on the telephone, how to note it, and which rules hold."""

from collections.abc import Mapping, Sequence
from gettext import NullTranslations

from gacx_reports.core.issuing.call_rows import CallInputs
from gacx_reports.core.issuing.instruction_block import InstructionBlock
from gacx_reports.core.issuing.instructions import Guide
from gacx_reports.core.language import formats
from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.core.survey.outcomes import CallOutcome
from gacx_reports.i18n import N_

OUTCOME_WORDS: Mapping[CallOutcome, str] = {
    CallOutcome.COMPLETE: N_("Every question was answered."),
    CallOutcome.PARTIAL: N_("Some questions were answered, then the customer broke off."),
    CallOutcome.REFUSED: N_("The customer does not want to answer."),
    CallOutcome.NO_ANSWER: N_("Nobody picks up, the line is busy, or a machine answers."),
    CallOutcome.WRONG_NUMBER: N_("The number belongs to somebody else."),
    CallOutcome.OUT_OF_SERVICE: N_("The number is not in use."),
    CallOutcome.NOT_ELIGIBLE: N_("There was no such job, or the person knows nothing of it."),
    CallOutcome.CALL_BACK: N_("The customer names another time."),
}
_SCRIPT = (
    N_("Greet: “Good day, this is {caller} of {company}. May I have two minutes?”"),
    N_("Purpose: “We would like to hear how our service for you was; there is nothing to buy.”"),
    N_("Promise: “What you say helps to improve our service; no report names you as a customer.”"),
    N_("Ask the questions below in their words and order. Read out all levels; suggest none."),
    N_("Write down what the customer says in the customer's words; promise nothing yourself."),
    N_("Thank: “Thank you for your time.” Note day, hour, outcome and answers at once."),
)
_RULES = (
    N_("Call every first choice. Nobody is left out because the customer may be displeased."),
    N_(
        "Not reached: up to three attempts, on different days or at different hours. Then the call is ended."
    ),
    N_(
        "A reserve opens only when the call above it has ended without an answer; until then it is grey."
    ),
    N_("An outcome that ends a call is noted once; after it there are no further attempts."),
    N_(
        "Each attempt needs day, hour and outcome. Days lie between the draw and the return of the sheet."
    ),
    N_("Grey cells are locked: the calls were drawn by lot, and every change of them is found."),
    N_(
        "Return the sheet when no call is open. Keep the file's name. Save as .xlsx, without a password."
    ),
)


def call_guide(inputs: CallInputs, asked: Sequence[Column], t: NullTranslations) -> Guide:
    """Returns the instructions of one call sheet; `asked` are the columns of the answers."""
    due = formats.day(inputs.roster.period.due, t)
    facts = (
        (
            t.gettext("What it is"),
            t.gettext("Calls to customers who were drawn by lot; filled in while you call."),
        ),
        (t.gettext("Filled in by"), inputs.form.owner),
        (t.gettext("Drawn on"), formats.day(inputs.draw.drawn_on, t)),
        (t.gettext("Hand in to HR by"), due),
        (t.gettext("Scheme version"), inputs.scheme.settings.version),
    )
    quarter = formats.quarter_name(inputs.quarter, t)
    title = t.gettext("{workbook}: what to fill in").format(
        workbook=inputs.form.workbook.removesuffix(".xlsx")
    )
    company = inputs.scheme.settings.company
    said = tuple(
        t.gettext(line).format(caller=inputs.form.owner, company=company) for line in _SCRIPT
    )
    blocks = (
        InstructionBlock(t.gettext("What to say"), said),
        _questions(asked, t),
        _levels(inputs, t),
        _outcomes(t),
        InstructionBlock(t.gettext("Rules"), tuple(t.gettext(line) for line in _RULES)),
    )
    return Guide(f"{quarter} · {title}", facts, tuple(b for b in blocks if b.lines or b.rows))


def _questions(asked: Sequence[Column], t: NullTranslations) -> InstructionBlock:
    rows = tuple(
        (
            column.name,
            column.note,
            " · ".join(column.choices) if column.kind is Kind.CHOICE else t.gettext("in words"),
            t.gettext("yes")
            if column.required
            else t.gettext("only where there is something to say"),
        )
        for column in asked
    )
    headers = (N_("Column"), N_("Question"), N_("Answers"), N_("Needed"))
    return InstructionBlock(
        t.gettext("The questions"), headers=tuple(t.gettext(h) for h in headers), rows=rows
    )


def _levels(inputs: CallInputs, t: NullTranslations) -> InstructionBlock:
    table = inputs.scheme.tables[inputs.draw.table]
    scales = dict.fromkeys(c.scale for c in table.columns if c.scale in inputs.scheme.scales)
    levels = [level for name in scales for level in inputs.scheme.scales[name].levels]
    rows = tuple((level.name, level.meaning) for level in levels)
    headers = (t.gettext("Level"), t.gettext("Meaning"))
    return InstructionBlock(t.gettext("The levels"), headers=headers, rows=rows)


def _outcomes(t: NullTranslations) -> InstructionBlock:
    ends, open_ended = t.gettext("yes"), t.gettext("no; after three attempts")
    rows = tuple(
        (str(o), t.gettext(OUTCOME_WORDS[o]), ends if o.final else open_ended) for o in CallOutcome
    )
    headers = (t.gettext("Outcome"), t.gettext("When"), t.gettext("Ends the call"))
    return InstructionBlock(t.gettext("The outcomes"), headers=headers, rows=rows)
