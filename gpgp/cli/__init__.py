"""The command line: one function per command, each a few lines over the package.

Ends with 0 when done, 1 when ``check`` would lose something, a notebook failed or a release is not
signed yet, 2 when a file or a setting is wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gpgp import __version__
from gpgp.cli import code_frame, coding, comparing, fieldwork, minutes, steering
from gpgp.cli.adding import Commands
from gpgp.cli.clustered import add_cluster, theme_on_cluster
from gpgp.cli.ending import Ended, describe_fault, end_like_ctrl_c
from gpgp.cli.releasing import list_left_out, propose_quotes, read_received, release_report
from gpgp.errors import GpgpError, InputError, ParameterError
from gpgp.parameters import check_range
from gpgp.printed_text import PlainStream

if TYPE_CHECKING:
    from gpgp.instrument import Consultation
    from gpgp.storage import Project

EXIT_LOSS = 1
EXIT_WRONG = 2
EXIT_UNREAD = 141  # as a shell says it of a program whose reader, such as head, has gone
EXIT_STOPPED = 130  # by Ctrl-C
EXIT_ENDED = 143  # by the signal that a scheduler sends
THEMES_HEADER = b"row,theme,label,themes,score\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    with redirect_stdout(PlainStream(sys.stdout)), redirect_stderr(PlainStream(sys.stderr)):
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    given = _build_parser().parse_args(arguments)
    try:
        with end_like_ctrl_c():
            code = given.command(given)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_UNREAD
    except (InputError, ParameterError) as fault:
        print(f"gpgp: {fault}", file=sys.stderr)
        return EXIT_WRONG
    except GpgpError as fault:
        print(f"gpgp: {fault}", file=sys.stderr)
        return EXIT_LOSS
    except OSError as fault:
        place = Path(str(fault.filename)).name if fault.filename else "a file"
        print(f"gpgp: {place}: {fault.strerror or fault}.", file=sys.stderr)
        return EXIT_LOSS
    except KeyboardInterrupt as signalled:
        print("gpgp: stopped; what was there before is unchanged.", file=sys.stderr)
        return EXIT_ENDED if isinstance(signalled, Ended) else EXIT_STOPPED
    except Exception as fault:
        if os.environ.get("GPGP_TRACEBACK"):  # for developers: it may repeat what a row holds
            raise
        print(f"gpgp: {describe_fault(fault, given)}", file=sys.stderr)
        return EXIT_LOSS


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gpgp",
        description="From the answers to a consultation to a report that a board can act on.",
    )
    parser.add_argument("--version", action="version", version=f"gpgp {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    init = _add(commands, "init", _init, "draft a consultation.yaml from an export")
    redraft = _add(commands, "redraft", _redraft, "guess a corrected draft's other columns again")
    redraft.add_argument("name", metavar="NAME")
    init.add_argument("export", type=Path, metavar="EXPORT")
    init.add_argument("--name", required=True, help="short name of the consultation")
    init.add_argument("--out", type=Path, metavar="FILE", help="write the draft here, nothing else")
    _add_parents(init)
    init.add_argument("--no-header", action="store_true", help="the first row is a response")
    init.add_argument(
        "--long", metavar="ID,QUESTION,ANSWER", help="the columns of a file with one row per answer"
    )
    init.add_argument(
        "--anyway", action="store_true", help="draft although the rows do not look like responses"
    )

    check = _add(commands, "check", _check, "hold an export against its consultation.yaml")
    check.add_argument("name", metavar="NAME")
    check.add_argument(
        "--pilot", type=Path, metavar="FILE", help="first test responses of a typed questionnaire"
    )

    report = _add(commands, "report", _report, "run the whole analysis and write the board report")
    report.add_argument("name", metavar="NAME")
    report.add_argument(
        "--from",
        dest="start",
        choices=("01", "02", "03", "04"),
        default="01",
        help="use what stands before this notebook, if nothing it was made from has changed",
    )
    report.add_argument(
        "--format", default="", metavar="docx,pdf", help="also write papers for a meeting"
    )
    _add_run_options(report)

    brief = _add(commands, "brief", _brief, "write one page per constituency")
    brief.add_argument("name", metavar="NAME")
    which = brief.add_mutually_exclusive_group(required=True)
    which.add_argument("--constituency", metavar="CODE")
    which.add_argument("--all", action="store_true", help="one for each constituency")
    _add_run_options(brief)

    quotes = _add(
        commands, "quotes", propose_quotes, "propose comments to quote, for a person to approve"
    )
    quotes.add_argument("name", metavar="NAME")
    quotes.add_argument("--per-theme", type=int, default=3, metavar="N", help="default 3")

    release = _add(
        commands, "release", release_report, "check a finished report and release it signed"
    )
    release.add_argument("name", metavar="NAME")
    release.add_argument("--profile", default="public", help="only public is ever released")
    release.add_argument("--out", type=Path, metavar="DIR", help="write to this empty folder")
    release.add_argument("--interim", action="store_true", help="although answers still come in")
    _add_parents(release)

    themes = _add(commands, "themes", _themes, "theme the comments of any CSV file")
    themes.add_argument("file", metavar="FILE.csv")
    themes.add_argument("--column", required=True, help="the column that holds the comments")
    themes.add_argument(
        "--themes", default="auto", metavar="K|auto", help="how many (default auto)"
    )
    themes.add_argument("--seed", type=int, default=1)
    themes.add_argument("--checks", action="store_true", help="also check how settled themes are")
    themes.add_argument("--out", type=Path, required=True, metavar="OUT.csv")
    text = "different comments that themes are learnt from, where there are more (default 50000)"
    themes.add_argument("--learn-from", type=int, default=50_000, metavar="N", help=text)
    add_cluster(themes)
    _add_parents(themes)

    code_frame.add_command(commands, _add)

    sample = _add(commands, "sample", _sample, "write the synthetic consultation and its truth")
    sample.add_argument("folder", type=Path, metavar="DIR")
    _add_parents(sample)
    sample.add_argument("--responses", type=int, default=None, metavar="N")
    sample.add_argument("--seed", type=int, default=None, metavar="S")

    coding.add_commands(commands, _add)
    minutes.add_commands(commands, _add)
    comparing.add_commands(commands, _add)
    fieldwork.add_commands(commands, _add)
    steering.add_commands(commands, _add)

    purge = _add(commands, "purge", _purge, "delete the raw and linked data of a consultation")
    purge.add_argument("name", metavar="NAME")
    purge.add_argument("--early", action="store_true", help="although delete_after has not passed")
    purge.add_argument("--yes", action="store_true", help="although the draft guessed the date")
    return parser


def _add(
    commands: Commands, name: str, function: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    command.set_defaults(command=function)
    command.add_argument(
        "--project", type=Path, default=Path(), metavar="DIR", help="the project's folder (here)"
    )
    return command


def _add_run_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="a parameter of the notebooks; may be given several times",
    )
    command.add_argument("--out", type=Path, metavar="DIR", help="publish to this folder")
    command.add_argument("--quiet", action="store_true", help="no progress bar")
    _add_parents(command)


def _add_parents(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--parents", action="store_true", help="also make folders outside the project"
    )


def _out_folder(project: Project, given: argparse.Namespace) -> Path | None:
    from gpgp import storage

    if given.out is None:
        return None
    return storage.check_out_folder(project, given.out, makes_parents=given.parents)


def read_parameters(pairs: Sequence[str]) -> dict[str, str]:
    """Return what ``--param KEY=VALUE`` gives, by key."""
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or name in found:
            raise ParameterError("--param: expected KEY=VALUE, each key once.")
        found[name] = value
    return found


def _init(given: argparse.Namespace) -> int:
    from gpgp import intake, storage

    project = storage.open_project(given.project)
    storage.check_name(given.name)
    content = storage.read_bytes(project, given.export)
    _keep_source(given.export, given.out)
    draft = intake.draft_consultation(
        content,
        file_name=given.export.name,
        name=given.name,
        has_header=not given.no_header,
        long=intake.parse_long_form(given.long) if given.long else None,
        is_accepted=given.anyway,
    )
    if given.out:
        written = draft.yaml_text.encode()
        out = storage.check_out_file(
            project, given.out, is_own=written.__eq__, makes_parents=given.parents
        )
        storage.write_whole(out, written)
        place = given.out.name
    else:
        storage.add_consultation(
            project, given.name, export=(given.export.name, content), draft=draft.yaml_text
        )
        place = f"data/raw/{given.name}/consultation.yaml"
    print(f"Wrote {place} (platform: {draft.platform}).")
    for guess in draft.guesses:
        print(f"  guessed: {guess}")
    _warn_of_deletion(draft.consultation, given.name)
    print(f"Read it, correct it, then run: gpgp check {given.name}")
    return 0


def _redraft(given: argparse.Namespace) -> int:
    from gpgp import intake, storage

    project = storage.open_project(given.project)
    consultation = storage.read_consultation(project, given.name)
    content = storage.read_export(project, given.name, consultation)
    place = project.raw(given.name) / "consultation.yaml"
    corrected = storage.read_bytes(project, place).decode("utf-8")
    draft = intake.redraft_consultation(
        content, corrected=corrected, file_name=consultation.export.file, name=given.name
    )
    storage.write_whole(place.with_name("consultation.previous.yaml"), corrected.encode())
    storage.write_whole(place, draft.yaml_text.encode())
    print(f"Wrote data/raw/{given.name}/consultation.yaml (before: consultation.previous.yaml).")
    for guess in draft.guesses:
        print(f"  {guess}")
    return 0


def _check(given: argparse.Namespace) -> int:
    from gpgp import intake, storage

    project = storage.open_project(given.project)
    consultation = storage.read_consultation(project, given.name)
    if given.pilot:
        return fieldwork.check_pilot(given)
    if consultation.linked is None:
        return fieldwork.check_instrument(project, given.name)
    received = read_received(project, given.name, consultation)
    findings = intake.check_responses(received, consultation=consultation)
    for row in findings.itertuples():
        shown = f" '{row.value}'" if row.value else ""
        print(f"{row.severity_code}: {row.subject}: {row.finding_code}{shown}, {row.n_rows} rows")
        print(f"      {row.what_to_do}")
    has_losses = bool((findings["severity_code"] == "loss").any())
    print(f"{len(received.rows):,} responses read; {intake.count_losses(findings)}.")
    _warn_of_deletion(consultation, given.name)
    return EXIT_LOSS if has_losses else 0


def _warn_of_deletion(consultation: Consultation, name: str) -> None:
    """Say on stderr that the day has passed until which the data may be kept."""
    if consultation.delete_after < date.today():
        print(
            f"gpgp: the data of {name} were to be kept until {consultation.delete_after} "
            f"(delete_after): delete them with 'gpgp purge {name}', or correct the date.",
            file=sys.stderr,
        )


def _report(given: argparse.Namespace) -> int:
    from gpgp import runs, storage

    project = storage.open_project(given.project)
    formats = runs.parse_formats(given.format)
    has_bar = not given.quiet and sys.stderr.isatty()
    done = runs.make_report(
        project,
        given.name,
        parameters=read_parameters(given.param),
        out=_out_folder(project, given),
        formats=formats,
        start=next(stage for stage in runs.REPORT_STAGES if stage.startswith(given.start)),
        has_progress=has_bar,
        tell_stage=None if given.quiet or has_bar else _tell_stage,
    )
    for stage, seconds in done.seconds.items():
        print(f"  {stage:<24}{seconds:>6.1f} s")
    print(f"The report: {done.report}")
    for paper in done.papers:
        print(f"The paper: {paper}")
    profile = str(read_parameters(given.param).get("profile", "public"))
    if profile != "public":  # handed to named people: a later release is compared with it
        consultation = storage.read_consultation(project, given.name)
        received = read_received(project, given.name, consultation).rows
        place = runs.keep_handed_out(project, given.name, received=received, profile=profile)
        print(f"Its numbers are on record for later releases: {place}")
    for line in list_left_out(project, given.name, given.param):
        print(line)
    for line in steering.list_changes(project, given.name):
        print(line)
    _warn_of_deletion(storage.read_consultation(project, given.name), given.name)
    return 0


def _tell_stage(stage: str, seconds: float) -> None:
    """Say on one line, for a pipe or a log, that a notebook is done."""
    print(f"{stage}: done in {seconds:.1f} s", file=sys.stderr, flush=True)


def _brief(given: argparse.Namespace) -> int:
    from gpgp import runs, storage

    project = storage.open_project(given.project)
    consultation = storage.read_consultation(project, given.name)
    codes = [group.code for group in consultation.constituencies]
    made = runs.make_briefs(
        project,
        given.name,
        constituencies=codes if given.all else [given.constituency],
        parameters=read_parameters(given.param),
        out=_out_folder(project, given),
        has_progress=not given.quiet and sys.stderr.isatty(),
    )
    for path in made.values():
        print(f"The brief: {path}")
    return 0


def _themes(given: argparse.Namespace) -> int:
    from gpgp import intake, storage, themes

    if given.cluster:
        return theme_on_cluster(given)
    project = storage.open_project(given.project)
    given.file = Path(given.file)
    content = storage.read_bytes(project, given.file)
    _keep_source(given.file, given.out)
    out = storage.check_out_file(
        project,
        given.out,
        is_own=lambda old: old.startswith(THEMES_HEADER),
        makes_parents=given.parents,
    )
    check_range("seed", given.seed)
    texts = intake.read_column(content, column=given.column, file_name=given.file.name)
    check_range("n_themes", given.themes)
    check_range("learn_from", given.learn_from)
    n_themes = given.themes if given.themes == "auto" else int(given.themes)
    found = themes.theme_texts(
        texts,
        themes=n_themes,
        seed=given.seed,
        checks=given.checks,
        say=lambda step: print(f"gpgp themes: {step} …", file=sys.stderr),
        has_progress=sys.stderr.isatty(),
        max_learnt=given.learn_from,
    )
    for doubt in found.warnings:
        print(f"gpgp themes: {doubt}", file=sys.stderr)
    storage.write_whole(out, found.rows.to_csv(index=False, lineterminator="\n").encode())
    themed = found.rows.loc[found.rows["theme"] >= 0]
    print(f"Wrote {given.out}: {len(found.rows):,} rows. Rows, main theme, its label:")
    for (theme, label), n_rows in themed.groupby(["theme", "label"], observed=True).size().items():
        print(f"{n_rows:>8,} {theme:>4}  {label}")
    print(f"{len(found.rows) - len(themed):>8,}   -1  none: empty, or no word to go by")
    return 0


def _keep_source(source: Path, out: Path | None) -> None:
    """Refuse to write over the file that is read: what people wrote would be gone."""
    if out is not None and out.exists() and out.samefile(source):
        raise ParameterError(f"--out: {out.name} is the file to be read; name another one.")


def _sample(given: argparse.Namespace) -> int:
    from gpgp import sample, storage

    project = storage.open_project(given.project)
    options = {"n_responses": given.responses, "seed": given.seed}
    made = sample.make_sample(**{key: value for key, value in options.items() if value is not None})
    folder = storage.check_out_folder(project, given.folder, makes_parents=given.parents)
    for name, content in made.files().items():
        storage.check_out_file(project, folder / name, is_own=content.__eq__, makes_parents=True)
    storage.publish(folder, made.files())
    print(f"Wrote the synthetic consultation to {given.folder}: {', '.join(made.files())}.")
    print("To analyse it, copy that folder to data/raw/NAME and run: gpgp report NAME")
    return 0


def _purge(given: argparse.Namespace) -> int:
    from gpgp import storage

    project = storage.open_project(given.project)
    record = storage.purge_consultation(
        project, given.name, today=date.today(), is_early=given.early, is_sure=given.yes
    )
    print(f"Deleted. What was there, by hash only: {project.show(record)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
