"""Mathematics and derivations as plain text: read by a closed grammar, without running anything that the writer wrote."""
