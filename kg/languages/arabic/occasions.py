"""Meetings, talks and visits told by a noun: whose they are, and with whom.

The noun has its owner, the verb that only carries it («عقد … اجتماعا»), and a partner behind
«مع» or «بين».
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.events.grammar import Actor, Telling
from kg.languages.arabic.callingoff import called_off, who_called_off
from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.nouns import Noun, connected, light_verb, noun_status, owner
from kg.languages.arabic.scene import Scene
from kg.model.keys import kind_of
from kg.model.vocabulary import Status
from kg.text.lexicon import Trigger
from kg.text.words import Words

_NEAR = 4
_REACH = 10
_BETWEEN = "بين"


def told_by_noun(
    trigger: Trigger,
    noun: Noun,
    status: Status,
    *,
    agent: Actor | None = None,
    owner: Actor | None = None,
    patients: tuple[int, ...] = (),
    opened: tuple[tuple[str, int], ...] = (),
) -> Telling:
    """The telling of a noun that no verb carries."""
    return Telling(
        trigger=trigger,
        token=noun.start,
        end=noun.end,
        verb=noun.start,
        word=noun.lemma,
        kind="noun",
        status=status,
        agent=agent,
        owner=owner,
        patients=patients,
        opened=opened,
    )


def actor_of(group: Group | None) -> Actor | None:
    """A group as the one who stands in a place."""
    return Actor(group.keys, group.start, medium=group.medium) if group is not None else None


def acts(words: Words, trigger: Trigger, group: Group) -> bool:
    """Whether the first of a group is of the kinds that do it; a delegation is too."""
    kinds = trigger.words.get("who")
    if kinds is None or kind_of(group.keys[0]) in kinds:
        return True
    return trigger.has("parties", words.bare(words.skip_quotes(group.start)))


class Occasions:
    """The occasions of one document that nouns tell of."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.words = scene.words

    def occasion(self, trigger: Trigger, noun: Noun) -> Iterator[Telling]:
        """«لقاء لافروف بنظيره», «محادثات بين … و…», «عقد … اجتماعا مع …», «خلال لقائه مع …»."""
        scene = self.scene
        off = called_off(scene, noun)
        whose = owner(scene, noun)
        light = self._light(trigger, noun) if not off else None
        if off and whose is None:
            light = who_called_off(scene, noun)  # «أجلت روسيا اجتماعا مع تركيا»
        opened = self._partner(trigger, noun, whose, light)
        if whose is not None and self._venue(trigger, noun, whose):
            whose = None
        agent = light.subject if light is not None else None
        agent = None if agent is not None and agent.medium else agent
        if whose is None and agent is None:
            opened = tuple(pair for pair in opened if pair[0] == _BETWEEN)
        status = scene.status(light) if light is not None else noun_status(scene, noun)
        status = "cancelled" if off else status
        if status is None or (trigger.has("paired", noun.lemma) and not opened):
            return
        if light is None and trigger.has("only_light", noun.lemma):
            return
        partners = (scene.reader.group_at(start) for _, start in opened)
        named = {key for group in (agent, whose, *partners) if group for key in group.keys}
        yield Telling(
            trigger=trigger,
            token=noun.start,
            end=noun.end,
            verb=light.verb if light is not None else noun.start,
            word=noun.lemma,
            kind="carried" if light is not None else "noun",
            status=status,
            agent=actor_of(agent),
            owner=actor_of(whose),
            opened=opened if len(named) != 1 else (*opened, *self._deciding(noun)),
        )

    def _light(self, trigger: Trigger, noun: Noun) -> Clause | None:
        """The verb that only carries the noun: «عقد المجلس اجتماعا»."""
        clause = light_verb(self.scene, noun, trigger.name, _REACH)
        if clause is None:
            return None
        before = noun.start - 1
        if self.words.preposition_before(noun.start) not in (None, "في", "ب"):
            return None
        if self.words.norms[before] in self.words.stops and before != clause.verb:
            return None  # «عقب تلك الجلسة»
        return clause

    def _partner(
        self, trigger: Trigger, noun: Noun, whose: Group | None, light: Clause | None
    ) -> tuple[tuple[str, int], ...]:
        """Whom «مع» or «بين» name behind the noun and its owner; «من» with «تلقى اتصالا»."""
        receiving = light is not None and trigger.has("receiving", light.form.lemma)
        _, stop = self.scene.bounds(noun.start)
        first = whose.end if whose and whose.start >= noun.end else noun.end
        for group in self.scene.reader.groups_in(first, min(stop, first + 2 * _NEAR)):
            preposition = self.words.preposition_before(group.start)
            if preposition is None:
                break
            linked = trigger.has("from", preposition) == receiving and preposition in trigger.roles
            if linked and not group.medium and self._reaches(trigger, noun, first, group.start):
                return ((preposition, group.start),)
        return ()

    def _reaches(self, trigger: Trigger, noun: Noun, first: int, partner: int) -> bool:
        """Whether «مع» is the noun's own: «القمة رغم خلافاتها مع الرياض» names no partner."""
        paired = trigger.has("paired", noun.lemma)
        opened = self.words.opened(first, partner - 1)
        own = not opened or (not paired and self.scene.attached(partner - 1, noun.start))
        return connected(self.scene, first, partner) and own

    def _venue(self, trigger: Trigger, noun: Noun, whose: Group) -> bool:
        """«قمة سنغافورة»: a summit has the name of where it was."""
        named = whose.keys[0].startswith(("state/", "place/"))
        return named and trigger.has("summits", noun.lemma)

    def _deciding(self, noun: Noun) -> tuple[tuple[str, int], ...]:
        """Who denies or calls off an event of which one side is named: «نفى لقاء لافروف»."""
        clause = who_called_off(self.scene, noun)
        group = clause.subject if clause is not None else self.scene.vouching.denier(noun.start)
        return () if group is None or group.medium else (("deciding", group.start),)

    def visit(self, trigger: Trigger, noun: Noun) -> Iterator[Telling]:
        """«زيارة X إلى Y», «خلال زيارته لY», «يقوم بزيارة إلى Y»."""
        scene = self.scene
        clause = scene.governing(noun.start)
        light = clause is not None and clause.form.lemma in trigger.light
        whose = owner(scene, noun)
        if clause is not None and clause.form.lemma in trigger.verbs:
            return  # «وصل إلى أنقرة في زيارة لتركيا»: one visit
        if whose is None and light and clause is not None:
            whose = clause.subject
        if whose is None or whose.medium or not acts(self.words, trigger, whose):
            return
        status = scene.status(clause) if light and clause else noun_status(scene, noun)
        status = "cancelled" if called_off(scene, noun) else status
        if status is not None:
            yield told_by_noun(trigger, noun, status, owner=actor_of(whose))
