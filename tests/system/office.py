"""LibreOffice as a converter."""

import subprocess
from pathlib import Path


def soffice(target: str, files: list[Path], out: Path, profile: Path) -> None:
    """Convert with a profile of its own, so that no running LibreOffice interferes."""
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            target,
            "--outdir",
            str(out),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
