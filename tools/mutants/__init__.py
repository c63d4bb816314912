"""Mutations: faults put into the code on purpose, so that it shows whether a test notices.

A mutant is a function that stands for another one and is handed the original::

    @mutant("kg.quads.draft:digest_of", STORE)
    def everything_is_new(original: Any, *_: Any) -> None:
        return None

It takes the place of the *code* of the function, so that every name that is bound to it,
wherever, runs the mutant; a target that does not exist any more is an error, not a mutant that
dies. ``python -m tools.mutants`` runs all of them, each against its tests.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

VARIABLE = "DTKG_MUTANT"
"""The mutant that ``site/sitecustomize.py`` applies to every process that has it."""


class StaleMutantError(LookupError):
    """A mutant whose target has gone: the list must follow the code."""


@dataclass(frozen=True)
class Mutant:
    """A fault and the tests that must notice it."""

    name: str
    target: str
    """``module:function`` or ``module:Class.method``."""
    change: Callable[..., Any]
    tests: tuple[str, ...]
    """What pytest is given: files, tests or ``-k`` with its words."""


_FOUND: dict[str, Mutant] = {}


def mutant(target: str, tests: tuple[str, ...], name: str = "") -> Callable[[Any], Any]:
    """Enter a function as a mutant under its own name, or another."""

    def enter(change: Callable[..., Any]) -> Callable[..., Any]:
        called = name or change.__name__.replace("_", "-")
        if called in _FOUND:
            raise ValueError(f"two mutants are called {called}")
        _FOUND[called] = Mutant(called, target, change, tests)
        return change

    return enter


def everything() -> dict[str, Mutant]:
    """All mutants by name: those of every module of this package."""
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("__") and module.name != "site":
            importlib.import_module(f"{__name__}.{module.name}")
    return dict(_FOUND)


def function_of(target: str) -> types.FunctionType:
    """The plain function behind a target, whatever wraps it. Raises StaleMutantError."""
    module, _, path = target.partition(":")
    try:
        found: Any = importlib.import_module(module)
        for name in path.split("."):
            found = vars(found)[name] if isinstance(found, type) else getattr(found, name)
    except (ImportError, AttributeError, KeyError) as error:
        raise StaleMutantError(f"{target} does not exist: mend tools/mutants") from error
    while not isinstance(found, types.FunctionType):
        inner = (
            getattr(found, "__wrapped__", None)
            or getattr(found, "__func__", None)
            or getattr(found, "fget", None)
            or getattr(found, "func", None)
        )
        if inner is None:
            raise StaleMutantError(f"{target} is no function: mend tools/mutants")
        found = inner
    if found.__closure__:
        raise StaleMutantError(f"{target} has a closure: mutate what calls it")
    return found


@contextmanager
def applied(change: Mutant) -> Iterator[None]:
    """With the mutant in the place of its target."""
    undo = apply(change)
    try:
        yield
    finally:
        undo()


def apply(change: Mutant) -> Callable[[], None]:
    """Put a mutant in its place; what is returned takes it away again."""
    target = function_of(change.target)
    kept = (target.__code__, target.__defaults__, target.__kwdefaults__)
    original = types.FunctionType(
        target.__code__, target.__globals__, target.__name__, target.__defaults__
    )
    original.__kwdefaults__ = target.__kwdefaults__
    hook = f"_mutant_{id(target)}"
    target.__globals__[hook] = functools.partial(change.change, original)
    code = compile(f"lambda *a, **k: {hook}(*a, **k)", f"<mutant {change.name}>", "eval")
    target.__code__ = next(c for c in code.co_consts if isinstance(c, types.CodeType))
    target.__defaults__ = target.__kwdefaults__ = None

    def undo() -> None:
        target.__code__, target.__defaults__, target.__kwdefaults__ = kept
        del target.__globals__[hook]

    return undo
