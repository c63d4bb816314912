"""Votes and vetoes: «صوت المجلس على …», «استخدمت روسيا حق النقض»."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.arabic.grammar import Clause
from kg.languages.arabic.scene import Scene, placed
from kg.model.claims import Frame

_NEAR = 4


def votes(scene: Scene) -> Iterator[Frame]:
    """Votes of a body, and members who vote or veto in one that the sentence names."""
    for clause in scene.clauses:
        if not (scene.is_trigger(clause, "vote") or _veto(scene, clause)):
            continue
        status = scene.status(clause)
        if status is None or clause.subject is None or clause.subject.medium:
            continue
        bodies = [key for key in clause.subject.keys if key.startswith("organization/")]
        voters = [key for key in clause.subject.keys if key not in bodies]
        start, stop = scene.bounds(clause.verb)
        if bodies and status == "occurred" and _passed(scene, clause):
            topics = [("topic", scene.key(f)) for f in scene.finds(clause.verb, stop, "Resolution")]
            roles = [("host", key) for key in bodies] + topics[:1]
            yield placed(scene, clause, "ResolutionAdopted", status, roles)
            continue
        if not bodies:
            bodies = [
                key
                for group in scene.reader.groups_in(start, stop)
                for key in group.keys
                if key in scene.trigger("vote").words["councils"]
            ][:1]
        topics = [("topic", scene.key(f)) for f in scene.finds(clause.verb, stop, "Resolution")]
        roles = [("host", key) for key in bodies] + [("speaker", key) for key in voters]
        yield placed(scene, clause, "Vote", status, roles + topics[:1])


def _passed(scene: Scene, clause: Clause) -> bool:
    """«صوت المجلس لصالح …», «بالإجماع»: a vote that passes is an adoption, not a vote."""
    norms = scene.words.norms[clause.verb + 1 : clause.stop]
    return any(scene.trigger("vote").has("passed", norm) for norm in norms)


def _veto(scene: Scene, clause: Clause) -> bool:
    """«استخدمت … حق النقض (الفيتو)»."""
    trigger = scene.trigger("vote")
    if clause.form.lemma not in trigger.light:
        return False
    norms, stop = scene.words.norms, min(clause.stop, clause.after + _NEAR)
    return any(trigger.nouns.match(norms, i) for i in range(clause.after, stop))
