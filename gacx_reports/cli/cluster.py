"""Runs a command's work on a cluster, where `--cluster` asks for one."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from gacx_reports.commands.request import RunOptions

Result = TypeVar("Result")


def on_cluster(
    options: "RunOptions", address: str, work: "Callable[[RunOptions], Result]"
) -> Result:
    """What `work` gives with options by which the cluster at the address reads and renders; without one, as they are.

    Raises ClusterError.
    """
    if not address:
        return work(options)
    from gacx_reports.cluster.connection import joined
    from gacx_reports.commands.fonts import font_version

    with joined(address, font_version()) as cluster:
        return work(replace(options, cluster=cluster))
