"""The documents that the tellings of a parsed text are about."""

from __future__ import annotations

from kg.events.grammar import Paper, Telling
from kg.languages.parsed.actors import Cast
from kg.languages.parsed.parse import Parse
from kg.model.vocabulary import EntityType, Roles
from kg.reading.setting import Setting
from kg.text.findings import Found
from kg.text.lexicon import is_form


class SubjectMatter:
    """Finds the agreement or resolution of a telling in one document."""

    def __init__(self, parse: Parse, scene: Setting, cast: Cast) -> None:
        self.parse = parse
        self.scene = scene
        self.cast = cast
        self.plain = parse.words.words_of("documents", "plain")
        self.concluded = parse.words.words_of("documents", "concluded")

    def resolution(self, telling: Telling) -> Paper | None:
        """The resolution that a verb or noun is about."""
        found, token = self._about(telling, "Resolution")
        return Paper(found, token) if found is not None else None

    def agreement(self, telling: Telling) -> Paper:
        """The agreement, named or not, with the parties that its noun names."""
        found, token = self._about(telling, "Agreement")
        if found is None and telling.owner is not None and telling.kind != "verb":
            found = self._last_named(telling)
        token = self._plain(telling) if token is None else token
        parties: Roles = []
        for opener, noun in self.parse.opened(self.parse.doc[token]) if token is not None else ():
            role, actor = telling.trigger.roles.get(opener), self.cast.on(noun)
            parties += [(role, key) for key in actor.keys] if role and actor else []
        return Paper(found, token, tuple(parties), self._consulted(telling))

    def sponsors(self, paper: Found) -> tuple[str, ...]:
        """«a resolution proposed by Russia and Turkey»: who brought the text in."""
        trigger = self.scene.trigger("propose")
        for index in range(paper.start, paper.end):
            for child in self.parse.doc[index].children:
                if child.dep_.startswith("acl") and is_form(child.norm_, trigger.verbs):
                    return self.cast.all(self.parse.complements(child, trigger.words["by"]))
        return ()

    def _about(self, telling: Telling, type_: EntityType) -> tuple[Found | None, int | None]:
        """Object, passive subject, what «of» opens, what a participle describes."""
        tokens = [*telling.patients, *telling.behind(*telling.trigger.words["of"])]
        verb = self.parse.doc[telling.verb]
        if verb.dep_.startswith(("acl", "amod")):
            tokens.append(verb.head.i)
        subject = self.parse.subject_token(verb)
        if telling.has("entering") and subject is not None:
            tokens.append(subject.i)
        if self.parse.participle(verb) and not self.parse.own_subject(verb):
            at = verb.i - 1
            tokens.append(at - (self.parse.words.norms[at] == ","))
        for index in tokens:
            found = self.parse.find(index, type_)
            if found is not None:
                return found, index
        return None, None

    def _plain(self, telling: Telling) -> int | None:
        """«signed an agreement»: the noun of one without a name, that is only concluded."""
        if not is_form(telling.word, self.concluded):
            return None
        tokens = (*telling.patients, *telling.behind(*telling.trigger.words["of"]))
        return next((i for i in tokens if self.parse.doc[i].norm_ in self.plain), None)

    def _consulted(self, telling: Telling) -> frozenset[str]:
        """«reached in consultation with the United Nations»: who is asked does not sign."""
        beside = telling.trigger.words.get("beside", frozenset())
        norms = self.parse.words.norms
        asked = []
        for noun in (self.parse.doc[index] for _, index in telling.opened):
            first = noun.left_edge.i
            if not beside.isdisjoint(norms[max(0, first - 3) : first + 1]):
                asked.append(noun)
        return frozenset(self.cast.all(asked))

    def _last_named(self, telling: Telling) -> Found | None:
        """«announced their ratification»: of the agreement named last."""
        start, _ = self.scene.bounds(telling.token)
        number = max(0, self.parse.words.sentence_of[telling.token] - 1)
        first = min(start, self.parse.words.sentences[number][0])
        found = self.scene.finds(first, telling.token, "Agreement")
        return found[-1] if found else None
