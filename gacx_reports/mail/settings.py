"""Mail settings from `mail.toml` beside the ledger; the server's password is from the environment or the keyring."""

import os
from pathlib import Path

from gacx_reports.core.mailing.settings import MailSettings, Server, SettingsError, read_settings
from gacx_reports.i18n import N_

FILE = "mail.toml"


def load(ledger: Path) -> MailSettings:
    """Settings of `mail.toml` in the ledger's folder; raises SettingsError if it is missing or invalid."""
    path = ledger.parent / FILE
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        words = N_("There is no {path}: copy mail.example.toml and fill it in.")
        raise SettingsError(words, path=str(path)) from error
    except UnicodeDecodeError as error:
        raise SettingsError(N_("mail.toml: {reason}"), reason="UTF-8") from error
    return read_settings(text, os.environ)


def password(server: Server) -> str:
    """The server's password: GACX_MAIL_PASSWORD, else from the keyring; "" for a server without login.

    Raises SettingsError if neither has one.
    """
    if not server.user:
        return ""
    if given := os.environ.get("GACX_MAIL_PASSWORD", ""):
        return given
    import keyring
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password("gacx-reports", server.user)
    except KeyringError:
        found = None
    if not found:
        words = N_(
            "No password for {user}: set GACX_MAIL_PASSWORD, or run `keyring set gacx-reports {user}`."
        )
        raise SettingsError(words, user=server.user)
    return found
