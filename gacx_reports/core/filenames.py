"""File names of reports: the post and the name, the ID only where those collide, nothing unsafe."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from gacx_reports.core.roster import Person

UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
LONGEST = 60
"""Characters of a part of a name: with three bytes each, three parts fit into 255 bytes as UTF-8."""


def safe(text: str) -> str:
    """A text as part of a file name on Windows, macOS and Linux; never empty, never a path."""
    name = UNSAFE.sub("_", unicodedata.normalize("NFC", text))[:LONGEST].strip(" .")
    return f"_{name}" if not name or RESERVED.fullmatch(name) else name


def employee_paths(people: Iterable[Person], folder: str = "employees") -> Mapping[str, str]:
    """Employee ID → path of the report (in another `folder`: of the letter) below the output folder."""
    plain = {p.id: (safe(p.department), f"{safe(p.post)}—{safe(p.name)}") for p in people}
    taken = Counter((d.casefold(), name.casefold()) for d, name in plain.values())
    paths = {}
    for person, (department, name) in plain.items():
        shared = taken[department.casefold(), name.casefold()] > 1
        stem = f"{name}—{safe(person)}" if shared else name
        paths[person] = f"{folder}/{department}/{stem}.pdf"
    return paths


def department_path(name: str) -> str:
    """Path of a department's report below the output folder."""
    return f"departments/{safe(name)}.pdf"
