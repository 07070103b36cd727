"""A formula's tokens as a tree: functions with their arguments, operators with their operands."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from openpyxl.formula.tokenizer import Token

from gacx_reports.excel.reading.limits import Limits

LEVELS = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1} | {"&": 2, "+": 3, "-": 3, "*": 4}
LEVELS |= {"/": 4, "^": 5}
"""How tightly an operator binds; signs and `%` bind more tightly than all."""
COMPARISONS = frozenset(op for op, level in LEVELS.items() if level == 1)


class MalformedError(ValueError):
    """The tokens are no formula."""


@dataclass(frozen=True, slots=True)
class Node:
    """A function, an operator, or an operand."""

    name: str
    """The function in capitals, the operator; "" for an operand."""
    parts: tuple["Node", ...]
    """Arguments or operands."""
    text: str
    """As a formula of its own."""
    kind: str = ""
    """Of an operand: NUMBER, TEXT, LOGICAL or RANGE of the tokenizer; "" for one that is left out."""
    bracketed: bool = False

    @property
    def leaf(self) -> bool:
        """Whether it is an operand."""
        return not self.name

    @property
    def literal(self) -> float | str | bool | None:
        """The value that is written there, None for anything else."""
        match self.kind:
            case Token.NUMBER:
                return float(self.text)
            case Token.TEXT:
                return self.text[1:-1].replace('""', '"')
            case Token.LOGICAL:
                return self.text.upper() == "TRUE"
            case _:
                return None

    def walk(self) -> Iterator["Node"]:
        """The node and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def rewritten(node: Node, leaf: Callable[[str, Node], str], function: str = "") -> str:
    """The node's text with its operands written anew, by the function or operator that takes them."""
    if node.leaf:
        return leaf(function, node)
    parts = [rewritten(part, leaf, node.name) for part in node.parts]
    if node.name == "%":
        text = f"{parts[0]}%"
    elif node.name in LEVELS:
        text = node.name.join(parts if len(parts) > 1 else ["", *parts])
    else:
        text = f"{node.name}({','.join(parts)})"
    return f"({text})" if node.bracketed else text


def tree_of(tokens: Sequence[Token], limits: Limits) -> Node:
    """The formula as a tree; MalformedError where its brackets or operands don't fit, or it is too long."""
    depth = deepest = 0
    for token in tokens:
        depth += {Token.OPEN: 1, Token.CLOSE: -1}.get(token.subtype, 0)
        deepest = max(deepest, depth)
    operators = sum(t.type in (Token.OP_IN, Token.OP_PRE, Token.OP_POST) for t in tokens)
    if depth or deepest > limits.brackets or operators > limits.operators:
        raise MalformedError
    parser = _Parser(tokens)
    tree = parser.expression()
    if parser.left:
        raise MalformedError
    return tree


class _Parser:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def left(self) -> int:
        """Tokens that have not been taken."""
        return len(self._tokens) - self._at

    def expression(self, level: int = 1) -> Node:
        """An operand, and as many operators after it as bind at least that tightly."""
        node = self._operand()
        while self._next(Token.OP_IN) and LEVELS.get(self._tokens[self._at].value, 0) >= level:
            name = self._take().value
            right = self.expression(LEVELS[name] + 1)
            node = Node(name, (node, right), f"{node.text}{name}{right.text}")
        return node

    def _operand(self) -> Node:
        signs = []
        while self._next(Token.OP_PRE):
            signs.append(self._take().value)
        node = self._primary()
        while self._next(Token.OP_POST):
            name = self._take().value
            node = Node(name, (node,), f"{node.text}{name}")
        for sign in reversed(signs):
            node = Node(sign, (node,), f"{sign}{node.text}")
        return node

    def _primary(self) -> Node:
        token = self._take()
        match token.type, token.subtype:
            case Token.OPERAND, kind:
                return Node("", (), token.value, kind)
            case Token.PAREN, Token.OPEN:
                inner = self.expression()
                self._close()
                return (
                    inner if inner.leaf else replace(inner, text=f"({inner.text})", bracketed=True)
                )
            case Token.FUNC, Token.OPEN:
                return self._function(token.value)
            case _:
                raise MalformedError

    def _function(self, opening: str) -> Node:
        parts: list[Node] = []
        while not self._next(Token.FUNC, Token.CLOSE):
            if parts:
                self._take(Token.SEP)
            empty = self._next(Token.SEP) or (parts and self._next(Token.FUNC, Token.CLOSE))
            parts.append(Node("", (), "") if empty else self.expression())
        self._close()
        name = opening.rstrip("(").upper().removeprefix("_XLFN.")
        return Node(name, tuple(parts), f"{opening}{','.join(p.text for p in parts)})")

    def _close(self) -> None:
        if self._take().subtype != Token.CLOSE:
            raise MalformedError

    def _next(self, kind: str, subtype: str = "") -> bool:
        if not self.left:
            return False
        token = self._tokens[self._at]
        return token.type == kind and subtype in ("", token.subtype)

    def _take(self, kind: str = "") -> Token:
        if not self.left or (kind and self._tokens[self._at].type != kind):
            raise MalformedError
        self._at += 1
        return self._tokens[self._at - 1]
