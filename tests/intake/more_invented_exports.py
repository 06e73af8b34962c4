"""More invented exports: EUSurvey to plain files, and questions that mislead.

Written before the rules of drafting that they test.
"""

from sheets import AREAS, CY, DE, FR, HASH, IT, NL, PT, WHO, Sheet


def eusurvey():
    s = Sheet("eusurvey").add(
        "Contribution ID", lambda n: f"{n:08x}-aaaa-4bbb-8ccc-ddddeeeeffff", "respondent_id|ignore"
    )
    s.times("Creation date", "%d/%m/%Y %H:%M:%S", "ignore|submitted_at").times(
        "Last update", "%d/%m/%Y %H:%M:%S", "submitted_at|ignore"
    )
    s.pick("Language of my contribution", ["English", "French", "German"], "language|choice")
    s.pick(
        "I am giving my contribution as",
        ["EU citizen", "NGO", "Public authority", "Business association"],
        "constituency",
    )
    s.add("First name", lambda n: f"Ann{n}", "personal").add(
        "Surname", lambda n: f"Other{n}", "personal"
    ).add("Email (this won't be published)", lambda n: f"a{n}@example.org", "personal")
    s.add(
        "Organisation name",
        lambda n: "" if n % 2 else f"Org {n}",
        "organisation|personal|free_text",
    )
    s.pick(
        "Organisation size",
        ["Micro (1 to 9 employees)", "Small (10 to 49 employees)", "Large (250 or more)"],
    )
    s.pick("Country of origin", ["Belgium", "Spain", "Poland", "Malta"], "nation|choice")
    s.pick("Publication privacy settings", ["Anonymous", "Public"], "ignore|choice|quote_consent")
    s.rate(
        [f"To what extent do you agree with the following aims?: {a}" for a in AREAS[:4]],
        [
            "Fully disagree",
            "Somewhat disagree",
            "Somewhat agree",
            "Fully agree",
        ][:4],
    )
    s.lists(
        "Which measures should come first?",
        ["Grants", "Loans, guarantees and equity", "Rules"],
        "; ",
    )
    return s.text("Please explain your answer")


def citizen_space_scores():
    s = (
        Sheet("citizen_space_scores")
        .ids("Response ID", "ANON-7K{:03d}-Q")
        .times("Submitted Date/Time", "%d/%m/%Y %H:%M")
        .add("Response Source", lambda n: "Online", "ignore")
    )
    s.add("1. What is your name? - Name", lambda n: "" if n % 2 else f"Ann Other{n}", "personal")
    s.pick("3. Are you responding on behalf of a group? - Capacity", WHO, "constituency")
    s.rate(
        [f"4. How acceptable are these? - {a}" for a in AREAS[:3]],
        ["Not at all acceptable", "Not very acceptable", "Acceptable", "Very acceptable"],
    )
    s.ticks(
        [f"5. How did you hear of this? - {t}" for t in ("Letter", "Poster", "Friend")],
        lambda p: ("Letter", "Poster", "Friend")[p],
        "",
    )
    s.ranks([f"6. Order of preference - {a}" for a in AREAS[:4]], blank="Not Answered")
    return s.text("7. Give us your reasons - Reasons")


def smartsurvey_two_rows():
    s = (
        Sheet("smartsurvey_two_rows", n_header_rows=2)
        .ids(("UserID", ""), start=88001)
        .add(("UserNo", ""), lambda n: str(n + 1), "ignore")
        .add(("Name", ""), lambda n: "", "personal|ignore")
    )
    s.add(("Email", ""), lambda n: "", "personal|ignore").add(
        ("IP Address", ""), lambda n: f"10.0.0.{n}", "personal|ignore"
    ).times(("Started", ""), "%d/%m/%Y %H:%M:%S", "ignore").times(
        ("Ended", ""), "%d/%m/%Y %H:%M:%S"
    )
    s.pick(
        ("Q1. Which team are you in?", "Response"), ["Planning", "Finance", "Waste"], "constituency"
    )
    for n, a in enumerate(AREAS[:4]):
        s.rate(
            [("Q2. How confident are you in our work on" if n == 0 else "", a)],
            ["Not confident", "Slightly confident", "Confident", "Very confident"],
        )
    s.ranks([("Q3. Rank these" if n == 0 else "", a) for n, a in enumerate(AREAS[:5])], k=3)
    s.numbers(("Q4. How many years have you worked here?", "Response"), 0, 40)
    return s.text(("Q5. Comments", "Response"))


def jotform():
    s = (
        Sheet("jotform")
        .times("Submission Date", "%b %d, %Y %I:%M %p")
        .add("First Name", lambda n: f"Ann{n}", "personal")
        .add("Phone Number", lambda n: f"(555) 010-{n:04d}", "personal")
    )
    s.pick("I am a", WHO, "constituency")
    s.rate(
        [f"How would you rate the following? >> {a}" for a in AREAS[:4]],
        ["Terrible", "Bad", "OK", "Good", "Great"],
    )
    s.lists("Which days suit you?", ["Monday", "Wednesday", "Saturday"], "\n")
    s.pick(
        "How likely are you to recommend us? (0-10)",
        [str(n) for n in range(11)],
        "rating",
        ordered=True,
    )
    return (
        s.text("Message")
        .ids("Submission ID", "54{:016d}")
        .add("IP", lambda n: f"10.9.0.{n}", "personal|ignore")
    )


def typeform_options():
    s = Sheet("typeform_options").ids("#", HASH)
    s.pick("Which *role* fits you best?", ["Grower", "Seller", "Cook"], "constituency")
    s.ticks(["Compost", "Seeds", "Tools"], lambda p: ("Compost", "Seeds", "Tools")[p], "")
    s.text("Other", blank=0.9)
    s.pick(
        "How happy are you with the market?", [str(n) for n in range(1, 6)], "rating", ordered=True
    )
    s.pick("Would you come again?", ["1", "0"], "choice").text("Tell us more")
    s.times("Start Date (UTC)", "%Y-%m-%d %H:%M:%S", "ignore").times(
        "Submit Date (UTC)", "%Y-%m-%d %H:%M:%S"
    ).add("Network ID", lambda n: HASH.format(n), "personal|ignore")
    return s


def surveymonkey_fr():
    s = (
        Sheet("surveymonkey_fr", "fr", n_header_rows=2)
        .ids(("Respondent ID", ""), start=114000)
        .add(("Collector ID", ""), lambda n: "9", "ignore")
    )
    s.times(("Start Date", ""), "%m/%d/%Y %I:%M:%S %p", "ignore").times(
        ("End Date", ""), "%m/%d/%Y %I:%M:%S %p"
    )
    s.pick(("Quelle est votre fonction ?", "Response"), ["Agent", "Cadre", "Élu"], "constituency")
    for n, a in enumerate(["Écoute", "Salaire", "Locaux"]):
        s.rate(
            [("Êtes-vous d'accord ?" if n == 0 else "", a)],
            [
                "Pas du tout d'accord",
                "Plutôt pas d'accord",
                "Plutôt d'accord",
                "Tout à fait d'accord",
            ],
        )
    for n, a in enumerate(["Bus", "Vélo", "Voiture"]):
        s.ticks(
            [("Comment venez-vous ? (plusieurs réponses possibles)" if n == 0 else "", a)], a, ""
        )
    s.text(("", "Autre (veuillez préciser)"), blank=0.9, words=FR)
    return s.text(("Que faut-il changer ?", "Open-Ended Response"), words=FR)


def alchemer_ranks():
    s = (
        Sheet("alchemer_ranks")
        .ids("Response ID")
        .times("Time Started", "%b %d, %Y %I:%M:%S %p", "ignore")
        .times("Date Submitted", "%b %d, %Y %I:%M:%S %p")
        .pick("Status", ["Complete", "Partial"], "ignore")
    )
    s.pick("What sector do you work in?", ["Health", "Housing", "Schools"], "constituency")
    s.ranks([f"{a}:Please put these in order" for a in AREAS[:4]])
    s.ticks([f"{a}:Which have you used this year?" for a in AREAS], lambda p: AREAS[p], "")
    return s.rate(
        [f"{a}:How easy is it to reach?" for a in AREAS[:3]],
        ["Very difficult", "Difficult", "Easy", "Very easy"],
    ).text("Anything else?")


def google_pt():
    s = Sheet("google_pt", "pt").times("Carimbo de data/hora", "%d/%m/%Y %H:%M:%S")
    s.pick("Qual é o seu cargo?", ["Professora", "Diretora", "Estudante"], "constituency")
    s.rate(
        [f"Indique o seu grau de concordância [{t}]" for t in ("Salas", "Merenda", "Livros")],
        [
            "Discordo totalmente",
            "Discordo",
            "Não concordo nem discordo",
            "Concordo",
            "Concordo totalmente",
        ],
    )
    s.lists(
        "O que você usa? Marque todas as opções.", ["Biblioteca", "Quadra", "Laboratório"], ", "
    )
    return s.pick(
        "Com que frequência você participa?",
        ["Nunca", "Raramente", "Às vezes", "Frequentemente", "Sempre"],
        "rating",
        ordered=True,
    ).text("Deixe um comentário", words=PT)


def google_it():
    s = Sheet("google_it", "it").times("Informazioni cronologiche", "%d/%m/%Y %H.%M.%S")
    s.pick("Per quale ente lavora?", ["Comune", "Provincia", "Regione"], "constituency")
    s.rate(
        [f"Quanto è d'accordo? [{t}]" for t in ("Orari", "Mensa", "Formazione")],
        ["Per niente", "Poco", "Abbastanza", "Molto"],
    )
    return (
        s.pick(
            "Come valuta il servizio?",
            ["Pessimo", "Scarso", "Sufficiente", "Buono", "Ottimo"],
            "rating",
            ordered=True,
        )
        .numbers("Età", 18, 67)
        .text("Suggerimenti", words=IT)
    )


def google_nl():
    s = Sheet("google_nl", "nl").times("Tijdstempel", "%d-%m-%Y %H:%M:%S")
    s.pick("Op welke afdeling werkt u?", ["Zorg", "Beheer", "Bestuur"], "constituency")
    s.rate(
        [
            f"In hoeverre bent u het eens met de volgende stellingen? [{t}]"
            for t in ("Werkdruk", "Loon", "Sfeer")
        ],
        ["Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"],
    )
    return s.pick(
        "Hoe tevreden bent u over het gebouw?",
        ["Zeer ontevreden", "Ontevreden", "Tevreden", "Zeer tevreden"],
        "rating",
        ordered=True,
    ).text("Opmerkingen", words=NL)


def google_cy():
    s = Sheet("google_cy", "cy").times("Stamp Amser", "%d/%m/%Y %H:%M:%S")
    s.pick(
        "Ym mha rinwedd ydych chi'n ymateb?",
        ["Preswylydd", "Cyngor cymuned", "Busnes"],
        "constituency",
    )
    s.rate(
        [f"I ba raddau ydych chi'n cytuno? [{t}]" for t in ("Ysgolion", "Bysiau", "Tai")],
        [
            "Anghytuno'n gryf",
            "Anghytuno",
            "Ddim yn cytuno nac yn anghytuno",
            "Cytuno",
            "Cytuno'n gryf",
        ],
    )
    return s.pick(
        "Pa mor bwysig yw'r iaith?",
        ["Ddim yn bwysig o gwbl", "Eithaf pwysig", "Pwysig", "Pwysig iawn"],
        "rating",
        ordered=True,
    ).text("Unrhyw sylwadau eraill?", words=CY)


def forms_fr():
    s = (
        Sheet("forms_fr", "fr")
        .ids("ID")
        .times("Heure de début", "%d/%m/%Y %H:%M:%S", "ignore")
        .times("Heure de fin", "%d/%m/%Y %H:%M:%S")
    )
    s.add("Adresse de messagerie", lambda n: "anonymous", "personal|ignore").add(
        "Nom", lambda n: "", "personal|ignore"
    )
    s.pick("À quel service êtes-vous rattaché ?", ["Voirie", "Culture", "Finances"], "constituency")
    s.lists("Quels outils utilisez-vous ?", ["Agenda", "Visio", "Messagerie"], ";", end=";")
    s.rate(
        ["L'accueil", "Les délais", "Les explications"],
        ["Très mauvais", "Mauvais", "Moyen", "Bon", "Très bon"],
    )
    return s.text("Vos suggestions", words=FR)


def google_de():
    s = Sheet("google_de", "de").times("Zeitstempel", "%d.%m.%Y %H:%M:%S")
    s.pick("Welche Funktion haben Sie?", ["Lehrkraft", "Leitung", "Eltern"], "constituency")
    s.rate(
        [
            f"Inwiefern treffen die Aussagen zu? [{t}]"
            for t in ("Ich fühle mich wohl", "Ich werde gehört", "Ich lerne")
        ],
        ["Trifft gar nicht zu", "Trifft eher nicht zu", "Trifft eher zu", "Trifft voll zu"],
    )
    return (
        s.pick(
            "Wie zufrieden sind Sie?",
            ["Sehr unzufrieden", "Unzufrieden", "Zufrieden", "Sehr zufrieden"],
            "rating",
            ordered=True,
        )
        .numbers("Wie alt sind Sie?", 18, 80)
        .text("Anmerkungen", words=DE)
    )


def staff_survey():
    s = (
        Sheet("staff_survey")
        .ids("Ref", "S{:05d}")
        .pick("Team", ["Legal", "Digital", "Estates", "Care"], "constituency")
        .pick("Grade", ["A", "B", "C", "D"], "choice|constituency")
    )
    s.numbers("Years in post", 0, 35)
    s.rate(
        [
            f"{t} (1 = strongly disagree, 5 = strongly agree)"
            for t in (
                "I am proud to work here",
                "My manager listens",
                "I have the tools I need",
                "I see a future here",
            )
        ],
        ["1", "2", "3", "4", "5"],
    )
    s.pick(
        "On a scale of 0 to 10, how likely are you to recommend us as an employer?",
        [str(n) for n in range(11)],
        "rating",
        ordered=True,
    )
    return (
        s.add(
            "Annual salary",
            lambda n: f"£{s.draw.randint(20, 60)},{s.draw.randint(100, 999)}",
            "number",
        )
        .text("What one thing would you change?")
        .text("What works well?", blank=0.6)
    )


def scale_unknown_words():
    """A matrix on words no dictionary holds, among other questions."""
    s = Sheet("scale_unknown_words").pick("Stakeholder group", WHO, "constituency")
    s.rate(
        [f"Where should these stand? [{a}]" for a in AREAS[:5]],
        ["Bin it", "Park it", "Pilot it", "Roll it out"],
    )
    return s.text("Why?")


def decoys():
    """Questions that look like a constituency and are not."""
    s = Sheet("decoys").times("Submitted", "%d/%m/%Y %H:%M")
    s.pick(
        "What kind of organisation do you work for?",
        ["Council", "Housing association", "Charity"],
        "constituency",
    )
    s.pick("How many people work in my organisation?", ["1-9", "10-49", "50-249", "250+"])
    for p in ("North Street", "South Street", "Station Road"):
        s.pick(
            f"4.{len(s.columns) - 2} What should happen at {p} in this area?",
            ["Remove", "Keep", "Extend"],
            "choice|rating",
        )
    s.rate(
        [f"How does your role affect these? [{a}]" for a in AREAS[:3]],
        ["Not at all", "A little", "A lot"],
    )
    return s.text("Please give your reasons")


EXPORTS = [
    eusurvey, citizen_space_scores, smartsurvey_two_rows, jotform, typeform_options,
    surveymonkey_fr, alchemer_ranks, google_pt, google_it, google_nl, google_cy, forms_fr,
    google_de, staff_survey, scale_unknown_words, decoys,
]  # fmt: skip
