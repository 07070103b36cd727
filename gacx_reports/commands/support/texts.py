"""The report for support as texts: every line is made of versions, counts, codes and our own words."""

import json
import os
import platform
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from gettext import NullTranslations
from importlib import metadata
from pathlib import Path

from gacx_reports import __version__, faults
from gacx_reports.core.codes.catalogue import CATALOGUE
from gacx_reports.core.mailing.settings import MailSettings, SettingsError
from gacx_reports.doctor import PROJECT, Finding, describe
from gacx_reports.files import BusyError
from gacx_reports.i18n import N_
from gacx_reports.ledger.inventory import Inventory, NoInventory, inventory
from gacx_reports.mail.settings import FILE, load

FRAME = re.compile(r"[A-Za-z0-9_.<>-]+(:\d+ [A-Za-z0-9_.<>' -]+)?|gacx-reports [0-9A-Za-z.+]+")
"""A line of a fault's log: version, type, or a place in the code, which may be `top-level template code`."""
_OURS = re.compile(r"GACX_MAIL_[A-Z_]+")
_GIVEN, _NOT_GIVEN = N_("set"), N_("not set")


def versions() -> Iterator[str]:
    """Program, Python, system and packages."""
    yield f"{PROJECT} {__version__}"
    yield f"Python {platform.python_version()} ({sys.implementation.name})"
    yield f"{platform.system()} {platform.release()} {platform.machine()}"
    yield f"{os.cpu_count()} CPU, {sys.getfilesystemencoding()}"
    try:
        yield from (f"{name} {metadata.version(name)}" for name in _required())
    except metadata.PackageNotFoundError as error:
        yield f"{error.name} —"


def _required() -> Iterator[str]:
    """Names of the packages that the program needs."""
    for text in metadata.requires(PROJECT) or []:
        if "extra ==" not in text:
            yield re.split(r"[\[<>=!~(; ]", text)[0]


def machine(findings: tuple[Finding, ...], t: NullTranslations) -> Iterator[str]:
    """The doctor's findings, without folders, whose names can hold a user's."""
    for finding in findings:
        params = {k: "…" if k == "path" else v for k, v in finding.params.items()}
        yield describe(replace(finding, params=params, mend=""), t)


def recorded_faults() -> Iterator[str]:
    """The logs of faults of the program; a line that no fault would have left is not shown."""
    for path in faults.logs():
        try:
            text = path.read_text("utf-8", "replace")
        except OSError as error:
            text = type(error).__name__
        yield from (line if FRAME.fullmatch(line) else "…" for line in text.splitlines())
        yield ""


def issue_counts(output: Path, t: NullTranslations) -> Iterator[str]:
    """Each quarter's codes with their number, as the last run wrote them."""
    for path in sorted(output.glob("????Q?/issues.json")):
        try:
            found = Counter(issue["code"] for issue in json.loads(path.read_bytes()))
        except (OSError, ValueError, TypeError, KeyError) as error:
            yield f"{path.parent.name}: {type(error).__name__}"
            continue
        for code, count in sorted(found.items()):
            if code in CATALOGUE:
                title = CATALOGUE[code].entry.title
                yield f"{path.parent.name} {code} × {count}: {_unfilled(title, t)}"


def ledger_counts(ledger: Path, t: NullTranslations) -> Iterator[str]:
    """Schema and numbers of rows, publications and messages."""
    try:
        found = inventory(ledger)
    except BusyError:
        yield t.gettext("another process has locked the ledger")
        return
    match found:
        case None:
            yield t.gettext("no ledger")
        case NoInventory(reason):
            yield t.gettext("no ledger of this program, or a newer one's") + f" {reason}".rstrip()
        case Inventory():
            yield f"schema {found.schema}, integrity_check {'ok' if found.sound else 'not ok'}"
            yield from (f"{table}: {count}" for table, count in found.rows.items())
            yield from (f"publications {q}: {n}" for q, n in found.publications.items())
            yield from (f"mails {q} {state}: {n}" for (q, state), n in found.mails.items())


def mail_settings(ledger: Path, t: NullTranslations) -> Iterator[str]:
    """Settings of mail.toml; of servers, addresses and users only whether they are set."""
    named = sorted(filter(_OURS.fullmatch, os.environ))
    yield t.gettext("in the environment: {names}").format(names=" ".join(named) or "—")
    if not (ledger.parent / FILE).exists():
        yield t.gettext("no mail.toml")
        return
    try:
        yield from (f"{name} = {value}" for name, value in _told(load(ledger), t).items())
    except SettingsError as error:
        yield _unfilled(error.words, t)
    except OSError as error:
        yield type(error).__name__


def _told(settings: MailSettings, t: NullTranslations) -> Mapping[str, object]:
    server = settings.server
    private = {
        "reply_to": settings.reply_to,
        "host": server.host,
        "user": server.user,
        "ca_file": server.ca_file,
    }
    return {
        "domains": len(settings.domains),
        "passwords": settings.passwords.value,
        "retention_months": settings.retention_months,
        **{name: t.gettext(_GIVEN if value else _NOT_GIVEN) for name, value in private.items()},
        "port": server.port,
        "security": server.security.value,
        "timeout_seconds": server.timeout_seconds,
        "per_minute": server.per_minute,
        "attempts": server.attempts,
        "retry_seconds": server.retry_seconds,
    }


def _unfilled(words: str, t: NullTranslations) -> str:
    """The message with dots for whatever is filled in, which could be anybody's data."""
    return t.gettext(words).format_map(defaultdict(lambda: "…"))
