"""Mail to people whose names, addresses and passwords would be code elsewhere: headers, bodies, slips, file names."""

import html
import re
from email import message_from_string, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from gacx_reports.core.language.text import safe
from tests.commands.mailing import mail_fixture
from tests.commands.mailing.mail_fixture import DOMAIN, House, Person, Post, build
from tests.fixtures.injections import injected, save_texts

NAMES = (
    "<img src=http://a.invalid/x>{{7*7}}",
    'a"; filename="x.exe',
    "=HYPERLINK(1)",
    "?=\\=?utf-8?q?x?=",
)
ADDRESSES = (
    f"g1@{DOMAIN}\r\nBcc: b@{DOMAIN}",
    f"<b>g2@{DOMAIN}",
    f"g3@{DOMAIN}?cc=b@{DOMAIN}",
    f"\u202eg4@{DOMAIN}",
)
"""Each but the last waits."""
TYPED = "<b>＆{{7*7}}</b>"
"""Its sign is of full width, so that HR gets a slip with the one that opens the attachment."""
HEADERS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
    *("MIME-Version", "Content-Type"),
}


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A head, four people with odd names and plain addresses, four with plain names and odd addresses."""
    people = [Person("G0000", "首长", f"g0000@{DOMAIN}")]
    people += [Person(f"G000{n}", name, f"n{n}@{DOMAIN}") for n, name in enumerate(NAMES, 1)]
    people += [Person(f"G001{n}", f"李{n}", a) for n, a in enumerate(ADDRESSES, 1)]
    # A Markdown table can't hold these texts: it holds marks, for which they are put into the workbook.
    marked = [Person(p.id, f"名{p.id}", f"邮{p.id}") for p in people]
    texts = {f"名{p.id}": p.name for p in people} | {f"邮{p.id}": p.address for p in people}
    rows, path = mail_fixture.roster_rows, House.path
    monkeypatch.setattr(mail_fixture, "roster_rows", lambda _, more=None: rows(marked, more))
    monkeypatch.setattr(mail_fixture, "save", lambda b, p: save_texts(injected(b, texts), p))
    monkeypatch.setattr(House, "path", lambda self, p: path(self, Person(p.id, safe(p.name), "")))
    monkeypatch.setattr(mail_fixture, "crowd", lambda _: people)
    return build(tmp_path / "hostile", len(people), before=False)


def test_no_text_becomes_a_header_a_tag_or_an_addressee(hostile: House, post: Post) -> None:
    """One addressee each, our headers only, no foreign tag or link; faulty addresses wait."""
    hostile.settings(post.port)
    said = hostile.send(code=1)
    stored = post.stored()
    # The last one's mark is stripped as it is read, and nothing is left to object to. The department's waits.
    expected = [*(p.address for p in hostile.people[:5]), f"g4@{DOMAIN}"]
    assert sorted(a for m in stored for a in m["to"]) == sorted(expected)
    assert "waits 4" in hostile.mail(code=1)
    assert not re.search("[\r\x1b\u202e]", said)
    for raw in stored:
        message = message_from_string(raw["content"], policy=policy.default)
        assert isinstance(message, EmailMessage)
        assert set(message.keys()) == HEADERS
        assert message["To"] == raw["to"][0]
        (attached,) = message.iter_attachments()
        assert not re.search(r'[/\\"<>?*|:\r\n]', str(attached.get_filename()))
        page = message.get_body(("html",))
        assert page
        tags = set(re.findall(r"<(\w+)", page.get_content()))
        assert tags <= {"html", "head", "meta", "title", "body", "table", "tr", "td", "p"}
        assert "http" not in re.sub(r">[^<]*<", "><", page.get_content())


def test_a_password_with_markup_is_a_text_on_its_slip(hostile: House, post: Post) -> None:
    """The slip shows every character of the password, and the page has no tag but its own."""
    secrets = {p.id: f"kite-{n}-ocean" for n, p in enumerate(hostile.people)}
    hostile.hand_in_roster(hostile.people, more=secrets | {"G0001": TYPED})
    hostile.settings(post.port, passwords="roster")
    hostile.send(code=1)
    page = (hostile.out / "mail" / "passwords.html").read_text("utf-8")
    (shown,) = re.findall(r'class="password">(.*?)</div>', page)
    assert html.unescape(shown) == "<b>&{{7*7}}</b>"
    assert "<b>" not in page
    assert "<img" not in page
    assert html.escape(NAMES[0]) in page
