"""Bodies: a head noun with what completes it.

«وزارة الخارجية الروسية», «بعثة الأمم المتحدة إلى ليبيا», «المعهد الأوروبي للسلام».
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.background import knowledge
from kg.languages.arabic.gazetteer import Gazetteer
from kg.languages.arabic.media import Media
from kg.letters import fold
from kg.text.findings import Found, NameFacts
from kg.text.words import Words

_REACH = 6
_ADJECTIVAL = ("ي", "يه")


class BodyFinder:
    """Finds bodies in one document."""

    def __init__(self, words: Words, gazetteer: Gazetteer) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.knowledge = knowledge.load()
        lexicon = words.lexicon
        self.heads = lexicon.words("organizations", "heads")
        self.ministries = lexicon.words("organizations", "ministries")
        self.not_alone = lexicon.words("organizations", "not_alone")
        sent = lexicon.tables["organizations"]["sent"]
        self.sent = {fold(head): frozenset(map(fold, to)) for head, to in sent.items()}
        self.purposeful = lexicon.words("organizations", "purposeful")
        self.serving = lexicon.words("organizations", "serving")
        self.owned = lexicon.words("organizations", "owned")
        self.participles = lexicon.words("words", "participles")
        self.groups = lexicon.words("organizations", "groups")
        self.group_words = lexicon.words("organizations", "group_words")
        raw = [f for f in gazetteer.find(words.doc) if not words.dated[f.start]]
        self.known = {found.start: found for found in raw}
        self.media = Media(words, gazetteer, self.known)

    def bodies(self) -> Iterable[Found]:
        """Bodies by their head nouns, overlapping ones included."""
        words = self.words
        for index in range(len(words)):
            if words.clitic[index] or words.dated[index]:
                continue
            norm, bare = words.norms[index], words.bare(index)
            if norm in self.ministries:
                yield from self._ministry(index)
            elif bare in self.groups:
                yield from self._group(index)
            elif bare in self.heads:
                yield from self._body(index)

    def _ministry(self, index: int) -> Iterable[Found]:
        """«الخارجية الروسية»: the ministry, unless a minister stands before it."""
        words = self.words
        end = index + 1
        state = self.gazetteer.demonym(words.norms[end]) if end < len(words) else None
        before = index - 1
        if state is None or (before >= 0 and words.lexicon.heads().match(words.norms, before)):
            return
        head = before >= 0 and words.bare(before) in self.heads
        head = head or (
            before > 0 and words.norms[before] == "و" and words.norms[before - 1] in self.ministries
        )
        described = before >= 0 and words.definite(before) and not words.dated[before]
        if not head and not described:
            facts = NameFacts(state=state, ministry=words.norms[index])
            yield Found(index, end + 1, "Organization", None, facts)

    def _titled(self, index: int) -> bool:
        """«وزراء خارجية …»: the domain of a title, not a body."""
        before = index - 1
        heads = self.words.lexicon.heads()
        return before >= 0 and heads.match([self.words.bare(before)], 0) is not None

    def _group(self, index: int) -> Iterable[Found]:
        words = self.words
        end = index + 1
        while end < len(words) and words.norms[end] in self.group_words:
            end += 1
        if end > index + 1:
            yield Found(index, end, "Organization", None)

    def _body(self, index: int) -> Iterable[Found]:
        words = self.words
        known = self.known.get(index)
        if known and known.type == "Organization":
            return
        if "ال" + words.norms[index] in self.ministries and self._titled(index):
            return
        end, facts = self.complement(index)
        if facts.named:
            end = self._tail(index, end)
        if self.media.opens(index):
            if any(index < medium.start < end for medium in self.media.at(index)):
                return
            facts.medium = True
        if end == index + 1:
            if words.definite(index) and words.bare(index) not in self.not_alone:
                yield Found(index, end, "Organization", None, NameFacts(alone=True))
            return
        if not facts.named and not words.definite(index):
            return
        if words.definite(index) and not facts.named:
            return
        unowned = facts.noun and facts.state is None and not facts.medium
        if unowned and words.bare(index) in self.owned:
            return  # «نظام العقوبات», «إدارة البلاد»
        yield Found(index, end, "Organization", None, facts)

    def complement(self, index: int) -> tuple[int, NameFacts]:
        """Where a noun phrase headed at ``index`` ends and which names it holds."""
        words = self.words
        end = index + 1
        facts = NameFacts()
        definite_head = words.definite(index)
        while end < len(words) and end - index <= _REACH:
            known = self.known.get(end)
            nationality = self.gazetteer.nationality(words.norms, end)
            if nationality:
                facts.state = facts.state or nationality[1]
                facts.named = True
                end += nationality[0]
            elif definite_head and self._called(known, index, end):
                facts.named = True
                return end + 1, facts
            elif known and known.type in ("State", "Organization", "Place") and not definite_head:
                if end > index + 1 and (not facts.noun or facts.state is not None):
                    break
                facts.state = facts.state or known.key
                facts.named = True
                return known.end, facts
            elif known and known.type == "Person" and not definite_head and end == index + 1:
                facts.named = True
                return known.end, facts
            elif not definite_head and end == index + 1 and self._chain(end):
                end += self._chain(end)
            elif self._inner_word(end) and self._goes_on(end, facts, definite=definite_head):
                facts.noun = facts.named = not definite_head or facts.named
                end += 1
            else:
                break
        return end, facts

    def _goes_on(self, index: int, facts: NameFacts, *, definite: bool) -> bool:
        """Whether a definite word is part of a body: behind a nationality only an adjective is."""
        if self._adjective(index):
            return True
        if definite:
            return False
        norm, before = self.words.norms[index], self.words.norms[index - 1]
        agrees = norm.endswith(_ADJECTIVAL) and norm.endswith("ه") == before.endswith("ه")
        return facts.state is None or agrees

    def _called(self, known: Found | None, index: int, end: int) -> bool:
        """«اللجنة الرباعية»: a body's name that describes the definite head before it."""
        single = known is not None and known.type == "Organization" and known.end == end + 1
        return single and end == index + 1 and self.words.definite(end)

    def _tail(self, index: int, end: int) -> int:
        """What a body is for, then where: «للسلام», «لتحرير السودان», «إلى ليبيا», «في اليمن»."""
        words = self.words
        opened = end + 1 < len(words) and words.norms[end] == "ل" and words.clitic[end]
        if opened and self._purposeful(index, end):
            reached = self._purpose(end + 1)
            end = end if reached == end + 1 else reached
        bare = words.bare(index)
        if end + 1 >= len(words) or bare not in self.sent:
            return end
        to = words.norms[end] in self.sent[bare]
        seat = self.known.get(end + 1)
        seated = seat and seat.type in ("State", "Place", "Organization")
        return seat.end if seat and to and seated else end

    def _purposeful(self, index: int, end: int) -> bool:
        """Whether a head takes «ل» and what it is for, also behind another body's name."""
        bare = self.words.bare(index)
        words = self.words
        named = any(
            i in self.known
            and words.bare(i) not in words.adjectives
            and not self.gazetteer.nationality(words.norms, i)
            for i in range(index + 1, end)
        )
        return bare in (self.serving if named else self.purposeful)

    def _purpose(self, index: int) -> int:
        """Where «السلام», «حقوق الإنسان», «غوث وتشغيل اللاجئين» behind «ل» ends."""
        words = self.words
        known = self.known.get(index)
        if known is not None or words.bare(index) in self.heads:
            return index
        end = index
        while end < len(words) and not words.definite(end):
            plain = words.is_word(end) and not words.closed(end) and not words.dated[end]
            after = self.known.get(end)
            if after is not None and end > index:
                return index if after.type == "Person" else after.end
            joins = words.norms[end] == "و" and words.clitic[end]
            if end - index > 2 or not (plain or joins) or words.is_verb(end):
                return index
            end += 1
        if end >= len(words) or not self._inner_word(end):
            return index
        end += 1
        while end < len(words) and self._inner_word(end) and not words.is_verb(end):
            end += 1
        return end

    def _chain(self, index: int) -> int:
        """«تحالف دعم الشرعية»: how many indefinite nouns lead to a definite one (0, 1 or 2)."""
        words = self.words
        for length in (1, 2):
            at = index + length - 1
            plain = at + 1 < len(words) and words.is_word(at) and not words.closed(at)
            if not plain or words.is_verb(at) or words.dated[at] or at in self.known:
                return 0
            if words.definite(at) or words.norms[at].startswith("ي"):
                return 0  # «شركة يملكها …»: nouns hardly begin with «ي», verbs do
            if self._inner_word(at + 1):
                return length
        return 0

    def _inner_word(self, index: int) -> bool:
        words = self.words
        plain = not words.closed(index) and not words.dated[index]
        return words.definite(index) and plain and words.norms[index] not in self.participles

    def _adjective(self, index: int) -> bool:
        return self.words.bare(index) in self.words.adjectives
