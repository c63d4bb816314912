"""What one page says of one thing, one event or one article, as plain data for a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from kg.html.pagedata import plain, says
from kg.html.texts import LANGUAGES, Json, Teller, Texts, days, status, term, window, word
from kg.html.world import Claim, Event, kind_of, page_words

_MOST: Final = 60


def of_event(teller: Teller, event: Event) -> Json:
    """An event with its roles, its claims and where they differ."""
    claims = [_claim(teller, event, claim) for claim in event.claims[:_MOST]]
    return {
        **teller.link(event.key),
        "type": term(event.kind),
        "when": window(event.window),
        "dated": any(event.window),
        "status": status(event.status),
        "disputed": event.disputed,
        "round": event.round,
        "roles": [
            {
                "role": term(role),
                "things": [teller.link(key) for r, key in event.roles if r == role],
            }
            for role in dict.fromkeys(r for r, k in event.roles if k != event.key)
        ],
        "claims": claims,
        "versus": _versus(teller, event),
    }


def _claim(teller: Teller, event: Event, claim: Claim) -> Json:
    marks = _marks(teller, event, claim)
    return {
        "pieces": pieces(teller, claim.article, claim.start, claim.stop, marks),
        "lang": teller.world.sources[claim.article].language,
        "status": status(claim.modality),
        "by": [teller.link(key) for key in claim.said_by],
        "via": [teller.link(key) for key in claim.carried_by],
        "sure": None if claim.confidence is None else round(100 * claim.confidence),
        "article": teller.article(claim.article, claim.start),
        "why": _why(teller, claim),
    }


def _why(teller: Teller, claim: Claim) -> Json:
    """The rules that read a claim and its time, and arguments named outside its sentence."""
    text = teller.world.sources[claim.article].text
    return {
        "rule": claim.rule,
        "timeRule": claim.time_rule,
        "anchor": days(claim.anchor[0]) if claim.anchor else None,
        "basis": claim.anchor[1] if claim.anchor else "",
        "elsewhere": [
            {"link": teller.link(key), "words": text[start:stop]}
            for what, start, stop, key in claim.grounds
            if what == "argument" and not claim.start <= start < claim.stop
        ],
    }


_LOOKS: Final = {"place": "where", "talks": "topic", "document": "topic"}
"""How the words for a kind of thing are marked; the others are somebody."""


def _marks(teller: Teller, event: Event, claim: Claim) -> Mapping[str, str]:
    """How the words for a thing are marked in the evidence of an event."""
    roles = page_words()["roles"]
    found: dict[str, str] = {}
    for role, key in event.roles:
        look = "where" if role in roles["place"] else "topic" if role in roles["topic"] else "who"
        if found.get(key) != "who":
            found[key] = look
    for what, start, stop, key in claim.grounds:
        if what != "argument":
            found[f":{start},{stop}"] = "cue"
        elif key not in found:  # the event itself, or an office that stands for its holder
            found[f":{start},{stop}"] = _LOOKS.get(kind_of(teller.world, key), "who")
    for kind, place in (("time", claim.phrase), ("trigger", claim.trigger)):
        if place:
            found[f":{place[0]},{place[1]}"] = kind
    return found


def _runs(found: Iterable[Json]) -> list[Json]:
    """Neighbours with the same mark as one, so that a name is marked as a whole."""
    made: list[Json] = []
    for piece in found:
        alike = made and made[-1]["mark"] == piece["mark"] and not piece["anchor"]
        if alike:
            made[-1]["text"] += piece["text"]
        else:
            made.append(dict(piece))
    return made


def pieces(
    teller: Teller, article: str, start: int, stop: int, looks: Mapping[str, str]
) -> list[Json]:
    """A stretch of an article cut where marks begin and end.

    ``looks`` gives the mark of a thing by key, and of other words by ``:begin,end``; of two
    marks on the same words the one that was named last stands.
    """
    text = teller.world.sources[article].text
    marks = [
        (a, b, looks[key])
        for a, b, key in teller.world.mentions.get(article, ())
        if key in looks and a >= start and b <= stop
    ]
    for place, look in looks.items():
        if place.startswith(":"):
            a, b = map(int, place[1:].split(","))
            marks.insert(0, (a, b, look))
    cuts = sorted({start, stop, *(c for m in marks for c in m[:2] if start < c < stop)})
    return _runs(
        {
            "text": text[a:b],
            "anchor": None,
            "mark": next((look for x, y, look in marks if x <= a and b <= y), None),
        }
        for a, b in pairwise(cuts)
    )


def _versus(teller: Teller, event: Event) -> Json | None:
    """Claims that do not agree, side by side: only the rows in which they differ."""
    seen: dict[Any, Claim] = {}
    for claim in event.claims:
        seen.setdefault((claim.modality, claim.said_by, says(claim)), claim)
    claims = list(seen.values())[:6]
    roles = dict.fromkeys(role for claim in claims for role, _ in says(claim)[0])
    rows = [
        (word("cDate"), [window(says(claim)[1]) for claim in claims]),
        (word("cStatus"), [term(claim.modality) for claim in claims]),
        *((term(role), [_said(teller, event, claim, role) for claim in claims]) for role in roles),
    ]
    differing = [row for row in rows if len({str(cell) for cell in row[1]}) > 1]
    if len(claims) < 2 or not differing:
        return None
    heads = [
        {
            "by": [teller.name(key) for key in claim.said_by] or [word("author")],
            "article": teller.article(claim.article),
        }
        for claim in claims
    ]
    return {"heads": heads, "rows": differing}


def _said(teller: Teller, event: Event, claim: Claim, role: str) -> Texts:
    named = [teller.name(k) for r, k in says(claim)[0] if r == role and k != event.key]
    return {
        lang: ("، " if lang == "ar" else ", ").join(n[lang] for n in named) or "—"
        for lang in LANGUAGES
    }


def of_thing(teller: Teller, key: str) -> Json:
    """A person, body, place, process …: names, standing facts and all its events by time."""
    thing = teller.world.things[key]
    events_ = teller.world.by_key
    facts = [
        {"relation": term(relation), "from": teller.link(a), "to": teller.link(b)}
        for a, relation, b in teller.world.standing
        if key in (a, b)
        and {a, b} <= teller.told.keys() | {key}
        and not (b == key and a in events_)
    ]
    events = teller.told.get(key, [])
    return {
        **teller.link(key),
        "type": term(thing.kind),
        "others": [plain(other) for other in thing.others[:8]],
        "facts": facts[:12],
        "rounds": rounds(teller, key),
        "events": [of_event(teller, event) for event in events[:_MOST]],
        "left": max(0, len(events) - _MOST),
    }


def rounds(teller: Teller, process: str) -> list[Json]:
    """The rounds of a process in order, with place, hosts and what was planned of them."""
    found = {e.key: e for e in teller.world.events if ("partOf", process) in e.roles and e.round}
    for a, relation, b in teller.world.standing:
        if relation == "partOf" and b == process and a in teller.world.by_key:
            found[a] = teller.world.by_key[a]
    ordered = sorted(found.values(), key=lambda e: (e.round or 10**6, e.when))
    return [_round(teller, event) for event in ordered]


def _round(teller: Teller, event: Event) -> Json:
    states = dict.fromkeys(
        claim.modality
        for claim in sorted(
            event.claims, key=lambda c: teller.world.sources[c.article].issued or "9999"
        )
    )
    dashed = page_words()["status"]
    plans = sorted(states, key=lambda state: dashed.get(state, "solid") != "dashed")
    return {
        **teller.link(event.key),
        "round": event.round,
        "when": window(event.window),
        "status": status(event.status),
        "where": [teller.link(key) for key in event.of(["place"])],
        "hosts": [teller.link(key) for key in event.of(["host", "mediator"])],
        "plans": [status(state) for state in plans],
    }


def of_article(teller: Teller, key: str) -> Json:
    """A whole article with everything marked, and the events it tells of."""
    source = teller.world.sources[key]
    found = [e for e in teller.world.events if any(c.article == key for c in e.claims)]
    triggers = {c.trigger for e in found for c in e.claims if c.article == key and c.trigger}
    anchors = {c.start for e in found for c in e.claims if c.article == key}
    marks = [(*place, "trigger") for place in sorted(triggers)]
    for a, b, thing in teller.world.mentions.get(key, ()):
        marks.append((a, b, _LOOKS.get(kind_of(teller.world, thing), "who")))
    return {
        "key": key,
        "article": teller.article(key),
        "lang": source.language,
        "url": source.url if (source.url or "").startswith(("http://", "https://")) else None,
        "paragraphs": _paragraphs(source.text, marks, anchors),
        "events": [of_event(teller, event) | {"claims": [], "versus": None} for event in found],
    }


def _paragraphs(
    text: str, marks: Sequence[tuple[int, int, str]], anchors: set[int]
) -> list[list[Json]]:
    made, start = [], 0
    for line in text.split("\n"):
        stop = start + len(line)
        inside = [m for m in marks if start <= m[0] and m[1] <= stop]
        points = {start, stop, *(c for m in inside for c in m[:2])}
        cuts = sorted(points | {a for a in anchors if start <= a < stop})
        made.append(
            _runs(
                {
                    "text": text[a:b],
                    "anchor": f"c{a}" if a in anchors else None,
                    "mark": next((look for x, y, look in inside if x <= a and b <= y), None),
                }
                for a, b in pairwise(cuts)
            )
        )
        start = stop + 1
    return [line for line in made if any(piece["text"].strip() for piece in line)]
