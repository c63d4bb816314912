"""Events of a text in Latin script: the builders in their order, and what is kept.

Each builder reads some kinds of facts off the tellings of a document; what a frame requires
is in ``ontology/events.toml``, as for Arabic.
"""

from __future__ import annotations

from kg import faults
from kg.languages.parsed.account import Account
from kg.languages.parsed.demands import demands
from kg.languages.parsed.encounters import encounters
from kg.languages.parsed.force import force
from kg.languages.parsed.invocations import invocations
from kg.languages.parsed.papers import papers
from kg.languages.parsed.parse import Parse
from kg.languages.parsed.posts import former, posts, tenures
from kg.languages.parsed.retold import told_again
from kg.languages.parsed.rounds import rounds
from kg.languages.parsed.speech import spoken
from kg.languages.parsed.words import LatinWords
from kg.model.claims import Frame
from kg.reading.framerules import complete
from kg.reading.setting import Setting
from kg.text.words import Found, Holding

_BUILDERS = (spoken, demands, invocations, encounters, rounds, papers, posts, force)


def read_latin_frames(
    words: LatinWords, scene: Setting, holdings: list[Holding], held: list[tuple[Found, str]]
) -> list[Frame]:
    """All complete frames of a document, in text order; tenures alone without a parse."""
    frames = [*tenures(scene, holdings), *former(scene, held)]
    if words.parsed:
        account = Account(Parse(words, scene.found), scene)
        for builder in _BUILDERS:
            frames += faults.each("events", builder(account))
        frames = told_again([f for f in frames if _enough(f)], account)
    frames = [frame for frame in frames if _enough(frame)]
    return sorted(frames, key=lambda f: (f.trigger, f.type, f.participants, f.status))


def _enough(frame: Frame) -> bool:
    """Complete, or told fully enough by place or day where one side has no name.

    «met officials in Algiers», «the council meets on Friday», «an attack in Homs killed …»,
    «the agreement concluded in 2015», «a process of negotiation may begin».
    """
    roles = {argument.role for argument in frame.participants}
    dated = frame.window is not None
    if frame.type == "Meeting" and len(frame.participants) == 1:
        body = frame.participants[0].key.startswith("organization/")
        return "attendee" in roles and (frame.place is not None or (body and dated))
    if complete(frame):
        return True
    if frame.type == "Negotiation":
        return "topic" in roles
    if frame.type == "Agreement":
        return "topic" in roles and (frame.place is not None or dated or frame.status == "occurred")
    if frame.type == "Visit":
        return "attendee" in roles and dated
    if frame.type == "ViolentEvent":
        return frame.place is not None
    return False
