"""Joins a cluster for one run."""

import contextlib
import ipaddress
import logging
import re
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from gacx_reports.cluster.cluster import Cluster
from gacx_reports.cluster.crew import Crew
from gacx_reports.cluster.faults import (
    ADDRESS,
    NOT_INSTALLED,
    UNENCRYPTED,
    UNREACHABLE,
    ClusterError,
)
from gacx_reports.endings import held_back

CONNECT_SECONDS = 10
SCHEMES = ("tcp", "tls")


@contextlib.contextmanager
def joined(address: str, font: str) -> Iterator[Cluster]:
    """The cluster, while the context is open; then nothing of the run is left in it.

    `font` is the version of the fonts that documents are set in, "" for none. Raises ClusterError.
    """
    check(address)
    client = _client(address)
    try:
        crew = Crew(client, address, font)
        crew.gather()
        yield Cluster(crew)
        crew.clear()
    finally:
        with held_back(), contextlib.suppress(OSError, TimeoutError):
            client.close(timeout=CONNECT_SECONDS)


def check(address: str) -> None:
    """Raise ClusterError for an address that is none, or over which people's data would travel unencrypted."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise ClusterError(ADDRESS, address=address) from error
    if parts.scheme not in SCHEMES or not parts.hostname or not re.search(r":\d+$", address):
        raise ClusterError(ADDRESS, address=address)
    if parts.scheme != "tls" and not is_here(parts.hostname):
        raise ClusterError(UNENCRYPTED, address=address)


def is_here(host: str) -> bool:
    """Whether the host is this machine, so that what is sent to it passes no network."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _client(address: str) -> Any:
    try:
        import dask
    except ImportError as error:
        raise ClusterError(NOT_INSTALLED) from error
    # Workbooks travel in tasks, and nobody reads Dask's own messages.
    quiet = dict.fromkeys(("distributed", "distributed.client", "tornado"), "critical")
    dask.config.set({"logging": quiet, "distributed.admin.large-graph-warning-threshold": "1GiB"})
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(NOT_INSTALLED) from error
    # Versions are compared by us.
    warnings.filterwarnings("ignore", module="distributed")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        with held_back():
            return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, RuntimeError, TypeError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ClusterError(UNREACHABLE, address=address, reason=reason) from error
