"""A record proves itself, and every way of tampering with it or with the frame is found."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.survey.draw import draw_sample
from gacx_reports.core.survey.draw_record import (
    DrawRecord,
    FrameRecord,
    RecordedRule,
    from_json,
    recorded_people,
    to_json,
)
from gacx_reports.core.survey.frame import FrameJob, contacts_hash, frame_hash
from gacx_reports.core.survey.tickets import commitment
from gacx_reports.core.survey.verify import Fault, differences
from tests.core.survey.frames import RULE, RULES, SALT, frame_of, shuffled

QUARTER = Period(2024, 3)
JOBS = frame_of(1)


def record_of(jobs: Sequence[FrameJob]) -> DrawRecord:
    """The record of a draw from the jobs."""
    drawn = draw_sample(jobs, RULES, QUARTER, SALT)
    callers = {(d.person, d.post, call.slot): "周敏" for d in drawn for call in d.calls}
    people = recorded_people(drawn, callers)
    frame = FrameRecord(frame_hash(jobs), contacts_hash(jobs, SALT), len(jobs), 0)
    return DrawRecord(
        quarter=QUARTER,
        table="调查回访",
        draw=1,
        drawn_on=date(2024, 10, 8),
        reason="",
        late_salt=False,
        commitment=commitment(SALT),
        salt=SALT,
        rules=(RecordedRule.of(RULE),),
        frame=frame,
        called_last_quarter=(),
        people=people,
    )


RECORD = record_of(JOBS)


def test_an_honest_record_has_no_differences() -> None:
    """From the same jobs in any order."""
    jobs = shuffled(JOBS, 2)
    assert differences(RECORD, jobs, RULES) == ()


def test_json_and_back() -> None:
    """What is written is what is read, and equal records are equal text."""
    assert from_json(to_json(RECORD)) == RECORD
    assert to_json(RECORD) == to_json(record_of(list(reversed(JOBS))))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": 2}',
        '{"format": 1}',
        to_json(replace(RECORD, salt="盐")),
        to_json(RECORD).replace('"draw": 1', '"draw": true'),
        to_json(RECORD).replace("周敏", "\\ud800"),
    ],
)
def test_a_damaged_record_is_none(text: str) -> None:
    """No exception leaves the reader, whatever the file holds."""
    assert from_json(text) is None


def test_every_cut_of_a_record_is_damaged() -> None:
    """A record that was cut anywhere is None, never half of a sample."""
    whole = to_json(RECORD).rstrip()
    assert all(from_json(whole[:n]) is None for n in range(0, len(whole), 97))


def faults(record: DrawRecord, jobs: Sequence[FrameJob] = JOBS) -> set[Fault]:
    """The kinds of difference."""
    return {d.fault for d in differences(record, jobs, RULES)}


def test_another_salt_is_found() -> None:
    """The salt does not fit the commitment; with a commitment of its own it gives another sample."""
    other = "11" * 32
    assert Fault.SALT in faults(replace(RECORD, salt=other))
    forged = faults(replace(RECORD, salt=other, commitment=commitment(other)))
    assert Fault.SALT not in forged
    assert Fault.CALL_ADDED in forged


def test_a_rule_that_is_changed_is_found() -> None:
    """The scheme's row asks for more than it did at the draw, though the draw comes out the same."""
    more = replace(RULE, most=RULE.most + 40, share=Decimal(0))
    assert Fault.RULES in {d.fault for d in differences(RECORD, JOBS, {RULE.post: more})}


@pytest.mark.parametrize("n", range(0, len(JOBS), 9))
def test_a_job_that_is_removed_is_found(n: int) -> None:
    """Whichever job leaves the frame after the draw, its hash changes."""
    assert Fault.FRAME in faults(RECORD, [*JOBS[:n], *JOBS[n + 1 :]])


@pytest.mark.parametrize(
    "change",
    [
        {"customer": "别的客户"},
        {"person": "G0002"},
        {"day": date(2024, 9, 30)},
        {"kind": "巡检"},
        {"do_not_call": True},
        {"number": "JS-99-999"},
    ],
)
def test_a_job_that_is_changed_is_found(change: dict[str, object]) -> None:
    """Any cell of the frame that has a part in the draw."""
    changed = [replace(JOBS[0], do_not_call=False), *JOBS[1:]]
    record = record_of(changed)
    assert faults(record, changed) == set()
    assert Fault.FRAME in faults(record, [replace(changed[0], **change), *changed[1:]])  # type: ignore[arg-type]


def test_another_telephone_number_is_found_until_all_are_purged() -> None:
    """A number that leads to a friend is found; a frame without numbers is still proved."""
    changed = [replace(JOBS[0], phone="010-5555 9999"), *JOBS[1:]]
    assert faults(RECORD, changed) == {Fault.CONTACTS}
    assert faults(RECORD, [replace(j, phone="") for j in JOBS]) == set()


def test_calls_that_are_swapped_added_or_left_out_are_found() -> None:
    """With the employee and the job's number."""
    person = RECORD.people[0]
    first, second, *rest = person.calls
    left_out = replace(RECORD, people=(replace(person, calls=(second, *rest)), *RECORD.people[1:]))
    assert faults(left_out) == {Fault.CALL_MISSING}
    swapped = (replace(first, number=second.number), second, *rest)
    found = differences(
        replace(RECORD, people=(replace(person, calls=swapped), *RECORD.people[1:])), JOBS, RULES
    )
    assert {d.fault for d in found} == {Fault.CALL_MISSING, Fault.CALL_ADDED}
    assert {(d.person, d.number) for d in found} == {
        (person.id, first.number),
        (person.id, second.number),
    }


def test_people_who_are_added_or_left_out_are_found() -> None:
    """By their ID."""
    assert faults(replace(RECORD, people=RECORD.people[1:])) == {Fault.PERSON_MISSING}
    stranger = replace(RECORD.people[0], id="G9999")
    assert faults(replace(RECORD, people=(*RECORD.people, stranger))) == {Fault.PERSON_ADDED}
    few = replace(RECORD.people[0], jobs=3)
    assert faults(replace(RECORD, people=(few, *RECORD.people[1:]))) == {Fault.STRATA}
