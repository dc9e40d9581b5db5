"""`python -m proofs` is the command `proofs`."""

from .cli.main import main

if __name__ == "__main__":
    main(prog_name="proofs")
