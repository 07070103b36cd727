"""Every next step that a refusal of `mail` or `publish` names is followed, and the refusal is gone."""

import ast
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gacx_reports.ledger.store import reading
from tests.commands.mailing.mail_fixture import DOMAIN, pdf
from tests.commands.mailing.posting_office import ADDRESSED, PostingOffice
from tests.commands.publishing.ledger_fixture import planned
from tests.conftest import ROOT
from tests.fixtures.markdown_company import PERIOD

G2 = "employees/甲部/工程师—李四.pdf"
BETTER = {"G1": "0.9", "G2": "0.85"}
HELD = {"G1": "0.9"}
LODGED = ("appeal", "G2", "--on", "2024-10-22", "--grounds", "少算了一次")
GRANTED = (
    "appeal", "G2", "--outcome", "granted", "--decided-on", "2024-10-25", "--by", "人事部", "--reason", "漏记一次",
)  # fmt: skip
RESEND = ("--resend", "G0", "--resend", "G2", "--resend", "甲部", "--reason", "更正")
"""All whose report depends on G2's."""
Act = Callable[[PostingOffice], Any]
MAIL = ("mail",)
PUBLISH = ("publish",)
WORKBOOKS = ("mail", "--workbooks")


@dataclass(frozen=True)
class Case:
    """A refusal, and the step that its words name."""

    message: str
    """Beginning of its message id in the code."""
    trouble: Act
    """What brings it about."""
    refused: tuple[str, ...]
    """The command that is refused."""
    words: str
    """Of the refusal, in Chinese."""
    step: str
    """The step, as the refusal has it."""
    follow: Act
    """Does what the step says."""
    then: tuple[str, ...] = ()
    """The command that is refused no more; by default the one that was."""
    code: int = 0
    """How it ends then; 1 where others still wait."""


def run(*commands: tuple[str, ...]) -> Act:
    """The commands, one after the other."""

    def act(office: PostingOffice) -> None:
        for name, *arguments in commands:
            office.done(name, *arguments, "--lang", "zh")

    return act


def first(*acts: Act) -> Act:
    """Several things, one after the other."""

    def act(office: PostingOffice) -> None:
        for each in acts:
            each(office)

    return act


def hand_in(values: Any = BETTER, **more: Any) -> Act:
    """Other workbooks."""
    return lambda office: office.hand_in(values, **more)


def hand_in_people(old: str, new: str) -> Act:
    """A roster in which one text is another."""
    return lambda office: office.hand_in(people=ADDRESSED.replace(old, new))


as_before: Act = lambda office: office.hand_in()  # noqa: E731 - one of many small acts
adopt: Act = lambda office: office.adopt()  # noqa: E731
send: Act = lambda office: office.send()  # noqa: E731
quarter = run(("quarter",))
reopened = run(("reopen", "--reason", "补录"))
revised = first(reopened, hand_in(), run(("publish", "--on", "2024-11-08")))
granted = first(run(LODGED, GRANTED), hand_in(), quarter)


def changed(office: PostingOffice) -> None:
    """Other workbooks; those that were published lie beside them."""
    shutil.copytree(office.root / "in", office.root / "kept")
    office.hand_in(BETTER)


def inputs_back(office: PostingOffice) -> None:
    """The workbooks as they were."""
    shutil.copytree(office.root / "kept", office.root / "in", dirs_exist_ok=True)


def lost(office: PostingOffice) -> None:
    """The ledger is gone."""
    shutil.move(office.ledger, office.root / "lost.sqlite")


def put_back(office: PostingOffice) -> None:
    """It is found again."""
    shutil.move(office.root / "lost.sqlite", office.ledger)


def cut(office: PostingOffice) -> None:
    """Half of the ledger is left."""
    shutil.copy(office.ledger, office.root / "lost.sqlite")
    os.truncate(office.ledger, office.ledger.stat().st_size // 2)


def restored(office: PostingOffice) -> None:
    """`restore FILE`."""
    office.keep("restore", str(office.root / "lost.sqlite"))


def other_ledger(office: PostingOffice) -> None:
    """Last week's file, of another folder."""
    lost(office)
    state = os.environ["XDG_STATE_HOME"]
    os.environ["XDG_STATE_HOME"] = f"{state}-other"
    office.done("publish", "--lang", "zh")
    os.environ["XDG_STATE_HOME"] = state


def older_ledger(office: PostingOffice) -> None:
    """Yesterday's file."""
    old = office.ledger.read_bytes()
    office.done("ack", "G1", "--on", "2024-10-21")
    office.ledger.write_bytes(old)


def state(name: str) -> Path:
    """A file of the machine's state."""
    return Path(os.environ["XDG_STATE_HOME"]) / "gacx-reports" / name


def counters(change: int | None) -> Act:
    """What this machine knows of the mail that the ledger sent; None: nothing."""

    def act(_: PostingOffice) -> None:
        known = json.loads(state("mail-witness.json").read_text("utf-8"))
        here = {} if change is None else {i: n + change for i, n in known["counters"].items()}
        state("mail-witness.json").write_text(json.dumps(known | {"counters": here}), "utf-8")

    return act


def begun_elsewhere(_: PostingOffice) -> None:
    """Nothing is known here of the ledger."""
    known = json.loads(state("mail-witness.json").read_text("utf-8"))
    state("mail-witness.json").write_text(
        json.dumps(known | {"counters": {}, "begun": {}}), "utf-8"
    )


def mailed_by_a_copy(office: PostingOffice) -> None:
    """Another ledger mailed the same report."""
    with reading(office.ledger) as db:
        (digest,) = db.execute("SELECT sha256 FROM records WHERE name = 'G1'").fetchone()
    state("mailed-reports.json").write_text(json.dumps({digest[:16]: "another"}), "utf-8")


def damaged(name: str) -> Act:
    """A file of the machine's state that can't be read."""
    return lambda _: state(name).write_text("[", "utf-8")


def without(path: str) -> Act:
    """A file of the results is gone."""
    return lambda office: (office.out / path).unlink()


def results(change: Callable[[dict[str, Any]], Any]) -> Act:
    """Other content of results.json."""

    def act(office: PostingOffice) -> None:
        path = office.out / "results.json"
        found = json.loads(path.read_text("utf-8"))
        change(found)
        path.write_text(json.dumps(found), "utf-8")

    return act


def planted(metadata: str, text: str) -> Act:
    """Another PDF where G2's report lies."""
    return lambda office: (office.out / G2).write_bytes(pdf({"employeeid": metadata}, text))


def dropped(office: PostingOffice) -> None:
    """The server keeps the first message and does not answer."""
    assert office.server
    office.server.ask("drop_after_storing", 1)
    office.send(code=1)
    office.server.reset()


def unknown_and_revised(office: PostingOffice) -> None:
    """Whether revision 1 arrived is unknown, and revision 2 is published."""
    office.send("--drafts")
    revised(office)


def with_user(office: PostingOffice) -> None:
    """A server that asks for a login."""
    path = office.root / "mail.toml"
    path.write_text(path.read_text("utf-8") + 'user = "hr"\n', "utf-8")


def asked(office: PostingOffice) -> None:
    """The scheme asks for a second person, and a plan of 张三 waits."""
    hand_in({"G1": "0.9", "G2": "0.7"}, more_settings="| 复核 | 发送 |\n")(office)
    office.noted = planned(office.done("mail", "--by", "张三"))


def asked_of_nobody(office: PostingOffice) -> None:
    """A plan that says nobody's name."""
    asked(office)
    office.noted = office.plan()[1]


def asked_and_approved(office: PostingOffice) -> None:
    """A plan of 张三 that 李四 has approved."""
    asked(office)
    office.approve(office.noted, "李四")


def planned_then_changed(office: PostingOffice) -> None:
    """A plan that is no longer the present one."""
    office.noted = office.plan()[1]
    office.hand_in(people=ADDRESSED.replace(f"g1@{DOMAIN}", f"g9@{DOMAIN}"))


CASES = [
    # mail: the quarter
    Case(
        "{quarter} is not published: `publish", hand_in(quarter="2024Q1"),
        ("mail", "2024Q1"), "2024Q1 尚未公布", "`publish 2024Q1`",
        lambda o: o.done("publish", quarter="2024Q1"),
    ),
    Case(
        "{quarter} is reopened", reopened, MAIL, "已重新打开", "`publish 2024Q3 --on 日期`",
        run(("publish", "--on", "2024-11-08")),
    ),
    Case(
        "The roster has errors", hand_in_people("| G2 | 李四", "| G1 | 李四"), MAIL, "花名册有错误", "`check`",
        first(lambda o: o.done("check", code=1), as_before),
    ),
    Case("There is no {path}: copy", lambda o: (o.root / "mail.toml").unlink(), MAIL, "没有", "mail.example.toml",
         lambda o: shutil.copy(ROOT / "mail.example.toml", o.root / "mail.toml")),
    Case("No password for {user}", with_user, ("mail", "--send", "x"), "没有 hr 的密码", "GACX_MAIL_PASSWORD",
         lambda _: os.environ.__setitem__("GACX_MAIL_PASSWORD", "x"), MAIL),
    Case("{path} is missing or damaged; `quarter`", without("results.json"), MAIL, "results.json", "`quarter`",
         quarter),
    # mail: the ledger
    Case("{suspicion} Nothing is sent", lost, MAIL, "不见了", "`mail adopt --reason", first(adopt, run(PUBLISH))),
    Case("{suspicion} Nothing is sent", other_ledger, MAIL, "另一份", "`mail adopt --reason", adopt),
    Case("{suspicion} Nothing is sent", older_ledger, MAIL, "比本机写过的旧", "`mail adopt --reason", adopt),
    Case("{suspicion} Nothing is sent", first(send, counters(None)), MAIL, "在别的电脑", "`mail adopt --reason", adopt),
    Case("{suspicion} Nothing is sent", first(send, counters(-9)), MAIL, "别处", "`mail adopt --reason", adopt),
    Case("{suspicion} Nothing is sent", counters(None), MAIL, "没有在本机", "`mail adopt --reason", adopt),
    Case("{suspicion} Nothing is sent", mailed_by_a_copy, MAIL, "有一个是副本", "`mail adopt --reason", adopt),
    Case("{path}, in which this machine", damaged("mail-witness.json"), MAIL, "损坏了", "`mail adopt --reason", adopt),
    Case("{path}, in which this machine", damaged("mailed-reports.json"), MAIL, "损坏了", "`mail adopt --reason",
         adopt),
    Case("{path} is damaged ({reason})", cut, MAIL, "损坏了", "`restore 备份文件`", restored),
    Case("{path} is damaged ({reason})", cut, PUBLISH, "损坏了", "`restore 备份文件`", restored),
    Case("{path}: {suspicion} What was", lost, PUBLISH, "不见了", "放回", put_back),
    Case("{path}: {suspicion} What was", lost, PUBLISH, "不见了", "`restore 备份文件`", restored),
    Case("{path}: {suspicion} What was", lost, PUBLISH, "不见了", "`mail adopt --reason", adopt),
    # mail: one message
    Case("results.json does not have it", results(lambda r: r["employees"].pop()), MAIL, "results.json 里没有",
         "`quarter 2024Q3`", quarter),
    Case("results.json has another result", results(lambda r: r["employees"][2].update(grade="C")), MAIL,
         "结果与已公布的不同", "`quarter 2024Q3`", quarter),
    Case("the report is missing", without(G2), MAIL, "报告不见了", "`quarter 2024Q3`", quarter),
    Case("the report is not the one that manifest", planted("G2", "G2 李四"), MAIL, "manifest.json 所列",
         "`quarter 2024Q3`", quarter),
    Case("the report is not the published one", planted("G2", "G2 李四"), MAIL, "不是已公布的那份",
         "`quarter 2024Q3`", quarter),
    Case("the PDF's metadata name", planted("G1", "G2 李四"), MAIL, "元数据写的是 G1", "`quarter 2024Q3`", quarter),
    Case("the PDF's own text", planted("G2", "G1 张三"), MAIL, "正文里没有收件人", "`quarter 2024Q3`", quarter),
    Case("the roster has another {detail}", hand_in_people("李四", "李肆"), MAIL, "花名册上的姓名与已公布的报告不同",
         "改回花名册", as_before),
    Case("the roster has another {detail}", hand_in_people("李四", "李肆"), MAIL, "花名册上的姓名与已公布的报告不同",
         "`reopen 2024Q3 --reason", first(reopened, run(("publish", "--on", "2024-11-08")))),
    Case("another revision was sent before", first(send, revised), MAIL, "此前发过另一版", "--resend G2 --reason",
         lambda o: o.send(*RESEND), ("mail", *RESEND)),
    Case("whether an earlier message arrived", unknown_and_revised, MAIL, "此前一封去向不明",
         "`mail resolve 2024Q3 G2`",
         lambda o: o.resolve("G0", "G2", "甲部", "--not-sent", "--reason", "没有寄"), (), 1),
    Case("an appeal that this report rests on", granted, MAIL, "有关的申诉已成立",
         "`publish 2024Q3 --on 日期`", run(("publish", "--on", "2024-11-08"))),
    Case("no longer on the roster", hand_in_people("| G2 | 李四", "| G7 | 李四"), MAIL, "已不在花名册上", "补回这一行",
         as_before),
    # mail --templates, as --workbooks, for these tests give a folder of templates
    Case("the workbook is missing, or is not", lambda _: None, WORKBOOKS, "工作簿不见了", "`templates 2024Q3`",
         run(("templates",))),
    Case("the workbook is missing, or is not", first(run(("templates",)), hand_in_people("李四", "李肆")), WORKBOOKS,
         "工作簿不见了", "`templates 2024Q3`", run(("templates",))),
    Case("{suspicion} Nothing is sent", first(run(("templates",)), begun_elsewhere), WORKBOOKS, "建立或公布过",
         "`mail adopt --reason", adopt),
    Case("unknown: `mail resolve`", dropped, MAIL, "去向不明（`mail resolve`） 1", "`mail resolve`",
         lambda o: o.resolve("G0", "--sent", "--reason", "本人说收到")),
    Case("if it is meant: --confirm", hand_in_people(f"g2@{DOMAIN}", "g2@qq.com"), MAIL, "暂不发 1", "--confirm G2:",
         lambda _: None, ("mail", "--confirm", "G2:当面核对过")),
    Case("The plan is now {now}", planned_then_changed, ("mail", "--send", "{noted}"), "现在的计划是", "",
         lambda o: o.plan(), ("mail", "--confirm", "G1:核对过")),
    Case("A second person runs `approve", asked, ("mail", "--by", "张三", "--send", "{noted}"), "尚无人批准",
         "`approve ", lambda o: o.approve(o.noted, "李四")),
    Case("Say who it is with --by NAME", asked_of_nobody, ("mail", "--send", "{noted}"), "不能作为姓名登记",
         "--by 姓名", asked_and_approved, ("mail", "--by", "张三", "--send", "{noted}")),
    # publish
    Case("{quarter} is published already", first(reopened, hand_in()), PUBLISH, "已公布", "--on", lambda _: None,
         ("publish", "--on", "2024-11-08")),
    Case("{quarter} is published, and {count}", hand_in(), PUBLISH, "条记录与公布时不同", "`reopen 2024Q3 --reason",
         reopened, ("publish", "--on", "2024-11-08")),
    Case("{quarter} is published, and {count}", changed, PUBLISH, "条记录与公布时不同", "恢复原来的输入", inputs_back),
    Case("The appeal of {person} is open", first(run(LODGED), hand_in()), PUBLISH, "申诉尚未裁定",
         "`appeal 2024Q3 G2 --outcome granted", run(GRANTED), ("publish", "--on", "2024-11-08")),
    Case("Nothing was published: {held}", hand_in(HELD, quarter="2024Q1"), ("publish", "2024Q1"), "未公布：有",
         "--partial", lambda _: None, ("publish", "2024Q1", "--partial"), 1),
    Case("{quarter} is open for revision", reopened, ("publish", "--correct-day", "2024-10-21", "--reason", "x"),
         "已重新打开", "`publish 2024Q3 --on 日期`", run(("publish", "--on", "2024-10-30"))),
    Case("Check the day. If a publication", run(("publish", "--correct-day", "2024-10-25", "--reason", "x")),
         ("ack", "G1", "--on", "2024-10-21"), "早于 首次公布", "`publish --correct-day",
         run(("publish", "--correct-day", "2024-10-21", "--reason", "x"))),
    Case("Check the day. Without --on", hand_in(quarter="2024Q1", sheets={"本期": PERIOD.replace("2024Q3", "2024Q1")
         .replace("2024-10-18", "2024-03-31")}), ("publish", "2024Q1"), "D01", "--on", lambda _: None,
         ("publish", "2024Q1", "--on", "2024-04-18")),
    Case("If that day is meant: --force-day REASON. 最", hand_in(quarter="2024Q1"),
         ("publish", "2024Q1", "--on", "2025-09-01"), "D06", "--force-day", lambda _: None,
         ("publish", "2024Q1", "--on", "2025-09-01", "--force-day", "审计延期")),
]  # fmt: skip
ELSEWHERE = {
    "Scheme or roster can't be read": "`check` lists it, as in the case of the roster",
    "{path} is not the record whose": "tests/commands/survey/test_changed_record.py",
    "If that day is meant: --force-day REASON, w": "tests/commands/publishing/test_days.py moves the clock",
    "Nothing was published. Publish the rest": "tests/cli/test_not_made.py: as if somebody were held back",
    "not mailed this revision": "no refusal: test_reminders.py",
    "{count} drafts in {folder}": "no refusal",
    "Ask the addressee": "no refusal: what `mail resolve` lists",
    "what was planned for {name}": "no refusal of the plan, whose reasons are above",
    "the call sheet is missing": "test_workbooks.py: after a draw",
    "waiting: {count}": "likewise",
    "{quarter} is open. Correct": "no refusal: what `reopen` says",
    "Appeal of {person} granted": "no refusal: what `appeal` says",
    "Plan {hash} of {maker} approved": "no refusal: what `approve` says",
    "复核 of the scheme asks": "no refusal: tests/commands/mailing/test_approvals.py",
    "approve {hash} --by": "the step itself, in the words above",
    "Run that command again with --by": "of `approve`: tests/commands/publishing/test_approvals.py",
    "Run `publish` or `mail` again": "likewise",
    "Run `publish` again: it prints": "likewise",
    "the 16 digits of a plan": "likewise",
    "There is no ledger {path}": "tests/commands/mailing/test_verify.py",
}
"""Messages with a next step that have no case above, and why."""


def named(case: Case) -> str:
    """A test's name."""
    return f"{case.message[:24]} {case.step}".replace("`", "")


def told(office: PostingOffice, command: tuple[str, ...]) -> tuple[str, int]:
    """Output and exit code of a command, in Chinese; its quarter is 2024Q3 where none is given."""
    name, *rest = (part.format(noted=office.noted) for part in command)
    which = rest.pop(0) if rest and rest[0].startswith("2024Q") else "2024Q3"
    result = office.run(name, *rest, "--lang", "zh", quarter=which)
    # A table breaks lines within its cells.
    return "".join(result.output.replace("│", " ").split()), result.exit_code


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_next_step_is_followed_and_the_refusal_is_gone(
    published_office: PostingOffice, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal has its words and names the step; after the step neither is said again."""
    monkeypatch.setenv("COLUMNS", "1000")
    monkeypatch.setenv("GACX_MAIL_PASSWORD", "")
    office = published_office
    case.trouble(office)
    said, code = told(office, case.refused)
    words, step = ("".join(text.split()) for text in (case.words, case.step))
    assert code in (1, 2), said
    assert words in said
    assert step in said
    case.follow(office)
    said, code = told(office, case.then or case.refused)
    assert code == case.code, said
    assert words not in said


ROOMS = (
    "commands/mailing",
    "commands/publishing",
    "core/mailing",
    "core/records",
    "ledger",
    "mail",
)
FILES = (
    "core/codes/approvals.py",
    "core/codes/days.py",
    "cli/output/mail.py",
    "cli/output/reminders.py",
    "cli/output/publishing.py",
    "cli/output/second_person.py",
    "commands/output_folder.py",
)


def messages(path: Path) -> list[str]:
    """The messages of a file that name a command or an option."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            function = node.func
            name = getattr(function, "id", "") or getattr(function, "attr", "")
            text = str(node.args[0].value)
            if name in ("N_", "gettext") and ("`" in text or " --" in text):
                found.append(text)
    return found


def test_every_message_with_a_next_step_has_a_case() -> None:
    """A new refusal needs a case, or a reason why there is none."""
    package = ROOT / "gacx_reports"
    files = [package / name for name in FILES]
    files += [path for room in ROOMS for path in (package / room).rglob("*.py")]
    known = [*(case.message for case in CASES), *ELSEWHERE]
    found = [text for path in files for text in messages(path)]
    assert [text for text in found if not any(text.startswith(k) for k in known)] == []
    assert {k for k in ELSEWHERE if not any(text.startswith(k) for text in found)} == set()
