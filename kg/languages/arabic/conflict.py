"""Deaths and sieges: who acted, who suffered, where, confirmed or not."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.nouns import Noun, noun_status, purpose, unreal
from kg.languages.arabic.scene import Scene, participants, placed
from kg.model.claims import Frame, Window

_NEAR = 4


def deaths(scene: Scene) -> Iterator[Frame]:
    """People told to have been killed."""
    trigger = scene.trigger("kill")
    words = scene.words
    for clause in scene.with_verb("kill"):
        group = (None if clause.implied else clause.subject) or _object(scene, clause)
        status = scene.status(clause)
        if group is None or status is None or _cites(scene, clause, group):
            continue
        if not unreal(scene, clause.verb):
            yield from _death(scene, clause.verb, group, status)
    for index in range(len(words)):
        if not words.clitic[index] and trigger.nouns.match([words.bare(index)], 0):
            owner = scene.reader.group_at(index + 1)
            told = not (unreal(scene, index) or purpose(scene, index))
            if owner is not None and told:
                yield from _death(scene, index, owner, "occurred")


def _cites(scene: Scene, clause: Clause, group: Group) -> bool:
    """«استشهد ترامب بخلافه»: cited; «استشهد بنيران» did not."""
    trigger, norms = scene.trigger("kill"), scene.words.norms
    after = [clause.verb + 1, *([group.end] if group.start > clause.verb else [])]
    with_ = next((at for at in after if norms[at : at + 1] == ["ب"]), None)
    if with_ is None or not trigger.has("cites", clause.form.lemma):
        return False
    return not any(trigger.has("weapons", n) for n in norms[with_ + 1 : with_ + 3])


def _object(scene: Scene, clause: Clause) -> Group | None:
    groups = scene.reader.groups_in(clause.verb + 1, min(clause.content, clause.verb + _NEAR))
    return groups[0] if groups else None


def _death(scene: Scene, index: int, group: Group, status: str) -> Iterator[Frame]:
    victims = [key for key in group.keys if key.startswith(("person/", "office/"))]
    if not victims:
        return
    _, stop = scene.bounds(index)
    yield scene.frame(
        "ViolentEvent",
        index,
        _confirmed(scene, index, status),
        [("victim", key) for key in victims],
        place=scene.place_in(max(index, group.end), stop),
        window=_reported_time(scene, index, stop),
        source=scene.medium_in(index) or scene.source_of(index),
        medium=scene.medium_in(index),
    )


def _confirmed(scene: Scene, index: int, status: str) -> str:
    """«لكن الدولة لم تعلن الخبر رسميا بعد»: reported, not confirmed."""
    start, stop = scene.bounds(index)
    words = scene.words
    verbs = {fold.split()[0] for fold in words.lexicon.words("particles", "unconfirmed_verbs")}
    denied = (c for c in scene.clauses_in(start, stop) if c.negated)
    return "unconfirmed" if any(c.form.lemma in verbs for c in denied) else status


def _reported_time(scene: Scene, index: int, stop: int) -> Window | None:
    """A time of its own, or not after the day of the report that tells of it."""
    clause = scene.governing(index + 1)
    start, _ = scene.bounds(index)
    own_start = index
    time = scene.time_in(own_start, stop)
    if time is not None:
        return time.window
    before = scene.time_in(start, index)
    if before is None or clause is None:
        return None
    last = before.window.latest_end
    return Window(latest_end=last, edtf=f"../{last.isoformat()}") if last else None


def struck(scene: Scene, clause: Clause) -> str | None:
    """The first place behind a verb of violence, outside titles."""
    first = clause.verb + 1
    for found in scene.finds(first, clause.content, "Place"):
        if not scene.titled(found):
            return scene.key(found)
    return None


def sieges(scene: Scene) -> Iterator[Frame]:
    """Sieges laid or lifted."""
    trigger = scene.trigger("siege")
    words = scene.words
    acting: list[tuple[str, str]] = []
    for index in range(len(words) - 1):
        match = trigger.nouns.match(words.norms, index)
        if match is None:
            continue
        start, stop = scene.bounds(index)
        clause = next((c for c in scene.clauses if c.verb in (index, index - 1)), None)
        if clause is not None and clause.subject is not None:
            acting = participants(clause.subject, "perpetrator")
        elif not any(c.subject for c in scene.clauses_in(start, stop)):
            acting = []
        length = match[0]
        noun = Noun(index, index + length, match[1])
        opened = index + length < stop and trigger.has("on", words.norms[index + length])
        if not opened:
            continue
        nouns = [i for i in range(index + 1, stop) if trigger.nouns.match(words.norms, i)]
        high = nouns[0] if nouns else stop
        place = next((scene.key(f) for f in scene.finds(index, high, "Place")), None)
        yield scene.frame(
            "Siege",
            index,
            (scene.status(clause) if clause else noun_status(scene, noun)) or "possible",
            acting,
            end=index + length,
            place=place,
        )
    for clause in scene.with_verb("siege"):
        if clause.form.lemma in trigger.light or clause.subject is None:
            continue
        frame = placed(
            scene,
            clause,
            "Siege",
            scene.status(clause) or "ongoing",
            participants(clause.subject, "perpetrator"),
        )
        yield frame.with_(place=struck(scene, clause))
