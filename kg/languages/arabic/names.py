"""Bodies, states and places: known names and patterns vote, context decides.

A place is a name behind its kind («مدينة الميادين») or a preposition; a capital that
acts stands for its state; a name in brackets is short for the body before it.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.background.frequency import zipf
from kg.languages.arabic.bodies import BodyFinder
from kg.languages.arabic.gazetteer import Gazetteer
from kg.languages.arabic.towns import Towns
from kg.letters import fold
from kg.model.keys import type_of
from kg.model.vocabulary import EntityType
from kg.text.findings import Found, NameFacts, longest
from kg.text.words import Words

_SHORTEST_VERB = 4
_PRONOUNS = ("ها", "نا", "هما", "كما")
_COMMON = 4.2
_RARE = 3.3


class NameFinder(BodyFinder):
    """Finds bodies, states, places and media in one document."""

    def __init__(self, words: Words, gazetteer: Gazetteer) -> None:
        super().__init__(words, gazetteer)
        lexicon = words.lexicon
        self.place_heads = lexicon.words("places", "heads")
        self.kingdom = lexicon.words("places", "kingdom")
        self.monarchies = frozenset(lexicon.tables["places"]["monarchies"])
        self.territories = lexicon.words("places", "territories")
        self.acting = lexicon.words("places", "acting")
        self.outside = lexicon.words("places", "outside")
        self.inside = lexicon.words("places", "inside")
        self.written = {word.replace("ة", "ه") for word in lexicon.tables["places"]["inside"]}
        self.local = lexicon.words("places", "local")
        self.travel = frozenset(map(fold, lexicon.tables["triggers"]["visit"].get("direct", ())))
        self.towns = Towns(words, gazetteer, self.known.values())
        clauses = (lexicon.words("words", kind) for kind in ("relatives", "complementizers"))
        self.linking = lexicon.words("particles", "according").union(*clauses)

    def find(self) -> list[Found]:
        """Organizations, States and Places, longest first where they overlap, in text order."""
        candidates = [*self.media.names(), *self.bodies(), *self._places(), *self._known()]
        found = longest(candidates)
        return sorted([*found, *self._aliases(found), *self._kingdoms(found)])

    def _kingdoms(self, found: list[Found]) -> Iterable[Found]:
        """«المملكة» for the one kingdom that the text names."""
        words = self.words
        named = {f.key for f in found if f.key in self.monarchies}
        named |= {
            key
            for index in range(len(words))
            for _, key in [self.gazetteer.nationality(words.norms, index) or (0, "")]
            if key in self.monarchies
        }
        taken = {i for f in found for i in range(f.start, f.end)}
        for index in range(len(words) - 1):
            if words.norms[index] in self.kingdom and index not in taken and len(named) == 1:
                yield Found(index, index + 1, "State", next(iter(named)))

    # --- short names that the text itself gives -------------------------------------

    def _aliases(self, found: list[Found]) -> Iterable[Found]:
        """«مكتب تنسيق الشؤون الإنسانية (أوشا)»: a name in brackets, and each time it returns.

        Each carries the start token of the full name as fact ``of``.
        """
        taken = {i for name in found for i in range(name.start, name.end)}
        short: dict[str, Found] = {}
        for name in found:
            alias = self._bracketed(name.end)
            if name.type == "Organization" and alias is not None and alias not in taken:
                short.setdefault(self.words.norms[alias], name)
        for index, norm in enumerate(self.words.norms):
            if norm in short and index not in taken and self.words.is_word(index):
                facts = NameFacts(full=short[norm].start)
                yield Found(index, index + 1, "Organization", short[norm].key, facts)

    def _bracketed(self, index: int) -> int | None:
        """The single word in brackets or quotation marks at a token, None when there is none."""
        words = self.words
        open_ = index < len(words) and words.doc[index].text == "("
        start = words.skip_quotes(index + 1 if open_ else index)
        after = words.skip_quotes(start + 1)
        closed = after < len(words) and words.doc[after].text == ")"
        if start >= len(words) or not open_ or not closed:
            return None
        plain = words.is_word(start) and not words.dated[start] and not words.closed(start)
        named = self.known.get(start)
        state = named is not None and named.type in ("State", "Place", "Person")
        rare = zipf(words.norms[start]) < (_RARE if words.definite(start) else _COMMON)
        return start if plain and rare and not state else None

    # --- known names -------------------------------------------------------------

    def _known(self) -> Iterable[Found]:
        for found in self.known.values():
            if found.type == "Person":
                continue
            decided = self._decide(found)
            if decided:
                yield decided

    def _decide(self, found: Found) -> Found | None:
        """Which of a name's meanings the context allows; None when none is safe."""
        keys = found.name.keys or ((found.key,) if found.key else ())
        if found.end - found.start == 1 and self._describes(found.start):
            return None
        if found.type == "Place" and self._plain_word(found):
            return None
        if found.type == "Organization" and self._narrowed(found):
            return None
        if found.type == "Organization" and self._needs_trigger(found.key):
            keys = tuple(key for key in keys if not self._needs_trigger(key))
            if not keys:
                return None
        state = next((key for key in keys if key.startswith("state/")), None)
        if state and " ".join(self.words.norms[found.start : found.end]) in self.territories:
            place = next((key for key in keys if key.startswith("place/")), None)
            return Found(found.start, found.end, "Place", place, NameFacts(state=state))
        capital = self.towns.capital_instead(keys, state) if state else None
        if state and capital is None:
            return Found(found.start, found.end, "State", state)
        if found.type == "Person" or not keys:
            return None
        if capital or keys[0].startswith("place/"):
            key = capital or self.towns.nearest(keys)
            meant = self._headed(found.start) or self.towns.likely(key)
            return self._place_or_state(found, key) if meant else None
        return Found(found.start, found.end, _type(keys[0]), keys[0])

    def _describes(self, index: int) -> bool:
        """«صحف سورية», «الناشطة السعودية», «دبلوماسيا روسيا»: a state's name as an adjective."""
        words = self.words
        norm, before = words.norms[index], index - 1
        if before < 0:
            return False
        accusative = norm.endswith("يا") and self.gazetteer.demonym(norm[:-1]) is not None
        if accusative and self._counted(before):
            return True
        if not self.gazetteer.demonym(norm):
            return False
        if words.norms[before] == "و" and words.clitic[before] and before:
            return self.gazetteer.demonym(words.norms[before - 1]) is not None
        noun = words.is_word(before) and not words.closed(before) and not words.is_verb(before)
        if words.definite(index):
            return noun and words.definite(before) and words.norms[before].endswith("ه")
        return noun and not words.definite(before) and words.bare(before) not in self.place_heads

    def _counted(self, index: int) -> bool:
        """«13», «مواطنا»: what an accusative adjective follows."""
        words = self.words
        if words.is_digit(index):
            return not words.dated[index]
        norm = words.norms[index]
        noun = words.is_word(index) and not words.closed(index) and not words.is_verb(index)
        plain = noun and norm not in self.linking and index not in self.known
        office = words.lexicon.heads().match([norm], 0) is not None
        written = norm.endswith("ا") and not norm.endswith(_PRONOUNS) and len(norm) > _SHORTEST_VERB
        return plain and not office and written

    def _narrowed(self, found: Found) -> bool:
        """«مجلس الأمن الوطني»: an adjective makes it another body."""
        narrowing = self.words.lexicon.words("organizations", "narrowing")
        return not narrowing.isdisjoint(self.words.norms[found.end : found.end + 1])

    def _plain_word(self, found: Found) -> bool:
        """«المدينة», «السفيرة»: a town called as a kind of place or an office, not named as one."""
        words, index = self.words, found.start
        if found.end - index > 1:
            return False
        bare = words.bare(index)
        office = words.lexicon.heads().match([bare], 0) is not None
        return bare in self.place_heads or (office and not self._headed(index))

    def _headed(self, index: int) -> bool:
        """«مدينة» before a name."""
        return index > 0 and self.words.bare(index - 1) in self.place_heads

    def _needs_trigger(self, key: str | None) -> bool:
        entity = self.knowledge.entities.get(key or "")
        return bool(entity and ("needsTrigger", "true") in entity.facts)

    def _place_or_state(self, found: Found, key: str) -> Found:
        state = self.knowledge.state_of_capital(key)
        if state and self._acts(found):
            return Found(found.start, found.end, "State", state, NameFacts(capital=key))
        return Found(found.start, found.end, "Place", key)

    def _acts(self, found: Found) -> bool:
        """A capital right after or before a verb, with no preposition, acts as its state."""
        words = self.words
        preposition = words.preposition_before(found.start)
        dealing = preposition in words.lexicon.words("places", "dealing")
        if preposition is not None and not dealing:
            return False
        before, after = found.start - 1, found.end
        if self._headed(found.start) or (before >= 0 and self._gone_to(before)):
            return False
        if dealing:
            return True
        if before >= 0 and (self._agrees(before) or words.bare(before) in self.acting):
            return True
        return after < len(words) and self._agrees(after) and not words.clitic[after]

    def _gone_to(self, index: int) -> bool:
        """«زار», «غادر»: a verb of travel, behind which a town is where somebody goes."""
        forms = self.words.lexicon.verb(self.words.norms[index])
        return any(form.lemma in self.travel for form in forms)

    def _agrees(self, index: int) -> bool:
        """A verb, listed or by its feminine form, as towns take it («تخوفت», «تأمل»)."""
        words = self.words
        if words.is_verb(index):
            return True
        norm = words.norms[index]
        if not words.is_word(index) or words.nominal(index) or len(norm) < _SHORTEST_VERB:
            return False
        listed = norm in self.place_heads or words.closed(index) or index in self.known
        weak = norm.endswith("ي") and not words.doc[index].text.endswith("ى")  # «تسعى» is a verb
        imperfect = norm.startswith(("ت", "ست")) and not (weak or norm.endswith("ات"))
        perfect = norm.endswith("ت") and not norm.endswith("ات") and not words.definite(index)
        return (imperfect or perfect) and not listed

    # --- places ------------------------------------------------------------------

    def _places(self) -> Iterable[Found]:
        words = self.words
        for index in range(len(words) - 1):
            bare = words.bare(index)
            if bare in self.inside and not words.clitic[index]:
                yield from self._place_with_head(index)
            elif bare in self.outside or words.norms[index] in self.outside:
                yield from self._place_behind(index + 1)

    def _place_with_head(self, index: int) -> Iterable[Found]:
        words = self.words
        if words.definite(index) or words.doc[index].text.replace("ة", "ه") not in self.written:
            return  # «وأدى» is no «وادي»
        end = index + 1
        known = self.known.get(end)
        if known:
            end = known.end
        elif words.is_word(end) and not words.closed(end) and not words.is_verb(end):
            if self._qualifies(end):
                return
            end += 1
        while end > index + 1 and end < len(words) and words.definite(end):
            if words.closed(end) or words.dated[end] or words.norms[end] in self.participles:
                break
            end += 1
        if end > index + 1:
            yield Found(index, end, "Place", None)

    def _qualifies(self, index: int) -> bool:
        """«ميناء رئيسيا», «قاعدة عسكرية»: an indefinite adjective, not a name."""
        words = self.words
        norm = words.norms[index]
        stems = {norm, norm.removesuffix("ا"), norm.removesuffix("ه")}
        common = norm.endswith("يه") and zipf(norm) >= _RARE
        return not words.definite(index) and (common or bool(stems & words.adjectives))

    def _place_behind(self, index: int) -> Iterable[Found]:
        words = self.words
        if self.gazetteer.demonym(words.norms[index]):
            index += 1
        known = self.known.get(index)
        if known is None:
            return
        keys = known.name.keys
        if keys and all(key.startswith("state/") for key in keys):
            return  # «عاصمة بلجيكا», «مقاطعة إسرائيل»
        if any(key.startswith("place/") for key in keys):
            yield Found(
                index, known.end, "Place", self.towns.nearest(keys), NameFacts(certain=True)
            )
            return
        yield Found(index, known.end, "Place", None, NameFacts(certain=True))


def _type(key: str) -> EntityType:
    return type_of(key)
