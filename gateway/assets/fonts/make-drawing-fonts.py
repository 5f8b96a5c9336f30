"""Makes golos-text-400.ttf and golos-text-600.ttf from the web fonts beside it.

    python3 -m venv venv
    venv/bin/pip install fonttools==4.68.0 brotli==1.2.1
    venv/bin/python make-drawing-fonts.py
"""

import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FOLDER = Path(__file__).parent
PARTS = ["cyrillic", "latin", "latin-ext"]
WEIGHTS = [400, 600]
# Features of choice, hints and vertical setting: no drawing uses them.
LEFT_OUT = ["GSUB", "STAT", "HVAR", "VVAR", "vhea", "vmtx", "GlyphOrder", "prep", "gasp"]
NARROW_SPACE, THIN_SPACE = 0x202F, 0x2009


def part(name, weight, folder):
    """One web font at one weight, as a TrueType file."""
    font = TTFont(FOLDER / f"golos-text-{name}.woff2", recalcTimestamp=False)
    font.flavor = None
    font = instancer.instantiateVariableFont(font, {"wght": weight})
    for table in LEFT_OUT:
        if table in font:
            del font[table]
    path = Path(folder) / f"{name}.ttf"
    font.save(path)
    return path


def add_narrow_space(font):
    """The narrow space that numbers have: the web fonts leave it to the browser."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[NARROW_SPACE] = table.cmap[THIN_SPACE]


def merged(weight):
    with tempfile.TemporaryDirectory() as folder:
        font = Merger().merge([str(part(name, weight, folder)) for name in PARTS])
    font.recalcTimestamp = False
    source = TTFont(FOLDER / f"golos-text-{PARTS[0]}.woff2", recalcTimestamp=False)
    font["head"].created = font["head"].modified = source["head"].modified
    font["OS/2"].usWeightClass = weight
    add_narrow_space(font)
    font.save(FOLDER / f"golos-text-{weight}.ttf")


for weight in WEIGHTS:
    merged(weight)
