"""Which modules read a list of a rule file: found in the code, not written by hand."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

import kg
from kg.resources import ONTOLOGY

PACKAGE = Path(kg.__file__).parent
_SHARED = ("pipeline", "reading", "events", "text")
_DATES = ("dates",)
_ROOMS = {"ar": ("languages/arabic", *_SHARED), "en": ("languages/parsed", *_SHARED)}


@cache
def constants() -> Mapping[str, frozenset[str]]:
    """Module (``dates/rules``) -> the texts that stand in it."""
    return {
        path.relative_to(PACKAGE).with_suffix("").as_posix(): frozenset(_texts(path))
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent.name != "rulefiles"
    }


def _texts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def readers(table: str, name: str, language: str) -> list[str]:
    """The modules that ask for a list of a table, for Arabic or for the parsed languages.

    A module asks for it when it names both; a list of dates may also be a slot of a form, and
    lists of triggers are named alone.
    """
    rooms = _DATES if table == "dates" else _ROOMS[language]
    found = {
        module
        for module, texts in constants().items()
        if name in texts
        and module.split("/")[0] in {room.split("/")[0] for room in rooms}
        and any(module == room or module.startswith(f"{room}/") for room in rooms)
        and (table in ("dates", "triggers") or table in texts)
    }
    if table == "dates" and _is_slot(name):
        found.add("a slot of forms")
    return sorted(found)


def _is_slot(name: str) -> bool:
    return any(
        f"{{{name}}}" in path.read_text(encoding="utf-8") for path in ONTOLOGY.glob("??.toml")
    )


def looked_up() -> Iterator[tuple[str, int, str, str, str]]:
    """(module, line, method, table, list) of each look-up whose names stand in the call."""
    for module in constants():
        tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            named = [a.value for a in node.args if isinstance(a, ast.Constant)]
            texts = [text for text in named if isinstance(text, str)]
            method = node.func.attr
            if method in ("words", "phrases", "words_of", "any_words") and len(texts) == 2:
                yield module, node.lineno, method, texts[0], texts[1]
            elif method == "numbers" and len(texts) == 1:
                yield module, node.lineno, method, "numbers", texts[0]


def of_triggers() -> Iterator[tuple[str, int, str]]:
    """(module, line, list) of each ``trigger.words["list"]``, ``.words.get("list")``."""
    for module in constants():
        tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            name, owner = _asked(node)
            of_words = isinstance(owner, ast.Attribute) and owner.attr == "words"
            if name is not None and of_words and _is_trigger(owner):
                yield module, getattr(node, "lineno", 0), name


def _asked(node: ast.AST) -> tuple[str | None, ast.AST | None]:
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value), node.value
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ):
        return str(node.args[0].value), node.func.value
    return None, None


def _is_trigger(node: ast.AST | None) -> bool:
    """Whether it is ``trigger.words``, ``scene.trigger("say").words`` and their like."""
    return node is not None and "trigger" in ast.unparse(node)


def unread(lists: Collection[str], table: str, language: str) -> list[str]:
    """The lists of a table that no module asks for."""
    return [name for name in lists if not readers(table, name, language)]
