"""Practice folders whose fault is of the scheme. Data only."""

from decimal import Decimal

from tools.samples import broken_edits as edits
from tools.samples.broken_edits import edit, put, typed
from tools.samples.plant import SCHEME, plant

RULES = (
    plant(
        "C01",
        f"{SCHEME} › 指标 › C14:C17",
        "调低了一项权重，忘了把差额加到别处。",
        typed(SCHEME, "指标", "C14", Decimal("0.35")),
    ),
    plant(
        "C02",
        f"{SCHEME} › 分段 › B8",
        "分段改了一头没改另一头，0.90 到 0.92 没有得分。",
        typed(SCHEME, "分段", "B8", Decimal("0.92")),
    ),
    plant(
        "C03",
        f"{SCHEME} › 指标 › F14",
        "记录表的名称前后颠倒了。",
        typed(SCHEME, "指标", "F14", "回访调查"),
    ),
    plant(
        "C04",
        f"{SCHEME} › 指标 › L28",
        "“越低越好”的指标删掉了目标。",
        edit(SCHEME, put("指标", "L28", None)),
    ),
    plant(
        "C05",
        f"{SCHEME} › 指标 › G29",
        "想合计件数，却选了“备件”名称那一列。",
        typed(SCHEME, "指标", "G29", "备件"),
    ),
    plant(
        "C06",
        f"{SCHEME} › 指标 › L29",
        "达成率的目标写成了 0。",
        typed(SCHEME, "指标", "L29", Decimal("0")),
    ),
    plant(
        "C07",
        f"{SCHEME} › 等级 › B3",
        "B 等的上限改成 0.79，0.79 到 0.8 不属于任何等级。",
        typed(SCHEME, "等级", "C3", Decimal("0.79")),
    ),
    plant(
        "C08",
        f"{SCHEME} › 行为项 › C39",
        "同一个行为项在同一组里列了两次。",
        edit(SCHEME, edits.append_copy("行为项", 20)),
    ),
    plant(
        "C09",
        f"{SCHEME} › 岗位 › A10",
        "新设了岗位，还没有定指标。",
        edit(SCHEME, edits.append("岗位", "培训专员", "客户服务部", None, None, 1, 0, 0)),
    ),
    plant(
        "C11",
        f"{SCHEME} › 设置 › A9",
        "设置项的名称少了两个字。",
        typed(SCHEME, "设置", "A9", "得分小数"),
    ),
    plant(
        "C12",
        f"{SCHEME} › 设置 › B8",
        "总分要保留 8 位小数，超出了允许的范围。",
        typed(SCHEME, "设置", "B8", Decimal("8")),
    ),
    plant(
        "C13",
        f"{SCHEME} › 设置",
        "以为用不着，删掉了一行设置。",
        edit(SCHEME, edits.drop_rows("设置", 9)),
    ),
    plant(
        "C14",
        f"{SCHEME} › 行为类别",
        "加了一个类别，还没有列出行为项。",
        edit(SCHEME, edits.append("行为类别", "服务类", "职业素养", Decimal(0))),
    ),
    plant(
        "C16",
        f"{SCHEME} › 指标 › V29",
        "计分改成了原值，目标不再参与计分，却仍填着按天数折算。",
        typed(SCHEME, "指标", "K29", "原值"),
    ),
)
