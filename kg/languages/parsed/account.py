"""All that the events of a text in Latin script are read from, and the building of frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Token

from kg.languages.parsed.actors import Cast
from kg.languages.parsed.circumstances import Circumstances
from kg.languages.parsed.modality import Modality
from kg.languages.parsed.named import Actor
from kg.languages.parsed.parse import Parse
from kg.languages.parsed.tellings import Roles, Telling, Tellings, nouns_of
from kg.model.claims import Frame, TimeExpression, Window
from kg.reading.setting import Setting
from kg.text.words import Found

_TOPICS = ("TalksProcess", "TalksRound", "Resolution", "Agreement")
_SAID = ("Statement", "Demand", "ResolutionCited")
_SPEECH = ("say", "demand", "belong", "round")
_REACH = 60
_SURE = {"verb": 0.85, "carried": 0.85, "noun": 0.7}
_DOUBT = 0.15
"""How much less sure a frame is whose actor a pronoun stands for."""


class Account:
    """One parsed document: its words, actors, modality, circumstances and tellings."""

    def __init__(self, parse: Parse, scene: Setting) -> None:
        self.parse = parse
        self.scene = scene
        self.words = parse.words
        self.cast = Cast(parse, scene)
        self.modality = Modality(parse)
        self.around = Circumstances(parse, scene, self.cast)
        self.by = self.words.words_of("support", "by")
        self.support = self.words.words_of("support", "doing")
        self.deeds = frozenset(
            noun[0]
            for name, trigger in self.words.lexicon.triggers.items()
            if name not in _SPEECH
            for noun in trigger.nouns.table
        )
        """Nouns that tell of something done, not said."""
        self.calls = nouns_of(self.scene.trigger("demand"))
        self._tellings = Tellings(parse, self.cast, self.modality)

    def tellings(self, name: str) -> list[Telling]:
        """The tellings of a trigger of the language, in text order."""
        trigger = self.words.lexicon.triggers.get(name)
        return list(self._tellings.of(trigger)) if trigger else []

    def roles_of(self, name: str) -> Mapping[str, str]:
        """The roles of a trigger by its name."""
        return self._tellings.roles(self.scene.trigger(name))

    # --- participants ------------------------------------------------------------

    def participants(self, telling: Telling, *kinds: str) -> Roles:
        """Who stands in which role, by the roles of the trigger; only of some kinds."""
        roles = telling.roles
        doer = roles.get("subject")
        named: Roles = self.roles(telling.agent, doer, kinds)
        named += self.roles(telling.owner, roles.get("owner", doer), kinds)
        for token in telling.patients:
            named += self.roles(self.cast.on(token), roles.get("object"), kinds)
        for opener, noun in telling.opened:
            named += self.roles(self.cast.on(noun), roles.get(opener), kinds)
        seen: dict[str, str] = {}
        for role, key in named:
            seen.setdefault(key, role)  # nobody stands in two roles of one event
        return [(role, key) for key, role in seen.items()]

    @staticmethod
    def roles(actor: Actor | None, role: str | None, kinds: Sequence[str] = ()) -> Roles:
        """An actor's keys in one role."""
        if actor is None or role is None:
            return []
        return [(role, key) for key in (actor.among(*kinds) if kinds else actor.keys)]

    def about(self, token: Token) -> tuple[str, ...]:
        """The talks and documents that the clause of a word names."""
        start = max(token.left_edge.i, token.i - _REACH)
        stop = min(token.right_edge.i + 1, token.i + _REACH)
        finds = self.scene.finds(start, stop, *_TOPICS)
        return tuple(dict.fromkeys(self.scene.key(f) for f in finds))

    def head(self, found: Found) -> Token:
        """The word of a find that the others hang on."""
        inside = range(found.start, found.end)
        for index in inside:
            token = self.parse.doc[index]
            if token.head.i not in inside or token.head == token:
                return token
        return self.parse.doc[found.end - 1]

    def found(self, token: Token, *types: str) -> Found | None:
        """The find of some types that a word belongs to."""
        for cover in (self.parse.outmost, self.parse.inmost):
            find = cover.get(token.i)
            if find is not None and find.type in types:
                return find
        return None

    def _ahead(self, time: TimeExpression) -> bool:
        """«arrives on Monday»: whether a time lies after the day of the article."""
        anchor = self.words.doc._.anchor
        begin = time.window.earliest_begin
        return bool(anchor and begin and time.role == "at" and begin > anchor.last)

    # --- frames ------------------------------------------------------------------

    def frame(
        self,
        telling: Telling,
        type_: str,
        roles: Roles,
        *,
        status: str | None = None,
        place: str | None = None,
        about: Iterable[str] | None = None,
        near: Sequence[Token] = (),
    ) -> Frame:
        """The frame of a telling; its time may hang on the words ``near`` too."""
        sure = _SURE[telling.kind]
        actors = (telling.agent, telling.owner)
        if any(actor is not None and actor.implied for actor in actors):
            sure -= _DOUBT
        time = self.around.time(*telling.anchors, *near)
        told = status or telling.status
        source, medium = self.around.source(telling.verb)
        window: Window | None = None
        if time is not None and self._ahead(time):
            if type_ in _SAID:
                time = None  # that is when what is said is to be
            elif told == "ongoing":
                told = "planned"
        if time is not None:
            window = time.stretch if told == "ongoing" else time.window
        return self.scene.frame(
            type_,
            telling.token.i,
            told,
            roles,
            place=place,
            window=window,
            about=self.about(telling.verb) if about is None else tuple(about),
            source=source,
            medium=medium,
            confidence=round(sure, 2),
        )
