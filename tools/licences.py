"""Names every installed package of requirements/*.txt whose licence is none of those that we agreed to.

`make lint` runs it; `python tools/licences.py --list` prints every package with its licence. Packages of other
platforms, which are not installed here, are not looked at.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

LOCKS = Path(__file__).parents[1] / "requirements"

ALLOWED = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0"),
        *("MIT-CMU", "MPL-1.1", "MPL-2.0", "PSF-2.0", "Unlicense", "Zlib"),
        *("LGPL-2.1-or-later", "LGPL-3.0-or-later"),
    }
)
"""SPDX identifiers. None asks for the source of a program that only uses the package."""

EXPECTED: Mapping[str, str] = {
    "codespell": "GPL-2.0-only",  # lint starts it as a program of its own; nothing imports or ships it
    "partd": "BSD",  # BSD-3-Clause by the text that it ships
    "axe-playwright-python": "",  # MIT by the text that it ships; its metadata name none
}
"""Package → licence of those that are agreed to singly, each for its reason."""

_CLASSIFIERS: Mapping[str, str] = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""Words of a classifier, for packages that name no SPDX expression → SPDX identifier."""


def licence(package: "metadata.PackageMetadata") -> str:
    """The package's SPDX expression, made from its classifiers or its field where it has none; "" if it says nothing.

    Several classifiers are a choice, as in `GPL, LGPL or MPL`.
    """
    if stated := _field(package, "License-Expression"):
        return stated
    classifiers = package.get_all("Classifier") or []
    names = [
        c.rpartition(" :: ")[2] for c in classifiers if c.count(" :: ") > 1 and "License ::" in c
    ]
    named = [_CLASSIFIERS.get(name, name) for name in names]
    field = _field(package, "License")
    return " OR ".join(named) or (field if "\n" not in field else "")


def _field(package: "metadata.PackageMetadata", name: str) -> str:
    return str((package.get_all(name) or [""])[0]).strip()


def is_allowed(expression: str) -> bool:
    """Whether one choice of the expression has allowed licences only; one with brackets is nobody's to guess."""
    choices = [choice.split(" AND ") for choice in expression.split(" OR ")]
    return any(all(part.strip() in ALLOWED for part in parts) for parts in choices)


def locked(lock: str) -> Iterator[str]:
    """Names of the packages of a file of requirements."""
    return (match[1] for match in re.finditer(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE))


def found() -> dict[str, str]:
    """Installed package of the locks → licence."""
    everything: dict[str, str] = {}
    for name in (
        n for lock in sorted(LOCKS.glob("*.txt")) for n in locked(lock.read_text("utf-8"))
    ):
        try:
            everything[name] = licence(metadata.metadata(name))
        except metadata.PackageNotFoundError:
            continue  # of another platform
    return everything


def refused(licences: Mapping[str, str]) -> dict[str, str]:
    """Those of the packages that nobody agreed to."""
    return {
        name: stated
        for name, stated in licences.items()
        if not is_allowed(stated) and EXPECTED.get(name) != stated
    }


def main() -> int:
    """0, or 1 if a package is named."""
    licences = found()
    if "--list" in sys.argv:
        print("\n".join(f"{name}: {stated or '—'}" for name, stated in licences.items()))
    wrong = refused(licences)
    for name, stated in wrong.items():
        print(f"{name}: 许可证不在认可之列 no licence that we agreed to: {stated or '—'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
