"""Which plugins are installed, and which of them the user's switches allow. Imports no plugin.

A provider is an entry point of the group `ai_sdk.providers`; its name is the prefix. An extension is one of the group
`ai_sdk.plugins`, under a name of its own. The switches are read at every lookup:

- `AI_SDK_DISABLE_PLUGIN_DISCOVERY=1`: no installed plugin is looked for.
- `AI_SDK_PLUGINS=groq,ollama`: only these.
- `AI_SDK_BLOCKED_PLUGINS=groq`: not these.

A list has prefixes, names of extensions or names of distributions; an empty variable counts as not set. A provider
that is in use already stays in use.
"""

from __future__ import annotations

import importlib
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol, TypeAlias

__all__ = [
    "EXTENSION_GROUP",
    "GROUP",
    "GROUPS",
    "Claim",
    "PluginKind",
    "Switches",
    "forget_installed",
    "installed",
    "installed_extensions",
]


GROUP: Final = "ai_sdk.providers"
EXTENSION_GROUP: Final = "ai_sdk.plugins"

PluginKind: TypeAlias = Literal["provider", "extension"]

GROUPS: Final[Mapping[PluginKind, str]] = {"provider": GROUP, "extension": EXTENSION_GROUP}
"""The entry-point group of each kind of plugins."""

ALLOW_VARIABLE: Final = "AI_SDK_PLUGINS"
BLOCK_VARIABLE: Final = "AI_SDK_BLOCKED_PLUGINS"
DISABLE_VARIABLE: Final = "AI_SDK_DISABLE_PLUGIN_DISCOVERY"


@dataclass(slots=True, frozen=True)
class Claim:
    """One entry point: a distribution that claims a prefix, or an extension's name. `target` is what is imported."""

    prefix: str
    target: str
    distribution: str
    version: str
    kind: PluginKind = "provider"

    @property
    def group(self) -> str:
        """The group of the entry point."""
        return GROUPS[self.kind]


_Groups: TypeAlias = Mapping[str, Mapping[str, tuple[Claim, ...]]]

_lock = threading.Lock()
_installed: _Groups | None = None


def installed() -> Mapping[str, tuple[Claim, ...]]:
    """Every provider's claim by its prefix. Looked up once in a process, until `forget_installed()`."""
    return _groups()[GROUP]


def installed_extensions() -> Mapping[str, tuple[Claim, ...]]:
    """Every extension's claim by its name, of the same lookup."""
    return _groups()[EXTENSION_GROUP]


def _groups() -> _Groups:
    global _installed  # noqa: PLW0603 - the environment is one for the process
    with _lock:
        if _installed is None:
            _installed = _scan()
        return _installed


def forget_installed() -> None:
    """Makes the next lookup scan the environment again."""
    global _installed  # noqa: PLW0603
    # Import and metadata finders keep listings of folders.
    importlib.invalidate_caches()
    with _lock:
        _installed = None


class _Distribution(Protocol):
    def read_text(self, filename: str, /) -> str | None: ...


def _scan() -> _Groups:
    import importlib_metadata

    # Its annotations are partial, and differ between its versions.
    metadata: Any = importlib_metadata
    groups: dict[str, dict[str, tuple[Claim, ...]]] = {GROUP: {}, EXTENSION_GROUP: {}}
    seen: set[str] = set()
    candidate: _Distribution
    for candidate in metadata.distributions():
        # Reading the files ourselves costs what `entry_points(group=...)` does, and a malformed one hides no other.
        entry_points = _read(candidate, "entry_points.txt")
        if not any(group in entry_points for group in groups):
            continue
        key = _canonical(_name_and_version(candidate)[0])
        if key in seen:
            continue
        seen.add(key)
        try:
            # Of a distribution that is installed twice, the first one on the path is imported.
            found: _Distribution = metadata.distribution(key)
        except (metadata.PackageNotFoundError, ValueError):
            found = candidate
        name, version = _name_and_version(found)
        entries = _entries(_read(found, "entry_points.txt"))
        for kind, group in GROUPS.items():
            claims = groups[group]
            for prefix, target in entries[group].items():
                claims[prefix] = (*claims.get(prefix, ()), Claim(prefix, target, name, version, kind))
    return groups


def _read(distribution: _Distribution, file: str) -> str:
    try:
        return distribution.read_text(file) or ""
    except (OSError, ValueError):
        return ""


def _name_and_version(distribution: _Distribution) -> tuple[str, str]:
    # The whole of METADATA is an e-mail with the README as its body, slow to parse.
    head = (_read(distribution, "METADATA") or _read(distribution, "PKG-INFO")).partition("\n\n")[0]
    fields: dict[str, str] = {}
    for line in head.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.lower(), value.strip())
    return fields.get("name") or "unknown", fields.get("version") or "unknown"


def _entries(text: str) -> dict[str, dict[str, str]]:
    """Targets by prefix, of each of our groups."""
    groups: dict[str, dict[str, str]] = {GROUP: {}, EXTENSION_GROUP: {}}
    section = ""
    for raw_line in text.splitlines():
        line = raw_line.strip()
        if not line or line[0] in "#;":
            continue
        if line[0] == "[" and line[-1] == "]":
            section = line[1:-1].strip()
        elif section in groups:
            prefix, _, target = line.partition("=")
            groups[section][prefix.strip()] = target.strip()
    return groups


def _canonical(name: str) -> str:
    # The rule of the packaging specifications for comparing names.
    return name.replace("_", "-").replace(".", "-").casefold()


@dataclass(slots=True, frozen=True)
class Switches:
    """The user's switches for installed plugins, as they stand in the environment."""

    disabled: bool
    allowed: frozenset[str] | None
    blocked: frozenset[str]

    @classmethod
    def read(cls) -> Switches:
        """The switches of this moment."""
        environment = os.environ
        allowed = _names(environment.get(ALLOW_VARIABLE))
        return cls(
            disabled=environment.get(DISABLE_VARIABLE, "").strip().casefold() not in ("", "0", "false", "no", "off"),
            allowed=allowed or None,
            blocked=_names(environment.get(BLOCK_VARIABLE)),
        )

    def refusal(self, claim: Claim) -> str | None:
        """The name of the variable that keeps this claim from being used, or None."""
        names = {_canonical(claim.prefix), _canonical(claim.distribution)}
        if self.disabled:
            return DISABLE_VARIABLE
        if not names.isdisjoint(self.blocked):
            return BLOCK_VARIABLE
        if self.allowed is not None and names.isdisjoint(self.allowed):
            return ALLOW_VARIABLE
        return None


def _names(variable: str | None) -> frozenset[str]:
    if not variable:
        return frozenset()
    return frozenset(_canonical(name.strip()) for name in variable.split(",") if name.strip())
