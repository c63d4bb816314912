"""What a command ends with."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
SOME_FAILED: Final = 1
"""Some articles failed, a shape is broken, a thing asked for is not there."""
WRONG_USAGE: Final = 2
