"""What happened in an Arabic text: the shared builders, those of Arabic alone, and what is kept.

Most facts are built as in other languages (``kg.events``) over ``ArabicGrammar``; demands,
invoked resolutions, rounds, ceremonies, memberships and appointments are read here. The words
are data (``ontology/ar.toml``), and so is what a frame requires (``ontology/events.toml``).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import chain

from kg import faults
from kg.events.building import events
from kg.events.tenures import meant, tenures
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
from kg.reading.framerules import complete
from kg.reading.ours import ours
from kg.reading.retracted import retracted
from kg.text.findings import Found, Holding


def read_frames(
    scene: Scene, holdings: list[Holding], held: Iterable[tuple[Found, str]] = ()
) -> list[Frame]:
    """All complete frames of a document, in text order.

    ``held`` are offices that stand alone, with the person of the article who has them.
    """
    builders = (
        invocations(scene),
        demands(scene),
        tenures(scene, holdings, resigned=_resigned(scene)),
        meant(scene, held),
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


def _resigned(scene: Scene) -> frozenset[str]:
    """Keys of those who are told to have resigned."""
    told = (c for c in scene.with_verb("resign") if c.tense == "past" and not c.negated)
    return frozenset(key for clause in told if clause.subject for key in clause.subject.keys)
