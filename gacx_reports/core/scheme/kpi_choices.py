"""The words that a KPI may have: how it is measured, and what happens where there is little or nothing."""

from enum import StrEnum


class Source(StrEnum):
    """Source of a KPI's raw value (取值); the values are the scheme's own words."""

    TYPED = "填报"
    SHARE = "是占比"
    MEAN = "均值"
    SUM = "合计"
    COUNT = "计数"
    VALUE_SHARE = "值占比"
    RATIO = "合计比"
    WEIGHTED = "加权均值"
    LEAST = "最小值"
    MOST = "最大值"
    MEDIAN = "中位数"
    LED = "下属均分"
    LED_DEEP = "两级下属均分"

    @property
    def from_records(self) -> bool:
        """Whether the raw value is computed from a record table."""
        return self is not Source.TYPED and not self.of_people

    @property
    def of_two_columns(self) -> bool:
        """Whether a second column (参照列) divides or weighs the first."""
        return self in (Source.RATIO, Source.WEIGHTED)

    @property
    def amounts(self) -> bool:
        """Whether the raw value is a sum or count, which grows with the days in the post."""
        return self in (Source.SUM, Source.COUNT)

    @property
    def of_people(self) -> bool:
        """Whether the raw value is the mean of the employees led."""
        return self in (Source.LED, Source.LED_DEEP)


class Join(StrEnum):
    """How the two conditions of a KPI are joined (条件关系)."""

    AND = "且"
    OR = "或"


class NaPolicy(StrEnum):
    """Treatment of a KPI that is 不适用: share out its weight, score 0, or refuse (V13)."""

    REWEIGHT = "重分权重"
    ZERO = "计零分"
    REFUSE = "不允许"


class FewPolicy(StrEnum):
    """Treatment of a KPI with fewer records (or people) than its minimum: score, 不适用, hold back, or fill up.

    What fills up the missing records is the mean of the others' in the same post.
    """

    SCORE = "照常计分"
    NA = "不适用"
    HOLD = "暂缓"
    POOL = "并入均值"


class EmptyPolicy(StrEnum):
    """Treatment of a KPI without any record (无记录时).

    Full marks or none whatever the rule, a sum or count of 0 that is scored by the rule, 不适用, or hold back.
    """

    FULL = "满分"
    NOTHING = "零分"
    AS_ZERO = "按零计"
    NA = "不适用"
    HOLD = "暂缓"


class MissingScore(StrEnum):
    """Treatment of a rater who has not scored a KPI (缺评时): share out the weight, hold back, or count as 0."""

    REWEIGHT = "重分权重"
    HOLD = "暂缓"
    ZERO = "计零分"


class Beyond(StrEnum):
    """The score beyond the first or last point of a line (以外): that of the point, or on along the line."""

    STAYS = "不变"
    ON = "延伸"
