"""Texts of the posts' documents (sheet 岗位说明): reading them, and what a post's documents lack."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gacx_reports.core.codes.scheme import C
from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scheme.kpi_checks import unknown_word
from gacx_reports.core.scheme.scheme import PostLine, PostPart, Scheme
from gacx_reports.core.sheets.table_row import TableRow

SHEET = "岗位说明"


def specifications_of(rows: Iterable[TableRow]) -> dict[str, tuple[PostLine, ...]]:
    """Returns post → the lines of its documents, in the order of the sheet; `rows` are sound."""
    found: dict[str, tuple[PostLine, ...]] = {}
    for r in rows:
        post = r.text("岗位")
        found[post] = (*found.get(post, ()), _post_line(r))
    return found


def faulty_parts_of(rows: Iterable[TableRow]) -> dict[str, frozenset[PostPart]]:
    """Returns post → parts of its documents of which a row is faulty; all parts if the row's own part is."""
    found: dict[str, frozenset[PostPart]] = {}
    for r in rows:
        if r.faulty and (post := r.text("岗位")):
            known = r.text("部分")
            parts = (PostPart(known),) if known else tuple(PostPart)
            found[post] = found.get(post, frozenset()).union(parts)
    return found


def _post_line(r: TableRow) -> PostLine:
    return PostLine(
        part=PostPart(r.text("部分")),
        label=r.text("项目"),
        text=r.text("内容"),
        measure=r.text("衡量标准"),
        english_text=r.text("内容英文"),
        english_measure=r.text("衡量标准英文"),
        sample=r.yes("示例"),
        place=r.place("内容"),
    )


def unwritten(post: str, scheme: Scheme) -> frozenset[PostPart]:
    """Returns the parts of the post's documents without a line, with a faulty one, or with a duty without measure."""
    lines = scheme.specifications.get(post, ())
    bare = {line.part for line in lines if _unmeasured(line)}
    absent = {*PostPart} - {line.part for line in lines}
    return frozenset(absent | bare | scheme.faulty_parts.get(post, frozenset()))


def _unmeasured(line: PostLine) -> bool:
    return line.part is PostPart.DUTIES and not line.measure


def specifications(scheme: Scheme) -> Iterator[Issue]:
    """C03: unknown post. C31 (warning): a post's documents lack a part. V01: a duty without its measure (衡量标准).

    A post without any line is no issue: no documents are made of it.
    """
    for post, lines in scheme.specifications.items():
        if post not in scheme.posts:
            yield unknown_word(
                replace(lines[0].place, cell=f"A{lines[0].place.row}"), post, scheme.posts
            )
            continue
        for line in filter(_unmeasured, lines):
            place = replace(line.place, cell=f"E{line.place.row}")
            yield Issue(V.CELL_BLANK, place, details={"header": "衡量标准"})
        if absent := {*PostPart} - {line.part for line in lines}:
            yield lacks(scheme, post, absent)


def lacks(scheme: Scheme, post: str, parts: Iterable[PostPart]) -> Issue:
    """Returns C31 for a post, or "" for all, of whose documents these parts are absent."""
    named = set(parts)
    details = {"parts": "、".join(part for part in PostPart if part in named)}
    return Issue(C.POST_DOCUMENTS_INCOMPLETE, scheme.sheet(SHEET), post, details)
