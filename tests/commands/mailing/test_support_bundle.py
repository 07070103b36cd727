"""`doctor --bundle`: what support needs of a quarter that was mailed, and nothing about anybody in it."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from gacx_reports import faults
from gacx_reports.ledger.schema import VERSION
from tests.commands.mailing.mail_fixture import DOMAIN, House, Post, Q

PHONE, PASSWORD, KITE, USER = "13800138000", "Wq7xTuman", "kite-ocean-", "hr.zhaoliu"
STRAY = f"王五 {PHONE} 的工资.xlsx"
"""What HR calls a file."""


@pytest.fixture
def mailed(house: House, post: Post, monkeypatch: pytest.MonkeyPatch) -> House:
    """A quarter that was mailed, encrypted, by a user with a password; a fault, issues, files of HR's own."""
    monkeypatch.setenv("GACX_MAIL_PASSWORD", PASSWORD)
    monkeypatch.setenv("XDG_STATE_HOME", str(house.state))
    house.hand_in_roster(
        house.people, more={p.id: f"{KITE}{n}" for n, p in enumerate(house.people)}
    )
    house.settings(post.port, passwords="roster")
    house.send()
    house.settings(post.port, passwords="roster", user=USER)
    own = house.root / "in" / Q / "王五" / STRAY
    own.parent.mkdir()
    own.write_text("")
    issue = {"code": "P12", "found": STRAY, "person": house.people[1].id}
    (house.out / "issues.json").write_text(json.dumps([issue, issue]), "utf-8")
    try:
        raise KeyError(STRAY)
    except KeyError as error:
        page = "employee.html:12 top-level template code\n"
        faults.record(faults.described(error) + page + f"{STRAY}\n")
    return house


def bundle(house: House, target: Path, lang: str = "zh") -> Result:
    """The command with the folders of the house."""
    folders = ["--input", str(house.root / "in"), "--lang", lang, *house.results]
    return house.run("doctor", "--bundle", str(target), *folders)


def unpacked(path: Path) -> Mapping[str, str]:
    """Name → text of each file."""
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {n: package.read(n).decode("utf-8-sig") for n in package.namelist()}


def private(house: House) -> Iterator[str]:
    """Everything that would say who, in this company and on this machine."""
    for p in house.people:
        yield from (p.id, p.name, p.address)
    yield from (DOMAIN, "hr@", "人力资源部", USER, PASSWORD, KITE, PHONE, "王五", "甲部", "工资")
    yield from (str(house.root), house.root.name, str(Path.home()))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nobody_can_be_told_from_it(mailed: House, lang: str) -> None:
    """No name, ID, address, telephone, password, department, or folder, in a text or in a text's name."""
    target = mailed.root / "help.zip"
    said = bundle(mailed, target, lang)
    assert str(target) in said.output
    assert target.stat().st_mode & 0o777 == 0o600
    texts = unpacked(target)
    everything = "\n".join((*texts, *texts.values()))
    assert [word for word in private(mailed) if word in everything] == []


def test_support_finds_what_it_needs(mailed: House) -> None:
    """Versions, the fault's place in the code, codes, ledger and settings in numbers, files by kind."""
    target = mailed.root / "help.zip"
    assert bundle(mailed, target, "en").exit_code in (0, 2)
    texts = unpacked(target)
    assert "openpyxl " in texts["versions.txt"]
    assert "KeyError" in texts["faults.txt"]
    assert "test_support_bundle.py:" in texts["faults.txt"]
    assert "employee.html:12 top-level template code\r\n…\r\n" in texts["faults.txt"]
    assert f"{Q} P12 × 2: " in texts["issues.txt"]
    assert f"schema {VERSION}, integrity_check ok" in texts["ledger.txt"]
    assert f"mails {Q} sent: 8" in texts["ledger.txt"]
    assert "passwords = roster" in texts["mail.txt"]
    assert "user = set\r\n" in texts["mail.txt"]
    assert "ca_file = not set\r\n" in texts["mail.txt"]
    assert "GACX_MAIL_PASSWORD" in texts["mail.txt"]
    assert f"{Q}/*/*.xlsx 1: 0\r\n" in texts["input.txt"]
    assert f"{Q}/花名册.xlsx: " in texts["input.txt"]
    assert f"{Q}/employees/*/*.pdf 7: " in texts["output.txt"]
    assert "Please read through it" in texts["README.txt"]


def test_it_is_made_where_everything_is_broken(tmp_path: Path, house: House) -> None:
    """No ledger but a file of that name, no settings that can be read, damaged issues: each is said in a line."""
    house.ledger.write_text(STRAY)
    (house.root / "mail.toml").write_text(f'sender = "{STRAY}"', "utf-8")
    (house.out / "issues.json").write_text(STRAY)
    bundle(house, tmp_path / "help.zip")
    texts = unpacked(tmp_path / "help.zip")
    assert texts["ledger.txt"] == "不是本程序的发布记录，或由更新的版本写成 SQLITE_NOTADB\r\n"
    assert "… 应为 …" in texts["mail.txt"]
    assert texts["issues.txt"] == f"{Q}: JSONDecodeError\r\n"
    assert PHONE not in "".join(texts.values())


def test_it_takes_nothing_s_place(tmp_path: Path, house: House) -> None:
    """A file that is there already is kept: exit 2."""
    (tmp_path / "help.zip").write_text("mine")
    assert bundle(house, tmp_path / "help.zip").exit_code == 2
    assert (tmp_path / "help.zip").read_text() == "mine"
