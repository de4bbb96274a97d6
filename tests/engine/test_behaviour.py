"""What the engine says of whole comments, in every language it ships a pack for.

``welcome`` comments must not be rejected nor held back; ``broken`` ones must not be approved.
"""

from functools import lru_cache

import pytest

from rejoinder.engine import (
    ArticleText,
    Budget,
    Context,
    Policy,
    Recommendation,
    Submission,
    assess,
    default_guidelines,
    recommend,
    shipped_packs,
)

CONTEXT = Context(
    article=ArticleText(
        "Rockets hit Baghdad's Green Zone",
        (
            "Fourteen rockets were fired at Erbil on February 15. One civilian contractor was killed.",
            "The leader of the militia said the attack would burn the whole country.",
        ),
        "Iraq",
    ),
    publisher_names=("Rudaw", "روداو", "ڕووداو"),
)

WELCOME = {
    "en": (
        "They fired 14 rockets and killed a contractor. Who benefits?",
        "Whoever fires rockets at civilians is a criminal and should be tried in court.",
        "Daesh beheaded my cousin in 2014, never forget.",
        "The militias should stop shooting at our airport.",
        "This policy will kill us all economically.",
        "The new album is killing it!",
        "My teacher called me a stupid Kurd and nobody cared.",
        "Calling Syrians dogs is disgusting.",
        "Nobody should threaten journalists, whatever they write.",
        "Rudaw, your headline is garbage and your coverage is biased propaganda.",
        "You are not an idiot, but you are wrong here.",
        "He said “I will kill you” to the judge.",
        "Shame on the government, we have no electricity!",
        "The cockpit door was shot open in Scunthorpe.",
    ),
    "ar": (
        "أطلقوا أربعة عشر صاروخا وقتلوا مقاولا مدنيا، من المستفيد؟",
        "كل من يقصف المدنيين مجرم ويجب محاكمته",
        "روداو قناة منحازة وأخباركم كاذبة",
        "قال لي إنني حمار ولم يعتذر",
        "رحم الله الشهداء والصبر لأهلهم",
        "لا لقتل الأبرياء",
    ),
    "tr": (
        "Bağdat'a on dört roket attılar ve bir sivil öldü, kimin işine yarıyor?",
        "Sık sık oraya gidiyoruz, çok güzel.",
        "Bana aptal dedi, çok üzüldüm.",
        "Rudaw taraflı haber yapıyor, yazıklar olsun.",
        "Allah razı olsun, güzel haber",
        "Kimse kimseyi tehdit etmemeli",
    ),
    "fa": (
        "چهارده راکت شلیک کردند و یک پیمانکار کشته شد",
        "این خبر درست نیست، لطفا منبع بدهید",
        "به من گفت احمق و رفت",
    ),
    "kmr": (
        "Çardeh mûşek avêtin Hewlêrê û kesek kuşt.",
        "Ev nûçe ne rast e, ji kerema xwe çavkanî bidin.",
        "Wî ji min re got ker",
    ),
    "ckb": (
        "چواردە مووشەک ئاراستەی هەولێر کرا و کەسێک کوژرا",
        "ڕووداو کەناڵێکی لایەنگرە",
        "سوپاس بۆ ئەم هەواڵە",
    ),
}

BROKEN = {
    "en": (
        ("Someone should fire one at your house.", "threats"),
        ("I will find you and kill you.", "threats"),
        ("kill yourself", "threats"),
        ("You are a stupid pig.", "personal_attacks"),
        ("You are an 1d10t", "personal_attacks"),
        ("Shut up idiot", "personal_attacks"),
        ("Go back to your country you dirty refugees", "abuse"),
        ("All Arabs are dogs", "abuse"),
        ("Women belong in the kitchen", "abuse"),
        ("Fuck this", "profanity"),
        ("f.u.c.k this", "profanity"),
        ("f*ck this", "profanity"),
        ("Buy cheap followers at www.cheap-likes.shop", "commercial_promotion"),
        ("Check out my new channel on youtube", "personal_promotion"),
    ),
    "ar": (
        ("أنت حمار", "personal_attacks"),
        ("سأقتلك يا كلب", "threats"),
        ("كس امك", "vulgarity"),
        ("كـــس اُمك", "vulgarity"),
        ("الأكراد كلاب", "abuse"),
    ),
    "tr": (
        ("Aptalsın sen", "personal_attacks"),
        ("APTALSIN SEN", "personal_attacks"),
        ("Seni öldüreceğim", "threats"),
        ("SİKTİR GİT LAN", "profanity"),
        ("siktir git", "profanity"),
    ),
    "fa": (
        ("تو احمقی", "personal_attacks"),
        ("می‌کشمت", "threats"),
        ("میکشمت", "threats"),
        ("خفه شو بی‌شعور", "personal_attacks"),
    ),
    "kmr": (("Tu ker î", "personal_attacks"), ("Ez ê te bikujim", "threats")),
    "ckb": (("تۆ کەریت", "personal_attacks"), ("دەتکوژم", "threats")),
}


@lru_cache
def shipped() -> tuple[str, ...]:
    return shipped_packs().codes


def recommendation(text: str) -> Recommendation:
    budget = Budget(total_ms=60_000, check_ms=60_000)
    assessment = assess(Submission("1", text), guidelines=default_guidelines(), context=CONTEXT, budget=budget)
    return recommend(assessment, policy=Policy(), guidelines=default_guidelines())


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in WELCOME.items() for text in texts])
def test_welcome(code: str, text: str) -> None:
    if code not in shipped():
        pytest.skip(f"no pack for {code}")
    assert recommendation(text) == Recommendation("approve", None, "within_guidelines")


@pytest.mark.parametrize(("code", "text", "guideline"), [(code, *row) for code, rows in BROKEN.items() for row in rows])
def test_broken(code: str, text: str, guideline: str) -> None:
    if code not in shipped():
        pytest.skip(f"no pack for {code}")
    given = recommendation(text)
    assert given.outcome in ("reject", "refer")
    assert given.reason in ("breaks_guideline", "uncertain")
    assert given.ground is not None
    assert given.ground.guideline == guideline


def test_code_switching_within_a_comment() -> None:
    given = recommendation("The government must answer for this attack. Orospu çocuğu.")
    assert given.outcome != "approve"
