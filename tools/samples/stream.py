"""Pseudo-random numbers from a hash, the same on every machine and Python version."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Stream:
    """An endless stream of numbers that depend only on a key, for example a person's ID and a topic.

    The module `random` guarantees equal numbers across Python versions for only one of its methods.
    """

    def __init__(self, *key: object) -> None:
        self._key = "\x1f".join(map(str, key)).encode()
        self._numbers = self._draw()

    def _draw(self) -> Iterator[float]:
        block = 0
        while True:
            digest = blake2b(self._key + block.to_bytes(4, "big")).digest()
            for start in range(0, 64, 8):
                yield (int.from_bytes(digest[start : start + 8], "big") >> 11) / 2**53
            block += 1

    def share(self) -> float:
        """A number from 0 (inclusive) to 1 (exclusive), evenly distributed."""
        return next(self._numbers)

    def chance(self, probability: float) -> bool:
        """True with this probability, 0 to 1."""
        return self.share() < probability

    def between(self, low: float, high: float) -> float:
        """A number from `low` (inclusive) to `high` (exclusive), evenly distributed."""
        return low + (high - low) * self.share()

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both inclusive."""
        return low + int(self.share() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices, all with equal probability."""
        return choices[self.whole(0, len(choices) - 1)]

    def spread(self, width: float) -> float:
        """A number around 0, mostly within ±`width`, approximately normal.

        The sum of four numbers needs no logarithm, whose last digits differ by platform.
        """
        return (self.share() + self.share() + self.share() + self.share() - 2) * width

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in a random order."""
        left = list(items)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(len(left))]

    def quota(self, count: int, share: float) -> list[bool]:
        """`count` truth values of which the share `share` (0 to 1) is true, in random order.

        Drawn independently, the share would vary too much to be plausible.
        """
        yeses = min(int(count * share + self.share()), count)
        return self.shuffled([i < yeses for i in range(count)])
