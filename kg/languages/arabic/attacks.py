"""Attacks and battles: which side struck where, told by a verb or a noun."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.arabic.conflict import struck
from kg.languages.arabic.grammar import Clause
from kg.languages.arabic.nouns import Noun, nationality, noun_status, nouns, told
from kg.languages.arabic.scene import Scene, participants, placed
from kg.model.claims import Frame
from kg.text.verbs import plain_noun
from kg.text.words import Found

_SIDES = ("organization/", "state/")
_NEAR = 4
_FAR = 20


def attacks(scene: Scene) -> Iterator[Frame]:
    """Attacks of a side on a place, and battles between sides."""
    for clause in scene.clauses:
        if not (scene.is_trigger(clause, "attack") or _light(scene, clause)):
            continue
        status = scene.status(clause)
        if status is None or clause.subject is None or clause.subject.medium:
            continue
        actors = [k for k in clause.subject.keys if k.startswith(_SIDES)]
        place = _struck(scene, clause)
        if actors and place:
            frame = placed(
                scene, clause, "ViolentEvent", status, [("perpetrator", key) for key in actors]
            )
            yield frame.with_(place=place)
    yield from _nominal(scene)
    yield from _battles(scene)


def _light(scene: Scene, clause: Clause) -> bool:
    """«شن غارات», «أطلقت صواريخ»: the object makes it violent."""
    trigger = scene.trigger("attack")
    if clause.form.lemma not in trigger.light:
        return False
    free = [i for i in range(clause.after, clause.stop) if not scene.words.dated[i]]
    norms = [scene.words.norms[i] for i in free[: _NEAR + 1]]
    return any(
        trigger.has("objects", norm) or trigger.nouns.match([plain_noun(norm)], 0) for norm in norms
    ) and not _spared(scene, clause.after)


def _spared(scene: Scene, start: int) -> bool:
    """«الحرب التجارية», «هجوم إلكتروني»: not the violent kind."""
    trigger = scene.trigger("attack")
    return any(
        trigger.has("spared", scene.words.bare(i))
        for i in range(start, min(len(scene.words), start + _NEAR))
    )


def _struck(scene: Scene, clause: Clause) -> str | None:
    """The place, else the state; the state alone where a further attack is told behind it,
    which has its own place: «ضربات على سوريا للاشتباه في شن القوات هجوما في دوما».
    """
    state = _struck_state(scene, clause)
    if state is not None and _attack_behind(scene, state.end, clause.content):
        return scene.key(state)
    return struck(scene, clause) or (scene.key(state) if state is not None else None)


def _struck_state(scene: Scene, clause: Clause) -> Found | None:
    """«غارات على سوريا», «في سوريا»: a state as the place."""
    for found in scene.finds(clause.verb + 1, min(clause.content, clause.verb + _FAR), "State"):
        preposition = scene.words.preposition_before(found.start)
        aimed = preposition is not None and scene.trigger("attack").has("on", preposition)
        if aimed and not scene.titled(found):
            return found
    return None


def _attack_behind(scene: Scene, start: int, stop: int) -> bool:
    nouns_ = scene.trigger("attack").nouns
    norms = scene.words.norms
    return any(nouns_.match([plain_noun(norms[i])], 0) for i in range(start, stop))


def _nominal(scene: Scene) -> Iterator[Frame]:
    """«قصف قوات النظام على …», «غارات إسرائيلية على …»: the side is the owner or an adjective."""
    for noun in nouns(scene, "attack"):
        denier = scene.vouching.denier(noun.start)
        if (scene.clause_at(noun.start) and denier is None) or _spared(scene, noun.end):
            continue
        governing = scene.governing(noun.start)
        if (
            denier is None
            and governing is not None
            and _light(scene, governing)
            and noun.start - governing.verb < 9
        ):
            continue
        sides = _sides(scene, noun)
        if not sides and denier is not None:
            sides = [(r, k) for r, k in participants(denier, "perpetrator") if k.startswith(_SIDES)]
        place = _where(scene, noun)
        status = noun_status(scene, noun)
        if sides and place and status is not None:
            frame = told(scene, noun, "ViolentEvent", status, sides, None)
            yield frame.with_(place=place)


def _sides(scene: Scene, noun: Noun) -> list[tuple[str, str]]:
    group = scene.reader.group_at(noun.end)
    if group is not None and not group.medium:
        return [("perpetrator", key) for key in group.keys if key.startswith(_SIDES)]
    after = noun.end
    words = scene.words
    described = words.lexicon.words("words", "describing")
    while after < len(words) and after < noun.end + _NEAR:
        told_ = nationality(scene, after)
        if told_ is not None:
            return [("perpetrator", told_[1])] if told_[1].startswith(_SIDES) else []
        if words.bare(after) not in described:
            return []
        after += 1
    return []


def _where(scene: Scene, noun: Noun) -> str | None:
    """The place that the attack is on, in or at."""
    _, stop = scene.bounds(noun.start)
    for found in scene.finds(noun.end, min(stop, noun.end + 10), "Place", "State"):
        if scene.titled(found):
            continue
        if found.start == noun.end and scene.vouching.denier(noun.start) is not None:
            return scene.key(found)  # «نفت إسرائيل قصف مطار دمشق»
        before = found.start - 1
        heads = scene.words.lexicon.words("places", "heads")
        while before > noun.end and scene.words.bare(before) in heads:
            before -= 1
        if scene.trigger("attack").has("on", scene.words.norms[before]):
            return scene.key(found)
    return None


def _battles(scene: Scene) -> Iterator[Frame]:
    """«اندلعت حرب بين … و…», «اشتباكات بين …»: both sides act."""
    trigger = scene.trigger("attack")
    words = scene.words
    for index in range(len(words)):
        if words.clitic[index] or not trigger.has("battles", plain_noun(words.norms[index])):
            continue
        _, stop = scene.bounds(index)
        if _spared(scene, index + 1):
            continue
        noun = Noun(index, index + 1, plain_noun(words.norms[index]))
        for group in scene.reader.groups_in(index + 1, min(stop, index + _NEAR + 1)):
            between = words.preposition_before(group.start)
            sides = [k for k in group.keys if k.startswith(_SIDES)]
            status = noun_status(scene, noun)
            if between == "بين" and len(sides) > 1 and status is not None:
                roles = participants(group, "perpetrator")
                yield told(scene, noun, "ViolentEvent", status, roles, None)
            break
