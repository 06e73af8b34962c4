"""The command ``gpgp code-frame``: a first frame to edit, then its memory and later proposals."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from gpgp.cli.adding import Add, Commands
from gpgp.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from gpgp.storage import Project
    from gpgp.themes import CodeFrame


def add_command(commands: Commands, add: Add) -> None:
    """Add the command to the parser."""
    text = "draft the code frame of the themes, or remember their members as people accepted them"
    command = add(commands, "code-frame", _code_frame, text)
    command.add_argument("name", metavar="NAME")
    command.add_argument(
        "--forget-gone",
        action="store_true",
        help="remember nothing of comments that are no longer in the data",
    )


def _code_frame(given: argparse.Namespace) -> int:
    from gpgp import storage

    project = storage.open_project(given.project)
    storage.read_consultation(project, given.name)  # before a folder is made for the lock
    with storage.hold_lock(project, given.name):
        return _draft_or_remember(project, given)


def _draft_or_remember(project: Project, given: argparse.Namespace) -> int:
    from gpgp import storage, themes

    instrument = storage.read_consultation(project, given.name)
    wanted = dict.fromkeys(("themes", "comment_themes", "comments"))
    found = storage.read_tables(project, given.name, wanted)
    asked = [q.id for q in instrument.questions_of("free_text") if q.is_themed]
    comments = found["comments"].loc[lambda rows: rows["question_id"].isin(asked)]
    text = storage.read_coding(project, given.name, themes.FRAME_FILE)
    if text is None:
        return _draft(project, given.name, {**found, "comments": comments})
    frame = themes.parse_code_frame(text)
    is_stale = storage.is_decided_since(project, given.name, themes.FRAME_FILE, table="themes")
    if is_stale or not themes.is_made_with(frame, found["themes"]):
        raise InputError(
            f"{themes.FRAME_FILE}: has changed since the themes were made; "
            f"run 'gpgp report {given.name}' first, then this command again."
        )
    there = set(found["comments"]["comment_id"]) if given.forget_gone else None
    return _remember(project, given.name, frame, {**found, "comments": comments}, there=there)


def _draft(project: Project, name: str, found: dict[str, pd.DataFrame]) -> int:
    from gpgp import storage, themes

    if found["themes"].empty:
        raise InputError(f"consultation {name}: there are no themes to make a code frame of.")
    text = themes.draft_code_frame(**found, name=name)
    members = themes.remember_members(found["comments"], found["comment_themes"])
    storage.write_coding(project, name, themes.MEMBERS_FILE, themes.render_members(members))
    place = storage.write_coding(project, name, themes.FRAME_FILE, text)
    print(f"Wrote {place}: {len(found['themes'])} themes, none accepted yet.")
    print("Its head says how to decide on them. Who is in which theme is remembered beside it.")
    print(f"Then run: gpgp report {name}")
    return 0


def _remember(
    project: Project,
    name: str,
    frame: CodeFrame,
    found: dict[str, pd.DataFrame],
    *,
    there: set[str] | None,
) -> int:
    from gpgp import storage, themes

    text = storage.read_coding(project, name, themes.MEMBERS_FILE)
    remembered = None if text is None else themes.read_members(text)
    members = themes.remember_members(
        found["comments"], found["comment_themes"], frame=frame, remembered=remembered
    )
    if there is not None:
        is_there = members["comment_id"].isin(there)
        n_gone = members.loc[~is_there, "comment_id"].nunique()
        members = members.loc[is_there]
        print(f"Forgotten: {n_gone:,} comments that are gone.")
        named = sorted(frame.named_comments - there)
        if named:
            print(f"{themes.FRAME_FILE} still names {', '.join(named)}: take that out by hand.")
    storage.write_coding(project, name, themes.MEMBERS_FILE, themes.render_members(members))
    n_words = _add_words(project, name, frame, found)
    n_new = len(members) - (0 if remembered is None else len(remembered))
    n_own = int(found["themes"]["is_owned"].sum())
    print(
        f"{n_own} of {len(found['themes'])} themes are accepted. {themes.FRAME_FILE} "
        + (f"has {n_words} lines 'words:' more." if n_words else "is unchanged.")
    )
    print(f"Remembered: {len(members):,} themes of comments ({n_new:+,}).")
    proposals = themes.draft_proposals(frame, **found, name=name)
    if proposals:
        place = storage.write_coding(project, name, themes.PROPOSALS_FILE, proposals)
        print(f"Themes that are not in the frame: {place}")
    else:
        storage.remove_coding(project, name, themes.PROPOSALS_FILE)
    return 0


def _add_words(
    project: Project, name: str, frame: CodeFrame, found: dict[str, pd.DataFrame]
) -> int:
    """Store what each accepted theme is made of, so that the frame can go elsewhere."""
    from gpgp import storage, themes

    weighed = themes.weigh_themes(found["comment_themes"], found["comments"])
    owned = set(found["themes"].loc[found["themes"]["is_owned"], "theme_id"])
    words = {
        theme.id: weighed[theme.id, theme.language]
        for theme in frame.themes
        if theme.id in owned and not theme.words and weighed.get((theme.id, theme.language))
    }
    if words:
        text = storage.read_coding(project, name, themes.FRAME_FILE)
        assert text is not None  # the frame was read from it
        added = themes.add_words(text, words)
        storage.add_to_coding(project, name, themes.FRAME_FILE, added)
    return len(words)
