"""What the run has a worker do. Dask pickles these by their names, so they are the worker's own code.

No task raises an exception: Dask would write its arguments into the worker's log.
"""

import weakref
from dataclasses import dataclass, field
from threading import Lock

from gacx_reports.cluster.bench import Bench
from gacx_reports.cluster.bundle import Bundle
from gacx_reports.cluster.machine import Machine, program_versions, this_machine
from gacx_reports.workers import Mishap, WorkerNotStartedError


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """Bytes about people; no log can show them."""

    content: bytes


@dataclass(eq=False, repr=False)
class Kit:
    """What a run lays into a worker's memory. When the run lets go of it or is gone, all is cleared away."""

    bundle: Bundle | None
    """None where nothing is rendered."""
    _lock: Lock = field(default_factory=Lock)
    _bench: Bench | None = None

    def __reduce__(self) -> tuple[type["Kit"], tuple[Bundle | None]]:
        return Kit, (self.bundle,)

    def bench(self) -> Bench:
        """The worker's bench, made on first use."""
        with self._lock:
            if self._bench is None:
                self._bench = Bench(self.bundle)
                weakref.finalize(self, self._bench.clear)
            return self._bench


@dataclass(frozen=True, slots=True)
class Unfit:
    """The worker can't work: which exception said so."""

    reason: str


def do(kit: Kit, parcel: Parcel, seconds: float) -> Parcel | Mishap | Unfit:
    """What the job in the parcel gives, within `seconds` from its start."""
    try:
        answer = kit.bench().do(parcel.content, seconds)
    except WorkerNotStartedError:
        return Unfit("no process became ready to work")
    except Exception as error:  # noqa: BLE001 - whatever it is, another worker may do better
        return Unfit(type(error).__name__)
    return answer if isinstance(answer, Mishap) else Parcel(answer)


def tell() -> Machine:
    """What this worker's machine is."""
    from distributed import get_worker

    # A plain dict if Dask was told never to put results onto the disk.
    return this_machine(puts_on_disk=type(get_worker().data) is not dict)


def tell_scheduler() -> dict[str, str]:
    """What the scheduler's program is: it looks into the tasks that it passes on."""
    return program_versions()
