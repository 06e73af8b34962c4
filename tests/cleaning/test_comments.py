import pandas as pd
import pytest

from gpgp.cleaning.comments import find_language, find_languages
from gpgp.cleaning.personal.names import list_possible_names
from gpgp.instrument.non_answers import find_non_answer


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We need more staff and better pay in every team.", "en"),
        ("Overworked, underpaid, undervalued, ignored, tired, leaving soon.", "en"),
        ("The EU rules on working time are gone or ignored.", "en"),
        ("leadership", "en"),
        ("lack of staff", "en"),
        ("Treating everybody the same", "en"),  # short, and clearly English
        ("Mae angen mwy o staff ar y cyngor.", "cy"),
        ("yr iaith Gymraeg", "cy"),  # short, with a Welsh function word
        ("Cyfle i symud ymlaen. Proses recriwtio gyflymach.", "cy"),  # without one
        ("Dim", None),
        ("Potrzebujemy więcej pracowników i lepszych płac w każdym zespole.", "pl"),
        ("نحتاج إلى المزيد من الموظفين في كل فريق.", "ar"),
        ("", None),
        ("👍 £££ 123", None),
    ],
)
def test_the_language_of_a_comment_is_told_where_it_can_be(text, language):
    assert find_language(text) == language


def test_a_short_comment_is_in_the_language_of_its_respondent():
    texts = pd.Series(["lack of staff", "Cyflog", "Mae angen mwy o staff arnom ni i gyd"])
    found = find_languages(texts, pd.Series(["en", "cy", "en"]))
    assert found.tolist() == ["en", "cy", "cy"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("n/a", "unsaid"),
        ("N / A", "unsaid"),
        (".", "unsaid"),
        ("?!…", "unsaid"),
        ("See my answer above.", "unsaid"),
        ("see answer to Q4", "unsaid"),
        ("No further comments at this time", "unsaid"),
        ("don’t know", "unsaid"),
        ("Gweler uchod", "unsaid"),
        ("Dim sylwadau", "unsaid"),
        ("Nothing.", "nothing"),
        ("none that I can think of", "nothing"),
        ("Dim byd i’w ychwanegu", "nothing"),
        ("No thank you", "nothing"),
        ("No bullying", ""),
        ("Nothing works here", ""),
        ("None of the managers listen", ""),
        ("dim digon o staff", ""),
        ("as before the cuts", ""),
        ("see above average pay leave", ""),
        ("Pay", ""),
        ("👎", ""),
        ("£££", ""),
        ("N/A " * 40, ""),  # whoever writes this much says something
    ],
)
def test_a_comment_says_nothing_only_when_all_of_it_does(text, kind):
    assert find_non_answer(text) == kind


def test_nothing_answers_a_question_that_reads_so(clean):
    comments = clean({"Change": "Nothing.", "Missing": "Nothing."}, {"Missing": "n/a"}).comments
    told = comments.set_index("comment_id")["is_non_answer"]
    assert told.to_dict() == {"a1:change": True, "a1:missing": False, "a2:missing": True}


def test_words_that_look_like_names_are_listed_for_review():
    comments = pd.DataFrame(
        {
            "response_id": ["a", "a", "b"],
            "text": [
                "I asked Zebedee Quist and the Borsetshire Board in Ambridge for Help.",
                "Wonderful. Zebedee Quist was right, said UNISON.",
                "the lovely Zebedee Quist",
            ],
        }
    )
    listed = list_possible_names(comments, instrument_words=["Borsetshire asks"])
    table = listed.set_index("name")
    assert table.loc["Zebedee Quist"].tolist() == ["name", 3, 2]
    assert "Help" not in table.index and "UNISON" not in table.index
    assert not table.index.str.contains("Borsetshire").any()


def test_what_may_name_somebody_is_listed_wherever_it_stands():
    comments = pd.DataFrame(
        {
            "response_id": ["a", "b", "c", "d"],
            "text": [
                "Quantrill must go. Wfm too, wfm is slow and wfm is old.",
                "according to jasvinder all is well",
                "I am the only occupational therapist in Borsetshire",
                "The only thing in the budget is wfm. The only way is up.",
            ],
        }
    )
    listed = list_possible_names(comments, instrument_words=[])
    assert set(listed.loc[listed["kind_code"] == "name", "name"]) == {
        "Quantrill", "jasvinder", "Borsetshire"
    }  # fmt: skip
    assert listed.loc[listed["kind_code"] == "role", "name"].tolist() == [
        "I am the only occupational therapist in Borsetshire"
    ]


def test_comments_count_their_words_without_the_marks(clean):
    comment = clean({"Change": "Ring 07700 900123 about pay"}).comments.iloc[0]
    assert comment["text"] == "Ring [phone number removed] about pay"
    assert (comment["n_words"], comment["n_redactions"]) == (3, 1)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("อยากให้มีรถเมล์ตอนเย็นมาก", "th"),
        ("เปิด", "th"),
        ("公园应该更早开放", "zh"),
        ("公園をもっと早く開けてほしい", "ja"),
        ("공원을 더 일찍 열어 주세요", "ko"),
        ("Нужно больше автобусов", "ru"),
        ("Потрібно більше автобусів", "uk"),
        ("Περισσότερα λεωφορεία", "el"),
        ("نريد المزيد من الحافلات", "ar"),
        ("صبح زود باز کنید", "fa"),
        ("תפתחו מוקדם יותר", "he"),
        ("सुबह और बसें चाहिए", "hi"),
        ("Il n'y a pas assez de logements pour les jeunes du centre ville", "fr"),
        ("Wir brauchen mehr Personal in den Schulen und Kindergärten", "de"),
        ("Necesitamos más personal en las escuelas y en los centros de salud", "es"),
        ("Precisamos de mais pessoal nas escolas e nos centros de saúde", "pt"),
        ("Abbiamo bisogno di più personale nelle scuole e negli ospedali", "it"),
        ("We hebben meer personeel nodig in de scholen en ziekenhuizen", "nl"),
        ("2031-03-01 10:00:00", None),
        ("12,500", None),
        ("10/10", None),
        ("👍👍", None),
    ],
)
def test_another_script_or_language_is_never_english_or_welsh(text, language):
    assert find_language(text) == language


def test_short_comments_follow_the_languages_that_are_written():
    long = "Nous avons besoin de plus de personnel dans les écoles numéro {}"
    texts = pd.Series([long.format(n) for n in range(12)] + ["Plus de bus le soir", "2031-01-01"])
    found = find_languages(texts, pd.Series("en", index=texts.index))
    assert found.iloc[:13].eq("fr").all()
    assert found.iloc[13] == "en"


NON_ANSWERS = [
    "nothing comes to mind", "can't think of any", "I can’t think of anything else right now",
    "Nothing I can think of", "none that I know of", "Not Provided", "not answered", "No response",
    "(blank)", "-", "n/a", "N/A.", "no thoughts", "rien à ajouter", "Aucune idée", "pas d'idée",
    "Je ne sais pas", "sans réponse", "R.A.S.", "Nichts", "Mir fällt gerade nichts ein", "k.A.",
    "keine Angabe", "weiß nicht", "Nada más", "No sé", "NS/NC", "sin comentarios",
    "no se me ocurre nada", "Nada a acrescentar", "não sei", "Sem comentários", "Niente",
    "nulla da aggiungere", "non so", "non mi viene in mente nulla", "niets", "geen idee", "n.v.t.",
    "weet ik niet", "alla i ddim meddwl am ddim", "dim ateb", "ไม่มี", "无", "нет",
]  # fmt: skip
ANSWERS = [
    "No bullying", "Nothing works here", "No parking", "Rien ne marche", "Pas de bus",
    "Aucun bus le soir", "keine Busse", "nichts funktioniert", "No hay autobuses", "Nada funciona",
    "Niente autobus", "geen bussen", "I can't think of a better place than the library", "no staff",
    "Sem transporte", "dim bysiau",
]  # fmt: skip


@pytest.mark.parametrize("text", NON_ANSWERS)
def test_a_comment_that_says_nothing_is_known_in_each_language(text):
    assert find_non_answer(text) in ("unsaid", "nothing")


@pytest.mark.parametrize("text", ANSWERS)
def test_a_short_comment_that_says_something_is_an_answer(text):
    assert find_non_answer(text) == ""
