"""Themes of comments that are spread over partitions, on a Dask cluster.

A Dask series of texts comes in; rows of ``gpgp themes`` go out, a table per partition. The
sample is drawn by the hashes of texts, which alone travel between workers; themes are learnt from
it once, here; every partition is then placed by itself. All methods are those of
:mod:`gpgp.themes.texts`, where everything is one partition.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from gpgp.themes.cluster.learnt import Learnt, learn_themes
from gpgp.themes.cluster.samples import (
    MAX_LEARNT,
    STRATUM,
    describe_texts,
    draw_smallest,
    share_out,
)
from gpgp.themes.texts import check_number, name_texts, place_rows, theme_texts

if TYPE_CHECKING:
    from dask.dataframe import Series
    from dask.delayed import Delayed


@dataclass(frozen=True)
class Partitioned:
    """Rows to come, a table per partition, and how many there are in all."""

    rows: list[Delayed]
    n_rows: int


def theme_partitions(
    texts: Series,
    *,
    themes: int | str,
    seed: int,
    max_learnt: int = MAX_LEARNT,
    say: Callable[[str], None] = lambda step: None,
) -> Partitioned:
    """Give every text of every partition its theme.

    Parameters
    ----------
    texts : dask Series of str
    themes, seed, max_learnt, say
        As :func:`gpgp.themes.theme_texts` takes them.

    Returns
    -------
    Partitioned
        ``row`` counts through all partitions, in their order.
    """
    import dask

    check_number(themes)
    parts = [dask.delayed(_fill)(part) for part in texts.to_delayed()]
    sizes = list(dask.compute(*(dask.delayed(len)(part) for part in parts)))
    n_rows = sum(sizes)
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    if n_rows <= max_learnt:
        whole = pd.concat(dask.compute(*parts), ignore_index=True)
        rows = theme_texts(whole.tolist(), themes=themes, seed=seed).rows
        bounds = zip(starts, sizes, strict=True)
        pieces = [rows.iloc[start : start + size] for start, size in bounds]
        return Partitioned([dask.delayed(piece) for piece in pieces], n_rows)
    say(f"drawing a sample of {n_rows:,} texts in {len(parts)} partitions")
    sample = _draw_sample(texts, parts, size=max_learnt)
    say(f"learning from {len(sample):,} texts")
    found = learn_themes(sample, themes=themes, seed=seed)
    if found is None:
        pairs = zip(parts, starts, strict=True)
        return Partitioned([dask.delayed(_leave)(*pair) for pair in pairs], n_rows)
    fit, learnt = found
    held, names = dask.delayed(learnt), name_texts(fit)
    rows = [
        dask.delayed(_place)(part, held, names, start)
        for part, start in zip(parts, starts, strict=True)
    ]
    return Partitioned(rows, n_rows)


def _fill(texts: pd.Series) -> pd.Series:
    return texts.astype("object").where(texts.notna(), "").astype(str)


def _draw_sample(texts: Series, parts: list[Delayed], *, size: int) -> list[str]:
    """Different texts, sorted, as :func:`~gpgp.themes.cluster.samples.choose_sample` draws."""
    import dask
    import dask.dataframe as dd

    meta = describe_texts(["x"]).iloc[:0]
    keys = dd.from_delayed([dask.delayed(_describe)(part) for part in parts], meta=meta)
    if keys.npartitions > 1:
        keys = keys.shuffle(on="key")
    different = keys.map_partitions(pd.DataFrame.drop_duplicates, meta=meta)
    counts = different.groupby(STRATUM).size().compute().sort_index()
    shares = share_out(counts, size=size)
    shares.index.name = STRATUM
    near = different.map_partitions(draw_smallest, shares, by=[STRATUM], meta=meta).compute()
    drawn = dask.delayed(set(draw_smallest(near, shares, by=[STRATUM])["key"]))
    found = dask.compute(*(dask.delayed(_take)(part, drawn) for part in parts))
    return sorted(set().union(*found))


def _describe(texts: pd.Series) -> pd.DataFrame:
    return describe_texts(texts.tolist()).drop_duplicates(ignore_index=True)


def _take(texts: pd.Series, drawn: set[int]) -> set[str]:
    return set(texts[describe_texts(texts.tolist())["key"].isin(drawn).to_numpy()])


def _place(texts: pd.Series, learnt: Learnt, names: list[str], start: int) -> pd.DataFrame:
    rows = place_rows(learnt, names, texts.tolist(), n_jobs=1)
    return rows.assign(row=rows["row"] + start)


def _leave(texts: pd.Series, start: int) -> pd.DataFrame:
    """Rows of texts among which none has a content word."""
    row = range(start, start + len(texts))
    return pd.DataFrame({"row": row, "theme": -1, "label": "", "themes": "", "score": 0.0})
