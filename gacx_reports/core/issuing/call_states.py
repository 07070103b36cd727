"""Column 提示 of a call sheet and the counts in its head, as formulas over the cells that the caller fills in.

The same rules are written a second time for reading in `core/submissions/call_checks.py`; neither imports the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from gettext import NullTranslations

from gacx_reports.core.forms.call_sheet import DAYS, HOURS, OUTCOMES
from gacx_reports.core.survey.outcomes import CallOutcome
from gacx_reports.i18n import N_


class CallState(StrEnum):
    """What column 提示 says about a call; the values are message ids."""

    TO_CALL = N_("to call")
    RESERVE_OPEN = N_("reserve: to call")
    RESERVE_CLOSED = N_("reserve: not yet")
    CALL_AGAIN = N_("call again")
    CALL_BACK = N_("call back as agreed")
    DONE = N_("answered")
    ENDED = N_("ended")
    ATTEMPT_LACKS = N_("missing: day, hour or outcome")
    ANSWER_LACKS = N_("missing: an answer")
    NOT_ITS_TURN = N_("not its turn yet")
    EARLIER_BLANK = N_("earlier attempt is blank")
    AFTER_END = N_("attempt after the end")
    NOT_ANSWERED = N_("answers without an outcome that has them")


MISSING = (CallState.ATTEMPT_LACKS, CallState.ANSWER_LACKS)
WRONG = (
    CallState.NOT_ITS_TURN,
    CallState.EARLIER_BLANK,
    CallState.AFTER_END,
    CallState.NOT_ANSWERED,
)
CLOSED = (CallState.RESERVE_CLOSED, CallState.ENDED)
OPEN = (CallState.TO_CALL, CallState.RESERVE_OPEN, CallState.CALL_AGAIN, CallState.CALL_BACK)


@dataclass(frozen=True, slots=True)
class CallColumns:
    """Letters of the sheet's columns, and its rows."""

    letters: Mapping[str, str]
    """Header → letters, with 提示."""
    questions: Sequence[str]
    """Headers of the levels, side by side."""
    needed: Sequence[str]
    """Headers that a completed call must have."""
    first: int
    last: int
    """First and last row of the calls."""

    def at(self, header: str, row: int) -> str:
        """A cell: `$K5`."""
        return f"${self.letters[header]}{row}"

    def down(self, header: str) -> str:
        """A column's cells: `$K$5:$K$34`."""
        letters = self.letters[header]
        return f"${letters}${self.first}:${letters}${self.last}"


def hint(columns: CallColumns, row: int, *, reserve: bool, t: NullTranslations) -> str:
    """Returns the formula of 提示 in a row; that of a reserve looks at the row above, whose reserve it is."""

    def say(state: CallState) -> str:
        return f'"{t.gettext(state.value)}"'

    tries = [f"COUNTA({columns.at(d, row)}:{columns.at(o, row)})" for d, o in _ends()]
    outcomes = [columns.at(o, row) for o in OUTCOMES]
    over = [_final(cell) for cell in outcomes]
    said = (
        f"COUNTA({columns.at(columns.questions[0], row)}:{columns.at(columns.questions[-1], row)})"
    )
    lacking = "+".join(f'({columns.at(name, row)}="")' for name in columns.needed)
    partial = _any_is(outcomes, CallOutcome.PARTIAL)
    complete = _any_is(outcomes, CallOutcome.COMPLETE)
    later = f'IF({outcomes[2]}<>"",{outcomes[2]},IF({outcomes[1]}<>"",{outcomes[1]},{outcomes[0]}))'
    again = f'IF({later}="{CallOutcome.CALL_BACK}",{say(CallState.CALL_BACK)},{say(CallState.CALL_AGAIN)})'
    steps = (
        (f"{'+'.join(tries)}+{said}=0", CallState.RESERVE_OPEN if reserve else CallState.TO_CALL),
        (f"OR({','.join(f'AND({n}>0,{n}<3)' for n in tries)})", CallState.ATTEMPT_LACKS),
        (f"OR({tries[0]}<{tries[1]},{tries[1]}<{tries[2]})", CallState.EARLIER_BLANK),
        (f"OR(AND({over[0]},{tries[1]}>0),AND({over[1]},{tries[2]}>0))", CallState.AFTER_END),
        (f"AND({complete},{lacking}>0)", CallState.ANSWER_LACKS),
        (f"AND({partial},{said}=0)", CallState.ANSWER_LACKS),
        (f"OR({complete},{partial})", CallState.DONE),
        (f"{said}>0", CallState.NOT_ANSWERED),
        (f"OR({','.join(over)},{tries[2]}=3)", CallState.ENDED),
    )
    formula = again
    for test, state in reversed(steps):
        formula = f"IF({test},{say(state)},{formula})"
    if reserve:
        above = f"{columns.at('提示', row - 1)}<>{say(CallState.ENDED)}"
        used = f"IF({'+'.join(tries)}+{said}>0,{say(CallState.NOT_ITS_TURN)},{say(CallState.RESERVE_CLOSED)})"
        formula = f"IF({above},{used},{formula})"
    return f"={formula}"


def _ends() -> list[tuple[str, str]]:
    """First and last column of each attempt, which has day, hour and outcome side by side."""
    assert len(DAYS) == len(HOURS) == len(OUTCOMES)
    return list(zip(DAYS, OUTCOMES, strict=True))


def _final(cell: str) -> str:
    open_ended = (o for o in CallOutcome if not o.final)
    return f'AND({cell}<>"",{",".join(f"{cell}<>{chr(34)}{o}{chr(34)}" for o in open_ended)})'


def _any_is(cells: Sequence[str], outcome: CallOutcome) -> str:
    return f"OR({','.join(f'{cell}={chr(34)}{outcome}{chr(34)}' for cell in cells)})"


def progress(columns: CallColumns, t: NullTranslations) -> str:
    """Returns the formula of the sheet's progress line."""
    hints = columns.down("提示")

    def count(*states: CallState) -> str:
        # A single comparison would be an array of TRUE and FALSE, of which SUMPRODUCT makes 0.
        tests = "+".join(f'({hints}="{t.gettext(s.value)}")*1' for s in states)
        return f'"&SUMPRODUCT({tests})&"'

    words = t.gettext(
        "Answered {done} · ended without an answer {ended} · to call {open}, of them agreed {later} · to mend {wrong}"
    )
    text = words.format(
        done=count(CallState.DONE),
        ended=count(CallState.ENDED),
        open=count(*OPEN),
        later=count(CallState.CALL_BACK),
        wrong=count(*MISSING, *WRONG),
    )
    return f'="{text}"'


def response(columns: CallColumns, t: NullTranslations) -> str:
    """Returns the formula of the preview of the response rate: answered ÷ tried, without those not eligible."""

    def count(*outcomes: CallOutcome) -> str:
        return "+".join(f'({columns.down(c)}="{o}")' for c in OUTCOMES for o in outcomes)

    answered = f"SUMPRODUCT({count(*(o for o in CallOutcome if o.answered))})"
    tried = f'SUMPRODUCT(({columns.down(OUTCOMES[0])}<>"")*1)'
    eligible = f"({tried}-SUMPRODUCT({count(CallOutcome.NOT_ELIGIBLE)}))"
    words = t.gettext("Response rate so far (RR2): {rate} ({answered} of {tried})")
    text = words.format(
        rate=f'"&ROUND(100*{answered}/{eligible},0)&"%',
        answered=f'"&{answered}&"',
        tried=f'"&{eligible}&"',
    )
    none = t.gettext("Response rate so far (RR2): nobody called yet")
    return f'=IF({eligible}=0,"{none}","{text}")'
