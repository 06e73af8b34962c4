"""Invented exports of many platforms and languages: Qualtrics to Decidim.

Written before the rules of drafting that they test.
"""

from sheets import AREAS, DE, ES, FR, HASH, WHO, N, Sheet


def _technical_qualtrics(s):
    for names, kind in (("StartDate Start Date", "ignore"), ("EndDate End Date", "ignore")):
        name, _, text = names.partition(" ")
        s.times((name, text, '{"ImportId":"x"}'), "%Y-%m-%d %H:%M:%S", kind)
    three = ('{"ImportId":"x"}',)
    s.pick(("Status", "Response Type", *three), ["IP Address", "Survey Preview"], "ignore")
    s.add(("IPAddress", "IP Address", *three), lambda n: f"10.1.2.{n}", "personal|ignore")
    s.add(("Progress", "Progress", *three), lambda n: "100", "ignore")
    s.numbers(("Duration (in seconds)", "Duration (in seconds)", *three), 60, 900, "ignore")
    s.pick(("Finished", "Finished", *three), ["True", "False"], "ignore")
    s.times(("RecordedDate", "Recorded Date", *three), "%Y-%m-%d %H:%M:%S")
    s.ids(("ResponseId", "Response ID", *three), "R_3k" + HASH)
    s.add(
        ("LocationLatitude", "Location Latitude", *three),
        lambda n: f"51.{n:04d}",
        "personal|ignore",
    )
    return three


def qualtrics_rankings():
    s = Sheet("qualtrics_rankings", n_header_rows=3)
    i = _technical_qualtrics(s)
    s.pick(
        ("Q1", "I have read the information above and agree to take part", *i),
        ["Yes, I agree", "No"],
        "consent|choice|ignore",
    )
    s.pick(("Q2", "Which of these best describes you?", *i), WHO, "constituency")
    s.ranks(
        [
            (f"Q3_{n}", f"Please rank these from most to least urgent - {a}", *i)
            for n, a in enumerate(AREAS, 1)
        ]
    )
    s.ranks(
        [(f"Q4_{n}", f"Drag your top three to the box - {a}", *i) for n, a in enumerate(AREAS, 1)],
        k=3,
    )
    for n in range(1, 7):
        s.numbers(
            (f"Q4_DO_{n}", f"Display Order: Drag your top three to the box - {n}", *i),
            1,
            6,
            "ignore",
        )
    s.ranks(
        [
            (f"Q5_{n}_RANK", f"Order of spending - Ranks - Group - {a} - Rank", *i)
            for n, a in enumerate(AREAS[:4], 1)
        ],
        k=2,
    )
    s.pick(
        ("Q6", "To show you are reading, please choose Blue", *i), ["Blue", "Red"], "ignore|choice"
    )
    s.rate(
        [
            (f"Q7_{n}", f"How much do you trust these bodies? - {a}", *i)
            for n, a in enumerate(["Council", "Police", "Press"], 1)
        ],
        ["No trust at all", "A little trust", "Some trust", "A lot of trust"],
    )
    s.numbers(("Q8_1", "What share of the budget should go to roads? - Percent", *i), 0, 100)
    s.numbers(("Q9", "In what year were you born?", *i), 1940, 2010)
    s.text(("Q10", "Is there anything else?", *i))
    for part in ("First Click", "Last Click", "Page Submit", "Click Count"):
        s.add(
            (f"T1_{part}", f"Timing - {part}", *i),
            lambda n: f"{s.draw.random() * 90:.3f}",
            "ignore",
        )
    return s


def learner_statements():
    s = Sheet("learner_statements").times("Timestamp", "%m/%d/%Y %H:%M:%S")
    s.pick(
        "What year of study are you in?",
        ["First year", "Second year", "Third year"],
        "constituency|choice",
    )
    s.rate([f"I {v} my {o}" for v in ("like", "plan", "share", "review", "enjoy", "use")
            for o in ("lessons", "notes", "homework", "projects")],
           ["Not at all true of me", "Slightly true of me", "Moderately true of me",
            "Mostly true of me", "Completely true of me"])  # fmt: skip
    return s.text("What would help you learn?")


def learner_statements_es():
    s = Sheet("learner_statements_es", "es", ";").times("Marca temporal", "%d/%m/%Y %H:%M:%S")
    s.pick("Curso", ["Primero", "Segundo", "Tercero"], "constituency|choice")
    s.rate(
        [
            f"{n}. {t}"
            for n, t in enumerate(
                [
                    "Estudio con calma",
                    "Pido ayuda",
                    "Repaso mis apuntes",
                    "Leo en casa",
                    "Participo en clase",
                    "Trabajo en grupo",
                ],
                1,
            )
        ],
        ["Nunca", "Casi nunca", "A veces", "Casi siempre", "Siempre"],
    )
    s.pick("Sexo", ["Mujer", "Hombre", "Otro"]).numbers("Edad", 15, 60)
    return s.text("¿Qué mejorarías del curso?", words=ES)


def learner_codes():
    s = Sheet("learner_codes").ids("sid", start=501)
    s.numbers("age", 17, 41).pick("gender", ["f", "m", "nb"])
    for n in range(1, 25):
        s.add(f"mslq_{n:02d}", lambda n: str(s.draw.randint(1, 7)), "rating")
    for n in range(1, 7):
        s.add(f"anx{n}", lambda n: str(s.draw.choice([1, 2, 3, 4, 5, ""])), "rating")
    return s.add("gpa", lambda n: f"{s.draw.uniform(1, 4):.2f}", "number")


def parish_google():
    s = Sheet("parish_google").times("Timestamp", "%d/%m/%Y %H:%M:%S")
    s.pick("Do you live in the parish?", ["Yes", "No"])
    s.pick(
        "Which part of the village do you live in?",
        ["High Street", "Mill End", "Green Lane"],
        "constituency|nation",
    )
    s.add("What is your postcode?", lambda n: f"ZZ1 {n % 9}AB", "personal")
    s.numbers("How many people live in your household?", 1, 5)
    s.pick("Which age group are you in?", ["Under 18", "18 to 40", "41 to 65", "Over 65"])
    s.rate(
        [f"How bothered are you by these? [{a}]" for a in AREAS[:4]],
        ["Not bothered", "Quite bothered", "Very bothered"],
    )
    s.lists(
        "What do you use? (tick all that apply)",
        ["Village hall", "Shop, post office and cafe", "Pub", "Playing field"],
        ", ",
    )
    s.pick("Should we have a Neighbourhood Plan?", ["Yes", "No", "Don't know"])
    s.text("What do you like about the village?").text("What would you change?")
    return s.add("Name (optional)", lambda n: "" if n % 3 else f"Ann Other{n}", "personal")


def parish_microsoft():
    s = Sheet("parish_microsoft").ids().times("Start time", "%m/%d/%y %H:%M:%S", "ignore")
    s.times("Completion time", "%m/%d/%y %H:%M:%S").add(
        "Email", lambda n: "anonymous", "personal|ignore"
    )
    s.add("Name", lambda n: "", "personal|ignore")
    s.pick("Are you a...", ["Resident;".strip(";"), "Landowner", "Business owner"], "constituency")
    s.rate(
        ["Footpaths", "Parking", "Street lights", "Litter"],
        ["Very poor", "Poor", "Adequate", "Good", "Very good"],
    )
    s.lists("Which would you support?", AREAS[:4], ";", end=";")
    s.lists("Put these in order of importance", AREAS[:4], ";", "ranking", end=";", least=4)
    s.pick("How far do you travel to work?", ["Under 5 miles", "5 to 20 miles", "Over 20 miles"])
    return s.text("Other comments")


def kobo_groups():
    s = Sheet("kobo_groups", separator=";")
    s.times("start", "%Y-%m-%dT%H:%M:%S.000+03:00", "ignore").times(
        "end", "%Y-%m-%dT%H:%M:%S.000+03:00", "ignore"
    )
    s.add("deviceid", lambda n: f"ee.kobo:{HASH.format(n)}", "ignore").add(
        "username", lambda n: f"enum{n % 5}", "personal|ignore"
    )
    s.pick("intro/consent", ["yes", "no"], "consent|choice").pick(
        "intro/district", ["hill", "lake", "town"], "constituency|nation"
    )
    s.numbers("home/hh_size", 1, 12).numbers("home/age_head", 18, 88)
    picked = [
        s.draw.sample(["borehole", "river", "tap", "tank"], s.draw.randint(1, 3)) for _ in range(N)
    ]
    s.add("water/sources", [" ".join(p) for p in picked], "multi_choice|ignore")
    for o in ("borehole", "river", "tap", "tank"):
        s.add(f"water/sources/{o}", [str(int(o in p)) for p in picked], "multi_choice")
    s.rate(["water/quality", "water/service"], ["very_bad", "bad", "fair", "good", "very_good"])
    s.lists("water/priorities", ["pipes", "pumps", "price"], " ", "ranking", least=3)
    s.text("water/why").add("_geo_latitude", lambda n: f"1.{n:05d}", "personal|ignore")
    s.add("_geo_longitude", lambda n: f"32.{n:05d}", "personal|ignore").ids("_id", start=90100)
    s.add("_uuid", lambda n: f"{n:08x}-1111-4222-8333-abcdefabcdef", "ignore")
    s.times("_submission_time", "%Y-%m-%dT%H:%M:%S").add(
        "_validation_status", lambda n: "", "ignore"
    )
    return s.add("__version__", lambda n: "vXyZ12", "ignore").add(
        "_index", lambda n: str(n + 1), "ignore"
    )


def kobo_fr():
    s = Sheet("kobo_fr", "fr", ";").times("start", "%Y-%m-%dT%H:%M:%S.000+01:00", "ignore")
    s.times("end", "%Y-%m-%dT%H:%M:%S.000+01:00", "ignore")
    s.pick("Vous êtes", ["habitant", "elu", "association", "commerçant"], "constituency")
    s.rate(
        ["Satisfaction : propreté", "Satisfaction : transports", "Satisfaction : écoles"],
        [
            "Très insatisfait",
            "Insatisfait",
            "Ni satisfait ni insatisfait",
            "Satisfait",
            "Très satisfait",
        ],
    )
    s.lists("Services utilisés", ["bus", "piscine", "mairie"], " ")
    s.numbers("Âge", 18, 90).text("Commentaires libres", words=FR).ids("_id", start=77)
    return s.times("_submission_time", "%Y-%m-%dT%H:%M:%S")


def odk_central():
    s = Sheet("odk_central").times("SubmissionDate", "%Y-%m-%dT%H:%M:%S.120Z")
    s.pick("respondent-role", ["teacher", "parent", "pupil"], "constituency")
    s.lists("respondent-facilities", ["lab", "library", "toilet", "field"], " ")
    s.rate(
        ["views-safe", "views-clean"], ["strongly_disagree", "disagree", "agree", "strongly_agree"]
    )
    s.text("views-comment").add(
        "meta-instanceID",
        lambda n: f"uuid:{n:08x}-1111-4222-8333-abcdefabcdef",
        "ignore|respondent_id",
    )
    s.add("KEY", lambda n: f"uuid:{n:08x}-1111-4222-8333-abcdefabcdef", "ignore|respondent_id")
    return s.add("SubmitterName", lambda n: f"user{n % 4}", "personal|ignore").add(
        "FormVersion", lambda n: "3", "ignore"
    )


def limesurvey_places():
    s = Sheet("limesurvey_places").ids("id").times("submitdate", "%Y-%m-%d %H:%M:%S")
    s.add("lastpage", lambda n: "5", "ignore").add(
        "startlanguage", lambda n: "en", "language|ignore"
    ).add("seed", lambda n: str(7 * n + 91), "ignore")
    s.pick("role", ["Officer", "Councillor", "Member of the public"], "constituency")
    s.places([f"rank[{n}]" for n in range(1, 5)], AREAS)
    s.rate(
        [f"sat[SQ00{n}]" for n in range(1, 5)],
        ["Very dissatisfied", "Dissatisfied", "Satisfied", "Very satisfied"],
    )
    s.ticks([f"use[SQ00{n}]" for n in range(1, 5)], "Y", "").text("use[other]", blank=0.9)
    s.text("more").add("interviewtime", lambda n: f"{n * 3.3:.2f}", "ignore")
    return s.add("groupTime55", lambda n: f"{n * 1.7:.2f}", "ignore")


def limesurvey_de():
    s = (
        Sheet("limesurvey_de", "de", ";")
        .ids("Antwort-ID")
        .times("Datum Abgeschickt", "%d.%m.%Y %H:%M")
    )
    s.add("Letzte Seite", lambda n: "3", "ignore").add(
        "Start-Sprache", lambda n: "de", "language|ignore"
    )
    s.pick(
        "In welcher Abteilung arbeiten Sie?", ["Bauamt", "Jugendamt", "Kämmerei"], "constituency"
    )
    s.rate(
        [f"Wie sehr stimmen Sie zu? [{t}]" for t in ("Arbeitszeit", "Führung", "Ausstattung")],
        [
            "Stimme überhaupt nicht zu",
            "Stimme eher nicht zu",
            "Teils/teils",
            "Stimme eher zu",
            "Stimme voll und ganz zu",
        ],
    )
    s.ticks([f"Was nutzen Sie? [{t}]" for t in ("Kantine", "Jobrad", "Kita")], "Ja", "Nein")
    return s.text("Was möchten Sie uns sagen?", words=DE)


def limesurvey_json_fr():
    s = (
        Sheet("limesurvey_json_fr", "fr")
        .ids("ID de la réponse")
        .times("Date de soumission", "%Y-%m-%d %H:%M:%S")
    )
    s.add("Dernière page", lambda n: "2", "ignore").add(
        "Langue de départ", lambda n: "fr", "language|ignore"
    )
    s.pick("En quelle qualité répondez-vous ?", ["Habitant", "Élu", "Association"], "constituency")
    s.add(
        "Classez les priorités",
        lambda n: (
            "[" + ",".join(f'"{c}"' for c in s.draw.sample(["A1", "A2", "A3", "A4"], 4)) + "]"
        ),
        "ranking",
    )
    s.pick(
        "Le projet vous semble-t-il utile ?",
        ["Pas du tout utile", "Peu utile", "Plutôt utile", "Très utile"],
        "rating",
        ordered=True,
    )
    return s.text("Vos remarques", words=FR)


def decidim_survey():
    s = (
        Sheet("decidim_survey", separator=";")
        .ids("ID", start=300)
        .times("Submitted at", "%Y-%m-%d %H:%M:%S UTC")
    )
    s.add("IP Hash", lambda n: HASH.format(n), "ignore|personal").pick(
        "User status", ["Registered", "Unregistered"], "ignore|choice"
    )
    s.pick(
        "1. On whose behalf do you answer?",
        ["Myself", "An association", "A company"],
        "constituency|respondent_type",
    )
    s.lists("2. Which topics matter to you?", AREAS, ", ", most=3)
    s.pick(
        "3. How satisfied are you with the process?",
        ["Not satisfied at all", "Not very satisfied", "Fairly satisfied", "Very satisfied"],
        "rating",
        ordered=True,
    )
    s.pick(
        "4. In which neighbourhood do you live?",
        ["Old Town", "Harbour", "West Side", "Hills"],
        "nation|constituency|choice",
    )
    return s.text("5. What should we do better?")


def decidim_proposals():
    s = (
        Sheet("decidim_proposals", "es", ";")
        .ids("id", start=1200)
        .text("title/es", blank=0, words=ES)
    )
    s.text("body/es", blank=0, words=ES).add("author/name", lambda n: f"vecina{n}", "personal").add(
        "author/id", lambda n: str(n % 40 + 3), "ignore|personal"
    )
    s.pick("category/name", ["Movilidad", "Vivienda", "Clima"], "choice|constituency|ignore")
    s.pick("state", ["accepted", "rejected", "evaluating"], "ignore|choice").numbers(
        "endorsements/total_count", 0, 400, "number|ignore"
    )
    s.times("created_at", "%Y-%m-%d %H:%M:%S +0100").add(
        "reference", lambda n: f"BCN-PROP-2031-03-{n}", "ignore"
    )
    return s.add("url", lambda n: f"https://example.org/proposals/{n}", "ignore")


EXPORTS = [
    qualtrics_rankings, learner_statements, learner_statements_es, learner_codes, parish_google,
    parish_microsoft, kobo_groups, kobo_fr, odk_central, limesurvey_places, limesurvey_de,
    limesurvey_json_fr, decidim_survey, decidim_proposals,
]  # fmt: skip
