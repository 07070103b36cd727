"""The system's package manager, and what the libraries that the program needs are called there."""

import shutil
import sys
from collections.abc import Mapping
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


def install_command(manager: Manager, what: str) -> str:
    """The command that installs python, pango, subset or font."""
    return _INSTALL[manager] + _PACKAGES[what][manager]


def package_manager() -> Manager | None:
    """The package manager of this system."""
    known: tuple[tuple[str, Manager], ...] = (("brew", "brew"), ("apt-get", "apt"), ("dnf", "dnf"))
    # Homebrew also exists on Linux, where it is seldom what the system's libraries come from.
    ordered = known if sys.platform == "darwin" else (*known[1:], known[0])
    return next((manager for command, manager in ordered if shutil.which(command)), None)
