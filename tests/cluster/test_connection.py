"""People's data go over no network unencrypted."""

import subprocess
import sys

import pytest

from gacx_reports.cluster.connection import check
from gacx_reports.cluster.faults import ClusterError
from gacx_reports.i18n import translator
from tests.conftest import ROOT


@pytest.mark.parametrize(
    "address",
    ["tls://cluster.example:8786", "tcp://127.0.0.1:8786", "tcp://[::1]:8786", "tcp://localhost:1"],
)
def test_addresses_that_are_tried(address: str) -> None:
    """TLS anywhere; without it, this machine."""
    check(address)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tcp://10.0.0.7:8786", "不加密时，程序只连接本机上的集群"),
        ("tcp://cluster.example:8786", "不加密时"),
        ("tcp://localhost.example:8786", "不加密时"),
        ("10.0.0.7:8786", "不是集群的地址"),
        ("tls://cluster.example", "不是集群的地址"),
        ("tls://cluster.example:port", "不是集群的地址"),
        ("ws://127.0.0.1:8786", "不是集群的地址"),
        ("tls://[::1:8786", "不是集群的地址"),
        ("", "不是集群的地址"),
    ],
)
def test_addresses_that_are_refused(address: str, words: str) -> None:
    """In words, before anything is sent."""
    with pytest.raises(ClusterError) as error:
        check(address)
    assert words in error.value.told(translator("zh"))


def test_without_dask_it_is_said_how_to_get_it() -> None:
    """Nobody else needs it, so it isn't installed with the program."""
    script = (
        "import sys; sys.modules['dask'] = None\n"
        "from gacx_reports.cli import main\n"
        "main(['check', '2024Q3', '--cluster', 'tcp://127.0.0.1:9', '--lang', 'en'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "pip install gacx-reports[cluster]" in done.stderr
    assert "Traceback" not in done.stderr
