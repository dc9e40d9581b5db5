"""Write the golden texts anew: `PYTHONPATH=.:tests python -m statable.write_golden`, then read the difference."""

from pathlib import Path

from .reading import golden
from .sentences import SENTENCES

GOLDEN = Path(__file__).parent / "golden"

if __name__ == "__main__":
    for name in SENTENCES:
        (GOLDEN / f"{name}.txt").write_text(golden(name), encoding="utf-8")
