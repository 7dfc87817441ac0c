"""Draws the picture of the README: a page of the corpus with the evidence of its rows boxed, and the rows beside it.

python corpus/sources/picture.py          (after `make demo`; writes corpus/evidence.png)
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "outputs"
DOC, PAGE = "china-africa-lending-2024", 3
SCALE = 1.5
SHOWN = {
    "partnerships": ((204, 51, 51), ("country", "counterparty", "level", "date", "status")),
    "funds": ((31, 119, 60), ("name", "kind", "amount", "currency", "date", "event", "providers", "recipients")),
    "projects": ((30, 90, 180), ("name", "countries", "event", "date", "quantity", "unit")),
}
MOST = 7
WIDTH = 640


def rows(table: str) -> list[dict[str, str]]:
    """The rows of one table of the demo's output."""
    with (OUT / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page_picture() -> Image.Image:
    """The page as it is printed."""
    document = pdfium.PdfDocument(ROOT / "corpus" / "papers" / f"{DOC}.pdf")
    return document[PAGE - 1].render(scale=SCALE).to_pil().convert("RGB")


def wrapped(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, draw: ImageDraw.ImageDraw) -> list[str]:
    """``text`` in lines that fit the panel."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if draw.textlength(longer, font=font) > WIDTH - 60:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def main() -> None:
    picture = page_picture()
    whole = Image.new("RGB", (picture.width + WIDTH, picture.height), "white")
    overlay = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    boxes = ImageDraw.Draw(overlay)
    panel = ImageDraw.Draw(whole)
    large, small = ImageFont.load_default(17), ImageFont.load_default(14)
    evidence = rows("evidence")
    y = 24
    for table, (colour, columns) in SHOWN.items():
        here = [row for row in rows(table) if row["doc"] == DOC and row["page"] == str(PAGE)][:MOST]
        panel.text((picture.width + 24, y), f"{table}.csv", fill=colour, font=large)
        y += 28
        for row in here:
            for proof in evidence:
                if proof["fact_id"] == row["fact_id"] and proof["page"] == str(PAGE):
                    corners = [float(proof[name]) * SCALE for name in ("x0", "y0", "x1", "y1")]
                    boxes.rectangle(corners, fill=(*colour, 45), outline=(*colour, 220))
            for line in wrapped(
                " | ".join(row[column] for column in columns if row[column]).replace("–", "-"), small, panel
            ):
                panel.text((picture.width + 36, y), line, fill=(40, 40, 40), font=small)
                y += 19
            y += 7
        y += 12
    whole.paste(Image.alpha_composite(picture.convert("RGBA"), overlay).convert("RGB"), (0, 0))
    panel.line([(picture.width, 0), (picture.width, picture.height)], fill=(200, 200, 200))
    target = ROOT / "corpus" / "evidence.png"
    whole.convert("P", palette=Image.Palette.ADAPTIVE, colors=96).save(target, optimize=True)
    sys.stdout.write(f"{target.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
