"""Theories: definitions, and lemmas proved from them by the kernel when they are first used."""
