"""A machine as the doctor sees it: folders, package manager, and the command that installs what is missing."""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Manager = Literal["apt", "dnf", "brew"]
_INSTALL: Mapping[Manager, str] = {
    "apt": "sudo apt install ",
    "dnf": "sudo dnf install ",
    "brew": "brew install ",
}
_PACKAGES: Mapping[str, Mapping[Manager, str]] = {
    "python": {"apt": "python3", "dnf": "python3", "brew": "python"},
    "pango": {"apt": "libpango-1.0-0 libpangoft2-1.0-0", "dnf": "pango", "brew": "pango"},
    "subset": {"apt": "libharfbuzz-subset0", "dnf": "harfbuzz", "brew": "harfbuzz"},
    "font": {
        "apt": "fonts-noto-cjk",
        "dnf": "google-noto-sans-cjk-fonts",
        "brew": "--cask font-noto-sans-cjk-sc",
    },
}


@dataclass(frozen=True)
class Installation:
    """The folders and the package manager that the checks use."""

    cache: Path
    templates: Path
    manager: Manager | None
    """None if the system has none of apt, dnf and brew."""

    def install(self, what: str) -> str:
        """The shell command that installs `what`, a key of `_PACKAGES`; "" without a known package manager."""
        if self.manager is None:
            return ""
        return _INSTALL[self.manager] + _PACKAGES[what][self.manager]


def package_manager() -> Manager | None:
    """The first of apt, dnf and brew on the PATH (brew first on macOS), or None."""
    known: tuple[tuple[str, Manager], ...] = (("brew", "brew"), ("apt-get", "apt"), ("dnf", "dnf"))
    # Homebrew also exists on Linux, where it is seldom what the system's libraries come from.
    ordered = known if sys.platform == "darwin" else (*known[1:], known[0])
    return next((manager for command, manager in ordered if shutil.which(command)), None)
