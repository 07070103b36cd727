"""`mail 2024Q3`: who gets what, who cannot and why, under a hash."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands.mailing.mail_fixture import DOMAIN, House, Person, Post, Q, pdf


def why(house: House, name: str, *given: str) -> str:
    """The plan's line about somebody's own report, and what follows it."""
    lines = house.run(*house.arguments(*given)).output.splitlines()
    start = next(
        n for n, line in enumerate(lines) if f"│ {name} " in line and "甲部.pdf" not in line
    )
    found = [lines[start]]
    for line in lines[start + 1 :]:
        if not line.startswith("│       "):
            break
        found.append(line)
    return "\n".join(found)


def test_everybody_gets_one_message_and_the_head_the_departments(house: House) -> None:
    """Nothing is sent by planning; the plan names person, address, file and its hash."""
    said = house.mail()
    for person in house.people:
        assert f"工程师—{person.name}.pdf" in said or person == house.people[0]
        assert person.address in said
    head = next(line for line in said.splitlines() if "甲部.pdf" in line)
    assert house.people[0].id in head
    assert "to be sent 8" in said
    assert f"--send {house.hash()}" in said
    assert house.mails() == []


def test_only_a_published_quarter_is_mailed(house: House) -> None:
    """Exit 2, with the reason; neither before publication nor while it is reopened."""
    house.ledger.unlink()
    assert "not published" in house.mail(code=2)


def test_a_reopened_quarter_waits_for_its_revision(house: House) -> None:
    """Results that may still change are not mailed."""
    given = ["reopen", Q, "--reason", "回访表漏登记", *house.results]
    assert house.run(*given).exit_code == 0
    assert "reopened" in house.mail(code=2)


def test_without_settings_nothing_is_planned(house: House) -> None:
    """The message names the file and the example to copy."""
    (house.root / "mail.toml").unlink()
    assert "mail.example.toml" in house.mail(code=2)


def change(house: House, number: int, **fields: str) -> Person:
    """Somebody's row of the roster as it is now."""
    people = list(house.people)
    people[number] = replace(people[number], **fields)
    house.hand_in_roster(people)
    return people[number]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"g0009@{DOMAIN}", "another address than last quarter"),
        ("g0001@qq.com", "qq.com is not among the domains"),
        (f"g0002@{DOMAIN}", "the same address as G0002"),
        (f"gooo1@{DOMAIN}", "another address"),
    ],
)
def test_an_odd_address_waits_until_hr_confirms_it(house: House, address: str, words: str) -> None:
    """The confirmation is in the hash, and lets through this person only."""
    before = house.hash()
    change(house, 1, address=address)
    assert words in why(house, "G0001")
    house.mail(code=1)
    blocked = house.hash()
    said = "--confirm", "G0001:当面核对过"
    assert "to be sent" in why(house, "G0001", *said)
    assert "当面核对过" in why(house, "G0001", *said)
    assert len({before, blocked, house.hash(*said), house.hash("--confirm", "G0001:电话")}) == 4


def test_an_unneeded_confirmation_is_named(house: House) -> None:
    """A wrong ID on the command line doesn't go unnoticed."""
    assert "nothing to confirm or to send again for: G0005" in house.mail("--confirm", "G0005:核对")


@pytest.mark.parametrize("address", ["", "g0001", f"а0001@{DOMAIN}", f"a@{DOMAIN},b@{DOMAIN}"])
def test_what_is_no_address_can_only_be_mended(house: House, address: str) -> None:
    """No confirmation makes it one; everybody else is still planned."""
    change(house, 1, address=address)
    assert " waits " in why(house, "G0001", "--confirm", "G0001:就这样")
    assert "to be sent 7" in house.mail(code=1)


def test_a_plan_that_has_changed_is_refused(house: House, post: Post) -> None:
    """Nothing is sent; the message names both hashes."""
    planned = house.hash()
    change(house, 1, address="")
    said = house.mail("--send", planned, code=2)
    assert planned in said
    assert house.hash() in said
    assert post.stored() == []


def replant(house: House, person: Person, content: bytes) -> None:
    """Put other bytes where somebody's report lies, and make the manifest vouch for them."""
    path = house.path(person)
    (house.out / path).write_bytes(content)
    manifest = json.loads((house.out / "manifest.json").read_text("utf-8"))
    manifest["outputs"][path] = hashlib.sha256(content).hexdigest()
    (house.out / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def test_two_swapped_reports_are_noticed(house: House) -> None:
    """As a copy between folders does it: by hash, metadata and text."""
    one, other = (house.out / house.path(p) for p in house.people[1:3])
    swap = one.read_bytes(), other.read_bytes()
    other.write_bytes(swap[0])
    one.write_bytes(swap[1])
    for name in ("G0001", "G0002"):
        said = why(house, name)
        for words in ("manifest.json", "published one", "metadata name G000", "own text"):
            assert words in said
    assert "to be sent 6" in house.mail(code=1)


@pytest.mark.parametrize(
    ("metadata", "text", "words"),
    [
        ({"employeeid": "G0002"}, "G0001 Person B1", "metadata name G0002"),
        ({}, "G0001 Person B1", "metadata name —"),
        ({"employeeid": "G0001"}, "G0002 Person C2", "own text"),
        ({"employeeid": "G0001"}, "G00012 Person B1", "own text"),
        ({"employeeid": "G0001"}, "G0001 Person C2", "own text"),
    ],
)
def test_a_report_that_names_somebody_else_waits(
    house: House, metadata: dict[str, str], text: str, words: str
) -> None:
    """Metadata and text have to be the addressee's, even where the manifest vouches for the file."""
    replant(house, house.people[1], pdf(metadata, text))
    said = why(house, "G0001", "--confirm", "G0001:就是他的")
    assert words in said
    assert " waits " in said


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7 no", b"MZ"])
def test_a_report_that_is_gone_or_broken_waits(house: House, content: bytes | None) -> None:
    """The plan names the command that restores it."""
    path = house.out / house.path(house.people[1])
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert "missing or unreadable" in why(house, "G0001")


@pytest.mark.parametrize("fields", [{"name": "Person X"}, {"id": "G0099"}])
def test_a_roster_that_has_changed_since_is_noticed(house: House, fields: dict[str, str]) -> None:
    """No mail if the ID is gone, or belongs to another name on the present roster."""
    change(house, 1, **fields)
    said = house.mail(code=1)
    assert "to be sent 7" in said
    assert "no longer on the roster" in said or "another name than" in said


def test_results_of_another_run_are_noticed(house: House) -> None:
    """`results.json` has to tell what the ledger tells."""
    results = json.loads((house.out / "results.json").read_text("utf-8"))
    results["employees"][1]["name"], results["employees"][2]["name"] = "Person C2", "Person B1"
    (house.out / "results.json").write_text(json.dumps(results), "utf-8")
    assert "to be sent 6" in house.mail(code=1)
    (house.out / "results.json").unlink()
    assert "results.json" in house.mail(code=2)


def test_the_roster_as_published_serves_where_the_folder_is_gone(house: House) -> None:
    """Nothing depends on somebody not tidying up."""
    shutil.rmtree(house.root / "in" / Q)
    assert "to be sent 8" in house.mail()


def test_a_faulty_roster_stops_all_mail(house: House) -> None:
    """P02: with two rows of one ID the addressee is unknown."""
    house.hand_in_roster([*house.people, house.people[1]])
    assert "P02" in house.mail(code=2)


def test_who_has_no_report_is_named(house: House) -> None:
    """New on the roster, not scored: HR sees that they get nothing."""
    house.hand_in_roster([*house.people, Person("G0100", "Person New", f"new@{DOMAIN}")])
    assert "without a published report: G0100" in house.mail()


def test_a_name_on_the_screen_is_only_text(house: House, tmp_path: Path) -> None:
    """Rich's markup in a name is shown, not obeyed."""
    change(house, 1, name="[red]Person[/red]")
    assert "[red]Person[/red]" in house.mail(code=1)
