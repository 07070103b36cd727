"""Report passwords of the roster: which are refused, and what opens the copy that is mailed."""

import io
from collections.abc import Iterator
from email import message_from_string, policy
from email.message import EmailMessage

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NumberObject

from gacx_reports.core.mailing.hold import Hold
from gacx_reports.core.mailing.passwords import objection
from gacx_reports.core.sheets.columns import DOTS
from gacx_reports.mail.pdfs import paper_of
from tests.commands.mailing.mail_fixture import House, Post, Q
from tests.fixtures.markdown_company import PEOPLE, World, score

FULL_WIDTH = "ｋｉｔｅ－９－ｏｃｅａｎ"
WHO = score(World(typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |")).employees["G1"].person
"""张三, who joined on 2020-01-01."""


def attachments(post: Post) -> dict[str, bytes]:
    """Address → the PDF of the person's own report."""
    found = {}
    for line in post.stored():
        message = message_from_string(line["content"], policy=policy.default)
        assert isinstance(message, EmailMessage)
        (part,) = message.iter_attachments()
        if "甲部" not in str(part.get_filename()):
            found[line["to"][0]] = part.get_content()
    return found


def test_random_passwords_open_each_ones_own_copy(house: House, post: Post) -> None:
    """AES-256, revision 6; on a slip for HR, 0600, and nowhere in the mail; the archive's copy stays plain."""
    house.settings(post.port, passwords="random")
    house.send()
    slips = house.out / "mail" / "passwords.html"
    assert slips.stat().st_mode & 0o777 == 0o600
    page = slips.read_text("utf-8")
    passwords = dict(_slips(page))
    assert len(set(passwords.values())) == len(house.people)
    for person in house.people:
        content = attachments(post)[person.address]
        reader = PdfReader(io.BytesIO(content))
        assert reader.is_encrypted
        cipher = reader.trailer["/Encrypt"].get_object()
        assert isinstance(cipher, DictionaryObject)
        assert cipher["/R"] == NumberObject(6)
        other = next(w for i, w in passwords.items() if i != person.id)
        assert not reader.decrypt(other)
        assert reader.decrypt(passwords[person.id])
        assert reader.metadata
        assert str(reader.metadata["/employeeid"]) == person.id
        assert person.name not in passwords[person.id]
        assert paper_of((house.out / house.path(person)).read_bytes())
    sent = "".join(s["content"] for s in post.stored())
    assert not any(p in sent for p in passwords.values())


def _slips(page: str) -> Iterator[tuple[str, str]]:
    who = [part.split("<")[0].split()[-1] for part in page.split('class="who">')[1:]]
    words = [part.split("<")[0] for part in page.split('class="password">')[1:]]
    yield from zip(who, words, strict=True)


def test_a_resumed_run_keeps_the_passwords_of_the_slips(house: House, post: Post) -> None:
    """Slips may be printed by then."""
    house.settings(post.port, passwords="random")
    house.send("--limit", "2", code=1)
    first = dict(_slips((house.out / "mail" / "passwords.html").read_text("utf-8")))
    house.send()
    second = dict(_slips((house.out / "mail" / "passwords.html").read_text("utf-8")))
    assert first.items() <= second.items()


def test_the_rosters_passwords(house: House, post: Post) -> None:
    """Employees without a usable password wait."""
    secrets = {p.id: f"kite-{n}-ocean" for n, p in enumerate(house.people)} | {"G0002": "g0002-pw"}
    house.hand_in_roster(house.people, more=secrets)
    house.settings(post.port, passwords="roster")
    said = house.send(code=1)
    assert "sent 7" in said
    found = attachments(post)
    assert house.people[2].address not in found
    assert PdfReader(io.BytesIO(found[house.people[1].address])).decrypt(secrets["G0001"])


def test_a_password_in_other_characters_opens_as_its_slip_shows_it(
    house: House, post: Post
) -> None:
    """Folded once: the slip has the form that opens the attachment byte for byte; nobody else gets a slip."""
    secrets = {p.id: f"kite-{n}-ocean" for n, p in enumerate(house.people)} | {"G0001": FULL_WIDTH}
    house.hand_in_roster(house.people, more=secrets)
    house.settings(post.port, passwords="roster")
    said = house.send()
    slips = house.out / "mail" / "passwords.html"
    assert str(slips) in said
    assert list(_slips(slips.read_text("utf-8"))) == [("G0001", "kite-9-ocean")]
    found = attachments(post)
    for person, typed in ((1, "kite-9-ocean"), (2, "kite-2-ocean")):
        reader = PdfReader(io.BytesIO(found[house.people[person].address]))
        assert reader.decrypt(typed.encode())


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("kite-ocean", None),
        ("青山绿水长流之间", None),
        ("a" * 24 + "kite-oce", None),
        ("900102ab", None),
        ("sunflower2024", None),
        ("short", Hold.NO_PASSWORD),
        ("", Hold.NO_PASSWORD),
        ("a" * 24 + "kite-ocean", Hold.PASSWORD_TOO_LONG),
        ("青山绿水长流之间一二三", Hold.PASSWORD_TOO_LONG),
        ("kite👍ocean", Hold.PASSWORD_FORBIDDEN),
        ("kite\ue863ocean", Hold.PASSWORD_FORBIDDEN),
        ("ｋｉｔｅ－ｏｃｅａｎ", Hold.PASSWORD_FORBIDDEN),
        ("19900102", Hold.PASSWORD_GUESSABLE),
        ("1990-01-02", Hold.PASSWORD_GUESSABLE),
        ("1990年1月2日", Hold.PASSWORD_GUESSABLE),
        ("02/01/1990", Hold.PASSWORD_GUESSABLE),
        ("sunflower20200101", Hold.PASSWORD_GUESSABLE),
        ("sunflower-2020-1-1", Hold.PASSWORD_GUESSABLE),
        ("sunflower200101", Hold.PASSWORD_GUESSABLE),
        ("张三1234567", Hold.PASSWORD_GUESSABLE),
        ("xx-g1-yyyy", Hold.PASSWORD_GUESSABLE),
        ("aaaaaaaa", Hold.PASSWORD_GUESSABLE),
    ],
)
def test_what_a_colleague_could_guess_is_no_password(password: str, reason: Hold | None) -> None:
    """Length, name, ID, plain dates and the person's own; each refusal says which."""
    assert objection(password, WHO) is reason


def test_four_digits_are_no_date() -> None:
    """Of 10,000 passwords `sunflowerNNNN` none is refused: nobody guesses a date that isn't the person's own."""
    assert not [n for n in range(10_000) if objection(f"sunflower{n:04}", WHO)]


@pytest.mark.parametrize(
    ("typed", "read", "reason"),
    [
        ("Ｇ１-sunflower", "G1-sunflower", Hold.PASSWORD_GUESSABLE),
        ("Ⓖ①-sunflower", "G1-sunflower", Hold.PASSWORD_GUESSABLE),
        ("⻘⼭sunflower", "青山sunflower", Hold.PASSWORD_GUESSABLE),
        ("青\U000e0100山sunflower", "青\U000e0100山sunflower", Hold.PASSWORD_FORBIDDEN),
        ("cafe\u0301-ﬁne-ｶﾞ", "café-fine-ガ", None),
        ("sun\u00adflower\u00a01", "sunflower 1", None),
        ("kite-ocean", "kite-ocean", None),
    ],
)
def test_a_password_is_folded_before_it_is_checked(
    typed: str, read: str, reason: Hold | None
) -> None:
    """ID and name don't pass as full-width forms or radicals; P41 says where the cell has another form, not which."""
    people = PEOPLE.replace("张三", "青山").replace("绩效薪资基数 |", "绩效薪资基数 | 报告密码 |")
    people = people.replace("在职 | 3000 |", f"在职 | 3000 | {typed} |")
    outcome = score(World(people=people, typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |"))
    person = outcome.employees["G1"].person
    assert person.password == read
    assert objection(person.password, person) is reason
    said = [(i.place.cell, i.found) for i in outcome.issues if i.code == "P41"]
    assert said == ([] if typed == read else [("K3", DOTS)])
    assert not [i for i in outcome.issues if read in f"{i.found}{i.details}"]


@pytest.mark.parametrize(
    "odd", ["Zq7-secret\u200b", '="Zq7-secret"', "Zq7-secret" * 30, "Ｚｑ７-secret"]
)
def test_no_message_shows_a_password(house: House, odd: str) -> None:
    """Neither a normalised one, nor a formula, a long one, or one in other characters."""
    house.hand_in_roster(house.people, more={"G0001": odd})
    given = ["--input", str(house.root / "in"), "--output", str(house.root / "out"), "--lang", "en"]
    said = house.run("check", Q, *given).output
    assert "secret" not in said
    written = (house.out / "issues.json").read_text("utf-8")
    assert "secret" not in written
    assert DOTS in written
