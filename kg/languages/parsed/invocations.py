"""Resolutions that somebody invokes: «in line with Resolution 2254», «a violé la résolution»."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.languages.parsed.account import Account
from kg.languages.parsed.parse import is_form
from kg.languages.parsed.saying import others
from kg.languages.parsed.tellings import Telling
from kg.model.claims import Frame
from kg.text.words import Found


def invocations(account: Account) -> Iterator[Frame]:
    """Resolutions that somebody names as binding, kept or broken."""
    for paper in account.scene.found:
        if paper.type == "Resolution":
            yield from _invoked(account, paper)


def _invoked(account: Account, paper: Found) -> Iterator[Frame]:
    trigger = account.scene.trigger("invoke")
    head = account.head(paper)
    cue = _cue(account, head)
    if cue is None:
        return
    speaker = account.around.speaker(cue)
    subject = account.cast.subject(account.parse.clause(cue))
    if speaker is None or speaker.medium:
        speaker, subject = subject, None
    if speaker is None or speaker.medium or speaker.unnamed:
        return
    telling = Telling(
        trigger=trigger, token=cue, verb=cue, kind="noun", status="occurred", agent=speaker
    )
    bound = subject if subject and not subject.implied else None
    roles = [
        ("topic", account.scene.key(paper)),
        *account.roles(speaker, "speaker"),
        *others(speaker, bound, "target"),
    ]
    yield account.frame(telling, "ResolutionCited", roles, about=())


def _cue(account: Account, head: Token) -> Token | None:
    """The word that makes a resolution invoked: «implementation of», «in line with»."""
    trigger = account.scene.trigger("invoke")
    cues = trigger.words["cues"]
    if account.parse.is_verb(head.head) and is_form(head.head.norm_, trigger.verbs):
        return head.head
    opener = account.parse.opener(head)
    if opener is None:
        return None
    word, above = opener
    if is_form(above.norm_, cues) or is_form(above.norm_, trigger.verbs):
        return above
    return above if word in trigger.words["with"] else None
