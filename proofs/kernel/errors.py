"""The kernel's errors: rule, reason, what was found, what was expected.

KernelError
├── IllFormed      a term or type that cannot be built
├── RuleError      a rule whose side condition does not hold
├── Budget         a computation that would be too large: deterministic, says nothing about truth
└── TrustError     an attempt to make a theorem by another way than a rule
"""

from __future__ import annotations


class KernelError(Exception):
    """Base of all errors of the kernel; carries the rule's name and the offending objects."""

    def __init__(self, where: str, reason: str, **found: object) -> None:
        self.where, self.reason, self.found = where, reason, found
        shown = "".join(f"\n    {name}: {value!s}" for name, value in found.items())
        super().__init__(f"{where}: {reason}{shown}")


class IllFormed(KernelError):
    """A term or type that is not well typed."""


class RuleError(KernelError):
    """A rule refused its premises or arguments."""


class Budget(KernelError):
    """A power, product, substitution or normal form would exceed its bound."""


class TrustError(KernelError):
    """Theorems are made by rules only."""
