"""What these tests share with those of the sheets: a reader of printed formulas."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent/"sheets"))
