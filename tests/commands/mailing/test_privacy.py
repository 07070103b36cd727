"""Encrypted lines, logins, encrypted copies, reminders."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gacx_reports.core.mailing.settings import SettingsError, read_settings
from tests.commands.mailing.mail_fixture import House, Post, serving


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
    assert "five messages in a row" in house.send(code=1)
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
