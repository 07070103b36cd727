"""Writes the report for support: a ZIP of texts without names, addresses and contents of workbooks."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path

from gacx_reports import files
from gacx_reports.commands.support import texts
from gacx_reports.commands.support.file_list import file_list
from gacx_reports.doctor import Finding
from gacx_reports.i18n import N_, Language, translator

ABOUT = N_(
    "Made by `gacx-reports doctor --bundle`. Every file here is plain text. It holds versions, settings, codes and"
    " counts. File names that people chose are replaced by `*` and a number. Please read through it before you send it."
)


@dataclass(frozen=True, slots=True)
class BundleOrder:
    """What is looked at, and where the report goes."""

    target: Path
    input: Path
    output: Path
    ledger: Path
    lang: Language


def write_bundle(order: BundleOrder, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Write the ZIP with permissions 0600 and return the names of its texts; FileExistsError if there is one."""
    if order.target.exists():
        raise FileExistsError(17, "exists", str(order.target))
    contents = bundle_texts(order, findings, translator(order.lang))
    files.add(order.target, _packed(contents))
    return tuple(contents)


def bundle_texts(
    order: BundleOrder, findings: tuple[Finding, ...], t: NullTranslations
) -> Mapping[str, str]:
    """File name → text."""
    parts: Mapping[str, Iterable[str]] = {
        "README.txt": [t.gettext(ABOUT)],
        "versions.txt": texts.versions(),
        "doctor.txt": texts.machine(findings, t),
        "faults.txt": texts.recorded_faults(),
        "issues.txt": texts.issue_counts(order.output, t),
        "ledger.txt": texts.ledger_counts(order.ledger, t),
        "mail.txt": texts.mail_settings(order.ledger, t),
        "input.txt": file_list(order.input),
        "output.txt": file_list(order.output),
    }
    nothing = t.gettext("nothing")
    return {name: "\n".join(lines).strip() or nothing for name, lines in parts.items()}


def _packed(contents: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in contents.items():
            # A fixed time: the packer would write this machine's.
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o600 << 16
            # The editor of Windows, which some will read it with, wants both.
            package.writestr(entry, ("\ufeff" + text + "\n").replace("\n", "\r\n"))
    return made.getvalue()
