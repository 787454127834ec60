"""One model after the other: every setting under every condition, and what P-Net says."""

from __future__ import annotations

from statistics import mean

from training.report.markdown import pair, share, table
from training.report.rows import rows_on

CONDITIONS = ("posterior", "true", "none", "wrong")


def settings(tables: dict[str, dict]) -> str:
    """Every setting on LIVE1, under every condition that was measured."""
    rows = []
    for plan in ("D1", "D2", "Du", "uploads", "chroma", "sent", "learned"):
        for r in tables.get(plan, {"rows": []})["rows"]:
            under = {"posterior": r["restored"]} | r.get("conditions", {})
            cells = [f"{under[c]['psnr'] - r['input']['psnr']:+.2f}" if c in under else "–" for c in CONDITIONS]
            known = [share(r["codec_accuracy"]), share(r["level_accuracy"])]
            name = r["setting"].replace(">", " → ")
            again = r.get("consistency")
            more = ["–" if again is None else f"{again:.3f}", f"{r['seconds_per_megapixel']:.1f}"]
            rows.append([name, pair(r["input"]), pair(r["restored"]), *cells, *known, *more])
    head = ["setting", "input", "restored", "gain", "true", "none", "wrong", "codec right", "level right"]
    return table([*head, "consistency", "s/Mpx"], rows)


def recognition(tables: dict[str, dict]) -> str:
    """P-Net's figures, its confusion table, and what it says of settings that it has no name for."""
    named = [r for r in rows_on(tables).values() if r["level_accuracy"] is not None]
    right = {k: share(mean(r[k] for r in named)) for k in ("codec_accuracy", "level_accuracy")}
    d1 = tables["D1"]["recognition"]
    text = (
        f"Over the {len(named)} settings on LIVE1 that it has a name for: codec right {right['codec_accuracy']}, "
        f"level right {right['level_accuracy']}, off by {mean(r['level_error'] for r in named):.3f} steps on average. "
        f"Over those of D1: expected calibration error {d1['codec_ece']:.3f} for the codec and {d1['level_ece']:.3f} "
        "for the level (15 bins).\n\n"
    )
    rows = []
    for plan in ("D1", "D2", "Du", "uploads", "chroma", "sent", "learned"):
        for row in tables.get(plan, {"rows": []})["rows"]:
            said = sorted(row["said"].items(), key=lambda item: -item[1])
            belief = sorted(((p, c) for c, p in row["belief"].items() if p >= 0.005), reverse=True)
            name = row["setting"].replace(">", " → ")
            rows.append([name, ", ".join(f"{s} {n}" for s, n in said), ", ".join(f"{c} {p:.2f}" for p, c in belief)])
    return text + table(["setting", "pictures by the setting believed most", "mean belief"], rows)
