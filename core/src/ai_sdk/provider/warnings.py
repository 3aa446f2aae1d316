"""What a provider says of settings it could not use as asked. It never raises for them: it warns and goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

__all__ = ["CallWarning", "CompatibilityWarning", "DeprecatedWarning", "OtherWarning", "UnsupportedWarning"]


@dataclass(frozen=True, slots=True)
class UnsupportedWarning:
    """A feature that this model does not have was asked for and left out."""

    type: ClassVar[Literal["unsupported"]] = "unsupported"
    feature: str
    details: str | None = None


@dataclass(frozen=True, slots=True)
class CompatibilityWarning:
    """A feature is used in another way than asked, the nearest that this model has."""

    type: ClassVar[Literal["compatibility"]] = "compatibility"
    feature: str
    details: str | None = None


@dataclass(frozen=True, slots=True)
class DeprecatedWarning:
    """A setting will go away; `message` says what to use instead."""

    type: ClassVar[Literal["deprecated"]] = "deprecated"
    setting: str
    message: str


@dataclass(frozen=True, slots=True)
class OtherWarning:
    """Anything else that the caller should know."""

    type: ClassVar[Literal["other"]] = "other"
    message: str


CallWarning: TypeAlias = UnsupportedWarning | CompatibilityWarning | DeprecatedWarning | OtherWarning
