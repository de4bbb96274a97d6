"""Groups named, in the shipped packs: what wants them out or calls them names, and the same words in plain talk."""

import pytest
from tests.engine.lang.test_aim import read

KINDS = ("identity_abuse", "sexism", "racism", "homophobia", "xenophobia")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Refugees have no place here."),
        ("en", "Don't rent to Arabs."),
        ("en", "Take the vote away from women."),
        ("en", "I despise all Kurds."),
        ("en", "Gays make me want to throw up."),
        ("en", "Not one of these refugees is honest."),
        ("tr", "Suriyeliler defolsun"),
        ("tr", "Kadından müdür olmaz"),
        ("ar", "لا تؤجروا للأكراد ولا تثق بالأكراد"),
        ("fa", "افغان‌ها لیاقت زندگی در اینجا را ندارند"),
        ("ckb", "عەرەبەکان مرۆڤ نین"),
        ("kmr", "Ereb pîs in"),
        ("de", "Flüchtlinge raus"),
        ("fr", "Les musulmans ne devraient pas voter."),
        ("es", "Los inmigrantes me dan asco."),
    ],
)
def test_exclusion_and_contempt_are_seen(lang: str, text: str) -> None:
    scores = read(text, lang).scores
    assert max(scores[kind] for kind in KINDS) >= 0.3


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Women are welcome here and so are their opinions."),
        ("en", "I don't hate Turks, I hate what that court did."),
        ("en", "Nobody should be beaten for being a Kurd."),
        ("en", "Without refugees our town would be poorer."),
        ("en", "No Kurds were asked in this survey."),
        ("en", "There is nothing for disabled people in this budget."),
        ("en", "My sister carried two men out of a basement."),
        ("en", "Life was harder before women came to the factory."),
        ("tr", "Kürtler ve Türkler aynı halayda."),
        ("tr", "Kadın kaptan vapuru kuş gibi yanaştırdı."),
        ("ar", "الأكراد أهلنا وجيراننا من زمان."),
        ("fa", "کردها مهمان‌نوازترین آدم‌هایی هستند که دیدم."),
        ("ckb", "ژنان شایەنی مووچەی یەکسانن."),
        ("kmr", "Ereb û Kurd bi hev re nan dipêjin."),
        ("de", "Ein Drittel der Flüchtlinge kommt aus Afghanistan."),
        ("fr", "Un tiers des réfugiés vient d'Afghanistan."),
        ("es", "Un tercio de los refugiados viene de Afganistán."),
    ],
)
def test_plain_and_friendly_mention_is_not(lang: str, text: str) -> None:
    scores = read(text, lang).scores
    assert max(scores[kind] for kind in KINDS) < 0.3


@pytest.mark.parametrize(
    ("lang", "text", "innocent"),
    [
        ("en", "Nice shop you have. Would be a shame if it burned.", "Nice shop, pity about the parking."),
        ("en", "Watch your back in this town.", "My back hurts in this weather."),
        ("tr", "Listede ilk sıradasın, rahat uyu.", "Listede ilk sırada okulumuz var."),
        ("ar", "نعرف بيتك يا أستاذ.", "نعرف البيت القديم قرب السوق."),
        ("fa", "آدرست پیش ماست، راحت بخواب.", "آدرس دفتر روی سایت هست."),
        ("kmr", "Navê te di lîsteyê de ye, xweş razê.", "Navê pirtûkê di lîsteyê de ye."),
    ],
)
def test_veiled_threats(lang: str, text: str, innocent: str) -> None:
    assert read(text, lang).scores["threat"] >= 0.3 > read(innocent, lang).scores["threat"]


@pytest.mark.parametrize(
    ("lang", "text", "innocent"),
    [
        ("en", "I made a video about this, watch my channel and subscribe", "I watched a video about this, all wrong"),
        ("tr", "Bu konuyu kanalımda anlattım, abone olun", "Bu konuyu kanalda anlattılar, izledim"),
        ("ar", "شرحت الموضوع بقناتي، اشتركوا وفعلوا الجرس", "شرحوا الموضوع في القناة أمس"),
        ("fa", "پیجم را فالو کنید هر روز شعر می‌گذارم", "صفحهٔ اول روزنامه را خواندم"),
        ("ckb", "پەیجەکەم فۆڵۆ بکەن، ڕۆژانە شیعر دادەنێم", "لاپەڕەی یەکەمی ڕۆژنامەکەم خوێندەوە"),
        ("kmr", "Rûpela min bişopînin, her roj helbestan parve dikim", "Min rûpela yekem a rojnameyê xwend"),
        ("de", "Hab dazu ein Video gemacht, Abo dalassen wär nett", "Das Video dazu habe ich gesehen"),
        ("fr", "J'ai fait une vidéo là-dessus, abonnez-vous", "J'ai vu la vidéo là-dessus"),
        ("es", "He hecho un vídeo sobre esto, suscríbete", "He visto el vídeo sobre esto"),
    ],
)  # fmt: skip
def test_promotion_of_the_writers_own(lang: str, text: str, innocent: str) -> None:
    assert read(text, lang).scores["personal_promotion"] >= 0.4 > read(innocent, lang).scores["personal_promotion"]
