"""The lists that triggers of a language file may have, by name: the same in every trigger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.rulefiles.compact import rows

LISTS: Final[Mapping[str, str]] = {
    name: says
    for name, _needed, says in rows("""
verbs: verbs that tell of the event
nouns: nouns that tell of it
light: verbs that tell of it only with one of the nouns
participles: participles that tell of it: «مشددا على»
acts: objects with which a verb passes a law and says nothing
addressee: prepositions before who is told
agreeing: verbs that agree rather than sign
ahead: participles that look ahead: “expected in Cairo”
ambiguous: forms that behind a preposition are other words
arranging: verbs that make others agree
as: prepositions before the office
asserting: verbs that demand only what must be
attached: prepositions through which the subject of the sentence takes part
begins: words that a series begins with
beside: nouns with which a partner does not sign: “in consultation with”
by: prepositions before who does it
bodies: «noun» when by its nouns bodies do it, not people
chambers: kinds of key in which a vote is held
cites: verbs that with «ب» and no weapon cite
councils: bodies whose votes are resolutions
cues: nouns and verbs around a resolution that invoke it
deadly: those that end a tenure
direct: verbs whose object is the place
ends: words that a series ends with
entering: verbs behind which an agreement is concluded already
facts: words behind which a verb asserts and does not demand
figurative: nouns to which no journey leads
free: «verb» when its verbs tell of it only where nobody reports it
forms: other forms of its verbs
from: prepositions before where it comes from
hearsay: participles of what nobody named says: “believed to be”
hosting: verbs whose subject is host
idle: verbs that with it do not call off: «هدد بإلغاء»
initiatives: nouns that of a person mediate
inside: prepositions of «عضو في»
leaves: verbs that end a membership
leaving: verbs that end it
led: words that name who leads
lifted: words before it that say it ends
many: plural of the member
member: words for a member
naming: «object» when the document is what it does it to, not one named beside it
necessity: nouns of what must be
needs_partner: words that tell of it only with a second side
objects: what may stand behind its verbs
occasion: «noun» when others happen at it
of: prepositions before what it is of
of_reports: «verb» when its verbs say something only of reports
off: verbs that call it off
offering: verbs that with what is one's own demand nothing
on: prepositions before whom it hits
only_light: nouns that tell of it only with a light verb
opens: prepositions that open what is said or asked
owned: nouns whose owner is no subject
parties: bodies that travel
paired: words that tell of it only with a second side named
passed: words that say it was adopted
post: words for an office
praising: verbs that ask for nothing
pronouns: its nouns with a pronoun
quoting: verbs before which who speaks stands behind the words
receiving: verbs whose subject did not begin it
reported: «verb», «noun» when told as news, dated by the report
refusing: verbs that with a condition demand
spared: adjectives of what is no violence
subjectless: «verb» when its verbs tell of it without a subject too
summits: nouns that are a body's own meeting
target: prepositions before of whom it is asked
telling: verbs whose object is who is told
texts: nouns that speak: a report, a source
to: prepositions before where it leads
unanimous: words that say that all agreed
voting: verbs that tell of a vote, adopted or not
weapons: nouns of weapons
when: prepositions before the noun
where: prepositions that before the noun tell the place
who: kinds of key that can do it
wishing: verbs that demand of others: “want them to”
with: prepositions before the other side
with_noun: verbs that tell of it only with one of its nouns behind them
words_said: objects that are words: «انتقادات»
""")
}
