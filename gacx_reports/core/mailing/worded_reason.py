"""Reasons why a message waits, each with its words."""

from enum import StrEnum
from typing import Self


class WordedReason(StrEnum):
    """A reason as the plan's hash has it, and the message id that tells HR."""

    words: str

    def __new__(cls, value: str, words: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member
