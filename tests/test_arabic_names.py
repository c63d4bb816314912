"""Names in Arabic sentences: bodies, capitals, people, offices, documents that nobody listed."""

from datetime import date

from kg.model.claims import Article, Reading
from kg.pipeline import read_article

DAY = date(2018, 9, 12)


def read(text: str) -> Reading:
    return read_article(Article(id="t", text=text, language="ar", published=DAY))


def mentions(text: str) -> set[tuple[str, str]]:
    return {(text[m.span.start : m.span.end], m.type) for m in read(text).mentions}


def keys(text: str) -> dict[str, str]:
    return {text[m.span.start : m.span.end]: m.key for m in read(text).mentions}


def test_a_capital_acts_with_any_verb_and_behind_nouns_of_acting() -> None:
    for text in (
        "وتخوفت القاهرة من نتائج القمة",
        "أوضح المصدر أن القاهرة تريد ضمانات",
        "أثر القرار في موقف القاهرة من القمة",
    ):
        assert ("القاهرة", "State") in mentions(text), text
    assert ("القاهرة", "Place") in mentions("عقد الاجتماع في القاهرة أمس")


def test_what_a_body_is_for_and_where_it_is_sent() -> None:
    assert ("المعهد الأوروبي للتنمية", "Organization") in mentions(
        "وقال مدير المعهد الأوروبي للتنمية"
    )
    sent = "وصلت بعثة الأمم المتحدة إلى كولومبيا أمس"
    assert ("بعثة الأمم المتحدة إلى كولومبيا", "Organization") in mentions(sent)
    agency = "تدعم كندا وكالة الأمم المتحدة لغوث وتشغيل اللاجئين"
    assert ("وكالة الأمم المتحدة لغوث وتشغيل اللاجئين", "Organization") in mentions(agency)
    moved = "نقلت واشنطن السفارة الأميركية إلى القدس"
    assert ("السفارة الأميركية", "Organization") in mentions(moved)


def test_a_short_name_in_brackets_stands_for_the_body() -> None:
    text = "رحبت الهيئة العربية للاستثمار (إناتا) بالقرار. وقالت إناتا إنها ستشارك."
    found = read(text).mentions
    short = [m for m in found if text[m.span.start : m.span.end] == "إناتا"]
    assert len(short) == 2
    assert {m.key for m in short} == {keys(text)["الهيئة العربية للاستثمار"]}


def test_a_rare_word_is_split_where_the_text_vouches_for_its_rest() -> None:
    text = "استقبل رياك مشار وفدا. ثم اجتمع كير ومشار في المدينة."
    assert sum(text[m.span.start : m.span.end] == "مشار" for m in read(text).mentions) == 1


def test_the_kingdom_is_the_one_that_the_text_names() -> None:
    text = "أكد الوزير المغربي أن المملكة ترحب بالقرار"
    assert keys(text)["المملكة"] == "state/morocco"
    both = "بحث الوزيران المغربي والأردني ملفات تهم المملكة"
    assert "المملكة" not in keys(both)


def test_disputed_territories_are_places() -> None:
    assert ("الصحراء الغربية", "Place") in mentions("بحث المجلس ملف الصحراء الغربية")


def test_nationality_of_two_words_and_domains_with_pronouns() -> None:
    assert ("الزعيم الكوري الشمالي", "Office") in mentions("ثم وصل الزعيم الكوري الشمالي إلى بكين")
    text = "أوفد الرئيس الفرنسي وزير خارجيته جان إيف لودريان إلى بيروت"
    assert ("وزير خارجيته", "Office") in mentions(text)
    assert ("جان إيف لودريان", "Person") in mentions(text)


def test_resolutions_by_whose_they_are_and_agreements_by_partner() -> None:
    text = "طالب بتنفيذ قرارات مجلس الأمن وبعقد اتفاق مع روسيا"
    assert ("قرارات مجلس الأمن", "Resolution") in mentions(text)
    assert ("اتفاق مع روسيا", "Agreement") in mentions(text)
    assert ("مشروع قرار أمريكي", "Resolution") in mentions("صوت المجلس على مشروع قرار أمريكي")
    assert ("القرارات الدولية", "Resolution") in mentions("تمسك بتنفيذ القرارات الدولية")


def test_people_that_nobody_listed_get_stable_keys() -> None:
    text = "وقال المحلل جيمس ميلفيل إن الوضع صعب. وأضاف ميلفيل أنه متفائل."
    found = keys(text)
    assert found["جيمس ميلفيل"] == found["ميلفيل"]
    assert found["جيمس ميلفيل"].startswith("person/x-")
    again = keys("وصل جيمس ميلفيل أمس إلى العاصمة التونسية تونس")
    assert again["جيمس ميلفيل"] == found["جيمس ميلفيل"]


def test_everyday_words_are_no_names() -> None:
    found = {name for name, _ in mentions("تؤكد إيران دوما أن برنامجها سلمي")}
    assert "دوما" not in found


def test_aid_is_no_assistant() -> None:
    assert not {t for _, t in mentions("يحتاج السكان إلى مساعدة عاجلة")} & {"Office"}


def test_names_behind_attached_and_are_split_off() -> None:
    text = "اختلفت تركيا وإيران حول تطبيق المادة"
    assert ("إيران", "State") in mentions(text)


def test_another_spelling_of_a_known_name_is_a_link() -> None:
    text = "التقى الرئيس دونالد ترمب نظيره فلاديمير بوتن. ثم تحدث ترمب."
    found = keys(text)
    assert found["دونالد ترمب"] == found["ترمب"] == "person/donald-trump"
    assert found["فلاديمير بوتن"] == "person/vladimir-putin"


def test_a_family_name_is_not_the_one_of_the_family_who_is_known() -> None:
    text = (
        "استقبل الملك عبد الله الأمير خالد بن سلمان والشيخ سلطان بن سحيم آل ثاني. "
        "وقال وزير الري المصري محمد عبد العاطي إن المفاوضات فشلت."
    )
    found = keys(text)
    for name in ("سلطان بن سحيم آل ثاني", "محمد عبد العاطي"):
        assert found[name].startswith("person/x-"), name
    assert found["عبد الله"].startswith("person/x-")
    known = keys("استقبل جان إيف لو دريان الأمير محمد بن سلمان والشيخ تميم بن حمد آل ثاني.")
    assert known["محمد بن سلمان"] == "person/mohammad-bin-salman"
    assert known["تميم بن حمد آل ثاني"] == "person/tamim-bin-hamad-al-thani"


def test_amman_is_a_capital_where_the_text_names_jordan_and_not_oman() -> None:
    assert keys("قال الأردن إن القمة عقدت في عمان.")["عمان"] == "place/amman"
    assert keys("قالت إيران إن القمة عقدت في عمان.")["عمان"] == "state/oman"
    both = keys("قال وزير الخارجية العماني إن الأردن يرحب بالقمة في عمان.")
    assert both["عمان"] == "state/oman"
    assert keys("قالت الجزائر والمغرب إن القمة عقدت.")["الجزائر"] == "state/algeria"


def test_a_national_security_council_is_not_the_united_nations() -> None:
    council = "organization/united-nations-security-council"
    assert council not in keys("يعقد مجلس الأمن الوطني اجتماعا.").values()
    assert council not in keys("عقد اجتماع مصغر لمجلس الأمن القومي الأمريكي.").values()
    assert council in keys("يعقد مجلس الأمن الدولي اجتماعا.").values()


def test_talks_in_geneva_are_on_syria_only_where_the_text_speaks_of_it() -> None:
    syria = "process/geneva-talks-on-syria"
    assert syria in keys("تغيب الحوثيون عن محادثات جنيف. وقال وفد سوريا إنه حضر.").values()
    assert syria not in keys("تغيب وفد الحوثيين في اليمن عن محادثات جنيف.").values()


def test_squares_and_the_navy_are_no_cities() -> None:
    found = keys("اجتمع الآلاف في ميدان التحرير ووصل أسطول بحري إلى الميناء.")
    assert not [key for key in found.values() if key in ("place/medan", "place/khartoum-north")]


def test_brics_is_nobody_behind_a_preposition() -> None:
    assert not [key for key in keys("شارك في قمة دول بريكس.").values() if "person" in key]


def test_prime_ministers_without_an_article() -> None:
    found = keys("بحث رئيس وزراء كندا جاستن ترودو مع رئيسة وزراء بريطانيا تيريزا ماي القرار.")
    assert found["رئيس وزراء كندا"] == "office/canada-prime-minister"
    assert found["رئيسة وزراء بريطانيا"] == "office/united-kingdom-prime-minister"
    assert "رئيس الوزراء" in keys("لم يقل رئيس الوزراء شيئا آخر.")


def test_deputies_and_assistants_of_nobody_said_are_no_known_office() -> None:
    found = keys("أصدر النائب العام المصري بياناً. وقال النائب الكويتي وليد الطبطبائي ذلك.")
    offices = [key for key in found.values() if key.startswith("office/")]
    assert len(offices) == 2
    assert all(key.startswith("office/x-") for key in offices)
    helped = read("نقلوا إلى الأردن بمساعدة إسرائيل في زيارة كانت الأولى لرئيس عربي.")
    assert not [m for m in helped.mentions if m.type == "Office"]


def test_a_name_behind_an_adviser_to_a_president_may_be_the_president() -> None:
    reading = read("قال مستشار الرئيس الإيراني حسن روحاني إن المحادثات مستحيلة.")
    tenures = [f for h in reading.happenings for f in h.frames if f.type == "HoldsOffice"]
    assert not tenures
    deputy = read("قال نائب وزير الخارجية السوري فيصل المقداد إن بلاده ترفض.")
    (tenure,) = [f for h in deputy.happenings for f in h.frames if f.type == "HoldsOffice"]
    assert {a.key for a in tenure.participants} == {
        "person/faisal-mekdad",
        "office/syria-deputy-foreign-minister",
    }


def test_a_name_that_only_sounds_nearly_so_is_a_candidate() -> None:
    text = "هدد القائد حسين سلامي إسرائيل"
    people = [e for e in read(text).entities if e.type == "Person"]
    assert [e.key.startswith("person/x-") for e in people] == [True]
    assert ("candidate", "person/ghassan-salame") in people[0].facts


def test_a_longer_name_of_a_known_agreement_is_that_agreement() -> None:
    text = "انسحبت واشنطن من الاتفاق النووي المبرم مع إيران. وقال إن الاتفاق سيئ."
    found = keys(text)
    known = "agreement/joint-comprehensive-plan-of-action"
    assert found["الاتفاق النووي المبرم مع إيران"] == found["الاتفاق"] == known
    for text, key in (
        ("رحب المجلس باتفاق الصخيرات", "agreement/skhirat-agreement"),
        ("دعت برلين إلى تنفيذ اتفاقات مينسك", "agreement/minsk-agreements"),
        ("تمسك الوفد باتفاقية أوسلو", "agreement/oslo-accords"),
    ):
        assert key in keys(text).values(), text


def test_towns_called_like_plain_words_are_none() -> None:
    assert ("المدينة", "Place") not in mentions("انسحبت القوات من درعا ثم دخل الجيش المدينة")
    assert ("السفيرة", "Place") not in mentions("قالت السفيرة الأميركية لدى الأمم المتحدة")
    assert ("السفيرة", "Place") in mentions("قصفت الطائرات مدينة السفيرة")


def test_of_two_towns_of_one_name_the_one_in_a_state_that_is_named() -> None:
    assert keys("وصل الجيش السوري إلى القنيطرة")["القنيطرة"] == "place/al-qunaytirah"
    assert keys("زار الملك المغربي القنيطرة")["القنيطرة"] == "place/kenitra"


def test_a_state_s_name_may_be_an_adjective() -> None:
    for text in (
        "اعتقلت الناشطة الحقوقية السعودية أمس",
        "طردت لندن دبلوماسيا روسيا أمس",
        "وجهت التهم إلى 13 روسيا",
        "حكم على لبناني وسورية في الكويت",
    ):
        assert not {s for s, type_ in mentions(text) if type_ == "State"} & {
            *("السعودية", "روسيا", "سورية"),
        }, text
    assert ("روسيا", "State") in mentions("أدانت دمشق وحليفتها روسيا القصف")
    assert ("السعودية", "State") in mentions("زار الوزير السعودية أمس")


def test_states_capitals_and_adjectives_of_the_whole_world() -> None:
    text = "التقى الرئيس الفلبيني وزير الخارجية البنغلاديشي في المنامة ثم غادر إلى إسلام آباد"
    found = keys(text)
    assert found["الرئيس الفلبيني"] == "office/philippines-president"
    assert found["المنامة"] == "place/manama"
    assert found["إسلام آباد"] == "place/islamabad"
    assert keys("أعلنت تل أبيب رفضها القرار")["تل أبيب"] == "state/israel"
    assert keys("تقع المدينة قرب القدس")["القدس"] == "place/jerusalem"


def test_plain_words_behind_a_title_or_before_an_adjective_are_no_names() -> None:
    text = "ووجهت متحدثة باسم وزارة الخارجية انتقادات لاذعة لطريقة عمل الوكالة"
    assert not [m for m in read(text).mentions if m.type == "Person"]
    assert ("الرئيسي", "Office") not in mentions("حليفها الرئيسي في المنطقة")
    text = "رفض التدخل في الشؤون الداخلية السعودية"
    assert not [m for m in read(text).mentions if m.type == "Organization"]


def test_rounds_by_venue_and_number() -> None:
    assert keys("قال لافروف إن أستانا 6 حققت نتائج")["أستانا 6"] == "round/astana-process-syria-6"
    assert "أستانا 6" not in keys("وصل إلى أستانا 6 وفود")


def test_a_counterpart_has_the_office_of_whom_he_meets() -> None:
    text = "بحث سيرغي لافروف مع نظيره التركي في أنقرة الملف السوري"
    assert keys(text)["نظيره التركي"] == "office/turkey-foreign-minister"


def test_a_draft_is_not_the_resolution_named_before() -> None:
    text = "ذكر المجلس القرار 1701 ثم صوت على مشروع قرار أمريكي. وسقط مشروع القرار."
    found = keys(text)
    assert found["القرار 1701"] == "resolution/S-RES-1701-2006"
    assert found["مشروع قرار أمريكي"] == found["مشروع القرار"] != found["القرار 1701"]


def test_what_is_told_of_a_place_or_body_is_not_its_name() -> None:
    told = "زار بوتين قاعدة حميميم الواقعة غرب سوريا. ودعا مجلس التعاون المنعقد في الرياض إليه."
    assert {("قاعدة حميميم", "Place"), ("مجلس التعاون", "Organization")} <= mentions(told)
