"""Addresses: what can't be one, what may be somebody else's."""

import pytest

from gacx_reports.core.mailing.addresses import Flaw, among_people, of_form

OURS = ("gacx.com",)


@pytest.mark.parametrize(
    ("address", "flaws"),
    [
        ("zhang.san@gacx.com", []),
        ("Zhang.San@GACX.com", []),
        ("", [Flaw.NO_ADDRESS]),
        ("  ", [Flaw.NO_ADDRESS]),
        ("zhang", [Flaw.MALFORMED]),
        ("zhang@", [Flaw.MALFORMED]),
        ("zhang@gacx", [Flaw.MALFORMED]),
        ("zhang@gacx.com.", [Flaw.MALFORMED]),
        ("zhang.@gacx.com", [Flaw.MALFORMED]),
        (".zhang@gacx.com", [Flaw.MALFORMED]),
        ("zh..ang@gacx.com", [Flaw.MALFORMED]),
        ("a@gacx.com,b@gacx.com", [Flaw.MALFORMED]),
        ("a@gacx.com; b@gacx.com", [Flaw.MALFORMED]),
        ("a@b@gacx.com", [Flaw.MALFORMED]),
        ("张三 <zhang@gacx.com>", [Flaw.NOT_ASCII]),
        ("Zhang <zhang@gacx.com>", [Flaw.MALFORMED]),
        ('"a b"@gacx.com', [Flaw.MALFORMED]),
        ("a@gacx.com\r\nBcc: b@evil.com", [Flaw.MALFORMED]),
        ("a@gacx.com\nb", [Flaw.MALFORMED]),
        ("a@gacx.com\x00", [Flaw.MALFORMED]),
        ("a@[127.0.0.1]", [Flaw.MALFORMED]),
        ("zhаng@gacx.com", [Flaw.NOT_ASCII]),
        ("zhang@gаcx.com", [Flaw.NOT_ASCII]),
        ("ｚhang@gacx.com", [Flaw.NOT_ASCII]),
        ("zhang＠gacx.com", [Flaw.NOT_ASCII]),
        ("zhang@gacx。com", [Flaw.NOT_ASCII]),
        ("zhang\u200b@gacx.com", [Flaw.NOT_ASCII]),
        ("zhang@qq.com", [Flaw.FOREIGN_DOMAIN]),
        ("zhang@mail.gacx.com", [Flaw.FOREIGN_DOMAIN]),
        ("zhang@gacx.com.evil.com", [Flaw.FOREIGN_DOMAIN]),
        ("zhang@xn--gcx-7cd.com", [Flaw.FOREIGN_DOMAIN]),
    ],
)
def test_what_an_address_says_against_itself(address: str, flaws: list[Flaw]) -> None:
    """One plain ASCII address of a domain of ours, or it waits; the rest can't be confirmed."""
    found = of_form(address, OURS)
    assert [o.flaw for o in found] == flaws
    assert all(o.detail.isprintable() for o in found)


@pytest.mark.parametrize("domain", ["gmail-hr.com", "grnail-hr.com"])
def test_a_domain_that_looks_like_ours_is_said_to(domain: str) -> None:
    """rn for m."""
    flaws = [o.flaw for o in of_form(f"a@{domain}", ("gmail-hr.com",))]
    twin = [Flaw.FOREIGN_DOMAIN, Flaw.LOOKS_LIKE]
    assert flaws == ([] if domain == "gmail-hr.com" else twin)


def test_two_people_of_one_address_wait_both() -> None:
    """Whatever the letters' case."""
    found = among_people({"G1": "li@gacx.com", "G2": "LI@gacx.com", "G3": "wu@gacx.com", "G4": ""})
    assert [(o.flaw, o.detail) for o in found["G1"]] == [(Flaw.SHARED, "G2")]
    assert [(o.flaw, o.detail) for o in found["G2"]] == [(Flaw.SHARED, "G1")]
    assert not found["G3"]


@pytest.mark.parametrize(
    ("one", "other"), [("li1", "lil"), ("wang0", "wango"), ("burns", "bums"), ("vvang", "wang")]
)
def test_two_people_whose_addresses_look_alike_wait(one: str, other: str) -> None:
    """The eye doesn't tell them apart, so a wrong one is not found by looking."""
    found = among_people({"G1": f"{one}@gacx.com", "G2": f"{other}@gacx.com"})
    assert [o.flaw for o in found["G1"]] == [Flaw.LOOKS_LIKE]
