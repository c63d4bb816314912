"""The next holder bounds a tenure that its sources leave open.

A snapshot shows who was in office on its day and says nothing of the days after. When the
sources tell of the next holder, the open tenure ended by then at the latest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from kg.background.known import Tenure

_DOUBTFUL = "doubtful"


def bounded(tenures: Iterable[Tenure], several: Collection[str]) -> tuple[Tenure, ...]:
    """The tenures, those left open ended by the latest begin of the next holder.

    ``several``: keys of offices that more than one person holds at a time; their tenures
    and those of rival governments stay as they are.
    """
    kept = tuple(tenures)
    by_office: dict[str, list[Tenure]] = {}
    for tenure in kept:
        if tenure.office not in several and not tenure.rival:
            by_office.setdefault(tenure.office, []).append(tenure)
    return tuple(_ended(tenure, by_office.get(tenure.office, ())) for tenure in kept)


def _ended(tenure: Tenure, others: Iterable[Tenure]) -> Tenure:
    window = tenure.window
    if window.latest_end or not window.latest_begin or tenure.rival:
        return tenure
    shown = max(window.latest_begin, window.earliest_end or window.latest_begin)
    next_begins = [
        other.window.latest_begin
        for other in others
        if other.person != tenure.person
        and other.begin_status != _DOUBTFUL
        and other.window.earliest_begin
        and other.window.latest_begin
        and other.window.earliest_begin >= shown
    ]
    if not next_begins:
        return tenure
    return replace(tenure, window=replace(window, latest_end=min(next_begins)))
