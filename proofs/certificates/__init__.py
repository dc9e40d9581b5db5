"""Theorems as text: what was proved and how, for checkers that share no code with this one."""
