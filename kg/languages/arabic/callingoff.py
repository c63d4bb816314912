"""What was called off or put off: «ألغى زيارته», «تأجل لقاء …», «تم إلغاء القمة»."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.arabic.grammar import Clause
from kg.languages.arabic.nouns import Noun, nouns
from kg.languages.arabic.scene import Scene
from kg.reading.retracted import Cue

_REACH = 8
_NEAR = 3
_OCCASIONS = ("meet", "visit", "negotiate")


def called_off(scene: Scene, noun: Noun) -> bool:
    """Whether the noun is what a word before it calls off."""
    return _cue(scene, noun) is not None


def who_called_off(scene: Scene, noun: Noun) -> Clause | None:
    """The clause of the verb that calls the noun off."""
    cue = _cue(scene, noun)
    return scene.clause_at(cue) if cue is not None else None


def _cue(scene: Scene, noun: Noun) -> int | None:
    words = scene.words
    start, _ = scene.bounds(noun.start)
    for at in range(noun.start - 1, max(start, noun.start - _REACH) - 1, -1):
        if calls_off(scene, at):
            return at
        passed = (
            scene.reader.groups.covers(at)
            or words.dated[at]
            or words.is_quote(at)
            or scene.vouching.carries(at)
        )
        if not passed:
            return None
    return None


def calls_off(scene: Scene, index: int) -> bool:
    """Whether the word calls something off; «لم يلغ», «من أجل» do not."""
    words = scene.words
    if words.clitic[index]:
        return False
    trigger = scene.trigger("call_off")
    norm = words.norms[index]
    before = words.norms[index - 1] if index else ""
    if before in words.lexicon.words("words", "governing") and norm in trigger.words["ambiguous"]:
        return False
    clause = scene.clause_at(index)
    if clause is not None and clause.form.lemma in trigger.verbs:
        return _done(scene, clause)
    negation = scene.reader.particles["negation"]
    if any(n in negation for n in words.norms[max(0, index - 2) : index]):
        return False
    if norm in trigger.words["forms"] or norm in trigger.words["pronouns"]:
        return True
    match = trigger.nouns.match
    noun = match([norm], 0) is not None or match([words.bare(index)], 0) is not None
    return noun and _told(scene, index)


def _done(scene: Scene, clause: Clause) -> bool:
    """Not «قد يلغي», «لم يلغ», «يريد أن يلغي»; but «قبل أن يلغي»."""
    if clause.negated or clause.planned or clause.conditional or clause.possible:
        return False
    norms = scene.words.norms
    if norms[clause.verb - 1] != "ان":
        return clause.tense != "present"
    return norms[clause.verb - 2] in scene.words.lexicon.words("words", "amid")


def _told(scene: Scene, index: int) -> bool:
    """«أعلن إلغاء», «تم إلغاء»; not «هدد بإلغاء», «نفى إلغاء», «طالب بإلغاء»."""
    if scene.vouching.noun(index) is not None:
        return False
    clause = scene.governing(index)
    if clause is None or clause.content <= index:
        return True
    idle = scene.trigger("call_off").words["idle"]
    if scene.is_trigger(clause, "demand") or clause.form.lemma in idle:
        return False
    return scene.status(clause) in ("occurred", "ongoing", None) and not clause.negated


def cues(scene: Scene) -> Iterator[Cue]:
    """Words that call off what was told of before: «لكن اللقاء ألغي», «قبل أن يلغي زيارته»."""
    words = scene.words
    named = {
        noun.start: scene.trigger(name).frame
        for name in _OCCASIONS
        for noun in nouns(scene, name)
        if noun.owned or words.definite(noun.start)
    }
    pronouns = scene.trigger("call_off").words["pronouns"]
    for index in range(len(words)):
        if not calls_off(scene, index):
            continue
        near = [i for i in range(index - _NEAR, index + _NEAR + 1) if i in named]
        nothing = index + 1 >= len(words) or not words.is_word(index + 1) or words.closed(index + 1)
        if near:
            yield Cue(index, named[min(near, key=lambda i: abs(i - index))])
        elif words.norms[index] in pronouns or nothing:
            yield Cue(index)


def speaks_of(scene: Scene, noun: int, cue: int) -> bool:
    """«لقاء بوتين والأسد … ألغي»: a noun with no verb of its own before the cue."""
    trigger = scene.trigger("call_off")
    between = [c for c in scene.clauses_in(noun, cue) if c.form.lemma not in trigger.verbs]
    return not between
