"""What the kernel has loaded is not reassigned: neither the names of its modules nor the attributes of its classes.

This stops assignment (`module.f = …`, `Class.m = …`, `x.__class__ = …`), not introspection of the interpreter
(`__dict__`, `__code__`, `__closure__`, gc, ctypes): see the README.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any, TypeVar

from .errors import TrustError

C = TypeVar("C", bound=type)


class SealedModule(ModuleType):
    """A module whose names cannot be assigned: the rules keep calling what they were written to call."""

    def __setattr__(self, name: str, value: Any) -> None:
        raise TrustError(self.__name__, "the kernel has loaded and is not changed", name=name)

    def __delattr__(self, name: str) -> None:
        raise TrustError(self.__name__, "the kernel has loaded and is not changed", name=name)


class _SealedClass(type):
    def __setattr__(cls, name: str, value: Any) -> None:
        raise TrustError(cls.__name__, "a class of the kernel is not changed", name=name)

    def __delattr__(cls, name: str) -> None:
        raise TrustError(cls.__name__, "a class of the kernel is not changed", name=name)


def _keep_class(x: object, _: type) -> None:
    raise TrustError(type(x).__name__, "an object of the kernel keeps its class")


def sealed(cls: C) -> C:
    """The class, with attributes that cannot be assigned and with objects that stay in it."""
    inside = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    inside["__class__"] = property(type, _keep_class)
    made: Any = _SealedClass(cls.__name__, cls.__bases__, inside)
    return made  # type: ignore[no-any-return]
