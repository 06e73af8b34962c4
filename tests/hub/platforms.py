"""Answers in the shape in which platforms export them, written independently of what reads them."""

import csv
import io
import json

from gpgp.hub.questionnaire import name_questions

SINGLE = ("one", "text", "long", "number")


def _label(options, code):
    return next((option.label for option in options if option.code == code), code)


def _table(survey, answers, cell, own):
    rows = [
        {
            **own(n),
            **{k: v for field in survey.fields for k, v in cell(field, row[field.id]).items()},
        }
        for n, row in enumerate(answers)
    ]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return columns, rows


def _write(columns, rows, separator=",", bom=False):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _in_order(answer):
    return sorted(answer, key=answer.get)


def write_form(survey, answers):
    def cell(field, answer):
        value = {o.code: o.value for o in field.options}
        if field.kind in SINGLE:
            return {field.id: value.get(answer, answer)}
        if field.kind == "grid":
            return {
                f"{field.id}.{row.code}": value.get(answer.get(row.code), "") for row in field.rows
            }
        said = {o.code: str(answer[o.code]) if field.kind == "rank" else "1"
                for o in field.options if o.code in answer}  # fmt: skip
        return {f"{field.id}.{o.code}": said.get(o.code, "") for o in field.options}

    def own(n):
        return {"response_id": f"r{n:016x}", "submitted_at": f"2030-02-03T04:{n % 60:02}:00Z",
                "channel": "form", "collector": ""}  # fmt: skip

    return "answers.csv", _write(*_table(survey, answers, cell, own), bom=True)


def write_microsoft_forms(survey, answers):
    def cell(field, answer):
        if field.kind in SINGLE:
            return {field.title: _label(field.options, answer)}
        if field.kind == "grid":
            return {
                row.label: _label(field.options, answer.get(row.code, "")) for row in field.rows
            }
        chosen = _in_order(answer) if field.kind == "rank" else answer
        return {field.title: "".join(_label(field.options, code) + ";" for code in chosen)}

    def own(n):
        return {"ID": str(n + 1), "Email": "", "Name": "",
                "Start time": f"2/3/30 4:{n % 60:02}:00",
                "Completion time": f"2/3/30 5:{n % 60:02}:00"}  # fmt: skip

    return "forms.csv", _write(*_table(survey, answers, cell, own))


def _write_by_wording(survey, answers, own, joint, numbered):
    titles = {field.id: (f"Q{n}. " if numbered else "") + field.title
              for n, field in enumerate(survey.fields, start=1)}  # fmt: skip

    def cell(field, answer):
        title = titles[field.id]
        if field.kind in SINGLE:
            return {title: _label(field.options, answer)}
        if field.kind == "grid":
            return {f"{title}{joint}{row.label}": _label(field.options, answer.get(row.code, ""))
                    for row in field.rows}  # fmt: skip
        if field.kind == "rank":
            return {f"{title}{joint}{o.label}": str(answer.get(o.code, "")) for o in field.options}
        return {
            f"{title}{joint}{o.label}": o.label if o.code in answer else "" for o in field.options
        }

    return _table(survey, answers, cell, own)


def write_smartsurvey(survey, answers):
    def own(n):
        return {"UserID": str(9_000_000 + n), "UserNo": str(n), "Unique ID": "", "IP Address": "",
                "Started": f"03/02/2030 04:{n % 60:02}", "Ended": f"03/02/2030 05:{n % 60:02}",
                "Tracking Link": "Default"}  # fmt: skip

    return "smart.csv", _write(*_write_by_wording(survey, answers, own, " - ", True))


def write_citizen_space(survey, answers):
    def own(n):
        return {"Response ID": f"ANON-{n:04}-X", "Submitted Date": f"2030-02-03 05:{n % 60:02}:00"}

    return "citizen.csv", _write(*_write_by_wording(survey, answers, own, " | ", False), bom=True)


def _write_xlsform(survey, answers, sign, own, splits):
    def cell(field, answer):
        if field.kind in SINGLE:
            return {field.id: answer}
        if field.kind == "grid":
            return {f"{field.id}_group{sign}{field.id}_{row.code}": answer.get(row.code, "")
                    for row in field.rows}  # fmt: skip
        chosen = _in_order(answer) if field.kind == "rank" else answer
        cells = {field.id: " ".join(chosen)}
        if splits and field.kind == "several":
            cells |= {f"{field.id}/{o.code}": str(int(o.code in answer)) for o in field.options}
        return cells

    return _table(survey, answers, cell, own)


def write_kobo(survey, answers):
    def own(n):
        return {"start": "2030-02-03T04:00:00.000+00:00", "end": "2030-02-03T05:00:00.000Z",
                "_id": str(300_000 + n), "_uuid": f"{n:08x}-aaaa-bbbb-cccc-{n:012x}",
                "_submission_time": f"2030-02-03T05:{n % 60:02}:00"}  # fmt: skip

    return "kobo.csv", _write(*_write_xlsform(survey, answers, "/", own, True), separator=";")


def write_odk(survey, answers):
    def own(n):
        return {"SubmissionDate": f"2030-02-03T05:{n % 60:02}:00.000Z", "KEY": f"uuid:{n:032x}"}

    return "odk.csv", _write(*_write_xlsform(survey, answers, "-", own, False))


def write_limesurvey(survey, answers):
    names = name_questions([field.id for field in survey.fields])

    def cell(field, answer):
        name = names[field.id]
        if field.kind in SINGLE:
            return {name: _label(field.options, answer)}
        if field.kind == "grid":
            return {f"{name}[S{n:03}]": _label(field.options, answer.get(row.code, ""))
                    for n, row in enumerate(field.rows, start=1)}  # fmt: skip
        if field.kind == "rank":
            chosen = [*_in_order(answer), *[""] * len(field.options)]
            return {f"{name}[{n}]": _label(field.options, chosen[n - 1]) if chosen[n - 1] else ""
                    for n in range(1, (field.most or len(field.options)) + 1)}  # fmt: skip
        return {f"{name}[S{n:03}]": "Yes" if o.code in answer else "No"
                for n, o in enumerate(field.options, start=1)}  # fmt: skip

    def own(n):
        return {"id": str(n + 1), "submitdate": f"2030-02-03 05:{n % 60:02}:00", "lastpage": "3",
                "startlanguage": survey.language, "seed": str(1_000_000 + n)}  # fmt: skip

    return "lime.csv", _write(*_table(survey, answers, cell, own))


def write_surveyjs(survey, answers):
    results = []
    for row in answers:
        result = {}
        for field in survey.fields:
            answer = row[field.id]
            if answer:
                result[field.id] = _in_order(answer) if field.kind == "rank" else answer
        results.append(result)
    return "results.json", json.dumps(results, ensure_ascii=False).encode()


WRITERS = (
    write_form,
    write_microsoft_forms,
    write_smartsurvey,
    write_citizen_space,
    write_kobo,
    write_odk,
    write_limesurvey,
    write_surveyjs,
)
