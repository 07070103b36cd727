"""What functions are given: a sheet of data, and references, literals and computed values of every kind."""

from datetime import date

DATA = "数据"
"""The sheet that all formulas refer to."""
Value = str | float | bool | date | None
COLUMNS: dict[str, tuple[str, tuple[Value, ...]]] = {
    "A": ("工号", ("G1", "G2", "G3", "G4", "G5", "G6")),
    "B": ("得分", (92.5, 81, 60, 0, -3, 67.005)),
    "C": ("合格", ("是", "否", "是", "是", "否", "按时")),
    "D": ("件数", (12, None, "不适用", 7.25, 12, 0)),
    "E": ("比率文字", ("80%", "85%", "92.5%", "60%", "0.8", "100%")),
    "F": ("差错", (1, 2, "=1/0", 4, 5, 6)),
    "H": ("下限", (0, 60, 70, 80, 90, 100)),
    "I": ("等级", ("D", "C", "B", "A", "S", "SS")),
    "J": ("是否", (True, False, True, True, False, True)),
    "K": ("日期", (date(2024, 7, 1), date(2024, 7, 31), date(2024, 8, 15), None, None, None)),
    "L": ("半数", (0.5, 1.5, 2.5, -0.5, -2.5, 1234.5)),
    "M": ("比率", (0.8, 0.85, 0.925, 0.6, 1, 0.285)),
    "N": ("数字文字", ("12", "3", "0", "-1", "2.5", "1e2")),
}
"""Column → its header in row 1, and rows 2 to 7; column G is blank."""
ACROSS: dict[int, tuple[Value, ...]] = {
    11: ("下限", 0, 60, 80, 90, 95),
    12: ("等级", "D", "C", "B", "A", "S"),
}
"""Row → the same as a table that runs to the right."""

NUMBERS = {
    "literal": "3",
    "half": "2.5",
    "negative half": "-2.5",
    "neighbour of a half": "1.005*100",
    "product below a whole": "0.29*100",
    "sum beside a whole": "(0.1+0.2)*10",
    "tenths beside a whole": "(1.1-1)*10",
    "tenths below a whole": "(1-0.9)*10",
    "far below a whole": "(33.3-33)*10",
    "neighbour of a hundredth": "0.285*3",
    "quotient": "B2/3",
    "third": "1/3",
    "zero": "0",
    "number cell": "B2",
    "negative cell": "B6",
    "half cell": "L4",
    "date cell": "K2",
    "blank cell": "G2",
    "text cell": "C2",
    "number as text cell": "N2",
    "percent text cell": "E2",
    "error cell": "F4",
    "boolean cell": "J2",
    "number as text": '"12"',
    "percent text": '"80%"',
    "day as text": '"2024-07-31"',
    "empty text": '""',
    "TRUE": "TRUE",
    "percent": "80%",
    "division by zero": "1/0",
}
FEW = {
    k: NUMBERS[k]
    for k in ("literal", "half", "blank cell", "text cell", "error cell", "product below a whole")
}
DIGITS = {"0": "0", "2": "2", "-1": "-1", "blank cell": "G2", "cell": "H2", "third": "1/3"}
TEXTS = {
    "literal": '"ab Cd"',
    "blanks around": '"  a  b "',
    "cell": "A2",
    "Chinese": "C7",
    "blank cell": "G2",
    "number cell": "B2",
    "whole number": "H3",
    "fraction": "1/3",
    "product below a whole": "0.57*100",
    "percent": "M4",
    "boolean cell": "J2",
    "date cell": "K2",
    "error cell": "F4",
    "empty": '""',
    "large": "123456789012345678",
    "tiny": "0.0000001",
}
RANGES = {
    "numbers": "B2:B7",
    "blanks and texts": "D2:D7",
    "blank": "G2:G7",
    "texts": "C2:C7",
    "error within": "F2:F7",
    "booleans": "J2:J7",
    "percent texts": "E2:E7",
    "numbers as texts": "N2:N7",
    "dates": "K2:K7",
    "block": "B2:D7",
    "one cell": "B2:B2",
    "cell": "B2",
    "blank cell": "G2",
    "boolean cell": "J2",
    "number as text cell": "N2",
    "whole column": "D:D",
    "whole blank column": "G:G",
    "whole row": "11:11",
    "across": "B11:F11",
    "far beyond": "B2:B500",
    "literal": "12",
    "number as text": '"12"',
    "TRUE": "TRUE",
    "computed": "B2*2",
}
SPANS = {
    k: v for k, v in RANGES.items() if k not in ("literal", "number as text", "TRUE", "computed")
}
CRITERIA = {
    "number": "12",
    "zero": "0",
    "text": '"是"',
    "other case": '"g2"',
    "number as text": '"12"',
    "equal": '"=12"',
    "equal to text": '"=是"',
    "greater": '">0"',
    "at least": '">=81"',
    "fraction": '"<7.5"',
    "at least percent": '">=80%"',
    "percent text": '"80%"',
    "unequal": '"<>"',
    "unequal to text": '"<>是"',
    "unequal to number": '"<>12"',
    "empty": '""',
    "blank": '"="',
    "any text": '"*"',
    "wildcard": '"*时*"',
    "one character": '"?"',
    "tilde": '"~*"',
    "text order": '">G3"',
    "date text": '">=2024-07-31"',
    "spaced": '"> 0"',
    "boolean": "TRUE",
    "boolean text": '"TRUE"',
    "error text": '"#N/A"',
    "number cell": "B3",
    "text cell": "C2",
    "blank cell": "G2",
    "percent cell": "M2",
    "percent text cell": "E2",
    "boolean cell": "J2",
    "error cell": "F4",
    "date cell": "K3",
    "joined number": '">="&B3',
    "joined percent": '">="&M2',
    "joined percent text": '">="&E2',
    "joined text": '"<>"&C2',
    "joined blank": '">"&G2',
    "joined date": '">="&K3',
}
SOME_CRITERIA = {
    k: CRITERIA[k]
    for k in ("number", "text", "greater", "at least percent", "unequal", "unequal to text", "empty",
              "blank cell", "joined number", "wildcard")
}  # fmt: skip
OTHERS = {
    "same shape": "B2:B7",
    "blanks and texts": "D2:D7",
    "shorter": "B2:B4",
    "longer": "B2:B12",
    "first cell": "B2",
    "moved": "B3:B8",
    "across": "B11:G11",
    "whole column": "B:B",
    "error within": "F2:F7",
}
KEYS = {
    "text": '"G3"',
    "other case": '"g3"',
    "no such text": '"G9"',
    "wildcard": '"G*"',
    "number": "80",
    "between": "85",
    "below": "-1",
    "above": "500",
    "number as text": '"80"',
    "text among numbers": '"abc"',
    "cell": "B3",
    "blank cell": "G2",
    "error cell": "F4",
    "boolean": "TRUE",
    "product below": "0.8*100",
    "sum beside": "0.6+0.2",
}
MODES = {"exact": "FALSE", "exact by 0": "0", "approximate": "TRUE", "left out": ""}
CONDITIONS = {
    "compare": "B2>90",
    "compare text": 'C2="是"',
    "blank": 'G2=""',
    "TRUE": "TRUE",
    "number": "B2",
    "zero cell": "B5",
    "blank cell": "G2",
    "text cell": "C2",
    "text": '"是"',
    "text TRUE": '"TRUE"',
    "boolean cell": "J2",
    "error cell": "F4",
    "division by zero": "1/0",
    "range": "B2:B7",
    "range of texts": "C2:C7",
    "range of booleans": "J2:J7",
    "blank range": "G2:G7",
    "range with an error": "F2:F7",
    "whole column": "D:D",
}
OPERANDS = {
    k: NUMBERS[k]
    for k in ("literal", "negative half", "product below a whole", "far below a whole", "third", "zero",
              "number cell", "date cell", "blank cell", "text cell", "number as text cell", "percent text cell",
              "error cell", "boolean cell", "empty text")
}  # fmt: skip
OPERATORS = ("+", "-", "*", "/", "^", "&", "=", "<>", "<", ">", "<=", ">=")
