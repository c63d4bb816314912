"""What may stand in the rule files that all languages share, the page's apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.model.vocabulary import ENTITY_TYPES, FACT_TYPES, ROLES, STATUSES
from kg.rulefiles.compact import word_lists
from kg.rulefiles.entries import (
    Entry,
    Fault,
    Lists,
    Name,
    Names,
    Path,
    Template,
    Text,
    Vocabulary,
    Words,
)
from kg.rulefiles.tables import Each, Records, Table
from kg.rulefiles.values import Day, Number, Numbers, Truth

LANGUAGES: Final = ("ar", "en", "fr")
"""The languages of labels."""
_CLUES: Final = "kind of clue"
_CONSTRUCTIONS: Final = ("noun", "subject-verb", "title", "verb-implied", "verb-subject")

ANNOTATION: Final = Table(
    "The words of the guidelines and the terms of dtkg.ttl that they stand for",
    {
        "entities": Each("type of entity → class", ENTITY_TYPES, Name("", "class"), complete=True),
        "facts": Each("type of fact → class", FACT_TYPES, Name("", "class"), complete=True),
        "status": Each("status → modality", STATUSES, Name("", "modality"), complete=True),
        "roles": Each("role → property", ROLES, Name("", "property"), complete=True),
        "offices": Table(
            "Offices: names that the language files and the knowledge have in common",
            word_lists("""
            kinds: kinds of offices
            purposes: what an office or ministry is for
            """),
        ),
        "bodies": Table("Bodies of a state", word_lists("kinds: kinds of bodies of a state")),
        "written_as": Each(
            "status → the one that kg annotate writes", "status", Name("", "status")
        ),
        "verdict": Table(
            "What an event's status is when live claims differ",
            {
                "order": Names("the first that is claimed", "modality"),
                "contested": Name("what some say took place and others deny", "modality"),
                "excluding": Lists("pairs that make the event disputed", "modality"),
            },
        ),
        "cues": Each(
            "status → the [particles] whose words show it", "status", Names("", "particle")
        ),
        "view": Table(
            "Properties of the current view for speed alone",
            {"days": Each("class → property of its day", "event class", Name("", "property"))},
        ),
    },
)

_INSTEAD: Final = Table(
    "",
    {
        "required": Names("roles that must all be filled", "argument", needed=False),
        "any": Names("roles of which one must be", "argument", needed=False),
        "least": Number("how many must take part", 0, needed=False),
        "kinds": Names("kinds of keys that all must be of", "kind of key", needed=False),
        "told": Names("what must be told", ("place", "time"), needed=False),
        "status": Names("in which status", "status", needed=False),
        "languages": Names("in which languages alone", "language", needed=False),
    },
)
_FRAME: Final = Table(
    "",
    {
        "required": Names("arguments that a frame must have", "argument"),
        "any": Names("arguments of which it must have one", "argument", needed=False),
        "least": Number("how many participants it must have", 0, needed=False),
        "placeless": Truth("whether such facts are nowhere", needed=False),
        "or": Records("what is enough instead", _INSTEAD, needed=False),
        "same": Names("arguments that make two tellings one event", "argument"),
        "across_articles": Truth("whether on the same day also in two articles", needed=False),
    },
)
EVENTS: Final = Each("What a fact of each type needs", "frame", _FRAME, complete=True)

LABELLED: Final = "event with a label"
_LABEL: Final = Each("", LANGUAGES, Template("", of="place of a label"), complete=True)


@dataclass(frozen=True)
class _Labels(Table):
    """A label for each class of event, besides the declared entries.

    A round of talks has its own name.
    """

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Labels for what is no class of events, and classes without label."""
        pairs, _wrong = self.pairs(value, path)
        separators = {key: below for key, below in pairs.items() if key in self.entries}
        yield from Table("", self.entries).faults(separators, path, known)
        labels = {key: below for key, below in pairs.items() if key not in self.entries}
        says = "how an event of this class is called"
        yield from Each(says, LABELLED, _LABEL, complete=True).faults(labels, path, known)


LABELS: Final = _Labels(
    "How an event is called for people; {who} takes part, {what} it is of, {where} its place",
    {"separator": Each("what stands between two names", LANGUAGES, Text(""), complete=True)},
)

SERVERS: Final = Table(
    "How SPARQL servers name the addresses of one store; the first whose ending fits is taken",
    {
        "server": Records(
            "a kind of server",
            Table(
                "",
                {
                    "name": Text("what it is called", empty=False),
                    "ending": Text("how the address of its queries ends; * for one name"),
                    "query": Template("address of queries", of=("base",), needed=False),
                    "update": Template("address of updates", of=("base",)),
                    "data": Template("address of the graph store protocol", of=("base",)),
                    "quads": Truth("whether it takes and gives whole datasets there"),
                },
            ),
        )
    },
)


@dataclass(frozen=True)
class _Weights(Each):
    """Weights of features; what a feature may be called follows from facts and statuses."""

    def faults(self, value: Any, path: Path, known: Vocabulary) -> Iterator[Fault]:
        """Features that no reading has."""
        frames, statuses = known.names("frame") or (), known.names("status") or ()
        made = [
            *_FEATURES,
            *(f"construction {one}" for one in _CONSTRUCTIONS),
            *(f"language {one}" for one in known.names("language") or ()),
            *(f"status {one}" for one in statuses),
            *(f"type {one}" for one in frames),
            *(f"{one} by {other}" for one in frames for other in _CONSTRUCTIONS),
        ]
        yield from Each(self.says, tuple(made), self.value).faults(value, path, known)


_FEATURES: Final = (
    *("time in the sentence", "time inferred", "all unlisted", "some unlisted", "attributed"),
    *("told more than once", "argument elsewhere", "doubted by its reader"),
)
CONFIDENCE: Final = Table(
    "How sure a reading is; made by tools/confidence.py",
    {
        "least": Number("facts less sure than this are left out", 0, 1),
        "penalty": Number("how much the fit holds weights down", 0),
        "base": Number("the score before any feature"),
        "weights": _Weights("feature of a reading → what it adds", None, Number("")),
    },
)

_FORMS: Final = ("weekday", "month", "day", "gap", "months", "years", "thing", "career")
DATING: Final = Table(
    "Dating an article that names no day of its own",
    {
        "range": Table("No article is dated outside", {"first": Day(""), "last": Day("")}),
        "answer": Table(
            "What is given as the answer",
            {
                "share": Number("what the set of days holds together", 0, 1),
                "day": Number("from this share on one day counts as told", 0, 1),
                "widest": Number("days beyond which words such as “yesterday” get no bounds", 1),
            },
        ),
        "forms": Each(
            "way to compare a clue with a day",
            _FORMS,
            Table(
                "",
                {
                    "kinds": Words("kinds of clues that are compared so"),
                    "edges": Numbers("lower bounds of the stretches", rising=True, needed=False),
                },
            ),
        ),
        "borrowed": Each(
            "kind of clue that is too rare to count",
            _CLUES,
            Table(
                "",
                {
                    "from": Name("the kind whose counts it takes", _CLUES),
                    "until": Number("only distances up to this", needed=False),
                },
            ),
        ),
    },
)
FEASTS: Final = Each(
    "When feasts and days of memory are",
    None,
    Table(
        "",
        {
            "on": Text("month-day of every year", empty=False, needed=False),
            "easter": Number("days from Easter Sunday", needed=False),
            "orthodox": Truth("whether Easter is that of the East", needed=False),
            "hijri": Text("month-day of the Hijri calendar", empty=False, needed=False),
            "month": Number("month of a weekday", 1, 12, needed=False),
            "weekday": Number("weekday, Monday 0", 0, 6, needed=False),
            "number": Number("which of the weekdays of its month", 1, 5, needed=False),
            "days": Number("how long it lasts", 1, needed=False),
        },
    ),
)
WEIGHTS: Final = Table(
    "Fitted by tools/dating.py; not edited by hand",
    {
        "kinds": Each(
            "kind of clue",
            _CLUES,
            Table(
                "",
                {
                    "weight": Number("how much the kind counts", 0),
                    "edges": Numbers("lower bounds of the stretches", rising=True),
                    "worth": Numbers("logarithm of how often each is seen"),
                },
            ),
        )
    },
)
GIVEN_NAMES: Final = Table(
    "Given names that sound alike and are not", {"names": Lists("a name with its spellings")}
)
JUDGEMENTS: Final = Table(
    "What people decided about identity",
    {
        "judgement": Records(
            "one decision",
            Table(
                "",
                {
                    "a": Text("a key", empty=False),
                    "b": Text("a key, or the id of an article", empty=False),
                    "verdict": Name("same or different", ("same", "different")),
                    "by": Text("who decided", empty=False),
                    "on": Day("when", text=True),
                    "withdrawn": Truth("whether it no longer holds", needed=False),
                },
            ),
            needed=False,
        )
    },
)
INPUTS: Final = Table(
    "What others call the keys and the languages of an article",
    {
        "called": Each(
            "key of an article → the words that others use for it",
            ("published", "language", "source", "title", "url", "licence", "id", "text"),
            Words(""),
        ),
        "languages": Each("language → other codes and names of it", "language", Words("")),
    },
)
_SIGNS: Final[Mapping[str, Entry]] = word_lists("""
begin: how words of the language begin
end: how they end
""")
TEXT_LANGUAGES: Final = Table(
    "Which language a text is in",
    {
        "compared": Each("script → languages whose words are counted", None, Words("")),
        "scripts": Each("script → its one language", None, Name("", "language of a text")),
        "letters": Each("language → letters that it alone has", "language of a text", Text("")),
        "signs": Each("language → its signs", "language of a text", Table("", _SIGNS)),
        "names": Each("language → its English name", None, Text("", empty=False)),
    },
)
