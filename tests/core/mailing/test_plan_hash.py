"""The hash of a mail plan: whatever would be sent otherwise, to somebody else or by somebody else, has another one."""

from hypothesis import example, given
from hypothesis import strategies as st

from gacx_reports.core.mailing.candidate import Candidate, MailKind
from gacx_reports.core.mailing.plan import Wishes, World, make_plan

WORD = st.text("abc", min_size=1, max_size=3)
ADDRESSES = WORD.map(lambda word: f"{word}@gacx.example.com")
CANDIDATES = st.builds(
    Candidate,
    st.sampled_from(MailKind),
    WORD,
    WORD,
    st.just("张三"),
    ADDRESSES,
    st.just("a.pdf"),
    WORD,
    st.integers(1, 3),
)
IN_HASH = ("kind", "name", "recipient", "address", "sha256")
"""What of a message is in the hash; path and revision follow from the file, and so does the name of a workbook."""
QUARTERS = st.sampled_from(["2024Q3", "2024Q4"])


def hash_of(candidate: Candidate, wishes: Wishes, quarter: str, sender: str, locked: bool) -> str:
    """The hash of a plan with one message, which nothing keeps back."""
    world = World(quarter, {}, {}, (), frozenset(), ("gacx.example.com",), sender, locked)
    return make_plan([candidate], wishes, world).hash


Plan = tuple[Candidate, Wishes, str, str, bool]
PLANS: st.SearchStrategy[Plan] = st.tuples(
    CANDIDATES,
    st.builds(Wishes, by=WORD, redirect=st.sampled_from(["", "hr@gacx.example.com"])),
    QUARTERS,
    WORD,
    st.booleans(),
)


def of_message(candidate: Candidate, wishes: Wishes) -> list[object]:
    """What of a message counts; a rehearsal brings everything to one address, whatever the roster has.

    A workbook is known by its content and its addressee, whatever its file is called.
    """
    aside = {"address"} if wishes.redirect else set()
    if candidate.kind is MailKind.WORKBOOK:
        aside.add("name")
    return [getattr(candidate, name) for name in IN_HASH if name not in aside]


def workbook(name: str) -> Plan:
    """The plan of one workbook."""
    who = ("a", "张三", "a@gacx.example.com")
    message = Candidate(MailKind.WORKBOOK, name, *who, "a.xlsx", "a", 1)
    return message, Wishes(by="a"), "2024Q3", "a", False


@given(PLANS, PLANS, st.integers(0, 4))
@example(workbook("a"), workbook("b"), 0)
def test_any_other_part_is_another_plan(one: Plan, other: Plan, part: int) -> None:
    """Message, author and rehearsal, quarter, sender, encryption: each alone."""
    changed: Plan = (*one[:part], other[part], *one[part + 1 :])  # type: ignore[assignment]
    same = one[part] == other[part]
    if part == 0:
        same = of_message(one[0], one[1]) == of_message(other[0], one[1])
    assert (hash_of(*changed) == hash_of(*one)) == same
