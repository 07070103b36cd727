"""Templates as compiled code: one process compiles for all of a run, and one run for those after it."""

import marshal
from collections.abc import Collection
from dataclasses import dataclass, field
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_Key = tuple[str, str, str]
"""Purpose, template's name, digest of its text."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The code of templates, by what it was compiled for.

    It is run unseen: whoever keeps it answers for it that program, packages and templates are still the same.
    """

    codes: dict[_Key, CodeType] = field(default_factory=dict)
    """Grows while environments compile."""

    @classmethod
    def unpacked(cls, *packed: bytes) -> "Compiled":
        """From what was `packed` by the same Python."""
        return cls({key: code for one in packed for key, code in marshal.loads(one).items()})  # noqa: S302 - as said

    def packed(self, names: Collection[str]) -> bytes:
        """The code of the templates of these names."""
        return marshal.dumps({key: code for key, code in self.codes.items() if key[1] in names})

    def within(self, purpose: str) -> BytecodeCache:
        """What jinja2 asks for code; environments whose options, filters or words differ need different purposes."""
        return _CodeOf(self.codes, purpose)


class _CodeOf(BytecodeCache):
    def __init__(self, codes: dict[_Key, CodeType], purpose: str) -> None:
        self._codes = codes
        self._purpose = purpose

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - any folder's
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((self._purpose, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._codes[self._purpose, bucket.key, bucket.checksum] = bucket.code
