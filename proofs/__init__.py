"""Checked derivations: the engine.  The author's names are exported here."""
