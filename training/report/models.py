"""One model after the other: every setting under every condition, and what P-Net says."""

from __future__ import annotations

from training.report.markdown import pair, share, table
from training.report.rows import gain

CONDITIONS = ("posterior", "true", "none", "wrong")


def settings(tables: dict[str, dict]) -> str:
    """Every setting on LIVE1, under every condition that was measured."""
    rows = []
    for plan in ("D1", "D2", "Du", "uploads", "learned"):
        for r in tables.get(plan, {"rows": []})["rows"]:
            gains = [
                r["conditions"][c]["psnr"] - r["input"]["psnr"] for c in CONDITIONS if c in r.get("conditions", {})
            ]
            gains = gains or [gain(r)]
            cells = [f"{g:+.2f}" for g in gains] + ["–"] * (len(CONDITIONS) - len(gains))
            known = [share(r["codec_accuracy"]), share(r["level_accuracy"])]
            name = r["setting"].replace(">", " → ")
            again = r.get("consistency")
            more = ["–" if again is None else f"{again:.3f}", f"{r['seconds_per_megapixel']:.1f}"]
            rows.append([name, pair(r["input"]), pair(r["restored"]), *cells, *known, *more])
    head = ["setting", "input", "restored", "gain", "true", "none", "wrong", "codec right", "level right"]
    return table([*head, "consistency", "s/Mpx"], rows)


def recognition(tables: dict[str, dict]) -> str:
    """P-Net's figures, its confusion table, and what it says of settings that it has no name for."""
    r = tables["D1"]["recognition"]
    text = (
        f"Over the settings it was trained on: codec right {share(r['codec_accuracy'])}, level right "
        f"{share(r['level_accuracy'])}, off by {r['level_error']:.3f} steps on average; expected calibration "
        f"error {r['codec_ece']:.3f} for the codec and {r['level_ece']:.3f} for the level (15 bins).\n\n"
    )
    rows = []
    for plan in ("D1", "D2", "Du", "uploads", "learned"):
        for row in tables.get(plan, {"rows": []})["rows"]:
            said = sorted(row["said"].items(), key=lambda item: -item[1])
            belief = sorted(((p, c) for c, p in row["belief"].items() if p >= 0.005), reverse=True)
            name = row["setting"].replace(">", " → ")
            rows.append([name, ", ".join(f"{s} {n}" for s, n in said), ", ".join(f"{c} {p:.2f}" for p, c in belief)])
    return text + table(["setting", "pictures by the setting believed most", "mean belief"], rows)
