"""The command line: `proofs check`, `show`, `build`, `trust`, `graph`, `refute`, `new`, `doctor`, `version`."""
