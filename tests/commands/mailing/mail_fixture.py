"""A company whose reports are published and lie ready to be mailed, of any size, made in a moment.

The reports are small PDFs, written by hand, with the metadata and the text of real ones; the ledger, the workbooks and
the commands are the real ones.
"""

import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from gacx_reports.cli import main
from gacx_reports.core.records.record_types import PublicationRecord, of_person
from gacx_reports.core.records.revisions import Published, Subject, SubjectKind
from gacx_reports.ledger import mails, publications
from gacx_reports.ledger.mails import Mail
from gacx_reports.ledger.publications import Publication, RecordToPublish
from gacx_reports.ledger.store import Event, put_blob, reading, record_event, writing
from tests.conftest import ROOT
from tests.fixtures.markdown_company import World
from tests.fixtures.saved_workbook import save

Q = "2024Q3"
DOMAIN = "gacx.example.com"
NOW = datetime(2024, 10, 18, 9, 0, 0).astimezone()


@dataclass(frozen=True)
class Person:
    """Somebody with a report."""

    id: str
    name: str
    address: str


def crowd(count: int) -> list[Person]:
    """The head, then staff."""
    return [
        Person(f"G{n:04}", f"Person {chr(65 + n % 26)}{n}", f"g{n:04}@{DOMAIN}")
        for n in range(count)
    ]


def pdf(metadata: Mapping[str, str], text: str) -> bytes:
    """A page with a line of text, which reads back in any script, whatever the page shows."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    codes = {char: 33 + n for n, char in enumerate(dict.fromkeys(text))}
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/ToUnicode"): writer._add_object(_stream(_to_unicode(codes))),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    shown = "".join(f"{codes[c]:02x}" for c in text)
    page[NameObject("/Contents")] = writer._add_object(
        _stream(f"BT /F1 12 Tf 50 800 Td <{shown}> Tj ET")
    )
    writer.add_metadata({f"/{k}": v for k, v in metadata.items()})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _to_unicode(codes: Mapping[str, int]) -> str:
    pairs = "\n".join(f"<{code:02x}> <{ord(char):04x}>" for char, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )


def _stream(text: str) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(text.encode())
    return stream


def roster_rows(people: Sequence[Person], more: Mapping[str, str] | None = None) -> str:
    """Sheet 花名册; `more` maps an ID to the person's 报告密码."""
    head = "| 工号 | 姓名 | 部门 | 岗位 | 直接上级工号 | 邮箱 | 入职日期 | 离职日期 | 状态 | 绩效薪资基数 | 报告密码 |"
    rows = [head]
    for n, p in enumerate(people):
        post, upper = ("主管", "") if n == 0 else ("工程师", people[0].id)
        secret = (more or {}).get(p.id, "")
        rows.append(
            f"| {p.id} | {p.name} | 甲部 | {post} | {upper} | {p.address} | 2020-01-01 | | 在职 | | {secret} |"
        )
    return "\n".join(rows)


@dataclass
class House:
    """Folders, ledger and state of one company."""

    root: Path
    people: list[Person]

    @property
    def ledger(self) -> Path:
        """The ledger."""
        return self.root / "ledger.sqlite"

    @property
    def out(self) -> Path:
        """The quarter's results."""
        return self.root / "out" / Q

    @property
    def state(self) -> Path:
        """Folder of the witness."""
        return self.root / "state"

    def path(self, person: Person) -> str:
        """Path of the report."""
        post = "主管" if person == self.people[0] else "工程师"
        return f"employees/甲部/{post}—{person.name}.pdf"

    def hand_in_roster(
        self, people: Sequence[Person], quarter: str = Q, more: Mapping[str, str] | None = None
    ) -> None:
        """Scheme and roster of a quarter."""
        folder = self.root / "in" / quarter
        folder.mkdir(parents=True, exist_ok=True)
        departments = f"| 名称 | 上级部门 | 负责人工号 |\n| 甲部 | | {people[0].id} |"
        world = World(
            quarter=quarter, people=roster_rows(people, more), sheets={"部门": departments}
        )
        for book in (world.scheme(), world.roster()):
            save(book, folder / book.name)

    def publish(self, revised: Mapping[str, str] | None = None) -> None:
        """Freeze everybody's report and the department's; `revised` maps an ID to other words on revision 2."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_STATE_HOME", str(self.state))
            self._freeze(revised)
        self._lay_out()

    def _freeze(self, revised: Mapping[str, str] | None) -> None:
        with writing(self.ledger) as db:
            number = len(publications.numbered(db, Q)) + 1
            day = date(2024, 10, 18)
            event = record_event(db, Event(Q, "publish", day, NOW))
            publication = Publication(
                Q, number, day, date(2024, 10, 25), True, "测试", "0" * 64, "test", "test", "zh"
            )
            folder = self.root / "in" / Q
            used = {f"{Q}/{p.name}": put_blob(db, p.read_bytes()) for p in folder.glob("*.xlsx")}
            frozen = list(self._frozen(number, revised))
            publications.freeze(db, publication, event, used, frozen)

    def _frozen(self, number: int, revised: Mapping[str, str] | None) -> Iterator[RecordToPublish]:
        for p in self.people:
            if revised is not None and p.id not in revised:
                continue
            words = (revised or {}).get(p.id, "")
            content = pdf({"employeeid": p.id, "quarter": Q}, f"{p.id} {p.name} {words}")
            result = self.record(p) | {"total": words or None}
            # What mail looks at, of all that a record holds.
            record = cast("PublicationRecord", {"result": result})
            yield _frozen(SubjectKind.EMPLOYEE, p.id, number, record, self.path(p), content)
        if revised is None:
            content = pdf({"department": "甲部"}, "甲部")
            record = {"members": {p.id: "" for p in self.people}}
            yield _frozen(
                SubjectKind.DEPARTMENT, "甲部", number, record, "departments/甲部.pdf", content
            )

    def record(self, p: Person) -> dict[str, Any]:
        """As in `results.json`."""
        post = "主管" if p == self.people[0] else "工程师"
        return {"id": p.id, "name": p.name, "department": "甲部", "post": post, "status": "scored"}

    def _lay_out(self) -> None:
        outputs = {}
        with reading(self.ledger) as db:
            standing = publications.standing(db, Q)
            for p in standing.values():
                target = self.out / p.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(
                    db.execute(
                        "SELECT content FROM blobs WHERE sha256 = ?", (p.sha256,)
                    ).fetchone()[0]
                )
                outputs[p.path] = p.sha256
        employees = [
            {**of_person(s.record)["result"], "report": s.path}
            for k, s in standing.items()
            if k.kind is SubjectKind.EMPLOYEE
        ]
        results = {
            "employees": employees,
            "departments": [{"name": "甲部", "head": self.people[0].id}],
        }
        (self.out / "results.json").write_text(json.dumps(results), "utf-8")
        (self.out / "manifest.json").write_text(json.dumps({"outputs": outputs}), "utf-8")

    def settings(self, port: int = 1, **more: Any) -> None:
        """Write mail.toml; `more` are settings of the server, or of the whole for `passwords` and the like."""
        whole = {"passwords": "off", "retention_months": 24}
        server = {"host": "localhost", "port": port, "security": "none", "per_minute": 0}
        server |= {"timeout_seconds": 2, "attempts": 2, "retry_seconds": 0}
        for name, value in more.items():
            (whole if name in whole else server)[name] = value
        lines = [f'sender = "人力资源部 <hr@{DOMAIN}>"', f'domains = ["{DOMAIN}"]']
        lines += [f"{k} = {json.dumps(v)}" for k, v in whole.items()]
        lines += ["[smtp]", *(f"{k} = {json.dumps(v)}" for k, v in server.items())]
        (self.root / "mail.toml").write_text("\n".join(lines), "utf-8")

    def arguments(self, *given: str) -> list[str]:
        """`mail 2024Q3` with this house's folders."""
        paths = ["--input", str(self.root / "in"), *self.results]
        return ["mail", Q, *paths, "--lang", "en", *given]

    @property
    def results(self) -> list[str]:
        """This house's output and ledger, never those of the folder that the tests are run in."""
        return ["--output", str(self.root / "out"), "--ledger", str(self.ledger)]

    @property
    def environment(self) -> dict[str, str]:
        """For a process of its own."""
        return {
            **os.environ,
            "XDG_STATE_HOME": str(self.state),
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "300",
        }

    def run(self, *arguments: str) -> Result:
        """A command, here."""
        return CliRunner(env=self.environment).invoke(main, list(arguments), catch_exceptions=False)

    def mail(self, *given: str, code: int = 0) -> str:
        """Runs `mail 2024Q3`, which must end with `code`; returns its output."""
        result = self.run(*self.arguments(*given))
        assert result.exit_code == code, result.output
        return result.output

    def hash(self, *given: str) -> str:
        """Hash of the plan."""
        result = self.run(*self.arguments(*given))
        for line in result.output.splitlines():
            if line.startswith("plan "):
                return line.split()[1].strip(";")
        raise AssertionError(result.output)

    def send(self, *given: str, code: int = 0) -> str:
        """Plan and send."""
        return self.mail("--send", self.hash(*given), *given, code=code)

    def start(self, *given: str) -> subprocess.Popen[str]:
        """`mail` in a process of its own."""
        command = [sys.executable, "-m", "gacx_reports", *self.arguments(*given)]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def mails(self) -> list[Mail]:
        """States in the ledger."""
        with reading(self.ledger) as db:
            return mails.mails(db, Q)

    def states(self) -> dict[str, str]:
        """ID or department → state of the newest message."""
        return {m.name: m.state.value for m in self.mails()}


def _frozen(
    kind: SubjectKind, name: str, number: int, record: PublicationRecord, path: str, content: bytes
) -> RecordToPublish:
    digest = hashlib.sha256(content).hexdigest()
    return RecordToPublish(
        Published(Subject(kind, name), number, number, record, path, digest), content
    )


@dataclass
class Post:
    """A running server."""

    port: int
    store: Path

    def ask(self, fault: str, at: int) -> None:
        """Let the fault befall the transaction of that number from now on."""
        Path(f"{self.store}.fault").write_text(f"{fault} {at}", "utf-8")

    def reset(self) -> None:
        """As if it had just been started."""
        self.store.unlink(missing_ok=True)
        Path(f"{self.store}.fault").unlink(missing_ok=True)

    def stored(self) -> list[dict[str, Any]]:
        """Stored messages."""
        if not self.store.exists():
            return []
        return [json.loads(line) for line in self.store.read_text("utf-8").splitlines()]


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Post]:
    """The server in a process of its own."""
    store = folder / "stored.jsonl"
    command = [sys.executable, "-m", "tests.commands.mailing.smtp_server", str(store), *options]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        yield Post(int(process.stdout.readline()), store)
    finally:
        process.kill()
        process.communicate()


def build(root: Path, count: int, before: bool = True) -> House:
    """A house with so many people, published; with last quarter's roster."""
    root.mkdir(parents=True, exist_ok=True)
    house = House(root, crowd(count))
    house.hand_in_roster(house.people)
    if before:
        house.hand_in_roster(house.people, "2024Q2")
    house.publish()
    house.settings()
    return house
