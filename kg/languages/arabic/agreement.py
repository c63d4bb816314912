"""Gender and number: whether a verb may be said of a group."""

from __future__ import annotations

from kg.languages.arabic.grammar import Group
from kg.text.verbs import VerbForm
from kg.text.words import Words


class Agreement:
    """Compares the verbs of one document with the groups beside them."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.masculine = words.lexicon.words("gender", "masculine_states")
        self.feminine_bodies = words.lexicon.words("gender", "feminine_bodies")

    def agrees(self, index: int, group: Group) -> bool:
        """Whether a verb may have the group behind it as its subject.

        Before its subject the verb is singular and takes its gender: «طالبت» is not said of
        a minister, «اتهم» not of Russia.
        """
        words = self.words
        if self.reading(index).plural:
            return False
        feminine = self.feminine(index)
        head = words.skip_quotes(group.start)
        key = group.keys[0]
        if feminine:
            office = words.lexicon.heads().match([words.bare(head)], 0)
            male = office and not words.doc[head].text.endswith("ة")
            return not (male and key.startswith(("person/", "office/")))
        if key.startswith("organization/"):
            return (
                not words.doc[head].text.endswith("ة")
                and words.bare(head) not in self.feminine_bodies
            )
        unnamed = words.norms[head] in words.lexicon.words("persons", "unnamed")
        return not key.startswith("state/") or key in self.masculine or unnamed

    def disagrees(self, index: int, group: Group) -> bool:
        """«البعثة … أكد»: a masculine verb goes on with nobody feminine by its ending."""
        head = self.words.doc[self.words.skip_quotes(group.start)]
        return not self.feminine(index) and head.text.endswith("ة")

    def reading(self, index: int) -> VerbForm:
        """The likeliest reading of a form.

        «تلقى» ends like the perfect, «تلقي» like the imperfect; folding has levelled them.
        """
        readings = self.words.lexicon.verb(self.words.norms[index])
        if self.words.doc[index].text.endswith("ى"):
            return next((r for r in readings if r.tense == "past"), readings[0])
        return readings[0]

    def feminine(self, index: int) -> bool:
        """Whether a verb's form is feminine."""
        norm = self.words.norms[index]
        if self.reading(index).tense == "past":
            return norm.endswith("ت")
        return norm.startswith(("ت", "ست"))
