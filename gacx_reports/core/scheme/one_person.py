"""Columns of sheet 指标 about what may be one person's own: weights and projects."""

from gacx_reports.core.sheets.columns import Column, Kind
from gacx_reports.i18n import N_

OF_ONE_PERSON = (
    Column(
        "可改权重",
        Kind.YES_NO,
        required=False,
        optional_column=True,
        note=N_("是: a person may have a weight of their own, in sheet 个人指标权重."),
    ),
    Column(
        "按项目",
        Kind.YES_NO,
        required=False,
        optional_column=True,
        note=N_("是: of who has projects (roster sheet 项目分工), scored for each by itself."),
    ),
)
