"""Arabic verb forms by pattern, so that the data lists a verb once.

A verb is written "perfect imperfect" in the third person masculine singular
(«التقى يلتقي»); person, gender, number, the future with س and object pronouns
follow. Forms are folded (see kg.letters); vowels are not written in news, so the
passive shares its spelling with the active.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.letters import fold

_PRONOUNS = ("ه", "ها", "هم", "هما")
_WEAK = "ياو"


@dataclass(frozen=True, order=True)
class VerbForm:
    """One reading of a written form."""

    lemma: str
    """The perfect, folded."""
    tense: str
    """``past``, ``present`` or ``future``."""
    plural: bool = False
    suffixed: bool = False
    """Whether an object pronoun is attached."""


def perfect_forms(perfect: str) -> dict[str, VerbForm]:
    """Forms of the perfect: «التقى» gives التقى، التقت، التقوا، التقاه …

    The dual («قالا») is left out: it is rare and spelt like the accusative of nouns.
    """
    base = fold(perfect)
    weak = perfect[-1] in "ىاي"
    stem = base[:-1] if weak else base
    forms = {base: VerbForm(base, "past")}
    forms[stem + "ت"] = VerbForm(base, "past")
    forms[stem + "وا"] = VerbForm(base, "past", plural=True)
    carrier = stem + "ا" if weak else base
    for pronoun in _PRONOUNS:
        forms[carrier + pronoun] = VerbForm(base, "past", suffixed=True)
        forms[stem + "ت" + pronoun] = VerbForm(base, "past", suffixed=True)
    return forms


def imperfect_forms(perfect: str, imperfect: str) -> dict[str, VerbForm]:
    """Forms of the imperfect and the future: «يلتقي» gives تلتقي، سيلتقي، يلتقون …"""
    lemma = fold(perfect)
    body = fold(imperfect)[1:]
    short = body[:-1] if body[-1] in _WEAK else body
    forms: dict[str, VerbForm] = {}
    for prefix in "يتنا":
        for future in ("", "س"):
            tense = "future" if future else "present"
            head = future + prefix
            forms[head + short] = VerbForm(lemma, tense)  # jussive, after «لم»
            forms[head + body] = VerbForm(lemma, tense)
            for pronoun in _PRONOUNS:
                forms[head + body + pronoun] = VerbForm(lemma, tense, suffixed=True)
            for ending in ("ون", "وا"):
                forms[head + short + ending] = VerbForm(lemma, tense, plural=True)
            forms[head + body + "ان"] = VerbForm(lemma, tense, plural=True)
    return forms


def form_index(
    verbs: Iterable[str], *, never: frozenset[str] = frozenset()
) -> Mapping[str, tuple[VerbForm, ...]]:
    """Every written form of the verbs with its readings; forms in ``never`` are left out."""
    index: dict[str, set[VerbForm]] = {}
    for verb in sorted(set(verbs)):
        perfect, imperfect = verb.split()
        past = {} if fold(perfect) in never else perfect_forms(perfect)
        for forms in (past, imperfect_forms(perfect, imperfect)):
            for form, reading in forms.items():
                if form not in never:
                    index.setdefault(form, set()).add(reading)
    return {form: tuple(sorted(readings)) for form, readings in index.items()}


def plain_noun(norm: str) -> str:
    """A noun without article and without the alef of tanwin."""
    bare = norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm
    return bare[:-1] if bare.endswith("ا") and len(bare) > 4 else bare
