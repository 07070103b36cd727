"""The frame (总体) of a survey: every job of the quarter that may be drawn, and its hashes."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from gacx_reports.core.language.text import match_key


@dataclass(frozen=True, slots=True)
class FrameJob:
    """A row of a frame: one job, call or visit of an employee at a customer's."""

    number: str
    """单号, unique in the quarter."""
    table: str
    """Record table that is the frame, such as 作业记录."""
    person: str
    """Employee ID."""
    post: str
    """The employee's post on that day."""
    day: date
    customer: str
    kind: str
    """Value of the scheme's 分层列, such as 安装; "" if the scheme names none."""
    do_not_call: bool
    """不回访: the customer does not want to be called."""
    phone: str
    """"" after telephone numbers were purged."""

    @property
    def customer_key(self) -> str:
        """Key that is equal for the same customer, however the name is spaced or cased."""
        return match_key(self.customer)

    @property
    def stratum(self) -> tuple[str, str]:
        """Kind and month (`2024-07`)."""
        return self.kind, self.day.isoformat()[:7]


def frame_lines(jobs: Iterable[FrameJob]) -> Iterable[str]:
    """Yields the frame as text, a JSON array per job in the order of 单号; without telephone numbers.

    The customer's key is in it, so that who repeats the draw need not know how Unicode compares names.
    """
    for job in sorted(jobs, key=lambda j: j.number):
        do_not_call = "1" if job.do_not_call else "0"
        yield _line(
            job.number,
            job.table,
            job.person,
            job.post,
            job.day.isoformat(),
            job.customer,
            job.kind,
            do_not_call,
            job.customer_key,
        )


def frame_hash(jobs: Iterable[FrameJob]) -> str:
    """Returns the SHA-256 of the frame's lines, each with a line feed; row order does not matter."""
    return _hash(frame_lines(jobs))


def contacts_hash(jobs: Iterable[FrameJob], salt: str) -> str:
    """Returns the SHA-256 of the salt and every job's telephone number, which later purging may remove."""
    numbers = (_line(job.number, job.phone) for job in sorted(jobs, key=lambda j: j.number))
    return _hash((salt, *numbers))


def _line(*cells: str) -> str:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


def _hash(lines: Iterable[str]) -> str:
    digest = sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()
