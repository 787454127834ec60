"""The rows that `uncodec evaluate` gave, found and averaged."""

from __future__ import annotations

from statistics import mean

from training.measure import PLANS


def rows_on(tables: dict[str, dict], dataset: str = "LIVE1") -> dict[str, dict]:
    """A model's rows on a data set, of one view, by setting."""
    of = [plan for plan, p in PLANS.items() if p.pictures == dataset and p.views == 1]
    plans = [plan for plan in of if plan in tables]
    return {r["setting"]: r for plan in plans for r in tables[plan]["rows"]}


def group_rows(tables: dict[str, dict], group: dict) -> list[dict]:
    """A model's rows of a published group; [] unless all were measured."""
    rows = rows_on(tables, group["dataset"])
    return [rows[s] for s in group["settings"]] if rows.keys() >= set(group["settings"]) else []


def averaged(rows: list[dict]) -> dict:
    """The mean of input and restored over a group's settings."""
    return {side: {k: mean(row[side][k] for row in rows) for k in ("psnr", "ssim")} for side in ("input", "restored")}


def gain(row: dict) -> float:
    """What a row gained over its input, in dB."""
    return row["restored"]["psnr"] - row["input"]["psnr"]


def seconds(tables: dict[str, dict]) -> str:
    """Seconds a megapixel of the quickest setting measured under one condition at a time: other work on the
    machine only adds."""
    timed = (r for t in tables.values() for r in t["rows"] if "seconds_per_megapixel" in r)
    alone = [r["seconds_per_megapixel"] for r in timed if len(r.get("conditions", {})) < 2]
    return f"{min(alone):.1f}" if alone else "–"
