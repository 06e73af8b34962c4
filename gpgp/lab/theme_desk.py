"""The theme editor without its screen: what is shown, decided, undone and saved.

Each decision is checked by the parser that reads the code frame. Nothing is written to
``data/coding`` before ``save``; until then the steps are kept in ``data/processed/NAME/lab/``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from gpgp import storage, themes
from gpgp.errors import GpgpError, InputError
from gpgp.lab.actions import Step, plan_step, read_step
from gpgp.lab.desk import Desk, Task
from gpgp.lab.listing import NONE, list_answers, list_comments, list_themes
from gpgp.lab.material import Material
from gpgp.lab.replay import Replayer, compare_members
from gpgp.themes import CodeFrame

UNSAVED_FILE = "decisions.json"


class ThemeDesk(Desk):
    """The state of one editor: what stands in the file, the steps since, those undone."""

    def __init__(
        self,
        material: Material,
        *,
        n_themes: int | str = "auto",
        seed: int,
        who: str = "",
        today: Callable[[], date] = date.today,
    ) -> None:
        self.material, self._today = material, today
        self.last = {"who": who, "reason": ""}
        self._replayer = Replayer(material, n_themes=n_themes, seed=seed)
        self.notice = ""
        self._is_written = not material.is_new
        self._start(material.frame_text, material.remembered)
        self._restore()

    def _start(self, text: str, remembered: pd.DataFrame | None) -> None:
        """Take a code frame as the one that stands."""
        self.text, self.remembered = text, remembered
        self.steps: list[Step] = []
        self._undone: list[Step] = []
        self.frame = self.saved = themes.parse_code_frame(text)
        self.found = self._replayer.find_all(self.frame, remembered)
        self.base = self.members = self.found.comment_themes
        proposed = self.found.themes[~self.found.themes["theme_id"].isin(self.frame.ids)]
        entries = themes.adopt_themes(proposed, self.base, self.material.comments)
        self.proposals = {theme.id: theme for theme in entries}

    # What is shown

    @property
    def tasks(self) -> dict[str, Task]:
        """What a screen may ask for."""
        return {
            "open": self.show,
            "comments": self.show_comments,
            "respondent": self.show_respondent,
            "decide": self.decide,
            "undo": self.undo,
            "redo": self.redo,
            "remove": self.remove,
            "preview": self.preview,
            "save": self.save,
            "reload": self.reload,
        }

    def show(self) -> dict[str, Any]:
        """Return everything but comments: themes, filters, the steps that are not saved."""
        rows = list_themes(self.material, self.found.themes, self.members, self.frame)
        asked = self.material.comments["question_id"].unique()
        from_whom = self.material.comments["constituency_code"].unique()
        notice, self.notice = self.notice, ""
        return {
            "title": self.material.title,
            "place": f"data/coding/{self.material.name}/{themes.FRAME_FILE}",
            "themes": rows,
            "n_without": self._count_without(),
            "questions": {key: self.material.questions.get(key, key) for key in sorted(asked)},
            "constituencies": {
                code: label
                for code, label in self.material.constituencies.items()
                if code in from_whom
            },
            "steps": [self._say_step(step) for step in self.steps],
            "can_redo": bool(self._undone),
            **self.last,
            "notice": notice,
        }

    def show_comments(self, *, theme: str, **options: Any) -> dict[str, Any]:
        """Return one page of a theme's comments (see :func:`gpgp.lab.listing.list_comments`)."""
        return list_comments(
            self.material, self.members, self._name_themes(), theme=theme, **options
        )

    def show_respondent(self, *, comment: str) -> dict[str, Any]:
        """Return all that the writer of a comment wrote."""
        rows = self.material.comments
        writer = rows.loc[rows["comment_id"] == comment, "response_id"]
        if writer.empty:
            raise InputError(f"there is no comment {comment}.")
        return {"comment": comment, "answers": list_answers(self.material, writer.iloc[0])}

    def tabulate(self) -> pd.DataFrame:
        """Return the themes as a table to print; it holds no comment."""
        rows = list_themes(self.material, self.found.themes, self.members, self.frame)
        columns = {
            "id": "theme_id",
            "label": "label",
            "people": "people",
            "state": "state",
            "nearest": "nearest to",
        }
        return pd.DataFrame(rows, columns=list(columns)).rename(columns=columns)

    def _count_without(self) -> int:
        return list_comments(self.material, self.members, {}, theme=NONE)["total"]

    def _name_themes(self) -> dict[str, str]:
        found = self.found.themes
        return {
            **dict(zip(found["theme_id"], found["label"], strict=True)),
            **themes.resolve_frame(self.frame).labels,
        }

    def _say_step(self, step: Step) -> dict[str, str]:
        given = step.as_data()["decision"]
        made = {theme.id: theme.label for each in self.steps for theme in each.themes}
        labels = made | dict(
            zip(self.found.themes["theme_id"], self.found.themes["label"], strict=True)
        )
        named = {key: given[key] for key in ("themes", "theme", "out_of", "into") if key in given}
        said = [
            f"{key.replace('_', ' ') if key in ('into', 'out_of') else ''} "
            + ", ".join(labels.get(n, n) for n in ([value] if isinstance(value, str) else value))
            for key, value in named.items()
        ]
        n = len(given.get("comments", ()))
        what = f"{n} comment{'' if n == 1 else 's'} " if n else ""
        to = f" → {given['to']}" if "to" in given else ""
        text = f"{what}{' '.join(said)}{to}".strip()
        return {"do": given["do"], "text": text, "reason": given["reason"], "who": given["who"]}

    # What is decided

    def decide(self, **action: Any) -> dict[str, Any]:
        """Add one decision.

        Raises
        ------
        InputError
            Something is missing, or the decision does not fit the frame.
        """
        step = plan_step(
            action,
            frame=self.frame,
            proposals=self.proposals,
            taken=self._list_taken(),
            today=self._today(),
        )
        self._take([*self.steps, step])
        self._undone = []
        self.last = {"who": step.decision.who, "reason": step.decision.reason}
        return self.show()

    def undo(self) -> dict[str, Any]:
        """Take back the last step that is not saved."""
        if not self.steps:
            raise InputError("there is nothing to undo: no step waits to be saved.")
        last = self.steps[-1]
        self._take(self.steps[:-1])
        self._undone.append(last)
        return self.show()

    def redo(self) -> dict[str, Any]:
        """Take the last step that was undone once more."""
        if not self._undone:
            raise InputError("there is nothing to do again.")
        self._take([*self.steps, self._undone[-1]])
        self._undone.pop()
        return self.show()

    def remove(self, *, number: int) -> dict[str, Any]:
        """Take out one step (counted from 0); refused where a later one needs it."""
        if not 0 <= number < len(self.steps):
            raise InputError(f"there is no step {number + 1}.")
        self._take([step for place, step in enumerate(self.steps) if place != number])
        return self.show()

    def preview(self) -> dict[str, Any]:
        """Replay the frame with the steps that are not saved, and say what it changes."""
        self.members = self._place()
        effect = compare_members(self.base, self.members)
        labels = self._name_themes()
        rows = [
            {**row, "label": labels.get(row["theme_id"], row["theme_id"])}
            for row in effect.rows.to_dict("records")
        ]
        return {**self.show(), "effect": rows, "first": effect.n_first, "last": effect.n_last}

    def _place(self) -> pd.DataFrame:
        if not self.steps:
            return self.base
        return self._replayer.place(self.frame, self._remember_adopted())

    def _take(self, steps: list[Step]) -> None:
        """Make these the steps, if the frame allows them, and keep them safe."""
        self.frame = self._add_to(self.text, steps)[1]
        self.steps = steps
        self._keep()

    def _add_to(self, text: str, steps: list[Step]) -> tuple[str, CodeFrame]:
        return themes.add_to_frame(
            text,
            themes=[theme for step in steps for theme in step.themes],
            decisions=[step.decision for step in steps],
        )

    def _list_taken(self) -> list[str]:
        known = [] if self.remembered is None else list(self.remembered["theme_id"].unique())
        undone = [theme.id for step in self._undone for theme in step.themes]
        return [*known, *undone]

    def _remember_adopted(self) -> pd.DataFrame | None:
        """Members of proposals that enter the frame: they are what people looked at."""
        adopted = set(self.frame.ids) & set(self.proposals)
        if not adopted:
            return self.remembered
        own = self.base[self.base["theme_id"].isin(adopted)]
        comments = self.material.comments
        read = comments[comments["comment_id"].isin(own["comment_id"])]
        fresh = themes.remember_members(read, own)
        if self.remembered is None:
            return fresh
        kept = self.remembered
        is_freed = kept["theme_id"].eq(themes.NO_THEME_ID) & kept["comment_id"].isin(
            fresh["comment_id"]
        )
        return pd.concat([kept[~is_freed], fresh], ignore_index=True)

    # What is kept

    def save(self) -> dict[str, Any]:
        """Add the steps to ``code_frame.yaml``, and remember the members of proposals taken in.

        Raises
        ------
        InputError
            The file has changed since it was read here; nothing is written.
        """
        project, name = self.material.project, self.material.name
        if not self.steps:
            raise InputError("there is nothing to save.")
        with storage.hold_lock(project, name):
            self._check_unchanged()
            text, _ = self._add_to(self.text, self.steps)
            remembered = self._remember_adopted()
            is_fresh = remembered is not self.remembered or not self._is_written
            if remembered is not None and is_fresh:
                members = themes.render_members(remembered)
                storage.write_coding(project, name, themes.MEMBERS_FILE, members)
            place = storage.write_coding(project, name, themes.FRAME_FILE, text)
            n_saved = len(self.steps)
            self._is_written = True
            self._start(text, remembered)
            self._keep()
        steps = "1 decision" if n_saved == 1 else f"{n_saved} decisions"
        self.notice = f"Saved {steps} to {place}. 'gpgp report {name}' takes them to the page."
        return self.show()

    def reload(self) -> dict[str, Any]:
        """Read the file again and put the steps that are not saved on top of it.

        Raises
        ------
        InputError
            The file has a fault, or a step does not fit it; all is as it was.
        """
        text = storage.read_coding(self.material.project, self.material.name, themes.FRAME_FILE)
        members = storage.read_coding(
            self.material.project, self.material.name, themes.MEMBERS_FILE
        )
        steps = self.steps
        if text is not None:
            frame = self._add_to(text, steps)[1]
            self._is_written = True
            self._start(text, themes.read_members(members) if members else None)
            self.frame, self.steps = frame, steps
        self.notice = f"Read {themes.FRAME_FILE} again."
        return self.show()

    def _check_unchanged(self) -> None:
        there = storage.read_coding(self.material.project, self.material.name, themes.FRAME_FILE)
        if there != (self.text if self._is_written else None):
            raise InputError(
                f"{themes.FRAME_FILE}: has changed since it was read here, so nothing is saved. "
                "Press 'Read again': your steps are put on top of what stands there now."
            )

    def _keep(self) -> None:
        """Keep the steps beside the tables, in case the browser or the kernel goes."""
        data = [step.as_data() for step in self.steps]
        text = json.dumps({"steps": data}, ensure_ascii=False, indent=1) if data else ""
        storage.write_unsaved(self.material.project, self.material.name, UNSAVED_FILE, text)

    def _restore(self) -> None:
        """Take up steps that an earlier editor kept and did not save."""
        text = storage.read_unsaved(self.material.project, self.material.name, UNSAVED_FILE)
        if not text:
            return
        try:
            steps = [read_step(step) for step in json.loads(text)["steps"]]
            self.frame = self._add_to(self.text, steps)[1]
        except (GpgpError, KeyError, TypeError, ValueError) as fault:
            self.notice = f"Steps kept from last time do not fit and are left out: {fault}"
            return
        self.steps = steps
        self.notice = f"{len(steps)} unsaved from last time."
