"""What happened: triggers and arguments make frames; a frame without its arguments is dropped.

Each builder of this folder (attribution, demands, encounters, rounds, conflict, measures …)
reads one kind of event off the clauses and nouns of a document. The words are data
(``ontology/<language>.toml``), and so is what a frame requires (``ontology/events.toml``);
here is only how the syntax carries the roles.

"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from kg import faults
from kg.events.building import events
from kg.languages.arabic.affiliations import memberships
from kg.languages.arabic.callingoff import cues, speaks_of
from kg.languages.arabic.demands import demands
from kg.languages.arabic.invocations import invocations
from kg.languages.arabic.measures import (
    appointments,
    ceremonies,
)
from kg.languages.arabic.rounds import rounds
from kg.languages.arabic.scene import Scene
from kg.languages.arabic.syntax import ArabicGrammar
from kg.model.claims import Frame
from kg.model.vocabulary import Roles, Status
from kg.reading.framerules import complete
from kg.reading.ours import ours
from kg.reading.retracted import retracted
from kg.text.words import Found, Holding

_OCCASIONS = ("TalksRound", "Meeting", "Ceremony")
_SAID = ("Statement", "Demand")


def read_frames(
    scene: Scene, holdings: list[Holding], held: Iterable[tuple[Found, str]] = ()
) -> list[Frame]:
    """All complete frames of a document, in text order.

    ``held`` are offices that stand alone, with the person of the article who has them.
    """
    builders = (
        invocations(scene),
        demands(scene),
        _tenures(scene, holdings),
        _known_tenures(scene, held),
        events(ArabicGrammar(scene)),
        rounds(scene),
        ceremonies(scene),
        memberships(scene),
        appointments(scene, holdings),
    )
    language = scene.words.lexicon.language
    found = chain.from_iterable(faults.each("events", builder) for builder in builders)
    told = [_ahead(scene, frame) for frame in found if complete(frame, language)]
    frames = retracted(scene, told, cues(scene), partial(speaks_of, scene))
    return sorted(ours(scene, frames), key=lambda f: (f.trigger, f.type, f.participants, f.status))


def _ahead(scene: Scene, frame: Frame) -> Frame:
    """«يعقد المجلس الثلاثاء …»: in the present tense, on a day to come, it is planned."""
    day = scene.linker.published
    first = frame.window.earliest_begin if frame.window else None
    if frame.status == "ongoing" and day and first and first > day:
        return frame.with_(status="planned")
    return frame


# --- tenures -----------------------------------------------------------------------


def _tenures(scene: Scene, holdings: list[Holding]) -> Iterator[Frame]:
    resigned = {
        key
        for clause in scene.with_verb("resign")
        if clause.subject and clause.tense == "past" and not clause.negated
        for key in clause.subject.keys
    }
    for holding in holdings:
        former = bool(holding.office.facts.get("former"))
        former = former or scene.key(holding.person) in resigned
        roles: Roles = [
            ("holder", scene.key(holding.person)),
            ("office", scene.key(holding.office)),
        ]
        yield scene.frame(
            "HoldsOffice",
            holding.office.start,
            "occurred" if former else "ongoing",
            roles,
            end=holding.office.end,
            confidence=0.95,
        )


def _known_tenures(scene: Scene, held: Iterable[tuple[Found, str]]) -> Iterator[Frame]:
    """«الرئيس الأميركي» in a text that names who has the office on its day."""
    for office, person in held:
        roles: Roles = [("holder", person), ("office", scene.key(office))]
        status: Status = "occurred" if office.facts.get("former") else "ongoing"
        yield scene.frame(
            "HoldsOffice", office.start, status, roles, end=office.end, confidence=0.8
        )
