"""Drafts of the small invented files that stand for kinds of fault, beside the repository."""

import pytest

from gpgp.errors import InputError
from gpgp.instrument import find_columns, parse_consultation
from gpgp.intake import check_responses, draft_consultation, read_responses

# File → the type of each of its columns that is not the platform's own, in order.
TYPES = {
    "blank_line_after_each_row.csv": ["submitted_at", "constituency", "rating", "free_text"],
    "decidim_comments_fr.csv": ["submitted_at", "free_text", "personal", "personal"],
    "google_sheet_unquoted.tsv": ["submitted_at", "constituency", "rating", "free_text"],
    "kobo.csv": [
        "constituency", "ranking", "multi_choice", "multi_choice", "multi_choice", "rating",
        "free_text", "submitted_at", "personal",
    ],
    "limesurvey_rank_json.csv": [
        "submitted_at", "language", "constituency", "ranking", "free_text",
    ],
    "na_means_blank.csv": [
        "submitted_at", "constituency", "rating", "rating", "free_text", "free_text",
    ],
    "no_constituency.csv": ["rating", "free_text"],
    "not_provided.csv": ["constituency", "rating", "free_text"],
    "old_dates.csv": ["submitted_at", "constituency", "rating", "free_text"],
    "one_question_two_branches.csv": ["constituency", "rating", "free_text"],
    "options_with_commas.csv": ["submitted_at", "constituency", "multi_choice", "free_text"],
    "scale_with_three_write_ins.csv": ["submitted_at", "constituency", "rating", "free_text"],
    "thai.csv": ["submitted_at", "constituency", "rating", "free_text"],
    "write_ins_leave_the_table.csv": ["submitted_at", "constituency", "choice", "multi_choice"],
}  # fmt: skip


def draft(shared_data, name):
    content = (shared_data / "small_inputs" / name).read_bytes()
    consultation = parse_consultation(
        draft_consultation(content, file_name=name, name="test").yaml_text
    )
    return consultation, read_responses(content, consultation=consultation, file_name=name)


@pytest.mark.parametrize("name", TYPES)
def test_columns_of_a_small_file_are_read_as_they_were_asked(shared_data, name):
    consultation, received = draft(shared_data, name)
    headers = list(received.rows.columns[1:])
    types = {
        header: question.type
        for question in consultation.questions
        for header in find_columns(question, headers).values()
    }
    kinds = [types[header] for header in headers]
    assert [k for k in kinds if k not in ("ignore", "respondent_id")] == TYPES[name]


@pytest.mark.parametrize("name", ["crosstab.csv", "no_header_row.csv"])
def test_a_small_file_that_is_not_rows_of_responses_is_refused(shared_data, name):
    with pytest.raises(InputError, match=name):
        draft(shared_data, name)


def test_languages_of_small_files_are_told_by_script_and_words(shared_data):
    assert draft(shared_data, "thai.csv")[0].language == "th"
    assert draft(shared_data, "decidim_comments_fr.csv")[0].language == "fr"


def test_a_ranking_as_a_list_in_brackets_loses_no_answer(shared_data):
    consultation, received = draft(shared_data, "limesurvey_rank_json.csv")
    findings = check_responses(received, consultation=consultation)
    assert findings[findings["severity_code"] == "loss"].empty
