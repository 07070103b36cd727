"""How many calls: size of an employee's sample, and its distribution over strata."""

from collections.abc import Hashable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def sample_size(jobs: int, customers: int, share: Decimal, least: int, most: int) -> int:
    """Returns the number of calls: the share (0 to 1) of the jobs, rounded up, from `least` to `most`.

    Never more than there are customers, for none is called twice for one employee.
    """
    wanted = ceil(Fraction(share) * jobs)
    return min(max(wanted, least), most, customers)


def largest_remainder(size: int, strata: Mapping[K, int], order: Mapping[K, str]) -> dict[K, int]:
    """Returns stratum → calls, in proportion to its jobs; the calls total `size`.

    Every stratum gets the whole part of its share; what is left goes to the largest remainders. Of equal remainders
    the larger stratum comes first, then the one whose `order` (its lowest ticket) is lower. `strata` is
    stratum → jobs, and `size` at most their sum.
    """
    total = sum(strata.values())
    if not total:
        return {}
    shares = {key: Fraction(size * jobs, total) for key, jobs in strata.items()}
    quotas = {key: int(share) for key, share in shares.items()}
    ranked = sorted(strata, key=lambda k: (quotas[k] - shares[k], -strata[k], order[k]))
    for key in ranked[: size - sum(quotas.values())]:
        quotas[key] += 1
    return quotas
