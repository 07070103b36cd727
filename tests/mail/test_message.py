"""Composed messages, as mail programs read them."""

import re
from base64 import b64decode
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message

import pytest

from gacx_reports.mail.message import Attachment, Letter, compose

LONG = "2024Q3—受理服务组主管—欧阳娜娜买买提·阿不都拉.pdf"
NAMES = ["2024Q3—技术工程师—张三.pdf", LONG, "report.pdf", "a'b;c—张%20.pdf"]


def letter(**more: str) -> Letter:
    """A letter; `more` replaces fields."""
    given = {
        "sender": "国安创想人力资源部（绩效考核组） <hr@gacx.com>",
        "reply_to": "hr@gacx.com",
        "to": "zhang@gacx.com",
        "subject": "2024年第3季度绩效考核报告：请查收，并在申诉期限之前签收回执，如有疑问请联系人力资源部绩效考核组",
        "text": "张三，您好：\n.\n点\n",
        "html": "<p>张三，您好：</p>",
        "message_id": "abc123",
    }
    return Letter(**(given | more), at=datetime(2024, 10, 18, 9, tzinfo=UTC))


def parsed(name: str) -> tuple[bytes, EmailMessage, Message]:
    """The bytes, as today's and as yesterday's parser reads them."""
    raw = compose(letter(), Attachment(name, b"%PDF-1.7 " * 40))
    modern = message_from_bytes(raw, policy=policy.default)
    assert isinstance(modern, EmailMessage)
    return raw, modern, message_from_bytes(raw)


@pytest.mark.parametrize("name", NAMES)
def test_a_chinese_file_name_is_right_by_either_standard(name: str) -> None:
    """RFC 2231 for Outlook, Foxmail and QQ mail of today; RFC 2047 in `name` for older ones."""
    raw, modern, old = parsed(name)
    (attachment,) = modern.iter_attachments()
    assert attachment.get_filename() == name
    part = next(p for p in old.walk() if p.get_content_type() == "application/pdf")
    assert str(make_header(decode_header(str(part.get_param("name"))))) == name
    assert b"filename*=UTF-8''" in raw
    assert all(len(w) <= 75 for w in re.findall(rb"=\?UTF-8\?B\?[^?]*\?=", raw))
    for word in re.findall(rb"=\?UTF-8\?B\?([^?]*)\?=", raw):
        assert b64decode(word).decode()


def test_one_addressee_one_attachment_seven_bits() -> None:
    """Exactly one To, neither Cc nor Bcc; nothing that an old relay could bend."""
    raw, modern, old = parsed(NAMES[0])
    assert modern.get_all("To") == ["zhang@gacx.com"]
    assert not any(modern[h] for h in ("Cc", "Bcc"))
    assert len(list(modern.iter_attachments())) == 1
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) < 998
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    assert str(modern["Subject"]) == letter().subject
    assert "国安创想人力资源部（绩效考核组）" in str(make_header(decode_header(old["From"])))
    assert modern["Message-ID"] == "<abc123@gacx.com>"
    body = modern.get_body(("plain",))
    assert body
    assert body.get_content().replace("\r\n", "\n") == letter().text


def test_the_same_letter_is_the_same_bytes() -> None:
    """A resumed run writes what the first would have written."""
    attachment = Attachment(NAMES[0], b"%PDF")
    assert compose(letter(), attachment) == compose(letter(), attachment)


@pytest.mark.parametrize("field", ["to", "subject", "reply_to", "message_id"])
def test_no_line_break_gets_into_a_header(field: str) -> None:
    """A line break would inject another header, so it raises ValueError."""
    with pytest.raises(ValueError, match="line break"):
        compose(letter(**{field: "a@b.com\r\nBcc: c@d.com"}), None)


def test_a_draft_opens_for_sending() -> None:
    """Outlook's own mark."""
    assert b"X-Unsent: 1" in compose(letter(), None, draft=True)
