"""Encrypted lines, logins, encrypted copies, reminders."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NumberObject

from gacx_reports.core.mailing.passwords import usable
from gacx_reports.core.mailing.settings import SettingsError, read_settings
from gacx_reports.mail.pdfs import paper_of
from tests.commands.mailing.mail_fixture import House, Post, Q, serving
from tests.fixtures.markdown_company import World, score


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost that nobody but its owner trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("certificate")
    pem, secret = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem, secret


@pytest.fixture(scope="session")
def secured(
    certificate: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Post]:
    pem, key = map(str, certificate)
    options = ("--cert", pem, "--key", key, "--login", "hr:secret")
    with serving(tmp_path_factory.mktemp("starttls"), *options) as post:
        yield post


def test_starttls_is_verified_and_the_password_comes_from_outside(
    house: House, secured: Post, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An untrusted certificate or a wrong password: nothing goes out. Both right: everything does."""
    pem = str(certificate[0])
    monkeypatch.setenv("GACX_MAIL_PASSWORD", "wrong")
    house.settings(secured.port, security="starttls", user="hr")
    assert "five failures" in house.send(code=1)
    house.settings(secured.port, security="starttls", user="hr", ca_file=pem)
    assert "name or password" in house.send(code=1)
    assert not secured.stored()
    monkeypatch.setenv("GACX_MAIL_PASSWORD", "secret")
    assert "sent 8" in house.send()


def test_tls_from_the_first_byte(house: House, certificate: tuple[Path, Path]) -> None:
    """As port 465 wants it."""
    pem, key = map(str, certificate)
    with serving(house.root, "--cert", pem, "--key", key, "--implicit") as post:
        house.settings(post.port, security="tls", ca_file=pem)
        assert "sent 8" in house.send()


def test_a_server_without_starttls_gets_nothing(house: House, post: Post) -> None:
    """There is no falling back to plain text."""
    house.settings(post.port, security="starttls")
    house.send(code=1)
    assert post.stored() == []


def test_no_password_anywhere_is_said(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what sets one."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    house.settings(1, user="hr")
    assert "keyring set gacx-reports hr" in house.mail("--send", house.hash(), code=2)


OURS = 'sender = "HR <hr@a.com>"\ndomains = ["a.com"]\n'


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("sender = ", "mail.toml"),
        ('domains = ["a.com"]', "sender"),
        ('sender = "hr@a.com"', "domains"),
        (OURS + 'sendr = "x"', "sendr"),
        (OURS + 'password = "x"', ""),
        (OURS + '[smtp]\npassword = "x"', ""),
        (OURS + '[smtp]\nport = "25"', "port"),
        (OURS + "[smtp]\nport = 0", "port"),
        (OURS + '[smtp]\nsecurity = "ssl"', "security"),
        (OURS + '[smtp]\nhost = "mx.a.com"\nsecurity = "none"', ""),
        (OURS.replace("HR <", "HR\\r\\nBcc: x <"), "sender"),
        (OURS + "retention_months = -1", "retention_months"),
    ],
)
def test_settings_that_make_no_sense_are_named(text: str, names: str) -> None:
    """The setting and the expected value; a password in the file is refused, and an unencrypted remote server too."""
    with pytest.raises(SettingsError) as caught:
        read_settings(text, {})
    assert names in str(caught.value.details) or names == "mail.toml"


def test_the_environment_goes_first(tmp_path: Path) -> None:
    """For machines that keep no files."""
    given = {"GACX_MAIL_HOST": "mx.a.com", "GACX_MAIL_PORT": "465", "GACX_MAIL_SECURITY": "tls"}
    server = read_settings(OURS + '[smtp]\nhost = "old"', given).server
    assert (server.host, server.port, server.security) == ("mx.a.com", 465, "tls")


def test_the_example_settings_are_settings() -> None:
    """The example settings are complete except for the server's name."""
    text = (Path(__file__).parents[3] / "mail.example.toml").read_text("utf-8")
    assert read_settings(text, {}).retention_months == 24


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


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("kite-ocean", True),
        ("19900102", False),
        ("1990-01-02", False),
        ("900102ab", False),
        ("张三1234567", False),
        ("xx-g1-yyyy", False),
        ("aaaaaaaa", False),
        ("short", False),
        ("", False),
    ],
)
def test_what_a_colleague_could_guess_is_no_password(password: str, good: bool) -> None:
    """Length, name, ID, dates."""
    person = score(World(typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |")).employees["G1"].person
    assert usable(password, person) is good


def test_reminders_are_drafts_without_any_score(house: House) -> None:
    """To owners of missing workbooks, and to who has not acknowledged."""
    said = house.mail("--remind", "acknowledgement")
    assert "7 reminder drafts" in said
    ack = ["ack", Q, "G0001", "--on", "2024-10-21", *house.results]
    assert house.run(*ack).exit_code == 0
    assert "6 reminder drafts" in house.mail("--remind", "acknowledgement")
    said = house.mail("--remind", "returns", code=1)
    assert "1 reminder drafts" in said
    folder = house.out / "mail" / "reminders"
    draft = message_from_bytes((folder / "returns-G0000.eml").read_bytes(), policy=policy.default)
    assert isinstance(draft, EmailMessage)
    assert draft["To"] == house.people[0].address
    assert "甲部.xlsx" in str(draft.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert not list(draft.iter_attachments())
    assert house.mails() == []
