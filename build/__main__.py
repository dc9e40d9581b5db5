"""`python build`: check every claim, then write each sheet as .tex, .html and .pdf into build/out/.

The same as `proofs build` in this repository, also before anything is installed as a command; options as there.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(arguments: list[str]) -> None:
    """Run the build; exits with its code."""
    sys.path.insert(0, str(HERE.parent))
    try:
        from proofs.cli.main import build
    except ModuleNotFoundError as e:
        sys.exit(f"{e.name} is not installed: run  python -m pip install -e .  first")
    given = ["--source", str(HERE.parent/"derivations"), "--out", str(HERE/"out")]
    build.main([*given, *arguments], prog_name="python build")


if __name__ == "__main__":
    main(sys.argv[1:])
