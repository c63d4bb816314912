"""When and where an event is said to have been, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.background import knowledge
from kg.events.grammar import Actor
from kg.languages.parsed.actors import Cast
from kg.languages.parsed.parse import Parse
from kg.languages.parsed.vouching import Vouching
from kg.languages.parsed.words import pieces
from kg.model.claims import Span, TimeExpression
from kg.reading.setting import Setting
from kg.text.findings import Found
from kg.text.lexicon import is_form

_PLACES = ("Place", "State")
_CONTENT = ("ccomp", "xcomp", "parataxis", "advcl", "acl", "pcomp")
_DATELINE = 8
_LEAD = 3
_FAR = 40
"""Words between an event and a time or place that can still be its own."""


class Circumstances:
    """Times, places and sources of the events of one document."""

    def __init__(self, parse: Parse, scene: Setting, cast: Cast, vouching: Vouching) -> None:
        self.parse = parse
        self.vouching = vouching
        self.scene = scene
        self.cast = cast
        words = parse.words
        self.within = words.words_of("places", "within")
        self.outside = words.words_of("places", "outside")
        self.here = words.words_of("places", "here")
        self.sources = words.words_of("particles", "according")
        self.say = scene.trigger("say").verbs
        self.accuse = words.words_of("particles", "doubted")
        self.dateline = self._dateline()
        """Key of the place that the article was sent from, when its first line says so."""

    # --- when --------------------------------------------------------------------

    def time(self, *anchors: Token) -> TimeExpression | None:
        """The time that hangs on one of the words, with no other verb between the two."""
        event = anchors[0]
        first, last = self.scene.bounds(event.i)
        start, stop = max(first, event.i - _FAR), min(last, event.i + _FAR)
        within = {token.i for token in anchors}
        times = [(i, t) for i, t in self.scene.times_in(start, stop) if t.type != "duration"]
        for index, time in sorted(times, key=lambda pair: abs(pair[0] - event.i)):
            if self._hangs(index, within) and not self._verb_between(index, anchors):
                return time
        verb = anchors[-1]
        if event.dep_ == "conj" and self.parse.is_verb(event.head) and event == verb:
            return self.time(event.head) if not self.parse.own_subject(event) else None
        return None

    def _hangs(self, index: int, within: set[int]) -> bool:
        for step in self.parse.up(self.parse.doc[index]):
            if step.i in within:
                return True
            verb = self.parse.is_verb(step) and step.dep_ not in ("aux", "auxpass")
            if verb and step.i != index:
                return False
        return False

    def _verb_between(self, index: int, anchors: Sequence[Token]) -> bool:
        nearest = min((a.i for a in anchors), key=lambda i: abs(i - index))
        own = {a.i for a in anchors}
        between = range(min(index, nearest) + 1, max(index, nearest))
        return any(self.parse.words.pos(i) == "VERB" and i not in own for i in between)

    # --- where -------------------------------------------------------------------

    def place(self, *anchors: Token) -> str | None:
        """Where: a place behind a local preposition of the event, its verb or its nouns."""
        for token in anchors:
            for opener, noun in self.parse.opened(token):
                if opener in self.within:
                    found = self.place_on(noun)
                    if found:
                        return found
        for token in anchors:
            if any(child.norm_ in self.here for child in token.children):
                return self.dateline
        return None

    def place_on(self, noun: Token) -> str | None:
        """The place or state that a noun is, or stands beside («ville de Homs»)."""
        found = self.parse.inmost.get(noun.i)
        for candidate in (found, *self._inner(noun)):
            if candidate is not None and candidate.type in _PLACES:
                return self.scene.key(candidate)
        return None

    def is_capital(self, noun: Token) -> bool:
        """Whether a state is named by another name than its own: «Abuja hosted talks»."""
        found = self.parse.inmost.get(noun.i)
        if found is None or found.type not in _PLACES:
            return False
        key = self.scene.key(found)
        entity = knowledge.load().entities.get(key)
        written = self.parse.words.text(found.start, found.end)
        return entity is not None and all(pieces(written) != pieces(x) for _, x in entity.labels)

    def _inner(self, noun: Token) -> Iterator[Found]:
        if noun.norm_ in self.outside:
            for child in (*noun.children, *(n for _, n in self.parse.opened(noun))):
                found = self.parse.inmost.get(child.i)
                if found and found.type == "Place":
                    yield found

    def _dateline(self) -> str | None:
        """A place that opens one of the first lines and is set off by a dash or a bracket."""
        words = self.parse.words
        marks = words.words_of("places", "dateline")
        for start, stop in words.sentences[:_LEAD]:
            found = self.scene.finds(start, start + 1, *_PLACES)
            head = range(start, min(stop, start + _DATELINE))
            if found and any(words.norms[i] in marks for i in head):
                return self.scene.key(found[0])
        return None

    def dated_line(self) -> tuple[Span, TimeExpression] | None:
        """(first sentence under it, date) of a line that opens with a day and a dash."""
        words = self.parse.words
        marks = words.words_of("places", "dateline")
        for number, (start, stop) in enumerate(words.sentences[:_LEAD]):
            head = min(stop, start + _DATELINE)
            times = [t for _, t in self.scene.times_in(start, head) if t.window.on]
            marked = any(words.norms[i] in marks for i in range(start, min(len(words), head + 2)))
            if not times or not marked:
                continue
            alone = not any(words.is_verb(i) for i in range(start, stop))
            if not alone:
                return words.sentence_span(number), times[0]
            for lead, (first, last) in enumerate(words.sentences[number + 1 :], number + 1):
                if any(words.is_verb(i) for i in range(first, last)):
                    return words.sentence_span(lead), times[0]
        return None

    # --- who says so -------------------------------------------------------------

    def speaker(self, token: Token) -> Actor | None:
        """Who says what a word stands in: the verb of saying above it, or «according to»."""
        for step in self.parse.up(token):
            told = [noun for opener, noun in self.parse.opened(step) if opener in self.sources]
            for noun in told:
                actor = self.cast.on(noun)
                if actor and noun.i != token.i:
                    return actor
            head = step.head
            if head == step:
                break
            if step.dep_ in _CONTENT and is_form(head.norm_, self.say | self.accuse):
                return self.cast.subject(head)
        cue = self.vouching.denier(token)
        if cue is None:
            return None
        return self.cast.subject(cue) if self.parse.is_verb(cue) else self.cast.owner(cue)

    def source(self, token: Token) -> tuple[str | None, str | None]:
        """(who says so, the medium that carried it) as far as the sentence tells."""
        actor = self.speaker(token)
        if actor is None:
            return None, None
        if actor.medium:
            return None, actor.keys[0]
        return actor.keys[0], None
