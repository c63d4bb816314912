"""``kg validate``: the graph checked against its shapes."""

from __future__ import annotations

import argparse

from kg.commands import options as asked
from kg.commands.codes import DONE, SOME_FAILED

TEXT = "Check the graph against its shapes."
EXAMPLE = "kg validate --store out/"


def add(parser: argparse.ArgumentParser) -> None:
    """The options of ``kg validate``."""
    parser.add_argument(
        "--reference", action="store_true", help="check with pySHACL, some hundred times slower"
    )
    parser.add_argument("--fast", action="store_true", help=argparse.SUPPRESS)  # was the other way
    asked.store(parser)
    asked.memory(parser, "8G")


def run(options: argparse.Namespace) -> int:
    """Print what breaks a shape; the exit code is 1 when anything does."""
    from kg.quads import validate

    violations = validate.validate(asked.opened(options), reference=options.reference)
    for violation in violations:
        print(violation.told())
    print(f"{len(violations)} violations" if violations else "The graph conforms to its shapes.")
    return SOME_FAILED if violations else DONE
