"""Events of a text in Latin script: the shared builders, those of its own, and what is kept.

Most facts are built as in other languages (``kg.events``) over ``ParsedGrammar``; demands, invoked
resolutions, rounds, appointments and memberships are read here. What a frame requires is in
``ontology/events.toml``.
"""

from __future__ import annotations

from functools import partial

from kg import faults
from kg.events.building import events
from kg.events.tenures import meant, tenures
from kg.languages.parsed.callingoff import cues, speaks_of
from kg.languages.parsed.demands import demands
from kg.languages.parsed.invocations import invocations
from kg.languages.parsed.parse import Parse
from kg.languages.parsed.posts import posts
from kg.languages.parsed.retold import told_again
from kg.languages.parsed.rounds import rounds
from kg.languages.parsed.syntax import ParsedGrammar
from kg.languages.parsed.words import LatinWords
from kg.model.claims import Frame
from kg.reading.framerules import complete
from kg.reading.ours import ours
from kg.reading.retracted import retracted
from kg.reading.setting import Setting
from kg.text.findings import Found, Holding

_APART = ("demand", "rule", "round", "appoint", "assume", "belong")
"""Triggers with a mechanism of their own here."""
_OWN = (demands, invocations, rounds, posts)


def read_latin_frames(
    words: LatinWords, scene: Setting, holdings: list[Holding], held: list[tuple[Found, str]]
) -> list[Frame]:
    """All complete frames of a document, in text order; tenures alone without a parse."""
    language = words.lexicon.language
    left = [pair for pair in held if pair[0].office.former]
    frames = [*tenures(scene, holdings), *meant(scene, left)]
    if words.parsed:
        grammar = ParsedGrammar(Parse(words, scene.found), scene)
        frames += events(grammar, apart=_APART)
        for own in _OWN:
            frames += faults.each("events", own(grammar))
        frames = told_again([f for f in frames if complete(f, language)], grammar)
        frames = retracted(scene, frames, cues(grammar), partial(speaks_of, grammar))
    frames = ours(scene, [frame for frame in frames if complete(frame, language)])
    return sorted(frames, key=lambda f: (f.trigger, f.type, f.participants, f.status))
