"""What a parsed text tells its events from: the grammar of English and French."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from kg.events.grammar import Actor, Need, Paper, Telling
from kg.languages.parsed.actors import Cast
from kg.languages.parsed.bearings import Bearings
from kg.languages.parsed.circumstances import Circumstances
from kg.languages.parsed.modality import Modality
from kg.languages.parsed.parse import Parse
from kg.languages.parsed.subjectmatter import SubjectMatter
from kg.languages.parsed.tellings import Tellings
from kg.languages.parsed.utterances import Utterances
from kg.model.claims import Frame, TimeExpression, Window
from kg.model.vocabulary import FactType, Roles, Status
from kg.reading.setting import Setting
from kg.text.findings import Found
from kg.text.lexicon import Trigger, is_form

_TOPICS = ("TalksProcess", "TalksRound", "Resolution", "Agreement")
_SAID = ("Statement", "Demand", "ResolutionCited")
_REACH = 60
_SURE = {"verb": 0.85, "carried": 0.85, "noun": 0.7}
_DOUBT = 0.15
"""How much less sure a frame is whose actor a pronoun stands for."""


class ParsedGrammar:
    """One parsed document: its words, actors, modality, circumstances and tellings."""

    def __init__(self, parse: Parse, scene: Setting) -> None:
        self.parse = parse
        self.scene = scene
        self.words = parse.words
        self.cast = Cast(parse, scene)
        self.modality = Modality(parse)
        self.around = Circumstances(parse, scene, self.cast, self.modality.vouching)
        self.bearings = Bearings(parse, scene, self.around)
        self.matter = SubjectMatter(parse, scene, self.cast)
        self.by = self.words.words_of("support", "by")
        self.utterances = Utterances(parse, scene, self.cast, self.around, self.modality)
        self._tellings = Tellings(parse, self.cast, self.modality)

    def tellings(self, trigger: Trigger) -> list[Telling]:
        """The tellings of a trigger, in text order."""
        return list(self._tellings.of(trigger))

    def named(self, name: str) -> list[Telling]:
        """The tellings of a trigger by its name; none where the language has no such trigger."""
        trigger = self.words.lexicon.triggers.get(name)
        return self.tellings(trigger) if trigger else []

    def token(self, index: int) -> Token:
        """The word at an index."""
        return self.parse.doc[index]

    # --- who ---------------------------------------------------------------------

    def actor(self, index: int) -> Actor | None:
        """The actor on a word, its conjuncts included; a pronoun is who acted before."""
        return self.cast.on(self.parse.doc[index])

    def speaker(self, index: int) -> Actor | None:
        """Who says what a word stands in."""
        return self.around.speaker(self.parse.doc[index])

    def untrue(self, index: int) -> bool:
        """Whether the text tells of a word as denied or false."""
        return self.modality.vouching.denier(self.parse.doc[index]) is not None

    def beside(self, telling: Telling, name: str) -> bool:
        """Whether a word of a list of the trigger hangs on the telling or its verb."""
        cues = telling.trigger.words.get(name, frozenset())
        verb, word = self.token(telling.verb), self.token(telling.token)
        near = [*verb.children, *word.children]
        near += [self.token(noun) for _, noun in telling.opened]
        return any(is_form(token.norm_, cues) for token in near)

    # --- where and what about ------------------------------------------------------

    def place(self, telling: Telling, type_: FactType, near: Sequence[int] = ()) -> str | None:
        """A place behind a local preposition of the event, its verb or its nouns."""
        return self.around.place(*(self.token(i) for i in (*telling.anchors, *near)))

    def places(self, telling: Telling, type_: FactType) -> list[str]:
        """Each of several places, «in Algiers and in Nouakchott»."""
        return self.bearings.places(telling)

    def destinations(self, telling: Telling) -> list[tuple[str | None, Sequence[int]]]:
        """Where a way leads, with the word that says so."""
        return self.bearings.destinations(telling)

    def struck(self, telling: Telling) -> str | None:
        """A place that violence was in, or that it hit («attack on Damascus»)."""
        return self.bearings.struck(telling)

    def besieged(self, telling: Telling) -> str | None:
        """What place is under siege."""
        return self.bearings.besieged(telling)

    def agreement(self, telling: Telling) -> Paper:
        """The agreement that a telling is about."""
        return self.matter.agreement(telling)

    def resolution(self, telling: Telling) -> Paper | None:
        """The resolution that a telling is about."""
        return self.matter.resolution(telling)

    def sponsors(self, paper: Found) -> tuple[str, ...]:
        """«a resolution proposed by Russia and Turkey»: who brought the text in."""
        return self.matter.sponsors(paper)

    def chamber(self, telling: Telling) -> str | None:
        """The first council that the text names."""
        listed: list[str] = self.words.lexicon.tables["documents"]["council"]
        return next((key for key in listed if key in self.scene.linker.entities), None)

    # --- what is said --------------------------------------------------------------

    def asserts(self, telling: Telling, actor: Actor) -> bool:
        """Whether a telling of speech is somebody's own saying, neither an aside nor a deed."""
        return self.utterances.asserts(telling, actor)

    def need(self, telling: Telling) -> Need | None:
        """Whether what is said is what must be, and of whom."""
        return self.utterances.need(telling)

    def addressees(self, telling: Telling) -> list[Actor]:
        """Whom it is said to; an outlet is a medium too."""
        return self.utterances.addressees(telling)

    def occasions(self, telling: Telling) -> tuple[int, ...]:
        """What the time of saying may hang on."""
        return self.utterances.occasions(telling)

    def reports(self) -> Iterable[Telling]:
        """What is told on somebody's word: «according to the ministry»."""
        return self.utterances.reports()

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

    def _ahead(self, time: TimeExpression) -> bool:
        """«arrives on Monday»: whether a time lies after the day of the article."""
        anchor = self.scene.anchor
        begin = time.window.earliest_begin
        return bool(anchor and begin and time.role == "at" and begin > anchor.last)

    # --- frames ------------------------------------------------------------------

    def frame(
        self,
        telling: Telling,
        type_: FactType,
        roles: Roles,
        *,
        status: Status | None = None,
        place: str | None = None,
        about: Iterable[str] | None = None,
        near: Sequence[int] = (),
    ) -> Frame:
        """The frame of a telling; its time may hang on the words ``near`` too."""
        sure = _SURE[telling.kind]
        actors = (telling.agent, telling.owner)
        if any(actor is not None and actor.implied for actor in actors):
            sure -= _DOUBT
        content = telling.verb if telling.content is None else telling.content
        time = self.around.time(*(self.token(i) for i in (*telling.anchors, *near)))
        told = status or telling.status
        source, medium = self.around.source(self.token(telling.verb))
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
            telling.token,
            told,
            roles,
            place=place,
            window=window,
            about=self.about(self.token(content)) if about is None else tuple(about),
            source=source,
            medium=medium,
            confidence=round(sure, 2),
        )
