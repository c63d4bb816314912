"""The words of a text that tell of events, with who stands where around each of them.

A telling is a verb («met»), a noun carried by a verb («held talks», «a eu lieu»), or a noun
alone («Kerry's visit to Cairo»). What the grammar says is the same for all three: who acts,
to whom it is done, what prepositions open. Which of these is which role, the trigger's
``roles`` table in the language file says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from kg.events.grammar import Actor, Telling
from kg.languages.parsed.actors import Cast
from kg.languages.parsed.modality import Modality
from kg.languages.parsed.parse import SUBJECT, Parse
from kg.letters import fold
from kg.text.lexicon import Trigger, is_form

_NEAR = 6
_BESIDE = 2
"""Words behind a verb that may make one expression with it."""


def nouns_of(trigger: Trigger) -> frozenset[str]:
    """The nouns of a trigger that are one word."""
    return frozenset(words[0] for words in trigger.nouns.table if len(words) == 1)


class Tellings:
    """Finds the tellings of a trigger in one document."""

    def __init__(self, parse: Parse, cast: Cast, modality: Modality) -> None:
        self.parse = parse
        self.cast = cast
        self.modality = modality
        tables = parse.words.lexicon.tables
        self.tables = tables["triggers"]
        self.doing = parse.words.words_of("support", "doing")
        self.occurring = parse.words.words_of("support", "occurring")
        self.by = parse.words.words_of("support", "by")
        self.joints = parse.words.words_of("support", "joints")
        self.led = parse.words.words_of("organizations", "led")
        verbs = ((token, parse.is_verb(token)) for token in parse.doc)
        self._words = [(t, verb) for t, verb in verbs if verb or t.pos_ in ("NOUN", "PROPN")]

    def of(self, trigger: Trigger) -> Iterator[Telling]:
        """The tellings of a trigger, in text order."""
        nouns = nouns_of(trigger)
        for token, verb in self._words:
            if verb and is_form(token.norm_, trigger.verbs):
                if self._fits(token, trigger):
                    yield from self._verb(token, trigger)
            elif not verb and is_form(token.norm_, nouns):
                yield from self._noun(token, trigger)

    def _fits(self, verb: Token, trigger: Trigger) -> bool:
        """Verbs that mean the event only with a preposition, particle or clause («call for»)."""
        table: Mapping[str, list[str]] = self.tables[trigger.name].get("needing", {})
        for form, needed in table.items():
            if is_form(verb.norm_, frozenset((fold(form),))):
                return bool(self._has(verb) & set(map(fold, needed)))
        return True

    def _has(self, verb: Token) -> set[str]:
        """What stands with a verb: its prepositions and particles, ``clause``, ``infinitive``,
        ``object``, ``actor`` (an object with a name) or ``alone`` (none)."""
        has = {word for opener, noun in self.parse.opened(verb) for word in (opener, noun.norm_)}
        for child in verb.children:
            if child.dep_ in ("prt", "prep", "advmod", "mark", "compound:prt"):
                has.add(child.norm_)
            elif child.dep_ == "ccomp":
                has.add("clause")
            if child.dep_ in ("xcomp", "ccomp") and self.parse.infinitive(child):
                has.add("infinitive")
        objects = self.parse.objects(verb)
        has.add("object" if objects else "alone")
        if any(self.cast.on(noun) for noun in objects):
            has.add("actor")
        for token in self.parse.doc[verb.i + 1 : verb.i + 1 + _NEAR]:
            if token.is_punct or self.parse.is_verb(token):
                break
            if token.pos_ == "ADP" or token.i <= verb.i + _BESIDE:
                has.add(token.norm_)  # «appelé une fois de plus à une pause», «mis en garde»
        return has

    # --- verbs -------------------------------------------------------------------

    def _verb(self, verb: Token, trigger: Trigger) -> Iterator[Telling]:
        status = self.modality.verb(verb)
        if status is None:
            return
        if is_form(verb.norm_, trigger.words.get("ahead", frozenset())):
            status = "planned" if status in ("occurred", "ongoing") else status
        subject = self.cast.subject(verb)
        opened = list(self.parse.opened(verb))
        patients = self.parse.objects(verb)
        agent = subject
        if self.parse.passive(verb):
            done_to = self.parse.subject_token(verb)
            if done_to is None and verb.dep_.startswith("acl"):
                done_to = verb.head  # «the round kicked off on Tuesday»
            elif done_to is None and verb.dep_ == "advcl":
                done_to = self.parse.subject_token(verb.head)  # «nommé par Annan, il entame …»
            patients = [done_to] if done_to is not None else []
            agents = [n for opener, n in opened if opener in self.by]
            agent = self.cast.on(agents[0]) if agents else None
            opened = [pair for pair in opened if pair[0] not in self.by]
        elif agent is not None:
            patients = [p for p in patients if p.i != agent.token]
        yield Telling(
            trigger=trigger,
            token=verb.i,
            verb=verb.i,
            word=verb.norm_,
            kind="verb",
            status=status,
            agent=agent,
            patients=tuple(patient.i for patient in patients),
            opened=tuple((opener, behind.i) for opener, behind in opened),
        )

    # --- nouns -------------------------------------------------------------------

    def _noun(self, noun: Token, trigger: Trigger) -> Iterator[Telling]:
        found = self.parse.outmost.get(noun.i)
        if found is not None and found.type not in ("TalksProcess", "TalksRound"):
            return  # a word of a name tells of nothing
        if not self._as_described(noun, trigger):
            return
        verb = self._carrier(noun, trigger)
        if not self._as_carried(noun, verb, trigger):
            return
        status = self.modality.noun(noun, occasion="occasion" in trigger.words)
        if status is None:
            return
        opened = list(self.parse.opened(noun))
        for child in noun.children:
            if child.dep_ in ("acl", "amod"):  # «sanctions imposed on Iraq by …»
                does = self._carries(child, trigger) or is_form(child.norm_, self.led)
                around = self.parse.opened(child)  # who condemned an attack made none
                opened += [pair for pair in around if does or pair[0] not in self.by]
        agents = [n for opener, n in opened if opener in self.by]
        agent = self.cast.on(agents[0]) if agents else None
        owner = self.cast.owner(noun)
        if verb is not None:
            passive = self.parse.passive(verb)
            around = self.parse.opened(verb)
            opened += [p for p in around if p[1].i != noun.i and not (passive and p[0] in self.by)]
            if noun.dep_ not in SUBJECT and agent is None:
                agent = self.cast.subject(verb)
            elif passive and agent is None:
                doers = [n for opener, n in around if opener in self.by]
                agent = self.cast.on(doers[0]) if doers else None
        elif agent is None and owner is None:
            agent = self._agent_of_noun(noun, trigger)
        yield Telling(
            trigger=trigger,
            token=noun.i,
            verb=verb.i if verb is not None else noun.i,
            word=noun.norm_,
            kind="carried" if verb is not None else "noun",
            status=status,
            agent=agent,
            opened=tuple((opener, behind.i) for opener, behind in opened),
            owner=owner,
        )

    def _as_described(self, noun: Token, trigger: Trigger) -> bool:
        """Nouns that mean the event only with another before them («phone call»)."""
        table: Mapping[str, list[str]] = self.tables[trigger.name].get("described", {})
        for form, wanted in table.items():
            if is_form(noun.norm_, frozenset((fold(form),))):
                return any(child.norm_ in wanted for child in noun.children)
        return True

    def _as_carried(self, noun: Token, verb: Token | None, trigger: Trigger) -> bool:
        """Nouns that mean the event only with their verb («fait part de»)."""
        table: Mapping[str, list[str]] = self.tables[trigger.name].get("carrying", {})
        for form, wanted in table.items():
            if is_form(noun.norm_, frozenset((fold(form),))):
                return verb is not None and is_form(verb.norm_, frozenset(map(fold, wanted)))
        return True

    def _carrier(self, noun: Token, trigger: Trigger) -> Token | None:
        """The verb that only carries the noun: «paid a visit», «talks took place»."""
        head = noun.head
        while noun.dep_ in ("conj",) and head != noun:
            noun, head = head, head.head
        if not self.parse.is_verb(head):
            return None
        carries = self._carries(head, trigger)
        if noun.dep_ in SUBJECT:
            happens = is_form(head.norm_, self.occurring) or (carries and self.parse.passive(head))
            return head if happens else None
        return head if carries and noun.dep_ not in ("npadvmod", "obl:mod") else None

    def _carries(self, verb: Token, trigger: Trigger) -> bool:
        return is_form(verb.norm_, self.doing) or is_form(verb.norm_, trigger.light)

    def _agent_of_noun(self, noun: Token, trigger: Trigger) -> Actor | None:
        """«est en déplacement aux États-Unis», «said during a visit to …»."""
        own = next((child for child in noun.children if child.dep_ in SUBJECT), None)
        if own is not None:
            return self.cast.on(own)
        return self._attached(noun, trigger)

    def _attached(self, noun: Token, trigger: Trigger) -> Actor | None:
        """«said during a visit to …», «à l'issue d'un entretien»: who speaks is who visits;
        so is who is named: «Lavrov, en visite à Bagdad»."""
        through = trigger.words.get("attached", frozenset())
        opener = self.parse.opener(noun)
        if opener and opener[1].norm_ in through and opener[1].pos_ == "NOUN":
            opener = self.parse.opener(opener[1])
            through |= self.joints
        if opener is None or opener[0] not in through:
            return None
        if self.parse.is_verb(opener[1]):
            return self.cast.subject(self.parse.clause(noun))
        before = self.parse.doc[noun.i - 2] if noun.i > 1 else None
        set_off = before is not None and before.norm_ == ","
        return self.cast.on(opener[1]) if set_off and opener[1].i in self.parse.outmost else None
