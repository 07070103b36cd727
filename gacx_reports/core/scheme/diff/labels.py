"""Message ids for the sections and fields of a comparison of schemes."""

from enum import StrEnum

from gacx_reports.i18n import N_


class DiffSection(StrEnum):
    """Section of the scheme that a change belongs to; the values are message ids."""

    SETTING = N_("Setting")
    POST = N_("Post")
    DIMENSION = N_("Dimension")
    KPI = N_("KPI")
    BAND = N_("Step band")
    POINT = N_("Point of a line")
    SCALE = N_("Rating scale")
    BEHAVIOUR_CATEGORY = N_("Behaviour category")
    BEHAVIOUR_ITEM = N_("Behaviour item")
    RATER = N_("Rater")
    KPI_RATER = N_("Rater of a KPI")
    GRADE = N_("Grade")
    TABLE = N_("Record table")
    TABLE_COLUMN = N_("Column of a record table")
    SAMPLING = N_("Sampling")
    LINE_ITEM = N_("Bonus, deduction or veto item")
    QUOTA = N_("Quota of a grade")
    FLAG = N_("Grade that recurs")
    PERIOD = N_("Weight of a period")
    DOCUMENT = N_("Documents of a post")
    ENGLISH = N_("English name")


ADDED = N_("added")
REMOVED = N_("removed")
POST_FIELDS = {
    "unit": N_("Unit"),
    "behaviours": N_("Set of behaviour items"),
    "individual": N_("Share of the individual result"),
    "department": N_("Share of the department's result"),
    "company": N_("Share of the company's result"),
    "aliases": N_("Other names"),
    "probation": N_("Appraised on probation"),
    "level": N_("Post level"),
    "periods": N_("Share of the published periods"),
}
KPI_FIELDS = {
    "weight": N_("Weight"),
    "dimension": N_("Dimension"),
    "equal": N_("Weight shared equally"),
    "quantitative": N_("Nature"),
    "source": N_("Way of measuring"),
    "table": N_("Record table"),
    "column": N_("Column"),
    "where_column": N_("Column of the condition"),
    "where_value": N_("Value of the condition"),
    "join": N_("Conditions joined by"),
    "also_column": N_("Column of the second condition"),
    "also_value": N_("Value of the second condition"),
    "other_column": N_("Reference column"),
    "counted_value": N_("Value whose share is measured"),
    "negative": N_("May be below 0"),
    "rule": N_("Scoring rule"),
    "target": N_("Target"),
    "zero_at": N_("Raw value that scores 0"),
    "full_at": N_("Raw value with full marks"),
    "bands": N_("Set of step bands"),
    "line": N_("Line"),
    "each": N_("Points per event"),
    "base": N_("Score before any event"),
    "empty": N_("Without any record"),
    "cap": N_("Cap"),
    "floor": N_("Floor"),
    "min_n": N_("Fewest records"),
    "few": N_("With fewer records"),
    "na": N_("Where not applicable"),
    "personal_target": N_("Personal targets"),
    "own_weights": N_("Weights of one person"),
    "by_project": N_("Scored by project"),
    "below": N_("Score below which the grade is limited"),
    "ceiling": N_("Best grade that is left"),
    "by_days": N_("Target cut to the days in the post"),
    "unit": N_("Unit"),
    "places": N_("Decimals in print"),
    "scale": N_("Rating scale"),
    "info_source": N_("Information source"),
    "watched_by": N_("Watched by"),
    "sample": N_("Example rule"),
}
GRADE_FIELDS = {
    "low": N_("Lowest total"),
    "high": N_("Upper bound"),
    "pay_factor": N_("Pay factor"),
    "factor_kind": N_("How the factor is computed"),
    "top_factor": N_("Pay factor at the upper bound"),
    "meaning": N_("Meaning"),
    "places": N_("Share of places"),
}
LEVEL_FIELDS = {"meaning": N_("Meaning"), "score": N_("Score")}
BAND_FIELDS = {"score": N_("Score")}
POINT_FIELDS = {"name": N_("Name"), "score": N_("Score"), "beyond": N_("Beyond the line")}
CATEGORY_FIELDS = {"weight": N_("Weight")}
RATER_FIELDS = {
    "weight": N_("Weight"),
    "pooling": N_("How several become one"),
    "calibration": N_("Calibration"),
}
KPI_RATER_FIELDS = {"missing": N_("If the value is missing")}
ITEM_FIELDS = {
    "category": N_("Category"),
    "weight": N_("Weight"),
    "below": N_("Score below which the grade is limited"),
    "ceiling": N_("Best grade that is left"),
}
TABLE_FIELDS = {"owner": N_("Filled in by"), "note": N_("Note")}
COLUMN_FIELDS = {
    "kind": N_("Type"),
    "required": N_("Required"),
    "scale": N_("Rating scale"),
    "na": N_("N/A allowed"),
    "low": N_("Lowest number"),
    "high": N_("Highest number"),
    "note": N_("Note"),
}
SAMPLING_FIELDS = {
    "frame": N_("Drawn from"),
    "stratum_column": N_("Spread over"),
    "share": N_("Share of the jobs"),
    "least": N_("Fewest per person"),
    "most": N_("Most per person"),
    "reserves": N_("Reserves"),
    "show_employee": N_("Caller sees the employee"),
}
LINE_FIELDS = {"kind": N_("Type"), "cap": N_("Cap"), "ceiling": N_("Best grade that is left")}
QUOTA_FIELDS = {"least": N_("At least"), "most": N_("At most")}
FLAG_FIELDS = {"consequence": N_("Consequence")}
SETTING_VALUE = N_("Value")
ENGLISH_NAME = N_("English")
CONTENT = N_("Content")
ENGLISH_CONTENT = N_("Content in English")
SHARES = frozenset(
    [
        "weight",
        "individual",
        "department",
        "company",
        "periods",
        "pay_factor",
        "top_factor",
        "places",
        "least",
        "most",
        "behaviour_share",
        "share",
    ]
)
"""Fields that are printed in percent."""
ESSENTIAL = tuple(KPI_FIELDS[name] for name in ("weight", "source", "rule", "target"))
"""Fields that describe a KPI which only one of the schemes has."""
PRINT_ONLY = frozenset(
    [
        "version",
        "company",
        "confidential",
        "score_places",
        "appeal_days",
        "show_pay",
        "publish_months",
        "four_eyes",
    ]
)
"""Settings that no result depends on."""
PERIOD_SETTINGS = frozenset(
    ["counted_periods", "period_weighing", "missing_period", "part_service"]
)
"""Settings on which results depend of posts with a share for the published periods."""
