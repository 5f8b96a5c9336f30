"""Makes golos-text-{cyrillic,latin,latin-ext}.woff2 lighter, which the first page of a reader waits for.

    npm pack @fontsource-variable/golos-text@5.3.0 && tar xf fontsource-variable-golos-text-5.3.0.tgz
    python3 -m venv venv
    venv/bin/pip install fonttools==4.68.0 brotli==1.2.1
    venv/bin/python make-web-fonts.py package/files

No letter and no feature is left out: only weights that the style sheet doesn't have, and what vertical
setting needs.
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FOLDER = Path(__file__).parent
PARTS = ["cyrillic", "latin", "latin-ext"]
WEIGHTS = (400, 600)
LEFT_OUT = ["VVAR", "vhea", "vmtx"]

for part in PARTS:
    source = Path(sys.argv[1]) / f"golos-text-{part}-wght-normal.woff2"
    font = TTFont(source, recalcTimestamp=False)
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS})
    for table in LEFT_OUT:
        if table in font:
            del font[table]
    font.flavor = "woff2"
    font.save(FOLDER / f"golos-text-{part}.woff2")
