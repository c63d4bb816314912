"""Resolutions and agreements: the documents of diplomacy, by number, name or description."""

from __future__ import annotations

from kg.languages.arabic.gazetteer import Gazetteer
from kg.text.findings import Found, PaperFacts, longest
from kg.text.words import Words

_REACH = 8


class DocumentFinder:
    """Finds resolutions and agreements in one document."""

    def __init__(self, words: Words, gazetteer: Gazetteer, bodies: list[Found]) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.at = {found.start: found for found in bodies}
        self.lexicon = words.lexicon

    def resolutions(self) -> list[Found]:
        """Resolutions with a number, and drafts."""
        found = []
        forms = self.lexicon.words("documents", "resolution")
        for index in range(len(self.words)):
            if self.words.norms[index] in forms and not self.words.clitic[index]:
                resolution = self._resolution(index) or self._described(index) or self._draft(index)
                if resolution:
                    found.append(resolution)
        return longest(found)

    def _resolution(self, index: int) -> Found | None:
        words = self.words
        end = index + 1
        facts = PaperFacts()
        if end < len(words) and words.norms[end] == "ل" and words.clitic[end]:
            end += 1
        body = self.at.get(end)
        if body is not None and body.type == "Organization":
            facts.owned, facts.body = True, body.key
            end = body.end
        elif end < len(words) and self.gazetteer.demonym(words.norms[end]):
            facts.owned, facts.body = True, self.gazetteer.demonym(words.norms[end])
            end += 1
        while end < len(words) and (
            words.norms[end] in self.lexicon.words("documents", "numbering")
            or words.doc[end].text in '(«"”'
        ):
            end += 1
        if end < len(words) and words.is_digit(end) and 1 <= len(words.norms[end]) <= 4:
            facts.number = int(words.norms[end])
            end += 1
            return Found(index, self._year(end, facts), "Resolution", paper=facts)
        return None

    def _year(self, index: int, facts: PaperFacts) -> int:
        """«(2015)» behind the number."""
        words = self.words
        text = [words.doc[i].text for i in range(index, min(index + 3, len(words)))]
        opened = len(text) == 3 and text[0] in "(/" and words.is_digit(index + 1)
        if opened and len(words.norms[index + 1]) == 4:
            facts.year = int(words.norms[index + 1])
            return index + 3 if text[2] == ")" else index + 2
        return index

    def _described(self, index: int) -> Found | None:
        """«قرارات مجلس الأمن», «قرار للأمم المتحدة», «القرارات الدولية»: whose, but not which."""
        words = self.words
        end = index + 1
        if end < len(words) and words.norms[end] == "ل" and words.clitic[end]:
            end += 1
        body = self.at.get(end)
        if body is not None and body.key in self.lexicon.tables["documents"]["bodies"]:
            end = body.end
        else:
            end = self._adjectives(index + 1)
        if end == index + 1:
            return None
        plural = words.norms[index] in self.lexicon.words("documents", "resolutions")
        start = self._drafted(index)
        if words.definite(index) and not plural and start == index:
            return Found(index, end, "Resolution", paper=PaperFacts(bare=True))
        facts = PaperFacts(plural=plural, described=not plural)
        if start < index and not plural:
            facts.draft, facts.definite = True, words.definite(index)
        return Found(start, end, "Resolution", paper=facts)

    def _adjectives(self, index: int) -> int:
        """Where «الأممي الأخير», «الدولية الملزمة» behind a resolution end."""
        words = self.words
        adjectives = self.lexicon.words("documents", "adjectives")
        further = self.lexicon.words("documents", "more_adjectives")
        start = index
        while index < len(words) and words.is_word(index) and not words.dated[index]:
            nationality = self.gazetteer.demonym(words.norms[index]) is not None
            more = words.bare(index) in further and index > start
            if not (nationality or words.bare(index) in adjectives or more):
                break
            index += 1
        return index

    def _drafted(self, index: int) -> int:
        """Where «مشروع» or «مسودة» before a resolution begins."""
        before = index - 1
        draft = before >= 0 and self.words.bare(before) in self.lexicon.words("documents", "draft")
        return before if draft else index

    def _draft(self, index: int) -> Found | None:
        """«مشروع قرار»; «تبنى … قرارا»; «القرار» for the one named before."""
        words = self.words
        start = self._drafted(index)
        if start < index:
            facts = PaperFacts(draft=True, definite=words.definite(index))
            return Found(start, index + 1, "Resolution", paper=facts)
        if words.definite(index):
            return Found(index, index + 1, "Resolution", paper=PaperFacts(bare=True))
        start, _ = words.sentences[words.sentence_of[index]]
        adopting = self.lexicon.triggers["adopt"].verbs | self.lexicon.triggers["vote"].verbs
        for at in range(start, index):
            if any(form.lemma in adopting for form in self.lexicon.verb(words.norms[at])):
                return Found(index, index + 1, "Resolution")
        return None

    def agreements(self, taken: list[Found]) -> list[Found]:
        """Agreements with a name of their own: a head noun and what completes it."""
        heads = self.lexicon.words("documents", "agreement")
        used = {i for found in taken for i in range(found.start, found.end)}
        found = []
        for index in range(len(self.words)):
            if self._head_of(index, heads) and index not in used:
                agreement = self._agreement(index)
                if agreement:
                    found.append(agreement)
        return longest(found)

    def _head_of(self, index: int, heads: frozenset[str]) -> bool:
        """Whether the noun, also in the accusative («اتفاقا»), is one of the heads."""
        bare = self.words.bare(index)
        return not self.words.clitic[index] and (bare in heads or bare.removesuffix("ا") in heads)

    def _agreement(self, index: int) -> Found | None:
        words = self.words
        definite = words.definite(index)
        end = index + 1
        named = False
        while end < len(words) and end - index < _REACH:
            place = self.at.get(end)
            if place is not None and not definite and end == index + 1:
                return Found(index, place.end, "Agreement")
            ground = words.definite(end) and not words.closed(end) and not words.dated[end]
            if ground or (not definite and end == index + 1 and self._noun(end)):
                named = named or ground
                end += 1
                continue
            break
        partner = self._partner(end)
        if partner > end:
            return Found(
                index, partner, "Agreement", paper=PaperFacts(parties=True, local=not named)
            )
        if not named and not definite:
            kinds = self.lexicon.words("documents", "agreement_kinds")
            while end < len(words) and words.norms[end] in kinds:
                end += 1
            if end > index + 1:
                return Found(index, end, "Agreement", paper=PaperFacts(local=True))
        if not named:
            return self._plain_agreement(index)
        link = end
        if link < len(words) and words.norms[link] in self.lexicon.words("documents", "where"):
            place = self.at.get(link + 1)
            if place is not None and not definite:
                end = place.end
        return Found(index, end, "Agreement")

    def _plain_agreement(self, index: int) -> Found | None:
        """«الاتفاق» for the one named before; «وقع … اتفاقا» for one that is only concluded."""
        words = self.words
        if words.definite(index):
            return Found(index, index + 1, "Agreement", paper=PaperFacts(bare=True))
        verbs = self.lexicon.triggers["sign"].verbs
        start, stop = words.sentences[words.sentence_of[index]]
        near = range(max(start, index - _REACH), min(stop, index + 4))
        if any(form.lemma in verbs for at in near for form in self.lexicon.verb(words.norms[at])):
            return Found(index, index + 1, "Agreement", paper=PaperFacts(local=True))
        return None

    def _partner(self, index: int) -> int:
        """Where «مع روسيا», «بين الكوريتين» behind an agreement ends."""
        words = self.words
        partners = self.lexicon.words("documents", "partners")
        opens = index + 1 < len(words) and words.norms[index] in partners
        partner = self.at.get(index + 1) if opens else None
        if partner is None or partner.type not in ("State", "Organization"):
            return index
        end = partner.end
        follows = end + 1 < len(words) and words.norms[end] == "و" and words.clitic[end]
        if words.norms[index] == "بين" and follows and end + 1 in self.at:
            return self.at[end + 1].end
        return end

    def _noun(self, index: int) -> bool:
        words = self.words
        signing = self.lexicon.triggers["sign"].verbs
        if any(form.lemma in signing for form in self.lexicon.verb(words.norms[index])):
            return False  # «اتفاق توصل إليه»
        return (
            words.is_word(index)
            and not words.closed(index)
            and not words.norms[index].startswith("ي")
            and words.definite(min(index + 1, len(words) - 1))
        )
