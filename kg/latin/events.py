"""Events of a text in Latin script: triggers of the language file on the dependency parse.

Each builder reads one kind of fact; what a frame requires is in ``ontology/events.toml``,
as for Arabic. A clause that is negated, conditional or only wished for makes no held event.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.claims import Frame
from kg.events import complete
from kg.latin.clauses import Actor, Parse
from kg.lexicon import Trigger
from kg.setting import Setting
from kg.titles import Holding
from kg.words import Found

_TOPICS = ("TalksProcess", "TalksRound", "Resolution", "Agreement")
Roles = list[tuple[str, str]]


def read_latin_frames(
    parse: Parse, holdings: list[Holding], held: list[tuple[Found, str]]
) -> list[Frame]:
    """All complete frames of a document, in text order; tenures alone without a parse."""
    builders = [_tenures(parse.scene, holdings), _former(parse.scene, held)]
    if parse.words.parsed:
        reader = FrameReader(parse)
        builders += [
            reader.sayings("say", "Statement"),
            reader.sayings("demand", "Demand"),
            reader.meetings(),
            reader.visits(),
            reader.rounds(),
            reader.documents("sign", "Agreement", "Agreement", "signatory"),
            reader.documents("adopt", "ResolutionAdopted", "Resolution", "host"),
            reader.votes(),
            reader.appointments(),
            reader.sanctions(),
            reader.violence(),
        ]
    frames = [frame for builder in builders for frame in builder if complete(frame)]
    return sorted(frames, key=lambda f: (f.trigger, f.type, f.participants, f.status))


def _tenures(scene: Setting, holdings: list[Holding]) -> Iterator[Frame]:
    for holding in holdings:
        facts = holding.office.facts
        status = (
            "occurred" if facts.get("former") else "planned" if facts.get("elect") else "ongoing"
        )
        roles = [("holder", scene.key(holding.person)), ("office", scene.key(holding.office))]
        office = holding.office
        yield scene.frame(
            "HoldsOffice", office.start, status, roles, end=office.end, confidence=0.95
        )


def _former(scene: Setting, held: list[tuple[Found, str]]) -> Iterator[Frame]:
    """«the former US secretary of state»: the tenure of whoever else in the text held it."""
    for office, person in held:
        if office.facts.get("former"):
            roles = [("holder", person), ("office", scene.key(office))]
            yield scene.frame(
                "HoldsOffice", office.start, "occurred", roles, end=office.end, confidence=0.8
            )


def roles_of(actor: Actor | None, role: str) -> Roles:
    """An actor's keys in one role."""
    return [(role, key) for key in actor.keys] if actor else []


class FrameReader:
    """Reads the frames of one parsed document."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.scene = parse.scene
        self.say = self.scene.trigger("say")

    def _made(
        self,
        verb: Token,
        type_: str,
        status: str,
        roles: Roles,
        *,
        place: str | None = None,
        about: tuple[str, ...] = (),
        implied: bool = False,
        source: str | None = None,
    ) -> Frame:
        time = self.parse.time(verb)
        return self.scene.frame(
            type_,
            verb.i,
            status,
            roles,
            place=place,
            window=(time.stretch if status == "ongoing" else time.window) if time else None,
            about=about,
            source=source or self.parse.speaker(verb, self.say),
            confidence=0.7 if implied else 0.85,
        )

    def _about(self, verb: Token) -> tuple[str, ...]:
        span = [token.i for token in verb.subtree]
        finds = self.scene.finds(min(span), max(span) + 1, *_TOPICS)
        return tuple(dict.fromkeys(self.scene.key(f) for f in finds))

    # --- what people say ---------------------------------------------------------

    def sayings(self, name: str, type_: str) -> Iterator[Frame]:
        """Statements and demands of named actors."""
        trigger = self.scene.trigger(name)
        opens = trigger.words.get("opens", frozenset())
        needing = trigger.words.get("needing", frozenset())
        for verb in self.parse.verbs(trigger):
            actor = self.parse.speaking(verb)
            status = self.parse.status(verb)
            if actor is None or actor.medium or self.parse.passive(verb):
                continue
            if status not in ("occurred", "ongoing"):
                continue
            wanted = self.parse.is_one(verb, needing)
            if wanted and not any(child.norm_ in opens for child in verb.children):
                continue
            yield self._said(verb, type_, status, actor, opens)

    def _said(
        self, verb: Token, type_: str, status: str, actor: Actor, opens: frozenset[str]
    ) -> Frame:
        parse = self.parse
        others: Roles = []
        role = "target" if type_ == "Demand" else "addressee"
        for token in [*parse.objects(verb), *parse.complements(verb, opens)]:
            told = parse.actor(token)
            if told and not set(told.keys) & set(actor.keys):
                others += roles_of(told, role)
        if type_ == "Statement":
            others = []
        return self._made(
            verb,
            type_,
            status,
            [*roles_of(actor, "speaker"), *others],
            about=self._about(verb),
            implied=actor.implied,
        )

    # --- encounters --------------------------------------------------------------

    def meetings(self) -> Iterator[Frame]:
        """«met X», «met with X», «held talks with X», «X and Y met»."""
        trigger = self.scene.trigger("meet")
        partners = trigger.words["with"]
        for verb in self.parse.verbs(trigger):
            tokens = [*self.parse.objects(verb), *self.parse.complements(verb, partners)]
            yield from self._meeting(verb, tokens, [verb])
        for verb in self.parse.doc_verbs(trigger.light):
            for noun in self.parse.objects(verb):
                if trigger.nouns.match([noun.norm_], 0) and noun.i not in self.parse.rounds:
                    tokens = [
                        *self.parse.complements(verb, partners),
                        *self.parse.complements(noun, partners),
                    ]
                    yield from self._meeting(verb, tokens, [verb, noun])

    def _meeting(self, verb: Token, tokens: list[Token], hosts: list[Token]) -> Iterator[Frame]:
        status = self.parse.status(verb)
        subject = self.parse.subject(verb)
        if status is None or self.parse.passive(verb):
            return
        actors = [subject, *map(self.parse.actor, tokens)]
        roles = [r for actor in actors for r in roles_of(actor, "attendee")]
        yield self._made(
            verb,
            "Meeting",
            status,
            roles,
            place=self.parse.place(*hosts, *tokens),
            about=self._about(verb),
            implied=bool(subject and subject.implied),
        )

    def visits(self) -> Iterator[Frame]:
        """«visited X», «arrived in X», «will travel to X»."""
        trigger = self.scene.trigger("visit")
        going = trigger.words["going"]
        for verb in self.parse.verbs(trigger):
            subject = self.parse.subject(verb)
            status = self.parse.status(verb)
            if subject is None or status is None or self.parse.passive(verb):
                continue
            travels = self.parse.is_one(verb, going)
            tokens = list(
                self.parse.complements(verb, trigger.words["to"] if travels else frozenset())
            )
            tokens += [] if travels else list(self.parse.objects(verb))
            people = tuple(
                k for k in subject.keys if k.split("/")[0] in ("person", "organization", "office")
            )
            place = self._destination(tokens)
            if people and place:
                yield self._made(
                    verb,
                    "Visit",
                    status,
                    [("attendee", key) for key in people],
                    place=place,
                    about=self._about(verb),
                    implied=subject.implied,
                )

    def _destination(self, tokens: list[Token]) -> str | None:
        for token in tokens:
            for found in (self.parse.cover.get(token.i), *self.parse._inner(token)):
                if found and found.type in ("Place", "State"):
                    return self.scene.key(found)
        return None

    # --- talks and documents -----------------------------------------------------

    def rounds(self) -> Iterator[Frame]:
        """Rounds that begin, end, are held, resumed or put off."""
        trigger = self.scene.trigger("round")
        for verb in self.parse.verbs(trigger):
            status = self.parse.status(verb)
            nouns = [c for c in verb.children if c.dep_.startswith("nsubj")]
            objects = list(self.parse.objects(verb))
            for noun in [*nouns, *objects]:
                found = self.parse.rounds.get(noun.i)
                if status is None or found is None:
                    continue
                subject = self.parse.subject(verb) if noun in objects else None
                roles = [("topic", self.scene.key(found)), *roles_of(subject, "attendee")]
                status_ = "cancelled" if self.parse.is_one(verb, trigger.words["off"]) else status
                yield self._made(
                    verb, "TalksRound", status_, roles, place=self.parse.place(verb, noun)
                )

    def documents(self, name: str, type_: str, document: str, role: str) -> Iterator[Frame]:
        """«signed the accord», «the council adopted a resolution», «l'accord conclu par …»."""
        trigger = self.scene.trigger(name)
        for verb in self.parse.verbs(trigger):
            status = self.parse.status(verb)
            passive = self.parse.passive(verb)
            subjects = [c for c in verb.children if c.dep_.startswith("nsubj")]
            behind = [verb.head] if verb.dep_.startswith("acl") else []
            nouns = subjects if passive else [*self.parse.objects(verb), *behind]
            paper = next(
                (f for n in nouns if (f := self.parse.outer.get(n.i)) and f.type == document), None
            )
            if status is None or paper is None:
                continue
            by = self.parse.complements(verb, trigger.words["by"])
            actors = [self.parse.actor(t) for t in by]
            if not passive and not behind:
                actors.append(self.parse.subject(verb))
            roles = [r for actor in actors for r in roles_of(actor, role)]
            yield self._made(
                verb,
                type_,
                status,
                [("topic", self.scene.key(paper)), *roles],
                place=self.parse.place(verb),
            )

    def votes(self) -> Iterator[Frame]:
        """«The council voted unanimously to …»: a text was adopted, whichever it is."""
        trigger = self.scene.trigger("adopt")
        for verb in self.parse.verbs(trigger):
            actor = self.parse.subject(verb)
            status = self.parse.status(verb)
            span = [token.norm_ for token in verb.subtree]
            together = any(norm.startswith("unanim") for norm in span)
            bodies = [k for k in actor.keys if k.startswith("organization/")] if actor else []
            papers = any(
                (f := self.parse.outer.get(n.i)) and f.type == "Resolution"
                for n in self.parse.objects(verb)
            )
            if together and bodies and not papers and status == "occurred":
                about = self._about(verb)
                roles = [("host", bodies[0])]
                texts = [k for k in about if k.startswith("resolution/")]
                roles += [("topic", texts[0])] if len(texts) == 1 else []
                yield self._made(verb, "ResolutionAdopted", status, roles, about=about)

    def appointments(self) -> Iterator[Frame]:
        """«was named envoy», «appointed X as envoy»."""
        trigger = self.scene.trigger("appoint")
        for verb in self.parse.verbs(trigger):
            status = self.parse.status(verb)
            passive = self.parse.passive(verb)
            tokens = [*self.parse.objects(verb), *self.parse.complements(verb, trigger.words["as"])]
            offices = [f for t in tokens if (f := self._office(t))]
            people = [f for t in tokens if (f := self.parse.outer.get(t.i)) and f.type == "Person"]
            subject = self.parse.subject(verb)
            holders = (
                roles_of(subject, "holder")
                if passive
                else [("holder", self.scene.key(p)) for p in people]
            )
            holders = [r for r in holders if r[1].startswith("person/")]
            if status is None or not offices or not holders:
                continue
            roles = [*holders[:1], ("office", self.scene.key(offices[0]))]
            roles += [] if passive else roles_of(subject, "signatory")
            yield self._made(verb, "Appointment", status, roles)

    def _office(self, token: Token) -> Found | None:
        found = self.parse.outer.get(token.i)
        return found if found and found.type == "Office" else None

    # --- force -------------------------------------------------------------------

    def sanctions(self) -> Iterator[Frame]:
        """«imposed sanctions on X»."""
        trigger = self.scene.trigger("sanction")
        for verb in self.parse.verbs(trigger):
            status = self.parse.status(verb)
            for noun in self.parse.objects(verb):
                if status is None or not trigger.nouns.match([noun.norm_], 0):
                    continue
                on = trigger.words["on"]
                tokens = [*self.parse.complements(verb, on), *self.parse.complements(noun, on)]
                targets = [r for t in tokens for r in roles_of(self.parse.actor(t), "target")]
                roles = [*roles_of(self.parse.subject(verb), "perpetrator"), *targets]
                yield self._made(verb, "Sanction", status, roles)

    def violence(self) -> Iterator[Frame]:
        """«X killed Y», «Y was killed by X», «X attacked Y»."""
        trigger: Trigger = self.scene.trigger("kill")
        for verb in self.parse.verbs(trigger):
            status = self.parse.status(verb)
            passive = self.parse.passive(verb)
            if status is None:
                continue
            subject = self.parse.subject(verb)
            objects = [self.parse.actor(t) for t in self.parse.objects(verb)]
            by = [self.parse.actor(t) for t in self.parse.complements(verb, trigger.words["by"])]
            done_to = [subject] if passive else objects
            doing = by if passive else [subject]
            roles = [r for actor in done_to for r in roles_of(actor, "victim")]
            roles += [r for actor in doing for r in roles_of(actor, "perpetrator")]
            yield self._made(verb, "ViolentEvent", status, roles, place=self.parse.place(verb))
