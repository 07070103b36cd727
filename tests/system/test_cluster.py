"""A real scheduler and real workers: the bytes of a local run, nothing lost, nothing left behind."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from gacx_reports.cluster import jobs
from gacx_reports.cluster.cluster import Cluster
from gacx_reports.cluster.connection import joined
from gacx_reports.cluster.crew import Crew
from gacx_reports.cluster.faults import ClusterError
from gacx_reports.cluster.machine import this_machine
from gacx_reports.cluster.tasks import Parcel
from gacx_reports.commands.fonts import font_version, prepared_fonts
from gacx_reports.commands.press import own_processes
from gacx_reports.commands.reports import views_of
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.calendar.period import Period
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score
from gacx_reports.locations import default_templates
from gacx_reports.render.reports import RenderSettings, Report
from gacx_reports.workers import Lost, Mishap
from tests.conftest import ROOT
from tests.fixtures.sound_quarter import lay_out
from tests.system import unlucky
from tests.system.dask_cluster import PRIVATE, DaskCluster, children, dask_cluster, wait_for

pytestmark = pytest.mark.system
PROGRAM = str(Path(sys.executable).with_name("gacx-reports"))
Q = "2024Q3"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A scheduler and two workers."""
    with dask_cluster(tmp_path_factory.mktemp("c"), 2) as started:
        yield started


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Input with a quarter of seven people."""
    folder = tmp_path_factory.mktemp("in")
    (folder / Q).mkdir()
    lay_out(folder / Q)
    return folder


@pytest.fixture(scope="module")
def settings() -> RenderSettings:
    """As a run has them."""
    return RenderSettings(default_templates(), prepared_fonts(), "zh")


@pytest.fixture(scope="module")
def reports(company: Path) -> list[Report]:
    """The reports of the quarter."""
    quarter = Period(2024, 3)
    options = RunOptions(quarter, company, company, default_templates())
    outcome = read_and_score(options.source, quarter).outcome
    assert outcome
    return [Report(path, view) for path, view in views_of(outcome, {}, options).items()]


@pytest.fixture(scope="module")
def local(settings: RenderSettings, reports: list[Report]) -> dict[int, Any]:
    """Index of the report → its PDF, as this machine makes it."""
    return dict(own_processes(1)(settings, reports, 60))


def quarter(company: Path, output: Path, *more: str) -> None:
    """A run of the command."""
    paths = ("--input", company, "--output", output, "--ledger", output / "ledger.sqlite")
    given = [str(part) for part in ("quarter", Q, *paths, *more)]
    done = subprocess.run([PROGRAM, *given], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Warning" not in done.stderr


def contents(folder: Path) -> dict[str, bytes]:
    """Path → content."""
    found = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def worker_processes(cluster: DaskCluster) -> dict[int, list[str]]:
    """Process that does Dask's work → command lines of its children."""
    found = {}
    for process in cluster.started[1:]:
        for pid, command in children(process.pid).items():
            if "spawn_main" in command:
                found[pid] = list(children(pid).values())
    return found


def at_work(cluster: DaskCluster) -> bool:
    """Whether any worker has a process of a run, and not only of Dask's."""
    found = (c for own in worker_processes(cluster).values() for c in own)
    return any("resource_tracker" not in command for command in found)


def test_the_same_bytes_as_here(cluster: DaskCluster, company: Path, tmp_path: Path) -> None:
    """Every file of the quarter. Then no process of the run is left there, no file, and no name in a log."""
    quarter(company, tmp_path / "here", "--jobs", "2")
    quarter(company, tmp_path / "there", "--cluster", cluster.address)
    here = contents(tmp_path / "here" / Q)
    assert contents(tmp_path / "there" / Q) == here
    assert sum(name.endswith(".pdf") for name in here) > 7
    wait_for(lambda: not at_work(cluster) and not cluster.left())
    said = cluster.logs()
    names = {part for path in here if "employees/" in path for part in Path(path).stem.split("—")}
    assert names
    assert not [name for name in names if name in said]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_run_that_is_ended(
    cluster: DaskCluster, company: Path, tmp_path: Path, number: int, code: int
) -> None:
    """In the middle, by Ctrl-C or for good: what it had in the workers goes."""
    given = (PROGRAM, "quarter", Q, "--input", company, "--output", tmp_path, "--cluster")
    command = [*map(str, given), cluster.address, "--ledger", str(tmp_path / "ledger.sqlite")]
    # Noticed also where the tests run in the background, and ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(command, stderr=subprocess.PIPE, cwd=ROOT)
    assert process.stderr
    told = iter(process.stderr.readline, b"")
    assert any("报告：0".encode() in line for line in told)
    wait_for(lambda: at_work(cluster))
    process.send_signal(number)
    process.communicate()
    assert process.returncode == code
    wait_for(lambda: not at_work(cluster) and not cluster.left())


def test_a_worker_that_is_killed(
    cluster: DaskCluster, settings: RenderSettings, reports: list[Report], local: dict[int, Any]
) -> None:
    """In the middle: every document is made, and only its own."""
    made: dict[int, Any] = {}
    with joined(cluster.address, font_version()) as there:
        for index, pdf in there.render(settings, reports, 60):
            if not made:
                os.kill(next(iter(worker_processes(cluster))), signal.SIGKILL)
            made[index] = pdf
    assert made == local


def test_a_worker_that_stands_still(
    cluster: DaskCluster,
    settings: RenderSettings,
    reports: list[Report],
    local: dict[int, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is given up when it has been silent for longer than a document may take, and its nanny starts another."""
    monkeypatch.setattr(jobs, "GRACE_SECONDS", 5.0)
    seconds, made, stopped, begun = 10, dict[int, Any](), 0, 0.0
    with joined(cluster.address, font_version()) as there:
        crew = crew_of(there)
        for index, pdf in there.render(settings, reports, seconds):
            made[index] = pdf
            proven = [hand.address for hand in crew.hands.values() if hand.proven and hand.doing]
            if proven and not stopped:
                stopped = crew.client.run(os.getpid, workers=proven[:1])[proven[0]]
                begun = time.monotonic()
                os.kill(stopped, signal.SIGSTOP)
    assert stopped
    assert made == local
    assert time.monotonic() - begun > seconds
    wait_for(lambda: len(worker_processes(cluster).keys() - {stopped}) == 2)


def done(there: Cluster, kind: str, seconds: float = 60) -> dict[int, Any]:
    """Four jobs on the cluster."""

    def packed(job: int) -> Parcel:
        return Parcel(pickle.dumps((partial(unlucky.act, kind), job)))

    return dict(jobs.each(crew_of(there), range(4), packed, seconds))


def crew_of(there: Cluster) -> Crew:
    """The workers."""
    return there._crew


@pytest.mark.parametrize(("kind", "mishap"), [("die", Mishap.DIED), ("hang", Mishap.LATE)])
def test_a_job_that_costs_two_processes(cluster: DaskCluster, kind: str, mishap: Mishap) -> None:
    """It is named with what happened, the others are done, and no worker suffers."""
    with joined(cluster.address, "") as there:
        before = set(crew_of(there).hands)
        assert done(there, kind, 2) == {0: 0, 1: Lost((mishap, mishap)), 2: 4, 3: 9}
        assert set(crew_of(there).hands) == before


def test_an_exception_in_a_job_is_that_of_the_run(cluster: DaskCluster) -> None:
    """As with processes of this machine."""
    with joined(cluster.address, "") as there, pytest.raises(ZeroDivisionError):
        done(there, "fail")


def test_another_program_here_is_refused(
    cluster: DaskCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scheduler's is the first to be compared, and workers are before they get anything."""
    monkeypatch.setattr("gacx_reports.cluster.crew.program_versions", lambda: {"Python": "3.11.0"})
    with pytest.raises(ClusterError) as error, joined(cluster.address, ""):
        pass
    assert "scheduler：Python 是 " in error.value.told(translator("zh"))
    monkeypatch.undo()
    here = this_machine()
    other = replace(here, versions={**here.versions, "weasyprint": "1.0"})
    monkeypatch.setattr("gacx_reports.cluster.crew.this_machine", lambda: other)
    with pytest.raises(ClusterError) as error, joined(cluster.address, ""):
        pass
    said = error.value.told(translator("zh"))
    assert said.count("：weasyprint 是 ") == 2


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key; cluster and program share it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "cluster")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, secret = folder / "cluster.pem", folder / "cluster.key"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    return cert, secret


def test_over_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only with the certificate. Workers without our font, or with a disk for results, are refused in words."""
    cert, key = certificate(tmp_path)
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig/>", "utf-8")
    files = ("--tls-ca-file", str(cert), "--tls-cert", str(cert), "--tls-key", str(key))
    with dask_cluster(tmp_path, 0, "tls", files) as cluster:
        cluster.worker(*PRIVATE, *files, FONTCONFIG_FILE=str(empty))
        spilling = cluster.worker("--memory-limit", "1GiB", *files)
        wait_for(lambda: cluster.logs().count("Registered to:") == 2)
        with pytest.raises(ClusterError) as error, joined(cluster.address, ""):
            pass
        assert error.value.told(translator("zh")).startswith(f"无法连接集群 {cluster.address}：")
        for name, file in (("CA_FILE", cert), ("CLIENT__CERT", cert), ("CLIENT__KEY", key)):
            monkeypatch.setenv(f"DASK_DISTRIBUTED__COMM__TLS__{name}", str(file))
        import dask

        monkeypatch.setattr(dask.config, "config", dict(dask.config.config))
        dask.config.refresh()
        with pytest.raises(ClusterError) as error, joined(cluster.address, font_version()):
            pass
        said = error.value.told(translator("zh"))
        assert f"那里没有安装本机所用的中文字体：{font_version()}" in said
        assert "可能把涉及个人的结果写到磁盘上" in said
        spilling.send_signal(signal.SIGTERM)
        spilling.wait(timeout=20)
        with joined(cluster.address, "") as there:
            assert done(there, "") == {job: job * job for job in range(4)}
