"""Answers that follow a questionnaire, the link back, and whether every answer is what it was."""

import random

import pandas as pd

from gpgp import hub, intake
from gpgp.cleaning.answers import (
    match_choices,
    match_numbers,
    match_rankings,
    match_ratings,
)
from gpgp.cleaning.prepared_rows import prepare_rows
from gpgp.cleaning.respondents import identify_respondents
from gpgp.instrument import parse_consultation


def link(text, name, content):
    """What ``gpgp link`` does, without the files."""
    consultation = parse_consultation(text)
    if name.endswith(".json"):
        name, content = (
            "collected_responses.csv",
            hub.collect_answers({name: content}, consultation=consultation),
        )
    export, found = intake.read_as_found(content, file_name=name)
    linked = hub.link_questions(consultation, found.rows)
    export, own = intake.find_own_columns(found.rows, export=export, headers=linked.unused)
    linked = hub.add_own_columns(linked, own, consultation=consultation)
    written = parse_consultation(hub.write_link(text, export=export, link=linked))
    return written, intake.read_responses(content, consultation=written, file_name=name), linked


def make_answers(survey, n, seed=4):
    """Answers of ``n`` people who follow the routing."""
    draw = random.Random(seed)
    answers = []
    for _ in range(n):
        row = {}
        for field in survey.fields:
            gate, codes = field.asked_if or ("", ())
            is_asked = not gate or row[gate] in codes
            row[field.id] = (
                _draw(field, draw) if is_asked else ([] if field.kind == "several" else "")
            )
        answers.append(row)
    return answers


def _draw(field, draw):
    codes = [option.code for option in field.options]
    if field.kind == "one":
        return "yes" if field.type == "consent" else draw.choice(codes)
    if field.kind == "several":
        return draw.sample(codes, draw.randint(0, field.most))
    if field.kind == "grid":
        return {row.code: draw.choice(codes) for row in field.rows}
    if field.kind == "rank":
        ranked = draw.sample(codes, draw.randint(0, field.most))
        return {code: n for n, code in enumerate(ranked, start=1)}
    if field.kind == "number":
        return str(draw.randint(0, 900))
    said = ["", 'Oes; dim byd, "iawn"', "Two\nlines", "=1+1", "tŷ 😀", "no"]
    return draw.choice([text for text in said if field.kind == "long" or "\n" not in text])


def assert_same(consultation, received, survey, answers):
    """Compare every cell that cleaning reads with what was answered."""
    prepared = prepare_rows(received.rows, consultation=consultation)
    position = {row: n for n, row in enumerate(received.rows["source_row"])}
    assert len(position) == len(answers)
    ratings = match_ratings(prepared, consultation=consultation)
    codes = {q.id: q.scale.codes for q in consultation.questions_of("rating")}
    for row in ratings.itertuples():
        said = answers[position[row.source_row]][row.question_id].get(row.item_code, "no_answer")
        is_point = pd.notna(row.score)
        found = codes[row.question_id][row.score - 1] if is_point else row.status_code
        assert found == said, row
    rankings = match_rankings(prepared, consultation=consultation)
    assert rankings["problem"].eq("").all()
    for row in rankings.itertuples():
        said = answers[position[row.source_row]][row.question_id].get(row.option_code)
        assert (None if pd.isna(row.rank) else row.rank) == said, row
    choices = match_choices(prepared, consultation=consultation)
    found = choices.groupby(["source_row", "question_id"])["option_code"].agg(set).to_dict()
    for (source_row, question_id), chosen in found.items():
        said = answers[position[source_row]][question_id]
        assert chosen == ({said} if isinstance(said, str) and said else {*said} or {"no_answer"})
    for row in match_numbers(prepared, consultation=consultation).itertuples():
        said = answers[position[row.source_row]][row.question_id]
        assert (None if pd.isna(row.value) else row.value) == (float(said) if said else None)
    respondents = identify_respondents(prepared, consultation=consultation)
    for field in survey.fields:
        said = [answer[field.id] for answer in answers]
        if field.type in ("constituency", "nation", "respondent_type"):
            expected = [each or "no_answer" for each in said]
            assert respondents[f"{field.type}_status"].tolist() == expected
        elif field.type == "language":
            assert respondents["language_code"].fillna("").tolist() == said
        elif field.kind in ("text", "long"):
            column = received.rows[consultation.question(field.id).column].str.strip()
            assert column.tolist() == [text.strip() for text in said]
    return ratings, rankings, choices
