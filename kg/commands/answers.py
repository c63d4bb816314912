"""A text that a command answers with, in a file or on standard output."""

from __future__ import annotations

import argparse
import sys


def written(text: str, options: argparse.Namespace) -> None:
    """Write the answer where the options say; CSV in a file gets a mark for Excel."""
    from kg.files import replace_file, writable
    from kg.spreadsheets import MARK

    if options.out:
        writable(options.out.parent)
        replace_file(options.out, (MARK if options.format == "csv" else "") + text)
        print(options.out)
    else:
        sys.stdout.write(text)
