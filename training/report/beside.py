"""Ours beside others' figures: the paper's, and the programs that one would use instead."""

from __future__ import annotations

from statistics import mean

from training.report.markdown import pair, table
from training.report.rows import averaged, gain, group_rows, seconds


def summary(models: dict[str, dict], paper: list[dict]) -> str:
    """The paper's groups, as far as any model was measured on them: ours beside its figures."""
    rows = []
    for group in paper:
        measured = [group_rows(tables, group) for tables in models.values()]
        if not any(measured):
            continue
        means = [averaged(found) if found else None for found in measured]
        before = pair(next(m["input"] for m in means if m))
        cells = []
        for m in means:
            cells += [pair(m["restored"]), f"{gain(m):+.2f}"] if m else ["–", "–"]
        published = [f"{group['psnr']:.2f} / {group['ssim']:.3f}", group["other"]] if group["psnr"] else ["–", "–"]
        rows.append([group["group"], group["dataset"], before, *cells, *published])
    ours = [cell for name in models for cell in (f"`{name}`", "gain")]
    return table(["group", "pictures", "input", *ours, "the paper", "next best in the paper"], rows)


def tools(models: dict[str, dict], published: dict) -> str:
    """JPEG beside what a user would pick instead."""
    group = published["paper"][0]

    def row(name: str, psnr: list[float], cost: str, note: str) -> list[str]:
        return [name, *(f"{v:.2f}" for v in psnr), f"{mean(psnr):.2f}", cost, note]

    rows = []
    for name, tables in models.items():
        found = group_rows(tables, group)
        if not rows and found:
            rows.append(row("compressed", [r["input"]["psnr"] for r in found], "–", ""))
        if found:
            for of, how in (("restored", ""), ("held", ", held to the file")):
                ours = [r[of]["psnr"] for r in found]
                rows.append(row(f"**Uncodec `{name}`**{how}", ours, seconds(tables), "measured here, two threads"))
    for t in published["tools"]:
        cost = f"{t['seconds']:.1f}" if t["seconds"] else "–"
        rows.append(row(t["name"], t["psnr"], cost, t["note"]))
    return table(["JPEG on LIVE1", "QF 10", "QF 20", "QF 30", "QF 40", "mean", "CPU s/Mpx", ""], rows)
