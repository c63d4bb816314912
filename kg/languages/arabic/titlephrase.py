"""The phrase that names an office in Arabic: a head noun with domain, body, state and area.

«مبعوث الأمم المتحدة الخاص إلى سوريا»; conjoined offices share what follows («وزيري الخارجية
والدفاع الروسيين»).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.languages.arabic.gazetteer import Gazetteer
from kg.text.findings import Found, OfficeFacts
from kg.text.words import Words

_REACH = 12
_DUAL = ("ي", "ا")
"""What two offices end in before what they are of: «رئيسي», and never «الرئيسي»."""
_LOOSE = ("ambassador", "commander", "envoy", "spokesperson", "counterpart")
_ASSISTANTS = ("deputy", "adviser")
_PRONOUNS = ("ه", "ها", "هم", "هما")


@dataclass
class Title:
    """An office phrase while it is being read."""

    start: int
    end: int
    kind: str
    definite: bool
    complete: bool = False
    facts: OfficeFacts = field(default_factory=OfficeFacts)
    conjuncts: list[tuple[int, int, str]] = field(default_factory=list)
    """(start, end, domain) of further conjoined offices."""


class TitlePhrases:
    """Reads the office phrases of one document."""

    def __init__(self, words: Words, gazetteer: Gazetteer, bodies: list[Found]) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.names = {found.start: found for found in bodies}
        lexicon = words.lexicon
        self.heads = lexicon.heads()
        self.domains = lexicon.words("titles", "domains")
        self.links = lexicon.words("titles", "links")
        self.loose = lexicon.words("titles", "loose")
        self.former = lexicon.words("titles", "former")
        self.completed = lexicon.words("titles", "complete")
        self.owned = {
            head + pronoun: kind
            for (head, *rest), kind in self.heads.table.items()
            for pronoun in _PRONOUNS
            if not rest and kind in _ASSISTANTS
        }
        self.honorifics = lexicon.words("titles", "honorifics")
        self.always = set(lexicon.tables["titles"]["always"])

    def at(self, index: int) -> Title | None:
        """The office whose head begins at a token."""
        head = self._head(index)
        if head is None:
            return None
        length, kind = head
        words = self.words
        title = Title(index, index + length, kind, words.definite(index))
        owned = words.norms[index] in self.owned and not words.nominal(index)
        title.complete = length > 1 or kind == "counterpart" or owned
        if kind in _ASSISTANTS and not title.definite:
            inner = self.at(title.end) if title.end < len(words) else None
            if inner is not None:
                inner.start, inner.kind = index, f"{kind}-{inner.kind}"
                return inner
        self._complements(title)
        if not title.complete and self._honorific(title):
            return None
        if title.end == index + 1 and words.bare(index) in self.completed:
            return None
        if title.complete or (title.definite and kind in self.always):
            return title
        return None

    def _head(self, index: int) -> tuple[int, str] | None:
        words = self.words
        if words.clitic[index] or words.dated[index]:
            return None
        window = words.norms[index : index + 3]
        exact = self.heads.match(window, 0)
        if exact is None and words.norms[index] in self.owned and not words.nominal(index):
            return 1, self.owned[words.norms[index]]
        whole = words.definite(index) and words.norms[index].endswith(_DUAL)
        bare = None if whole else self.heads.match([words.bare(index), *window[1:]], 0)
        return max((m for m in (exact, bare) if m), default=None)

    def _honorific(self, title: Title) -> bool:
        """«الأمير زيد», «الملك سلمان»: a word of honour before a name is no office."""
        words = self.words
        after = title.end
        named = after < len(words) and words.is_word(after) and not words.closed(after)
        return named and words.norms[title.start] in self.honorifics

    def _complements(self, title: Title) -> None:
        while title.end < len(self.words) and title.end - title.start < _REACH:
            step = (
                self._nationality(title)
                or self._adjective(title)
                or self._name(title)
                or self._domain(title)
                or self._conjunct(title)
                or self._area(title)
            )
            if not step:
                return

    def _nationality(self, title: Title) -> bool:
        found = self.gazetteer.nationality(self.words.norms, title.end)
        if found is None:
            return False
        length, known = found
        if known.startswith("state/"):
            title.facts.state = title.facts.state or known
        else:
            title.facts.body = title.facts.body or known
        title.end += length
        title.complete = True
        return True

    def _adjective(self, title: Title) -> bool:
        words = self.words
        bare = words.bare(title.end)
        tanwin = bare.rstrip("ا") if not words.definite(title.end) else bare
        if bare not in words.adjectives and tanwin not in words.adjectives:
            return False
        if bare in self.former:
            title.facts.former = True
        title.end += 1
        title.complete = True
        return True

    def _name(self, title: Title) -> bool:
        found = self.names.get(title.end)
        if found is None or found.type == "Agreement" or title.definite:
            return False
        if title.facts.owned:
            return False
        owner = found.key or found
        if found.type == "State":
            title.facts.state = owner
        else:
            title.facts.body = owner
        title.end = found.end
        title.complete = True
        return True

    def _domain(self, title: Title) -> bool:
        words = self.words
        index = title.end
        if title.definite or title.facts.owned:
            return False
        if self._inner_domain(title, index):
            return True
        if not words.definite(index) or words.closed(index):
            return False
        if words.dated[index] or words.is_verb(index) or words.norms[index] in self.honorifics:
            return False
        title.facts.domain = title.facts.domain or words.norms[index]
        title.end += 1
        title.complete = True
        return True

    def _inner_domain(self, title: Title, index: int) -> bool:
        """«خارجية مجموعة السبع», «خارجيته»: a domain that a body or a pronoun completes."""
        norm = self.words.norms[index]
        owned = any("ال" + stem in self.domains for stem in _owned_stems(norm))
        body = self.names.get(index + 1)
        plain = index + 1 < len(self.words) and self.words.definite(index + 1)
        completed = plain or (body is not None and body.type in ("State", "Organization"))
        if not owned and not (completed and "ال" + norm in self.domains):
            return False
        domain = self._domain_of(norm) if owned else "ال" + norm
        title.facts.domain = title.facts.domain or domain
        title.end += 1
        if body is None and not owned:
            while title.end < len(self.words) and self._describes(title.end):
                title.end += 1
        title.complete = True
        return True

    def _describes(self, index: int) -> bool:
        """«خارجية الدول السبع الكبرى»: a definite word that only says whose domain it is."""
        words = self.words
        plain = words.definite(index) and not words.dated[index] and not words.closed(index)
        return plain and self.gazetteer.nationality(words.norms, index) is None

    def _domain_of(self, norm: str) -> str:
        return next("ال" + stem for stem in _owned_stems(norm) if "ال" + stem in self.domains)

    def _conjunct(self, title: Title) -> bool:
        """«… والدفاع»: another domain of the same head, when it is one we know."""
        words = self.words
        index = title.end
        if not (words.clitic[index] and words.norms[index] == "و" and index + 1 < len(words)):
            return False
        following = words.norms[index + 1]
        if following not in self.domains or title.facts.domain is None:
            return False
        title.conjuncts.append((index + 1, index + 2, following))
        title.end = index + 2
        return True

    def _area(self, title: Title) -> bool:
        """«إلى سوريا», «في جنوب السودان», «باسم الحكومة»: what the office is for."""
        words = self.words
        index = title.end
        if words.norms[index] == "باسم" or words.norms[index] in self.links:
            loose = words.norms[index] in self.loose
            if words.norms[index] == "الي" and not title.kind.endswith(_LOOSE):
                return False
            if words.norms[index] == "ب" and title.kind != "commander":
                return False
            if loose and title.kind == "counterpart":
                return False
            told = title.definite or title.facts.state is not None
            if loose and told and title.kind not in _LOOSE:
                return False
            start = index + 1
            if words.norms[index] == "ب" and start < len(words) and words.norms[start] == "اسم":
                start += 1
            found = self.names.get(start)
            if found is None or title.facts.area is not None:
                return False
            place = loose and found.type == "Place" and title.kind not in _LOOSE
            if place:
                return False
            state = found.name.state if title.kind in _LOOSE else None
            title.facts.area = state or found.key or found
            title.end = found.end
            title.complete = True
            return True
        return False


def _owned_stems(norm: str) -> Iterator[str]:
    """What may be left of a noun without a pronoun: «خارجيتها» is «خارجية» with «ها»."""
    for pronoun in _PRONOUNS:
        if norm.endswith(pronoun):
            stem = norm.removesuffix(pronoun)
            yield stem
            if stem.endswith("ت"):
                yield stem[:-1] + "ه"
