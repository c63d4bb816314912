"""How Arabic tells events: sentences of our own, one construction each."""

import pytest

from kg import pipeline
from kg.model.claims import Frame
from kg.text import articles

Told = tuple[str, str, set[tuple[str, str]], str | None]


def read(text: str) -> list[Frame]:
    meta = {"language": "ar", "published": "2018-09-10"}
    reading = pipeline.read_article(articles.make_article("t", text, meta))
    return [h.main for h in reading.happenings if h.main.type != "HoldsOffice"]


def told(frame: Frame) -> Told:
    roles = {(a.role, a.key.split("/", 1)[1]) for a in frame.participants}
    return frame.type, frame.status, roles, frame.place.split("/", 1)[1] if frame.place else None


LAVROV, KERRY = "sergey-lavrov", "john-kerry"

CASES = {
    "a body's own meeting, on a day to come": (
        "يعقد مجلس الأمن الدولي الثلاثاء جلسة طارئة بشأن ليبيا.",
        "Meeting", "planned", {("attendee", "united-nations-security-council")}, None,
    ),
    "a meeting by noun and pronoun": (
        "وقال سيرغي لافروف، خلال لقائه مع جون كيري في جنيف، إن موسكو تدعم الحل.",
        "Meeting", "occurred", {("attendee", LAVROV), ("attendee", KERRY)}, "geneva",
    ),
    "a call received": (
        "تلقى وزير الخارجية الروسي سيرغي لافروف اتصالا هاتفيا من نظيره الأميركي جون كيري.",
        "Meeting", "occurred", {("attendee", LAVROV), ("attendee", KERRY)}, None,
    ),
    "both of them": (
        "بحث كل من وزير الخارجية الروسي سيرغي لافروف ونظيره الأميركي جون كيري الوضع في سوريا.",
        "Meeting", "occurred", {("attendee", LAVROV), ("attendee", KERRY)}, None,
    ),
    "the visitor goes on": (
        "زار وزير الخارجية الروسي سيرغي لافروف طهران حيث التقى نظيره الإيراني محمد جواد ظريف.",
        "Meeting", "occurred", {("attendee", LAVROV), ("attendee", "mohammad-javad-zarif")}, None,
    ),
    "a visit by noun": (
        "تأتي زيارة الرئيس الروسي فلاديمير بوتين إلى تركيا بعد أسابيع من الأزمة.",
        "Visit", "occurred", {("attendee", "vladimir-putin")}, "turkey",
    ),
    "the unnamed speak for their state": (
        "قال مسؤول أميركي كبير إن القرار صعب. ورحبت الولايات المتحدة بالخطوة.",
        "Statement", "occurred", {("speaker", "united-states")}, None,
    ),
    "a demand by participle": (
        "أعرب وزير الخارجية الروسي سيرغي لافروف عن قلقه، داعيا إيران إلى ضبط النفس.",
        "Demand", "occurred", {("speaker", LAVROV), ("target", "iran")}, None,
    ),
    "gender shows the object": (
        "قال وزير الخارجية الروسي سيرغي لافروف إن الوضع خطير، وطالب إيران بالتعاون.",
        "Demand", "occurred", {("speaker", LAVROV), ("target", "iran")}, None,
    ),
    "what a resolution asks, its council asks": (
        "وتبنى مجلس الأمن الدولي قرارا يطلب من سوريا وقف القتال.",
        "Demand", "occurred",
        {("speaker", "united-nations-security-council"), ("target", "syria")}, None,
    ),
    "a vote that passes": (
        "وافق مجلس الأمن الدولي بالإجماع على القرار 2254.",
        "ResolutionAdopted", "occurred",
        {("host", "united-nations-security-council"), ("topic", "S-RES-2254-2015")}, None,
    ),
    "a veto": (
        "استخدمت روسيا حق النقض في مجلس الأمن الدولي ضد القرار.",
        "Vote", "occurred",
        {("host", "united-nations-security-council"), ("speaker", "russia")}, None,
    ),
    "a group and its members": (
        "وتضم مجموعة السبع الولايات المتحدة وكندا واليابان.",
        "Membership", "ongoing",
        {("topic", "group-of-seven"), ("holder", "united-states"), ("holder", "canada"),
         ("holder", "japan")}, None,
    ),
    "who agrees": (
        "واتفق وزير الخارجية الروسي سيرغي لافروف ونظيره الأميركي جون كيري على هدنة.",
        "Agreement", "occurred", {("signatory", LAVROV), ("signatory", KERRY)}, None,
    ),
    "negotiation": (
        "بدأت الولايات المتحدة مفاوضات مع كوريا الشمالية.",
        "Negotiation", "occurred", {("attendee", "united-states"), ("attendee", "north-korea")},
        None,
    ),
    "an attack by noun and nationality": (
        "وأدت الغارات الإسرائيلية على دمشق إلى أضرار. ولم تعلق إسرائيل.",
        "ViolentEvent", "occurred", {("perpetrator", "israel")}, "damascus",
    ),
    "a war between two": (
        "واندلعت حرب بين المغرب وجبهة البوليساريو.",
        "ViolentEvent", "occurred",
        {("perpetrator", "morocco"), ("perpetrator", "polisario-front")}, None,
    ),
    "an appointment": (
        "أعلنت الأمم المتحدة تعيين مارتن غريفيث مبعوثا إلى اليمن.",
        "Appointment", "occurred",
        {("holder", "martin-griffiths"), ("office", "un-yemen-special-envoy-for-yemen")}, None,
    ),
    "sanctions by noun": (
        "وتعاني إيران من عقوبات أميركية على إيران. وقالت الولايات المتحدة إنها باقية.",
        "Sanction", "ongoing", {("perpetrator", "united-states"), ("target", "iran")}, None,
    ),
    "mediation": (
        "نجحت وساطة قطر بين الحكومة السودانية وحركة العدل والمساواة.",
        "Mediation", "occurred", {("mediator", "qatar")}, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_construction_is_read(case: str) -> None:
    text, type_, status, roles, place = CASES[case]
    found = [told(frame) for frame in read(text)]
    fits = [f for f in found if f[0] == type_ and roles <= f[2]]
    assert fits, found
    assert fits[0][1] == status
    if place is not None:
        assert fits[0][3] == place


NOTHING = {
    "called for": "دعا وزير الخارجية الروسي سيرغي لافروف إلى عقد اجتماع بين إيران وتركيا.",
    "purpose": "قال مسؤول إن الوقت مناسب لتنظيم لقاء بين سيرغي لافروف وجون كيري.",
    "denied": "ولم يلتق وزير الخارجية الروسي سيرغي لافروف نظيره الأميركي جون كيري.",
    "a trade war": "وتستمر الحرب التجارية بين الولايات المتحدة والصين.",
    "somebody unknown speaks": "وقال دبلوماسيون إن المحادثات صعبة.",
    "nobody's saying": "قال سيرغي لافروف إن الوضع صعب.\nيذكر أن القتال مستمر.",
    "rockets that nobody fired": (
        "وأضاف المرصد السوري لحقوق الإنسان أن صواريخ يرجح أنها إسرائيلية استهدفت مستودعا "
        "في منطقة الكسوة."
    ),
    "an outlet imposes nothing": (
        "ونقلت وكالة فرانس برس عن دبلوماسي أوروبي قوله في واشنطن "
        '"يبدو لي من الواضح إنه سيعيد فرض العقوبات".'
    ),
    "he cites": "استشهد سيرغي لافروف بخلافه مع الرجل بشأن الاتفاق.",
    "praise": "أشادت المملكة المتحدة بأهمية الإدراج.",
    "consulted": "قال جيش الإسلام إن اتفاق خروج المقاتلين أبرم بالتشاور مع الأمم المتحدة.",
    "an actress": "تحدث عن الممثلة جولي غاييه.",
    "a place that is the topic's": "بحث سيرغي لافروف وجون كيري الوضع في سوريا.",
}


@pytest.mark.parametrize(
    ("case", "type_"),
    [
        ("called for", "Meeting"),
        ("purpose", "Meeting"),
        ("denied", "Meeting"),
        ("a trade war", "ViolentEvent"),
        ("somebody unknown speaks", "Statement"),
        ("rockets that nobody fired", "ViolentEvent"),
        ("an outlet imposes nothing", "Sanction"),
        ("he cites", "ViolentEvent"),
        ("praise", "Demand"),
        ("consulted", "Agreement"),
        ("an actress", "Statement"),
    ],
)
def test_what_is_not_told_is_not_read(case: str, type_: str) -> None:
    assert not [frame for frame in read(NOTHING[case]) if frame.type == type_]


def test_a_remark_of_the_text_is_nobodys_statement() -> None:
    reading = read(NOTHING["nobody's saying"])
    assert sum(frame.type == "Statement" for frame in reading) == 1


def test_the_place_of_a_topic_is_not_the_place_of_the_meeting() -> None:
    meetings = [f for f in read(NOTHING["a place that is the topic's"]) if f.type == "Meeting"]
    assert [frame.place for frame in meetings] == [None]


def test_what_is_claimed_is_unconfirmed() -> None:
    text = (
        "وقال سيرغي لافروف إن المزاعم بأن الحكومة السورية نفذت هجوما بالغاز في مدينة دوما "
        "عارية عن الصحة."
    )
    assert [f.status for f in read(text) if f.type == "ViolentEvent"] == ["unconfirmed"]


def test_who_is_due_to_is_the_one_that_the_relative_clause_tells_of() -> None:
    text = (
        "واستدعى ثناء من الرئيس الأميركي دونالد ترامب الذي من المرتقب أن يلتقي زعيم كوريا "
        "الشمالية كيم جونغ أون في سنغافورة."
    )
    (meeting,) = [f for f in read(text) if f.type == "Meeting"]
    assert {a.key for a in meeting.participants} == {"person/donald-trump", "person/kim-jong-un"}


def test_the_son_in_law_of_a_president_is_not_the_president() -> None:
    text = (
        "استقبل العاهل الأردني الملك عبد الله الثاني صهر الرئيس الأميركي دونالد ترامب "
        "ومستشاره جاريد كوشنر في عمان."
    )
    meetings = [f for f in read(text) if f.type == "Meeting"]
    assert "person/donald-trump" not in {a.key for f in meetings for a in f.participants}


def test_who_falls_under_fire_is_killed() -> None:
    assert [f.type for f in read("استشهد محمود عباس بنيران الاحتلال.")] == ["ViolentEvent"]


def test_a_possible_summit_is_possible() -> None:
    text = "وجاءت الزيارة قبل قمة محتملة بين كيم جونغ أون ودونالد ترامب."
    assert [f.status for f in read(text) if f.type == "Meeting"] == ["possible"]


def test_strikes_on_a_state_are_not_where_another_attack_was() -> None:
    text = (
        "وجهت الولايات المتحدة وبريطانيا ضربات صاروخية على سوريا للاشتباه في شن القوات "
        "الحكومية هجوما في مدينة دوما."
    )
    assert read(text)[0].place == "state/syria"
    assert read("شنت روسيا غارات على سوريا في مدينة حمص.")[0].place == "place/homs"
