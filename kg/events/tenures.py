"""Who holds or held which office, as names and titles tell it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kg.model.claims import Frame
from kg.model.vocabulary import Roles, Status
from kg.reading.setting import Setting
from kg.text.findings import Found, Holding

_NAMED = 0.95
_MEANT = 0.8


def tenures(
    scene: Setting, holdings: Iterable[Holding], *, resigned: Collection[str] = ()
) -> Iterator[Frame]:
    """Offices named with their holders; who is told to have resigned held his."""
    for holding in holdings:
        holder, office = scene.key(holding.person), holding.office
        status = "occurred" if holder in resigned else _status(office)
        yield _tenure(scene, office, holder, status, _NAMED)


def meant(scene: Setting, held: Iterable[tuple[Found, str]]) -> Iterator[Frame]:
    """«الرئيس الأميركي», «the former US secretary of state»: offices without a name beside them,
    and whom the text means.
    """
    for office, holder in held:
        yield _tenure(scene, office, holder, _status(office), _MEANT)


def _status(office: Found) -> Status:
    if office.office.former:
        return "occurred"
    return "planned" if office.office.elect else "ongoing"


def _tenure(scene: Setting, office: Found, holder: str, status: Status, confidence: float) -> Frame:
    roles: Roles = [("holder", holder), ("office", scene.key(office))]
    return scene.frame(
        "HoldsOffice", office.start, status, roles, end=office.end, confidence=confidence
    )
