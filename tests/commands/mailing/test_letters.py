"""What a letter says of its revision, its attachment and the company; and what a run says of the letters before it."""

import re
from email import message_from_string, policy
from email.message import EmailMessage

import pytest

from tests.commands.mailing.mail_fixture import DOMAIN, House, Post
from tests.commands.mailing.posting_office import PostingOffice

BETTER = {"G1": "0.9", "G2": "0.85"}


def letter(server: Post, address: str) -> EmailMessage:
    """The last letter to somebody."""
    stored = [s for s in server.stored() if s["to"] == [f"{address}@{DOMAIN}"]]
    message = message_from_string(stored[-1]["content"], policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def parts(message: EmailMessage) -> tuple[str, str]:
    """Its plain text and HTML, without blanks."""
    found = [message.get_body((kind,)) for kind in ("plain", "html")]
    plain, html = ("".join(str(p.get_content()).split()) for p in found if p)
    return plain, html


def attached(message: EmailMessage) -> str:
    """The name of the attachment."""
    (attachment,) = message.iter_attachments()
    return str(attachment.get_filename())


def revise(office: PostingOffice) -> None:
    """G2's report becomes revision 2."""
    office.done("reopen", "--reason", "补录")
    office.hand_in(BETTER)
    office.done("publish", "--on", "2024-11-08", "--lang", "zh")


@pytest.mark.parametrize("sent_before", [False, True])
def test_a_revision_replaces_only_what_was_sent(
    published_office: PostingOffice, server: Post, sent_before: bool
) -> None:
    """The first mail of a report may have revision 2; it then replaces nothing that was sent."""
    if sent_before:
        published_office.send("--lang", "zh")
    revise(published_office)
    more = ("--resend", "G2", "--reason", "更正") if sent_before else ()
    published_office.send(*more, "--lang", "zh", code=1 if sent_before else 0)
    for body in parts(letter(server, "g2")):
        assert "第2版" in body
        assert ("取代此前发给您的" in body) == sent_before
        assert ("此前各版作废" in body) != sent_before


def test_an_attachment_is_called_by_its_revision(
    published_office: PostingOffice, server: Post
) -> None:
    """Two revisions lie side by side in the employee's folder; revision 1 keeps its plain name."""
    revise(published_office)
    published_office.send("--lang", "zh")
    assert attached(letter(server, "g2")) == "2024Q3—工程师—李四（第2版）.pdf"
    assert attached(letter(server, "g1")) == "2024Q3—工程师—张三.pdf"


def test_every_letter_names_the_company(published_office: PostingOffice, server: Post) -> None:
    """Below the sender, in text and HTML; in reminders, too."""
    published_office.send("--lang", "zh")
    for body in parts(letter(server, "g1")):
        assert "人力资源部公司" in re.sub("<[^>]*>", "", body)
    published_office.done("mail", "--remind", "acknowledgement", "--lang", "zh")
    path = published_office.out / "mail" / "reminders" / "acknowledgement-G1.eml"
    message = message_from_string(path.read_text("utf-8"), policy=policy.default)
    assert isinstance(message, EmailMessage)
    for body in parts(message):
        assert "人力资源部公司" in re.sub("<[^>]*>", "", body)


def test_a_second_run_says_how_many_were_sent_before(published_office: PostingOffice) -> None:
    """“Sent 0” alone looked as if nobody had got anything."""
    assert "此前" not in published_office.send("--lang", "zh")
    said = published_office.send("--lang", "zh")
    assert "已发 0" in said
    assert "此前已发 4 封，不再发" in said


def test_a_dead_server_is_no_failure_of_a_letter(house: House) -> None:
    """The counts and the reason agree: nothing failed for good, eight are still to be sent."""
    said = house.send(code=1)
    assert "sent 0, failed 0, unknown 0, still to be sent 8" in said
    assert "Stopped: five messages in a row did not get through" in said
    assert "failures" not in said
