"""Takes customers out of what people outside the survey team read."""

import re

MASK = "＊＊"
_TELEPHONE = re.compile(r"\+?\d(?:[ -]?\d){6,}")


def masked(customer: str) -> str:
    """Returns the first character of a customer's name, and ＊＊ for all others; "" for none."""
    return f"{customer[0]}{MASK}" if customer else ""


def without_customer(text: str, customer: str) -> str:
    """Returns a remark with the customer's name masked wherever it stands, and without telephone numbers.

    Seven digits or more are a telephone number.
    """
    if customer:
        text = re.sub(re.escape(customer), masked(customer), text, flags=re.IGNORECASE)
    return _TELEPHONE.sub(MASK, text)
