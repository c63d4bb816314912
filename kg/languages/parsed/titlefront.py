"""What stands before the head of an office in Latin script: owners, domains, adjectives.

«the French and German foreign ministers», "Russia's acting foreign minister".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.languages.parsed.gazetteer import LatinGazetteer
from kg.languages.parsed.words import LatinWords
from kg.text.findings import Found, OfficeFacts

REACH = 14
"""How many tokens an office may have on either side of its head."""


@dataclass
class Title:
    """An office phrase while it is being read."""

    head: int
    start: int
    end: int
    kind: str
    facts: OfficeFacts = field(default_factory=OfficeFacts)
    nested: list[Found] = field(default_factory=list)
    """Offices within the phrase: «envoy of the Secretary General»."""
    held: list[tuple[Found, Found]] = field(default_factory=list)
    """(person, office) of offices within the phrase."""
    owned: bool = False
    """Whether a name, a nationality, a domain or a complement says which office."""
    shared: int | None = None
    """Where the first of offices conjoined behind the head ends."""
    others: list[tuple[int, int, str | None, str | None]] = field(default_factory=list)
    """(start, end, domain, state) of offices conjoined before the head."""

    def own(self, start: int, owner: Found | str) -> None:
        """Take a name or a nationality for whose office it is; the phrase begins at ``start``."""
        key = owner if isinstance(owner, str) else owner.key
        state = isinstance(owner, Found) and owner.type in ("State", "Place")
        state = state or (key or "").startswith("state/")
        if state:
            self.facts.state = self.facts.state or key or owner
        else:
            self.facts.body = self.facts.body or key or owner
        self.start = start
        self.owned = True


class TitleFront:
    """Reads what stands before the heads of one document's offices."""

    def __init__(self, words: LatinWords, gazetteer: LatinGazetteer, names: list[Found]) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.ending = {found.end: found for found in sorted(names)}
        self.adjectives = words.phrases("titles", "adjectives")
        self.outside = words.phrases("titles", "outside")
        self.domains = words.phrases("titles", "domains")
        self.plural = words.phrases("titles", "plural")
        self.former = words.phrases("titles", "former")
        self.before_head: bool = words.lexicon.tables["titles"].get("before_head", True)

    def read(self, title: Title, floor: int) -> None:
        """Take in what stands before the head, not before ``floor``."""
        words = self.words
        while title.start > floor and title.head - title.start < REACH:
            end = title.start
            step = self._owner_back(title) or self._domain_back(title)
            if step:
                continue
            adjective = words.match_back(self.adjectives, end)
            if adjective and adjective[0] >= floor and self.before_head:
                title.start = adjective[0]
                second(words, title, adjective[1])
                continue
            before = words.match_back(self.outside, end)
            if before and words.match_back(self.former, end):
                title.facts.former = True
            return

    def _owner_back(self, title: Title) -> bool:
        """A nationality or a name right before: «Japanese …», «UN …», «Russia's …»."""
        words = self.words
        end = title.start
        if not self.before_head or title.facts.state is not None:
            return False
        demonym = self.gazetteer.demonym_before(words, end)
        if demonym:
            title.own(demonym[0], demonym[1])
            self._conjoined_before(title)
            return True
        if end > 1 and words.norms[end - 1] in ("'s", "'"):
            end -= 1
        found = self.ending.get(end)
        if found is None or found.type == "Person" or title.facts.body is not None:
            return False
        title.own(found.start, found)
        return True

    def _conjoined_before(self, title: Title) -> None:
        """«the French and German foreign ministers»: a further nationality, a further office."""
        words = self.words
        conjunction = title.start - 1
        plural = words.match(self.plural, title.head)
        if plural and conjunction > 0 and words.norms[conjunction] in words.ands:
            other = self.gazetteer.demonym_before(words, conjunction)
            if other:
                title.others.append((other[0], conjunction, None, other[1]))

    def _domain_back(self, title: Title) -> bool:
        words = self.words
        if not self.before_head or title.facts.domain is not None:
            return False
        domain = words.match_back(self.domains, title.start)
        if domain is None:
            return False
        title.facts.domain = domain[1]
        title.start = domain[0]
        title.owned = True
        conjunction = title.start - 1
        if conjunction > 0 and words.norms[conjunction] in words.ands:
            other = words.match_back(self.domains, conjunction)
            plural = words.match(self.plural, title.head) is not None
            if other and plural:
                title.others.append((other[0], conjunction, other[1], None))
        return True


def second(words: LatinWords, title: Title, adjective: str) -> None:
    """«deputy», «adjoint»: another office than its chief's."""
    if adjective in words.phrases("titles", "deputy") and title.kind != "deputy":
        title.kind = "deputy-" + title.kind.removeprefix("deputy-")
