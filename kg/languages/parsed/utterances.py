"""How a parsed text tells what is said: who speaks for whom, to whom, on whose word."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.events.grammar import Actor, Need, Telling
from kg.languages.parsed.actors import Cast
from kg.languages.parsed.circumstances import Circumstances
from kg.languages.parsed.modality import Modality
from kg.languages.parsed.parse import Parse
from kg.languages.parsed.tellings import nouns_of
from kg.reading.setting import Setting
from kg.text.lexicon import is_form

_SPEECH = ("say", "demand", "belong", "round")


class Utterances:
    """The sayings of one document."""

    def __init__(
        self,
        parse: Parse,
        scene: Setting,
        cast: Cast,
        around: Circumstances,
        modality: Modality,
    ) -> None:
        self.parse = parse
        self.scene = scene
        self.cast = cast
        self.around = around
        self.modality = modality
        words = parse.words
        self.say = scene.trigger("say")
        self.must = words.words_of("particles", "necessity")
        self.strong = words.words_of("particles", "must")
        self.needs = words.words_of("particles", "needs")
        self.unless = words.words_of("particles", "unless")
        self.sources = words.words_of("particles", "according")
        self.views = words.words_of("particles", "view")
        self.wishing = scene.trigger("demand").words["wishing"]
        self.support = words.words_of("support", "doing")
        deeds = frozenset(
            noun[0]
            for name, trigger in words.lexicon.triggers.items()
            if name not in _SPEECH
            for noun in trigger.nouns.table
        )
        self.done = deeds | nouns_of(scene.trigger("demand"))
        """Nouns that tell of something done or called for."""

    # --- whether it is said ------------------------------------------------------

    def asserts(self, telling: Telling, actor: Actor) -> bool:
        """Whether a telling of speech is somebody's own saying, neither an aside nor a deed."""
        carries = self._carries_an_event(telling)
        return not (carries or self.aside(telling.verb) or self._spoken_for(telling, actor))

    def _carries_an_event(self, telling: Telling) -> bool:
        """«announced their ratification», «reiterated its call for …»: the noun is the event."""
        if telling.kind != "verb" or not is_form(telling.word, self.support):
            return False
        return any(is_form(self.parse.doc[i].norm_, self.done) for i in telling.patients)

    def aside(self, index: int) -> bool:
        """«the land claimed by both», «which officials say came from …», «believed to be»: said in
        passing."""
        verb = self.parse.doc[index]
        if verb.dep_ in ("acl", "amod") and self.parse.participle(verb):
            return True
        hearsay = self.say.words.get("hearsay", frozenset())
        bare = not self.parse.helpers(verb) and not self.parse.own_subject(verb)
        if bare and verb.norm_ in hearsay and any(c.dep_ == "xcomp" for c in verb.children):
            return True
        relative = verb.dep_ in ("relcl", "acl:relcl")
        return relative and any(child.dep_ == "ccomp" for child in verb.children)

    def _spoken_for(self, telling: Telling, actor: Actor) -> bool:
        """«the spokesman said that the United States supports …»: one statement, his."""
        if actor.among("person", "office"):
            return False
        teller = self.around.speaker(self.parse.doc[telling.verb])
        return teller is not None and bool(teller.among("person", "office"))

    # --- to whom, and when ---------------------------------------------------------

    def addressees(self, telling: Telling) -> list[Actor]:
        """«told Lavrov», «a déclaré à l'AFP»; an outlet is a medium too."""
        if telling.kind != "verb" or not telling.has("telling"):
            return []
        opened = telling.behind(*telling.trigger.words["addressee"])
        told = (self.cast.on(self.parse.doc[i]) for i in (*telling.patients, *opened))
        return [actor for actor in told if actor is not None]

    def occasions(self, telling: Telling) -> tuple[int, ...]:
        """«in a statement issued Thursday», «speaking in Beijing on Saturday», a spokesman who
        reports it."""
        verb = self.parse.doc[telling.verb]
        opened = [self.parse.doc[noun] for _, noun in telling.opened]
        near = [noun for noun in opened if is_form(noun.norm_, nouns_of(telling.trigger))]
        near += [c for noun in near for c in noun.children if c.dep_ in ("acl", "relcl")]
        near += [c for c in verb.children if c.dep_ == "advcl" and c.i < verb.i]
        head = verb.head
        if verb.dep_ in ("ccomp", "parataxis") and is_form(head.norm_, self.say.verbs):
            by = self.cast.subject(head)
            near += [head] if by is None or by.medium else []
        return tuple(token.i for token in near)

    # --- what must be --------------------------------------------------------------

    def need(self, telling: Telling) -> Need | None:
        """Whether what is said is what must be, and of whom: «said that Iran must …»."""
        if telling.content is not None:
            verb = self.parse.doc[telling.content]
            return self._need(verb, [verb])
        verb = self.parse.doc[telling.verb]
        return self._need(verb, [child for child in verb.children if child.dep_ == "ccomp"])

    def _need(self, verb: Token, clauses: list[Token]) -> Need | None:
        for child in clauses:
            if self._refused(child):
                return Need()
            words = {child.norm_, *(helper.norm_ for helper in self.parse.helpers(child))}
            words |= {c.norm_ for c in child.children if c.dep_ in ("acomp", "xcomp")}
            subject = self.cast.subject(child) if self.parse.own_subject(child) else None
            named = subject is not None and not subject.implied
            if named and (words & self.must or is_form(verb.norm_, self.wishing)):
                return Need(subject)
            if words & self.strong and not self._first_person(child):
                return Need()
        asked = any(noun.norm_ in self.needs for noun in self.parse.objects(verb))
        return Need() if asked else None

    def _refused(self, verb: Token) -> bool:
        """«said it would not return unless …»: a refusal with a condition."""
        if self.modality.verb(verb) != "denied":
            return False
        clauses = [c for step in (verb, *verb.children) for c in step.children if c.dep_ == "advcl"]
        return any(child.norm_ in self.unless for clause in clauses for child in clause.children)

    def _first_person(self, verb: Token) -> bool:
        token = self.parse.subject_token(verb)
        return token is not None and token.pos_ == "PRON" and "expl" not in token.dep_

    # --- on whose word -------------------------------------------------------------

    def reports(self) -> Iterator[Telling]:
        """«according to the ministry», «selon Matthew Rycroft», «Pour Vladimir Poutine, …»."""
        for token in self.parse.doc:
            for opener, noun in self.parse.opened(token):
                if opener not in self.sources and not self._opens_sentence(opener, noun):
                    continue
                actor = self.cast.on(noun) or self._of_a_text(noun)
                if actor is None or actor.medium or actor.unnamed or actor.implied:
                    continue
                yield Telling(
                    trigger=self.say,
                    token=noun.i,
                    verb=noun.i,
                    word=noun.norm_,
                    kind="noun",
                    status="occurred",
                    agent=actor,
                    content=token.i,
                )

    def _of_a_text(self, noun: Token) -> Actor | None:
        """«according to a statement by the ministry», «selon un rapport de l'ONU»."""
        if not is_form(noun.norm_, nouns_of(self.say) | self.say.words["texts"]):
            return None
        openers = {o for o, role in self.say.roles.items() if role == "speaker"}
        behind = (self.cast.on(n) for o, n in self.parse.opened(noun) if o in openers)
        return next((actor for actor in behind if actor is not None), self.cast.owner(noun))

    def _opens_sentence(self, opener: str, noun: Token) -> bool:
        """«Pour le ministre, la mission doit …»: whose view it is, set off by a comma."""
        if opener not in self.views:
            return False
        words = self.parse.words
        found = self.parse.find(noun.i, "Person", "Office")
        start, _ = self.scene.bounds(noun.i)
        if found is None or found.start - start > 2:
            return False
        after = words.norms[found.end] if found.end < len(words) else ""
        return after == ","
