"""Errors of the author's surface; each says what to do instead."""

from __future__ import annotations


class AuthorError(ValueError):
    """Something an author wrote cannot be used; `place` is where, once it is known."""

    def __init__(self, message: str, place: object = None) -> None:
        super().__init__(message)
        self.message, self.place = message, place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class NotWritten(AuthorError):
    """What was written is not an exact statement in the language."""


class TooLargeToRead(NotWritten):
    """What was written has more parts than are read."""
