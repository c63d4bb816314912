"""What one query, and all of them, may use, and the refusal of what would use more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one query, and all of them, may use."""

    seconds: float = 30
    rows: int = 200_000
    bytes: int = 64_000_000
    memory: int = 1_000_000_000
    """Bytes of address space that a query may add."""
    workers: int = 2
    """Processes of each of three lanes: so many queries run at once in it."""
    waiting: int = 128
    """Queries that may wait in a lane; the next is refused."""
    patience: float = 10
    """Seconds that a query may wait for its turn."""
    request: int = 1_000_000
    """Bytes of a request."""
    spool: int = 2_000_000_000
    """Bytes on disk of all answers on their way; a dump of the store has at most half."""


class RefusedError(Exception):
    """A query was not answered: ``kind`` says why, the text is one line for a person."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


def decoded(body: bytes) -> str:
    """The text of a request; raises RefusedError when it is not UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError("syntax", "the request is not UTF-8") from error
