"""Derivations: one module per topic, each claim once.  `MODULES` names them, in the order of the alphabet."""

import pkgutil

MODULES = tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.ispkg))
