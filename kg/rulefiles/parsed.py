"""What may stand in the file of a language that a parser reads, dates and triggers apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.rulefiles.arabic import KEY, KINDS, NOT_OURS
from kg.rulefiles.compact import word_lists
from kg.rulefiles.entries import Entry, Name, Names, Text, Words
from kg.rulefiles.tables import Each, Table
from kg.rulefiles.values import Truth

ANY: Final = "kind of office, or any"
_FOR: Final = "purpose of an office"
_MODELS: Final = {
    "packages": Words("spaCy pipelines that may read the language; the first installed is taken"),
    "extra": Text("the extra of the package that brings one", empty=False),
}
_WORDS: Final = word_lists("""
articles: definite articles
indefinite: indefinite articles and their like
partitives?: articles that open an indefinite plural
demonstratives: demonstratives
never: phrases that are no names, whatever a model says
possessives: possessives
and: words that join two names
prepositions: prepositions
infinitive: particles of the infinitive
stops: closed words that are no part of a name
""")
_PLACES: Final = {
    "territories": Names("states of the knowledge that are places for readers", of="state"),
    **word_lists("""
near: prepositions that say near, not in
here: words for where the article was sent from
dateline: marks that end a dateline
directions: words before a name that make it a part: “northern”
inside: nouns behind a name that are part of it: “airport”
heads_before?: nouns before a name that are part of it: « aéroport »
outside: nouns of a place that are no part of its name
within: prepositions of the place of an event
dealing: prepositions behind which a capital stands for its state
"""),
}
_PERSONS: Final = word_lists("""
particles: small words inside a name of a person
honorifics: words before a name: “Mr”, ranks
suffixes: words behind a name: “Jr”
given: common given names
""")
_TITLES: Final = {
    "heads": Each("kind of office → its heads", KINDS, Words("")),
    "always": Names("kinds that name an office without anything beside them", of=KINDS),
    "completed": Names("kinds that a plain noun completes: “head of the delegation”", of=KINDS),
    "before_head": Truth("whether whose office it is stands before the head"),
    "implied": Each("what an office is for → heads that say so themselves", _FOR, Words("")),
    "complements": Each("kind → the prepositions that open what it is for", ANY, Words("")),
    "chiefs": Each("body → the kind that its chief is", KEY, Name("", of=KINDS)),
    "domains": Each("what a ministry is for → its words", _FOR, Words("")),
    **word_lists("""
not_alone: heads that are too general to stand alone, even definite
plural: heads that name offices without an article when names follow
indefinite: posts that are to be filled: “sends an envoy”
adjectives: adjectives that are part of a title
outside: adjectives before a title that are no part of it
former: those that say that it is no longer held
deputy: those that make a deputy
elect: words behind a title that say that it is not held yet
links: prepositions that open what an office is for
loose: prepositions that behind a bare office say where, not which
determiners: words before an office that point at one
"""),
}
_ORGANIZATIONS: Final = {
    "chained": Truth("whether names go on behind the head over small words", needed=False),
    "small": Each("kind of body → its names", "kind of body", Words("")),
    "media_kinds": Words("kinds of the knowledge that publish"),
    **word_lists("""
heads: heads of bodies
located: heads that take a place behind them: “UN mission in Sierra Leone”
describing?: heads that before a noun only describe it
whole: bodies that are whole without an owner: the country's own
of: small words between head and owner
inner: small words inside a name
where: prepositions between a body and the place in its name
alone: bodies that with the article stand for one named before, or the country's
definite_alone: those that always stand for the country's own
not_alone: heads too general to stand for a body named before
adjectives: adjectives that are part of a name
armed: armed people, who stand for their body or state
led: participles between a delegation and who leads it
people: unnamed people who stand for their body: “Moroccan officials”
media: heads of media
"""),
}
_TALKS: Final = word_lists("""
processes: nouns of talks
events: nouns of gatherings that are talks when a place or state names them
adjectives: adjectives of talks
outside: adjectives that are no part of the name
rounds: words for a round
next: adjectives of the next round
last: adjectives of the last round
current: adjectives of the current round
counted: words that count rounds
about: prepositions of the topic
between: prepositions of the parties
where: prepositions of the place
with: prepositions of the other party
held: verbs beside which talks are an event, not a process
conferences: numbered meetings: “COP21”
venues: places that name a numbered round: “Geneva 8”
of: prepositions between a round and its talks
plain: adjectives that do not tell which talks
inner: small words between names and the noun: “AU-sponsored Abuja talks”
telling: adjectives that tell talks of one kind from another
""")
_DOCUMENTS: Final = {
    "council": Names("bodies whose resolutions are meant without a name", of=KEY),
    **word_lists("""
resolution: words for a resolution
draft: words before a document that is not adopted
numbering: words before a number
against: prepositions behind which a resolution is no document: “a resolution to the conflict”
topics: prepositions of the topic
agreement: words for an agreement
plain: those that alone do not tell which
adjectives: words before or behind an agreement that are part of its name
outside: adjectives that are no part of it
agreement_links: prepositions that open what an agreement is about
plans: agreements that need nobody who signs
of: small words inside the name of a document
said?: participles before a document's name: « l'accord dit de … »
subjects: nouns that say what a document is about and are part of its name
concluded: verbs beside which an agreement is concluded
"""),
}
_SERIES: Final = Words("")
_NUMBERS: Final = {
    "ordinals": Each("which of a series → its words", range(1, 32), _SERIES),
    "cardinals": Each("how many → its words", range(1, 32), _SERIES),
}
_PRONOUNS: Final = word_lists("""
relative: relative pronouns
person: pronouns of a person
thing?: pronouns of a thing
pair: pronouns of two
person_owner: possessives of a person
thing_owner: possessives of a thing or of several
roles: words with an article for whoever was spoken of last
unsure?: pronouns of a person that may stand for things too
""")
_PARTICLES: Final = word_lists("""
negation: words that deny their verb
conditional: words that open a condition
future: auxiliaries of the future
possible?: auxiliaries of what may be
would?: auxiliaries of a condition
necessity: auxiliaries of what must be
must: words of what must be, which is a demand
needs: nouns of what must be
unless: words that open a condition of a refusal
view?: prepositions before whose view it is
hearsay: adverbs that make an event unconfirmed
soon: participles and adjectives of a noun that make it planned
maybe: adjectives of a noun that make it possible
attempted: adjectives of a noun that did not come about
off: adjectives of a noun that is cancelled
alleged: adjectives of a noun that is unconfirmed
planned: words that make what they govern planned
wished: words that make it possible
called: words that call for it
cancelled: words that call it off
denied: words that deny it
failed: words under which it is not told
doubted: words that make it unconfirmed
phases: verbs of beginning and going on: the status is their own
going: verbs of motion, whose purpose is planned
before: words before what is still to come
after: words behind which it has happened
during: words around what is going on
purpose: words that open a purpose
without: words before what did not happen
ends: nouns of an end: a call for one is no event
announced: verbs of announcing
perfect: auxiliaries of the perfect
being?: verbs behind which an infinitive is planned: “is to meet”
causing?: verbs that are one verb with the infinitive
carriers: verbs that carry an event told by a noun: the status is theirs
according: words that open whose words they are
""")
_SUPPORT: Final = word_lists("""
doing: verbs whose subject does what their object tells
occurring: verbs whose subject takes place
by: prepositions of who does it
joints?: prepositions of a noun around another: « à l'issue de »
""")

_VOUCHING: Final = word_lists("""
that: words that open what is told
denying: words that deny what they tell
rejecting: verbs that deny reports only
reports: nouns of reports, which may be denied
rumours: nouns of rumours
voiced: words between a report and what it tells
untrue: words that say that it is not so
true: words that do so when negated
be: forms of “to be”
labelling: verbs that call something untrue
confirming: verbs that negated make it uncertain
unsure: what negates them
said: participles of hearsay: “is said to”
infinitive?: words that open an infinitive behind them
joints: subjects that stand for nobody
unconfirmed: adjectives of unconfirmed reports
sources: words before a report that is the source
almost: adverbs of what did not quite happen
verge?: words before a noun or gerund that do so too
of: words that pass the denial on to the next noun
breaks: words behind which it no longer holds
""")
SECTIONS: Final[Mapping[str, Entry]] = {
    "models": Table("The parser", entries=_MODELS),
    "words": Table("Closed classes of words", entries=_WORDS),
    "places": Table("Names of places", entries=_PLACES),
    "persons": Table("Names of people", entries=_PERSONS),
    "titles": Table("Titles and offices", entries=_TITLES),
    "organizations": Table("Names of bodies", entries=_ORGANIZATIONS),
    "talks": Table("Talks and their rounds", entries=_TALKS),
    "documents": Table("Resolutions and agreements", entries=_DOCUMENTS),
    "numbers": Table("Numbers in words, outside dates", entries=_NUMBERS),
    "pronouns": Table("Pronouns and whom they mean", entries=_PRONOUNS),
    "particles": Table("Whether an event took place; whose words", entries=_PARTICLES),
    "vouching": Table("What is told as not so, or as hearsay", entries=_VOUCHING),
    "not_ours": Table("Games and stories", entries=NOT_OURS),
    "support": Table("Verbs that carry an event told by a noun", entries=_SUPPORT),
}
"""Table -> what may stand in it."""
