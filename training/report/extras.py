"""Beside the tables of single settings: more views of a picture, what its file says, and what was saved twice."""

from __future__ import annotations

from statistics import mean

from training.measure import CAPTURES, PLANS
from training.report.markdown import pair, table
from training.report.rows import averaged, gain, rows_on
from training.settings import LISTS, SENT

DATASETS = tuple(dict.fromkeys(p.pictures for p in PLANS.values() if not p.within))  # the public ones
LABELS = {c.name: f"{c.label} {c.unit}" for codecs in LISTS.values() for c in codecs.codecs}


def views(models: dict[str, dict]) -> str:
    """What care brings: one view beside the mean of several, by codec; "" where none was measured."""
    rows = []
    for name, tables in models.items():
        single, of_codec = rows_on(tables), {}
        for r in tables.get("views", {"rows": []})["rows"]:
            of_codec.setdefault(r["setting"].split(":")[0], []).append(r)
        for codec, careful in of_codec.items():
            once = [single.get(r["setting"]) for r in careful]
            if not all(once):
                continue  # not measured in one view yet
            levels = f"{LABELS[codec]} {', '.join(r['setting'].split(':')[1] for r in careful)}"
            means = [averaged(once), averaged(careful)]
            again = [f"{mean(r['consistency'] for r in rs):.4f}" for rs in (once, careful)]
            cells = [
                pair(means[0]["restored"]),
                pair(means[1]["restored"]),
                *(f"{gain(m):+.2f}" for m in means),
                *again,
            ]
            rows.append([f"`{name}`", levels, pair(means[0]["input"]), *cells])
    if not rows:
        return ""
    n = PLANS["views"].views
    head = [
        "model",
        "LIVE1",
        "input",
        "one view",
        f"mean of {n}",
        "gain of one",
        f"of {n}",
        "consistency of one",
        f"of {n}",
    ]
    return table(head, rows)


def held(models: dict[str, dict], datasets: tuple[str, ...] = DATASETS, wanted: tuple[str, ...] = ()) -> str:
    """What holding a restoration to its file brings, by setting, of those that are wanted or of all; "" for none."""
    rows = []
    for dataset in datasets:
        of = [rows_on(tables, dataset) for tables in models.values()]
        settings = dict.fromkeys(
            s for found in of for s, r in found.items() if "held" in r and (not wanted or s in wanted)
        )
        for s in sorted(settings, key=quality_last):
            name = s.replace(">", " → ")
            rows.append([name, dataset, *(cell for found in of for cell in held_cells(found.get(s, {})))])
    heads = (cell for name in models for cell in (f"`{name}`", "held to the file"))
    return table(["setting", "pictures", *heads], rows) if rows else ""


def quality_last(setting: str) -> tuple[int, str, int, str]:
    """By which settings that end in a file stand in order: codecs in a row last, then the file's, quality, chroma."""
    *before, last = setting.split(">")
    codec, _, level = last.partition(":")
    quality, _, chroma = level.partition("/")
    return len(before), codec, int(quality), chroma


def held_cells(row: dict) -> list[str]:
    """The gain of a restoration, and of the same held to its file; – for what was not measured, or has no such file."""
    held = row.get("held")
    return [
        f"{gain(row):+.2f}" if row else "–",
        f"{held['psnr'] - row['input']['psnr']:+.2f}" if held else "–",
    ]


def captures(models: dict[str, dict]) -> str:
    """Captures of a screen, by setting, the models that were measured on them side by side; "" where none was."""
    measured = {name: rows for name, tables in models.items() if (rows := rows_on(tables, PLANS["captures"].pictures))}
    if not measured:
        return ""
    of = list(measured.values())
    rows = [[s, pair(of[0][s]["input"]), *(cell for found in of for cell in held_cells(found[s]))] for s in CAPTURES]
    heads = (cell for name in measured for cell in (f"`{name}`", "held to the file"))
    return table(["setting", "input", *heads], rows)


def beside(name: str, before: str, members: tuple[str, ...], rows_of: list[dict[str, dict]]) -> list[str]:
    """A line of mean gains over settings, one a model; – for a model that was not measured at all of them."""
    known = [[gain(rows[s]) for s in members if s in rows] for rows in rows_of]
    return [name, before, *(f"{mean(k):+.2f}" if len(k) == len(members) else "–" for k in known)]


def sent(models: dict[str, dict]) -> str:
    """What people cut and send on, the models that were measured side by side; "" where none was."""
    measured = {name: rows for name, tables in models.items() if set(SENT) <= set(rows := rows_on(tables))}
    if not measured:
        return ""
    rows_of = list(measured.values())
    rows = [beside(s.replace(">", " → "), pair(rows_of[0][s]["input"]), (s,), rows_of) for s in SENT]
    rows.append(beside("**all**", "", SENT, rows_of))
    return table(["setting", "input", *(f"`{name}`" for name in measured)], rows)
