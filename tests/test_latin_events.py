"""English and French events: every construction on sentences as a wire writes them.

A case is (sentence, type, status, participants that must be there, place, time).
"""

from datetime import date

import pytest

from kg import pipeline
from kg.model.claims import Article, Frame, Reading

DAY = date(2017, 10, 19)
"""A Thursday."""
Case = tuple[str, str, str, set[tuple[str, str]], str | None, str | None]

LAVROV = "person/sergey-lavrov"
KERRY = "person/john-kerry"
COUNCIL = "organization/united-nations-security-council"


def read(text: str, language: str, day: date = DAY) -> Reading:
    return pipeline.read_article(Article("a", text, language, day))


def frames(text: str, language: str) -> list[Frame]:
    return [frame for h in read(text, language).happenings for frame in h.frames]


def of_type(text: str, language: str, type_: str) -> list[Frame]:
    return [frame for frame in frames(text, language) if frame.type == type_]


def doubted(frame: Frame) -> bool:
    return frame.grounds is not None and frame.grounds.doubted


def check(case: Case, language: str) -> None:
    text, type_, status, wanted, place, time = case
    told = of_type(text, language, type_)
    assert told, f"no {type_} in: {text}"
    frame = max(told, key=lambda f: len(f.participants))
    assert frame.status == status
    assert wanted <= {(a.role, a.key) for a in frame.participants}
    if place:
        assert frame.place == place
    if time:
        assert frame.window is not None
        assert frame.window.edtf == time


ENGLISH: list[Case] = [
    # verbs, passives, noun phrases, nouns carried by verbs
    (
        "Sergei Lavrov paid a two-day visit to Iran last week.",
        *("Visit", "occurred", {("attendee", LAVROV)}, "state/iran", "2017-10-09/2017-10-15"),
    ),
    (
        "The visit of Sergei Lavrov to Iran was postponed.",
        *("Visit", "cancelled", {("attendee", LAVROV)}, "state/iran", None),
    ),
    (
        "During a visit to Iran, Sergei Lavrov said the talks went on.",
        *("Visit", "occurred", {("attendee", LAVROV)}, "state/iran", None),
    ),
    (
        "Sergei Lavrov made the remarks before his departure for Iran.",
        *("Visit", "planned", {("attendee", LAVROV)}, "state/iran", None),
    ),
    (
        "Sergei Lavrov is expected in Tehran on Monday.",
        *("Visit", "planned", {("attendee", LAVROV)}, "place/tehran", "2017-10-23"),
    ),
    (
        "Sergei Lavrov, who arrived in Tehran on Monday, is due to hold talks with Hassan Rouhani.",
        *("Meeting", "planned", {("attendee", LAVROV)}, None, None),
    ),
    (
        "Sergei Lavrov held talks with John Kerry in Geneva on Friday.",
        *("Meeting", "occurred", {("attendee", LAVROV), ("attendee", KERRY)}),
        *("place/geneva", "2017-10-13"),
    ),
    (
        "A meeting between Sergei Lavrov and John Kerry took place in Vienna.",
        *("Meeting", "occurred", {("attendee", LAVROV), ("attendee", KERRY)}, "place/vienna", None),
    ),
    (
        "Sergei Lavrov was received by John Kerry.",
        *("Meeting", "occurred", {("attendee", LAVROV), ("host", KERRY)}, None, None),
    ),
    (
        "Sergei Lavrov discussed Syria with John Kerry in a phone call.",
        *("Meeting", "occurred", {("attendee", LAVROV), ("attendee", KERRY)}, None, None),
    ),
    (
        "Talks between Russia and Iran on Syria may resume.",
        *("Negotiation", "possible", set(), None, None),
    ),
    (
        "Staffan de Mistura offered mediation.",
        *("Mediation", "possible", {("mediator", "person/staffan-de-mistura")}, None, None),
    ),
    # speech
    (
        "Iran must free the sailors, said Sergei Lavrov.",
        *("Demand", "occurred", {("speaker", LAVROV), ("target", "state/iran")}, None, None),
    ),
    (
        "Sergei Lavrov stressed the need for a ceasefire.",
        *("Demand", "occurred", {("speaker", LAVROV)}, None, None),
    ),
    (
        "France's call for an immediate ceasefire was rejected by Syria.",
        *("Demand", "occurred", {("speaker", "state/france")}, None, None),
    ),
    (
        "Iran has refused to return to the table unless the United States lifts its embargo.",
        *("Demand", "occurred", {("speaker", "state/iran")}, None, None),
    ),
    (
        "According to the Kremlin, the convoy reached Aleppo.",
        *("Statement", "occurred", {("speaker", "organization/kremlin")}, None, None),
    ),
    (
        "In a statement issued on Tuesday, Sergei Lavrov welcomed the truce.",
        *("Statement", "occurred", {("speaker", LAVROV)}, None, "2017-10-17"),
    ),
    (
        "Sergei Lavrov told John Kerry that the truce was holding.",
        *("Statement", "occurred", {("speaker", LAVROV), ("addressee", KERRY)}, None, None),
    ),
    (
        "Sergei Lavrov said Syria had complied with Security Council resolution 2254 (2015).",
        *("ResolutionCited", "occurred", {("speaker", LAVROV), ("target", "state/syria")}),
        *(None, None),
    ),
    (
        "The Security Council met. The resolution calls on Iran to stop enrichment.",
        *("Demand", "occurred", {("speaker", COUNCIL), ("target", "state/iran")}, None, None),
    ),
    # papers
    (
        "The UN Security Council Friday unanimously adopted a resolution on Sudan.",
        *("ResolutionAdopted", "occurred", {("host", COUNCIL)}, None, "2017-10-13"),
    ),
    (
        "Ethiopia and Eritrea signed a peace deal in Jeddah in September.",
        *(
            "Agreement",
            "occurred",
            {("signatory", "state/ethiopia"), ("signatory", "state/eritrea")},
        ),
        *("place/jeddah", "2017-09"),
    ),
    (
        "Ethiopia and Eritrea signed a peace deal in Jeddah, brokered by Saudi Arabia.",
        *("Mediation", "occurred", {("mediator", "state/saudi-arabia")}, None, None),
    ),
    (
        "The seventh round of intra-Syrian talks will open in Geneva on Monday.",
        *("TalksRound", "planned", set(), "place/geneva", "2017-10-23"),
    ),
    (
        "The Security Council is to vote on a draft resolution on Friday.",
        *("Vote", "planned", {("host", COUNCIL)}, None, "2017-10-20"),
    ),
    # posts
    (
        "Kofi Annan appointed James Baker as UN envoy for Western Sahara.",
        *("Appointment", "occurred", {("signatory", "person/kofi-annan")}, None, None),
    ),
    (
        "Montenegro became NATO's 29th member.",
        *(
            "Membership",
            "ongoing",
            {("holder", "state/montenegro"), ("topic", "organization/nato")},
        ),
        *(None, None),
    ),
    # force
    (
        "The killing of Ali Hassan by the Syrian army was condemned.",
        *("ViolentEvent", "occurred", set(), None, None),
    ),
    (
        "Israel launched an air strike on Damascus on Sunday.",
        *("ViolentEvent", "occurred", {("perpetrator", "state/israel")}),
        *("place/damascus", "2017-10-15"),
    ),
    (
        "North Korea denies attacking Japan.",
        *("ViolentEvent", "denied", {("perpetrator", "state/north-korea")}, None, None),
    ),
    (
        "Israel threatened to strike Iran.",
        *("ViolentEvent", "possible", {("victim", "state/iran")}, None, None),
    ),
    (
        "Sergei Lavrov called for an end to the siege of Aleppo.",
        *("Siege", "occurred", set(), "place/aleppo", None),
    ),
    (
        "Sanctions imposed on Iran by the European Union are to stay.",
        *("Sanction", "occurred"),
        *({("target", "state/iran"), ("perpetrator", "organization/european-union")}, None, None),
    ),
]

FRENCH: list[Case] = [
    (
        "Sergueï Lavrov a effectué une visite en Iran la semaine dernière.",
        *("Visit", "occurred", {("attendee", LAVROV)}, "state/iran", "2017-10-09/2017-10-15"),
    ),
    (
        "La visite de Sergueï Lavrov en Iran a été reportée.",
        *("Visit", "cancelled", {("attendee", LAVROV)}, "state/iran", None),
    ),
    (
        "Sergueï Lavrov est attendu lundi à Téhéran.",
        *("Visit", "planned", {("attendee", LAVROV)}, "place/tehran", "2017-10-23"),
    ),
    (
        "Sergueï Lavrov est en visite en Iran.",
        *("Visit", "occurred", {("attendee", LAVROV)}, "state/iran", None),
    ),
    (
        "Sergueï Lavrov s'est entretenu avec John Kerry à Genève.",
        *("Meeting", "occurred", {("attendee", LAVROV), ("attendee", KERRY)}, "place/geneva", None),
    ),
    (
        "Les entretiens entre Sergueï Lavrov et John Kerry ont eu lieu à Genève.",
        *("Meeting", "occurred", {("attendee", LAVROV), ("attendee", KERRY)}, "place/geneva", None),
    ),
    (
        "Sergueï Lavrov aurait rencontré John Kerry.",
        *("Meeting", "unconfirmed", {("attendee", LAVROV)}, None, None),
    ),
    (
        "Sergueï Lavrov sera reçu par John Kerry.",
        *("Meeting", "planned", {("attendee", LAVROV), ("host", KERRY)}, None, None),
    ),
    (
        "Sergueï Lavrov doit rencontrer John Kerry mardi.",
        *("Meeting", "planned", {("attendee", KERRY)}, None, "2017-10-24"),
    ),
    # speech; the apostrophe that books print must not matter
    (
        "L’émissaire est arrivé. « Nous voulons la paix », a déclaré Sergueï Lavrov.",
        *("Statement", "occurred", {("speaker", LAVROV)}, None, None),
    ),
    (
        "La trêve est rompue, avait déclaré récemment le Russe Sergueï Lavrov.",
        *("Statement", "occurred", {("speaker", LAVROV)}, None, None),
    ),
    (
        "Selon Sergueï Lavrov, la trêve est respectée.",
        *("Statement", "occurred", {("speaker", LAVROV)}, None, None),
    ),
    (
        "Sergueï Lavrov a parlé à la presse. La trêve tient, a-t-il assuré.",
        *("Statement", "occurred", {("speaker", LAVROV)}, None, None),
    ),
    (
        "L'Union européenne demande à la Russie de cesser les bombardements.",
        *("Demand", "ongoing"),
        *({("speaker", "organization/european-union"), ("target", "state/russia")}, None, None),
    ),
    (
        "L'appel de la France à un cessez-le-feu a été rejeté.",
        *("Demand", "occurred", {("speaker", "state/france")}, None, None),
    ),
    (
        "Kiev doit appliquer les accords de Minsk, selon Moscou.",
        *("Demand", "occurred", {("speaker", "state/russia")}, None, None),
    ),
    # papers
    (
        "Le Conseil de sécurité a adopté jeudi à l'unanimité la résolution 2350 (2017).",
        *("ResolutionAdopted", "occurred", {("host", COUNCIL)}, None, "2017-10-19"),
    ),
    (
        "Le Conseil de sécurité a adopté la résolution 2350 (2017), qui exige le retrait.",
        *("Demand", "occurred", {("speaker", COUNCIL)}, None, None),
    ),
    (
        "La Chine a ratifié l'accord de Paris, conclu en décembre 2015.",
        *("Agreement", "occurred", {("signatory", "state/china")}, None, None),
    ),
    (
        "L'Espagne accueillera la COP25 à Madrid.",
        *("TalksRound", "planned", {("host", "state/spain")}, "place/madrid", None),
    ),
    # posts
    (
        "Le Monténégro est devenu membre de l'Otan.",
        *("Membership", "ongoing", {("topic", "organization/nato")}, None, None),
    ),
    (
        "Les États-Unis ont quitté l'Unesco.",
        *("Membership", "occurred", {("holder", "state/united-states")}, None, None),
    ),
    # force
    (
        "La Russie a annexé la Crimée en mars 2014.",
        *("ViolentEvent", "occurred", {("perpetrator", "state/russia")}, None, "2014-03"),
    ),
    (
        "Le siège d'Alep a été levé en décembre 2016.",
        *("Siege", "occurred", set(), "place/aleppo", "2016-12"),
    ),
    (
        "L'Union africaine a imposé des sanctions économiques au Mali le 9 janvier.",
        *("Sanction", "occurred", {("target", "state/mali")}, None, "2017-01-09"),
    ),
    (
        "Israël a mené des frappes contre la Syrie.",
        *("ViolentEvent", "occurred", {("victim", "state/syria")}, None, None),
    ),
    (
        "L'armée russe a bombardé mercredi la province d'Idleb.",
        *("ViolentEvent", "occurred", set(), "place/idlib", "2017-10-18"),
    ),
    # who speaks behind the verb, over a day and whom it is told to
    (
        "«Nous ne céderons pas», a déclaré mardi à Moscou le ministre Sergueï Lavrov.",
        *("Statement", "occurred", {("speaker", LAVROV)}, None, "2017-10-17"),
    ),
    (
        "L'Iran se dit prêt à négocier, a affirmé à l'AFP le président Hassan Rohani.",
        *("Statement", "occurred", {("speaker", "person/hassan-rouhani")}, None, None),
    ),
    # verbs of two words
    (
        "Sergueï Lavrov a fait part de sa vive inquiétude.",
        *("Statement", "occurred", {("speaker", LAVROV)}, None, None),
    ),
    (
        "Sergueï Lavrov a fait valoir que le texte était inacceptable.",
        *("Statement", "occurred", {("speaker", LAVROV)}, None, None),
    ),
    (
        "Moscou et Ankara se sont mis d'accord sur un cessez-le-feu en Syrie.",
        *("Agreement", "occurred", {("signatory", "state/turkey")}, None, None),
    ),
    # what the parser misreads: subjects, objects
    (
        "Estimant que la trêve tient, Ghassan Salamé a appelé les parties à négocier.",
        *("Demand", "occurred", {("speaker", "person/ghassan-salame")}, None, None),
    ),
    (
        "A l'issue d'une rencontre avec John Kerry, Sergueï Lavrov a rejeté le plan américain.",
        *("Statement", "occurred", {("speaker", LAVROV)}, None, None),
    ),
    # occasions told beside the verb
    (
        "John Kerry, en visite à Bagdad, a averti que les sanctions suivraient.",
        *("Visit", "occurred", {("attendee", KERRY)}, "place/baghdad", None),
    ),
    (
        "A l'issue d'une rencontre avec John Kerry, Sergueï Lavrov a rejeté le plan américain.",
        *("Meeting", "occurred", {("attendee", LAVROV), ("attendee", KERRY)}, None, None),
    ),
    (
        "La rencontre entre John Kerry et Sergueï Lavrov, prévue le 12 juin, a été annulée.",
        *("Meeting", "cancelled", {("attendee", KERRY), ("attendee", LAVROV)}, None, None),
    ),
    (
        "L'Assemblée générale de l'ONU a voté une résolution sur la Syrie.",
        *("ResolutionAdopted", "occurred", set(), None, None),
    ),
]


@pytest.mark.parametrize("case", ENGLISH, ids=lambda case: str(case[0])[:50])
def test_english(case: Case) -> None:
    check(case, "en")


@pytest.mark.parametrize("case", FRENCH, ids=lambda case: str(case[0])[:50])
def test_french(case: Case) -> None:
    check(case, "fr")


# --- what is no event ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "type_"),
    [
        ("If Sergei Lavrov visits Iran, talks will start.", "en", "Visit"),
        ("Sergei Lavrov refused to meet John Kerry.", "en", "Meeting"),
        ("Sergei Lavrov left without meeting John Kerry.", "en", "Meeting"),
        ("Sergei Lavrov did not visit Iran.", "en", "Visit"),
        ("Iran insists its programme is peaceful.", "en", "Demand"),
        ("The land claimed by Iran is dry.", "en", "Statement"),
        ("Sergueï Lavrov n'a pas rencontré John Kerry.", "fr", "Meeting"),
        ("Sergueï Lavrov a renoncé à rencontrer John Kerry.", "fr", "Meeting"),
        ("Analysts say that Iran would respond to any attack by Israel.", "en", "ViolentEvent"),
        (
            "An official, who may not speak to the media, said Saudi Arabia would not attend.",
            *("en", "Statement"),
        ),
        ("Russia proposed a rival draft.", "en", "Demand"),
        ("Le Qatar a proposé sa médiation entre l'Algérie et le Maroc.", "fr", "Demand"),
        ("Le Maroc a mis en place un comité en Syrie.", "fr", "Statement"),
        ("La présidente a une part de l'Irak.", "fr", "Statement"),
        (
            "En recevant à Paris son homologue irakien, Sergueï Lavrov a promis une aide.",
            *("fr", "HoldsOffice"),
        ),
        ("Sergueï Lavrov a insisté sur le fait que la trêve tenait.", "fr", "Demand"),
        ("S'exprimant à New York, Sergueï Lavrov est resté prudent.", "fr", "Statement"),
        ("Deux villes assiégées manquent d'eau dans la province de Damas.", "fr", "Siege"),
        ("The government excluded Sergei Lavrov, believed to be too liberal.", "en", "Statement"),
        ("Sergei Lavrov added diplomatic force to the cables of John Kerry.", "en", "Statement"),
        ("The Taliban and NATO fought, but exchanged little territory.", "en", "Meeting"),
        ("General Raoul Salan, commanding the French army, met John Kerry.", "en", "Demand"),
        ("The Taliban recoiled from pressing the attack beyond Kabul.", "en", "Demand"),
        ("On his arrival in power in 2004, Sergei Lavrov was cautious.", "en", "Visit"),
        ("À son arrivée au pouvoir, Sergueï Lavrov était prudent.", "fr", "Visit"),
        ("The attempted assassination of Sergei Lavrov in Cairo failed.", "en", "ViolentEvent"),
    ],
)
def test_no_event(text: str, language: str, type_: str) -> None:
    assert not of_type(text, language, type_)


# --- who does not act -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "type_", "key"),
    [
        ("The assault condemned by the United Nations killed 12 in Homs.", "ViolentEvent", "organ"),
        ("Qatar brokered an agreement between Sudan and Chad.", "Agreement", "state/qatar"),
        ("John Kerry announced an agreement between Israel and Sudan.", "Agreement", KERRY),
    ],
)
def test_who_speaks_of_it_or_arranges_it_takes_no_part(text: str, type_: str, key: str) -> None:
    told = of_type(text, "en", type_)
    assert told
    assert not [a for frame in told for a in frame.participants if a.key.startswith(key)]


def test_who_announces_an_agreement_of_its_own_signs_it() -> None:
    (told,) = of_type("Israel and Sudan announced the Abraham Accords.", "en", "Agreement")
    assert {a.key for a in told.participants} >= {"state/israel", "state/sudan"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Russia signed an agreement with Turkey in Sochi.", "en"),
        ("Russia and Turkey signed an agreement in Sochi.", "en"),
        ("La Russie a conclu un accord avec la Turquie à Sotchi.", "fr"),
        ("Moscou et Ankara sont parvenus à un accord à Sotchi.", "fr"),
    ],
)
def test_an_agreement_without_a_name_has_its_parties(text: str, language: str) -> None:
    (told,) = of_type(text, language, "Agreement")
    assert {a.key for a in told.participants} == {"state/russia", "state/turkey"}
    assert told.place == "place/sochi"


def test_who_is_consulted_does_not_sign() -> None:
    for text, language in (
        ("Russia reached a deal with Turkey in consultation with the United Nations.", "en"),
        ("La Russie a conclu un accord avec la Turquie en concertation avec l'ONU.", "fr"),
    ):
        (told,) = of_type(text, language, "Agreement")
        assert "organization/united-nations" not in {a.key for a in told.participants}, text


def test_what_is_alleged_is_unconfirmed() -> None:
    text = "Les allégations selon lesquelles la Russie a attaqué Alep sont fausses."
    assert [f.status for f in of_type(text, "fr", "ViolentEvent")] == ["unconfirmed"]


def test_an_object_that_the_parser_takes_for_a_predicate_is_met() -> None:
    text = "L'ancien président français François Hollande a rencontré Vladimir Poutine à Moscou."
    (met,) = of_type(text, "fr", "Meeting")
    assert {a.key for a in met.participants} == {
        "person/francois-hollande",
        "person/vladimir-putin",
    }


def test_talks_in_a_town_are_on_what_the_text_speaks_of() -> None:
    syria = "process/geneva-talks-on-syria"
    for text, told in (
        ("The UN envoy for Syria opened the Geneva talks on Monday.", True),
        ("The UN envoy for Yemen opened the Geneva talks on Monday.", False),
    ):
        assert (syria in {m.key for m in read(text, "en").mentions}) is told, text


def test_only_the_dead_lose_their_office() -> None:
    for deed, status in (("killed", "occurred"), ("kidnapped", "ongoing"), ("wounded", "ongoing")):
        text = f"Gunmen {deed} the Libyan foreign minister Mohamed Dairi in Tripoli."
        (tenure,) = of_type(text, "en", "HoldsOffice")
        assert tenure.status == status, deed


def test_the_former_president_is_not_the_president_of_the_text() -> None:
    text = (
        "US President Barack Obama spoke in Kabul. Two guards killed the former president "
        "Nur Muhammad Taraki."
    )
    tenures = of_type(text, "en", "HoldsOffice")
    held = {a.key for frame in tenures for a in frame.participants if a.role == "holder"}
    assert held == {"person/barack-obama"}
    (killed,) = of_type(text, "en", "ViolentEvent")
    assert "person/barack-obama" not in {a.key for a in killed.participants}


def test_an_ambassador_without_a_body_is_none_to_the_united_nations() -> None:
    un = "office/united-states-permanent-representative-to-the-un"
    for text, office in (
        ("US ambassador David Friedman spoke to the media.", False),
        ("US ambassador to the UN David Friedman spoke to the media.", True),
    ):
        keys = {mention.key for mention in read(text, "en").mentions}
        assert (un in keys) is office, text


def test_heads_of_two_things_have_two_offices() -> None:
    text = "The head of the delegation met the head of the mission."
    offices = {m.key for m in read(text, "en").mentions if m.type == "Office"}
    assert len(offices) == 2


def test_a_title_ends_before_a_former_one_and_begins_behind_under() -> None:
    text = (
        "They elected as head of government former Deputy Prime Minister Babrak Karmal. "
        "The agency, under leader Mohammad Najibullah, met General Secretary Mikhail Gorbachev."
    )
    reading = read(text, "en")
    named = {text[m.span.start : m.span.end] for m in reading.mentions}
    assert {"head of government", "Deputy Prime Minister", "leader"} <= named
    assert {"General Secretary", "Mikhail Gorbachev"} <= named


# --- who, when and where over sentence borders -----------------------------------------


def test_a_pronoun_is_the_person_who_was_subject_last() -> None:
    told = of_type("Sergei Lavrov met the press. He urged Iran to wait.", "en", "Demand")
    assert next((a.role, a.key) for a in told[0].participants) == ("speaker", LAVROV)
    assert doubted(told[0])


def test_elle_behind_a_thing_is_nobody() -> None:
    text = "Angela Merkel est partie. La trêve est fragile. Elle a demandé du temps."
    assert not of_type(text, "fr", "Demand")


def test_two_who_acted_together_are_both() -> None:
    text = "Sergei Lavrov and John Kerry arrived. The two met in Geneva."
    told = of_type(text, "en", "Meeting")
    assert {a.key for a in told[0].participants} == {LAVROV, KERRY}


def test_what_is_said_at_an_occasion_is_said_on_its_day() -> None:
    text = (
        "Sergei Lavrov met John Kerry in Geneva on Monday. Lavrov said the truce held, and he "
        "urged Iran to wait."
    )
    for type_ in ("Statement", "Demand"):
        told = of_type(text, "en", type_)[0]
        assert told.window is not None, type_
        assert told.window.edtf == "2017-10-16"
        assert doubted(told)


def test_the_dateline_dates_the_lead_with_less_confidence() -> None:
    text = "GENEVA, Oct 18 (Reuters) - Sergei Lavrov met John Kerry. They had met before."
    told = of_type(text, "en", "Meeting")[0]
    assert told.window is not None
    assert told.window.edtf == "2017-10-18"
    assert doubted(told)


def test_here_is_where_the_article_was_sent_from() -> None:
    text = "GENEVA, Oct 18 (Reuters) - Sergei Lavrov met John Kerry here."
    assert of_type(text, "en", "Meeting")[0].place == "place/geneva"


def test_a_headline_tells_no_second_event() -> None:
    text = "Lavrov meets Kerry in Geneva\n\nSergei Lavrov met John Kerry in Geneva on Monday.\n"
    assert len(of_type(text, "en", "Meeting")) == 1


def test_one_meeting_a_place() -> None:
    text = "Sergei Lavrov will meet officials in Algiers and in Rabat."
    places = {frame.place for frame in of_type(text, "en", "Meeting")}
    assert places == {"place/algiers", "place/rabat"}


# --- who says so -----------------------------------------------------------------------


def test_who_says_so_and_who_carried_it() -> None:
    text = "Israel attacked Damascus, the Kremlin said."
    assert of_type(text, "en", "ViolentEvent")[0].source == "organization/kremlin"
    text = "Selon l'agence Reuters, Israël a bombardé Damas."
    told = of_type(text, "fr", "ViolentEvent")[0]
    assert (told.source, told.medium) == (None, "organization/reuters")


def test_a_medium_is_no_speaker() -> None:
    assert not of_type("Reuters reported that the truce held.", "en", "Statement")


def test_a_spokesman_speaks_for_his_state_once() -> None:
    text = "Kremlin spokesman Dmitry Peskov said that Russia supports the truce."
    speakers = {a.key for f in of_type(text, "en", "Statement") for a in f.participants}
    assert speakers == {"person/dmitry-peskov"}


def test_a_delegation_goes_where_its_leader_goes() -> None:
    text = "A delegation led by Sergei Lavrov arrived in Tehran on Monday."
    assert ("attendee", LAVROV) in {
        (a.role, a.key) for f in of_type(text, "en", "Visit") for a in f.participants
    }


def test_what_commas_set_off_is_where_not_of_whom() -> None:
    text = "John Kerry a plaidé mardi, au Koweït, pour une reprise du dialogue."
    roles = {a.role for f in of_type(text, "fr", "Demand") for a in f.participants}
    assert roles == {"speaker"}


# --- length ----------------------------------------------------------------------------


def test_a_long_sentence_costs_no_more_than_its_words() -> None:
    """Frames, not seconds: every part of an endless sentence is read once."""
    part = "Sergei Lavrov met John Kerry in Geneva on Monday and "
    few, many = (len(frames(part * n + "left.", "en")) for n in (5, 20))
    assert many <= 4 * few
