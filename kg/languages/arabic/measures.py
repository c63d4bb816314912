"""Ceremonies, agreements, resolutions adopted, sanctions and appointments."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.arabic.nouns import noun_status, nouns, told
from kg.languages.arabic.scene import Scene, participants, placed
from kg.model.claims import Frame
from kg.model.vocabulary import Roles
from kg.text.findings import Found, Holding

_NEAR = 4


def ceremonies(scene: Scene) -> Iterator[Frame]:
    """Formal occasions with their host."""
    trigger = scene.trigger("ceremony")
    words = scene.words
    index = 0
    while index < len(words):
        match = trigger.nouns.match(words.norms, index)
        if match is None or not trigger.has("when", words.norms[index - 1]):
            index += 1
            continue
        clause = scene.governing(index)
        if clause is not None and clause.subject is not None and not clause.negated:
            time = scene.time_in(clause.verb, clause.content)
            yield scene.frame(
                "Ceremony",
                index,
                scene.status(clause) or "occurred",
                participants(clause.subject, "host"),
                end=index + match[0],
                place=scene.place_in(index, clause.content),
                window=time.window if time else None,
                source=scene.medium_in(index),
                medium=scene.medium_in(index),
            )
        index += match[0]


def appointments(scene: Scene, holdings: list[Holding]) -> Iterator[Frame]:
    """«عين … مبعوثا», «تعيين … مبعوثا»: a person and an office behind the verb or the noun."""
    titled = {h.office for h in holdings if h.office.start < h.person.start}
    for clause in scene.with_verb("appoint"):
        status = scene.status(clause)
        roles = _appointed(scene, clause.verb, clause.stop, titled)
        if status is not None and roles:
            taken = {key for _, key in roles}
            authority = participants(clause.subject, "signatory")
            roles += [(role, key) for role, key in authority if key not in taken]
            yield placed(scene, clause, "Appointment", status, roles)
    for noun in nouns(scene, "appoint"):
        status = noun_status(scene, noun)
        roles = _appointed(scene, noun.start, scene.bounds(noun.start)[1], titled)
        if status is not None and roles and scene.clause_at(noun.start) is None:
            yield told(scene, noun, "Appointment", status, roles, None).with_(place=None)


def _appointed(scene: Scene, index: int, stop: int, titled: set[Found]) -> Roles:
    clause = scene.clause_at(index)
    authority = set(clause.subject.keys) if clause and clause.subject else set()
    people = scene.finds(index, min(stop, index + 3 * _NEAR), "Person")
    people = [p for p in people if scene.key(p) not in authority] or people
    if not people:
        return []
    offices = scene.finds(people[0].end, min(stop, people[0].end + 3 * _NEAR), "Office")
    free = [o for o in offices if o not in titled and _given(scene, people[0], o)]
    if not free:
        return []
    return [("holder", scene.key(people[0])), ("office", scene.key(free[0]))]


def _given(scene: Scene, person: Found, office: Found) -> bool:
    """Right behind the name («مارتن غريفيث مبعوثا») or behind «في منصب»."""
    posts = scene.words.lexicon.words("titles", "posts")
    between = scene.words.norms[person.end : office.start]
    return (office.start <= person.end + 1 and scene.words.doc[person.end].text != "،") or any(
        post in norm for norm in between for post in posts
    )
