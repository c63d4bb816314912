"""Resolutions that somebody invokes: «وفقا لقرار مجلس الأمن 2254»."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.arabic.scene import Scene, participants
from kg.model.claims import Frame


def invocations(scene: Scene) -> Iterator[Frame]:
    """«وفقا لقرار مجلس الأمن 2254»: the sentence's speaker invokes the resolution."""
    words = scene.words
    cues = words.lexicon.words("documents", "accordance")
    for resolution in (f for f in scene.found if f.type == "Resolution"):
        if resolution.paper.number is None:
            continue
        at = resolution.start - 1
        if at >= 0 and words.clitic[at]:
            at -= 1
        if at < 0 or words.norms[at] not in cues:
            continue
        start, _ = scene.bounds(at)
        clauses = scene.clauses_in(start, at)
        speaker = next((c for c in clauses if c.subject and not c.governed), None)
        if speaker is None or speaker.subject is None or speaker.subject.medium:
            continue
        status = scene.status(speaker) or "occurred"
        yield scene.frame(
            "ResolutionCited",
            at,
            status if status in ("occurred", "ongoing") else "occurred",
            [("topic", scene.key(resolution)), *participants(speaker.subject, "speaker")],
            about=scene.topics(speaker.verb, speaker.stop),
            source=speaker.subject.keys[0],
        )
