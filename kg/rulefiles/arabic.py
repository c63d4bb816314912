"""What may stand in the language file of Arabic, dates and triggers apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.rulefiles.compact import word_lists
from kg.rulefiles.entries import Entry, Names, Words
from kg.rulefiles.tables import Each, Table
from kg.rulefiles.values import Number

KINDS: Final = "kind of office"
KEY: Final = "key of the knowledge"

_CLITICS: Final = word_lists("""
keep: words that begin like a proclitic and stay whole although the rest is a word too
""")
_WORDS: Final = word_lists("""
quote_heads: nouns behind which a speaker's words stand: «قوله»
complementizers: words that open what is said: «أن»
pronoun_complementizers: those that carry their own subject: «أنها»
relatives: words that open a clause of their own; a subject is not sought over them
prepositions: prepositions; they take no verb form and open no name
stops: closed words that are no part of a name
relative_pronouns: «الذي» and its forms
demonstratives: «هذا» and its forms
turns: what may stand between a subject and its verb: «X، من جهته، …»
governing: words before a noun that keep it from being a subject
during: prepositions of «خلال لقاء مع»: the sentence speaks of whose meeting it is
leaders: plural heads of whom a state or body stands behind: «قادة الاتحاد»
amid: prepositions that tell that a round has begun: «مع انطلاق الجولة»
belonging: prepositions between an unnamed person and the body: «مصدر في الخارجية»
skipped: words between a subject and its verb, or before both
describing: adjectives of people and acts that are no part of a name
where: words that open a clause of place
participles: participles that open what is told of a place: «قاعدة حميميم الواقعة غرب سوريا»
""")
_GENDER: Final = {
    "masculine_states": Names("states that take a masculine verb", of=KEY),
    **word_lists("""
feminine_bodies: bodies that take a feminine verb without looking feminine
"""),
}
_PARTICLES: Final = word_lists("""
future: particles of the future
possible: what makes an event possible
planned: what makes an event planned
maybe: adjectives behind a noun that make it possible: «قمة محتملة»
due: adjectives and participles behind a noun or time that say it is to come
alleged: adjectives and verbs that make an event unconfirmed
wanted: verbs that ask for what follows: it is not told to happen
unreal: words before a noun that say it did not or may not happen
conditional: conditions and questions: what follows is not told to be so
negation: words that deny what follows
earlier: «سابق»: it was before
claims: nouns behind which everything is unconfirmed: «المزاعم بأن»
unconfirmed_verbs: verbs, perfect imperfect, of whose content the teller is not sure
pluperfect: «كان» before a verb in the perfect
being: «يكون» before a verb in the perfect: «نفى أن يكون قد التقى»
led: what stands between a delegation and who leads it
according: words that open whose words they are: «وفق»
""")
_VOUCHING: Final = word_lists("""
denying: verbs that deny what they tell
participles: participles that do
denials: nouns that do
untrue: phrases that say that it is not so
claiming: verbs that make it a claim
hearsay: verbs of nobody by name before «أن»
unsure: verbs that negated make it uncertain
rumours: nouns of rumours
unvouched: reports of nobody by name
reports: nouns of reports, which may be denied
agencies: nouns with which a report is the name of a medium
carriers: nouns through which it passes on: «صحة», «وجود»
through: words that may stand between the cue and what is denied
reporting: verbs of what is passed on
of_media: media that are named by their kind alone
breaks: words behind which it no longer holds
turning: phrases behind which it no longer holds
almost: verbs of what did not quite happen
refusing: verbs that with a denial are none
not_done: particles that in somebody's words deny
""")
NOT_OURS: Final = word_lists("""
clubs: words that end the name of a club
before_town: words that make a club of a town
games: phrases of sport
works: works of fiction
showing: verbs of what they show
within: prepositions before them
""")
_NUMBERS: Final = {
    **word_lists("ten: the word of ten behind an ordinal: «الحادية عشرة»"),
    "cardinals": Each("word → how many", None, Number("", least=1)),
    "ordinals": Each("word → which of a series", None, Number("", least=1)),
    "ten_ordinals": Each("word before “ten” → which of a series", None, Number("", least=11)),
}
_TITLES: Final = {
    "heads": Each("kind of office → its head nouns", KINDS, Words("")),
    "purposes": Each("what an office is for → its words", "purpose of an office", Words("")),
    "vague": Names("kinds whose state does not say which office it is", of=KINDS),
    "always": Names("kinds that are an office without anything beside them", of=KINDS),
    **word_lists("""
complete: heads that are an office only where it says whose
named: heads that are an office only with a name beside them
adjectives: adjectives that are part of a title
links: prepositions that open what an office is for
loose: those that behind an office may say where it is done
posts: nouns of posts: «في منصب»
former: adjectives that say it is no longer held
domains: nouns behind a head that say what the office is for
honorifics: «السيد» and ranks before a name
"""),
}
_PERSONS: Final = word_lists("""
unnamed: people and forces whom a text leaves unnamed
particles: words inside a name of a person: «بن»
kin: relatives, so that «صهر الرئيس» is not the president
houses: a family name of many, that means nobody alone
given: common given names: two in a row are a person
""")
_MODEL: Final = {
    "doubt": Number("below this probability of a name a listed town is a word", least=0, most=1),
    "alone": Number("probability that a find of one word needs", least=0, most=1),
    "again": Number("probability that a name found elsewhere in the text needs", least=0, most=1),
    "least": Each(
        "type of entity → probability that a find of the model alone needs",
        "entity type",
        Number("", least=0, most=1),
    ),
}
_ORGANIZATIONS: Final = {
    "media_kinds": Words("kinds of the knowledge that publish"),
    "sent": Each("head of a body that is sent → the prepositions before where", None, Words("")),
    **word_lists("""
heads: head nouns of bodies
media: heads of media
media_words: adjectives and nouns in names of media
ministries: ministries named by their field alone
owned: heads that are a body only with a state, a body or a person behind them
not_alone: heads too general to stand for a body named before
definite_alone: bodies that stand alone with the article
purposeful: heads of bodies named for a purpose: «المعهد الأوروبي للسلام»
serving: heads of bodies that serve another: «وكالة الأمم المتحدة لغوث اللاجئين»
singular: bodies that end like an accusative plural and are none
groups: heads of groups of states
group_words: what tells which states a group is of
narrowing: adjectives that make another body: «مجلس الأمن الوطني»
"""),
}
_PLACES: Final = {
    "small": Number("people; a town of fewer needs its state in the text or «مدينة»", least=0),
    "monarchies": Names("the states that «المملكة» may mean", of=KEY),
    **word_lists("""
heads: heads of places
outside: heads that are no part of the name
inside: heads that are part of the name
territories: disputed territories: places, not states
kingdom: the word that alone means the one monarchy of a text
acting: nouns before a capital that speak of its state: «موقف موسكو»
dealing: prepositions behind which a capital stands for its state
local: prepositions of place
within: those of a place where something happens
"""),
}
_TALKS: Final = word_lists("""
processes: nouns of talks
venue_only: nouns that are talks only with a place behind them: «اجتماع أستانا»
adjectives: adjectives of talks
rounds: words for a round
next: adjectives of the next round
last: adjectives of the last round
current: adjectives of the current round
about: prepositions between a round and its talks
topics: prepositions before what talks are about
where: prepositions before their place
taking_part: words before who takes part in a round
no_talks: words that make a round one of something else, as an election
""")
_DOCUMENTS: Final = {
    "bodies": Names("bodies whose decisions are resolutions also without a number", of=KEY),
    **word_lists("""
resolution: words for a resolution
resolutions: those that mean more than one
adjectives: adjectives that show that a decision is a resolution
more_adjectives: other adjectives behind a resolution
draft: words before a resolution that is not adopted
numbering: words before a number
where: prepositions between an agreement and the place that names it
partners: prepositions before whom an agreement is with
agreement: words for an agreement
agreement_kinds: words behind an agreement that are part of its name
accordance: words that invoke: «وفقا للقرار»
"""),
}

SECTIONS: Final[Mapping[str, Entry]] = {
    "clitics": Table("Words and their proclitics", entries=_CLITICS),
    "words": Table("Closed classes of words", entries=_WORDS),
    "gender": Table("Gender, which tells subject from object", entries=_GENDER),
    "particles": Table("Whether an event took place; whose words", entries=_PARTICLES),
    "vouching": Table("What is told as not so, or as hearsay", entries=_VOUCHING),
    "not_ours": Table("Games and stories", entries=NOT_OURS),
    "numbers": Table("Numbers in words, outside dates", entries=_NUMBERS),
    "titles": Table("Titles and offices", entries=_TITLES),
    "persons": Table("Names of people", entries=_PERSONS),
    "model": Table("How sure the statistical model of names must be", entries=_MODEL),
    "organizations": Table("Names of bodies", entries=_ORGANIZATIONS),
    "places": Table("Names of places", entries=_PLACES),
    "talks": Table("Talks and their rounds", entries=_TALKS),
    "documents": Table("Resolutions and agreements", entries=_DOCUMENTS),
}
"""Table -> what may stand in it."""
