"""`typing.TypedDict` for pydantic on Python 3.11, where pydantic takes only that of typing_extensions.

Delete this with the support of 3.11.
"""

from __future__ import annotations

import types
import typing
from typing import Annotated, Any, Literal, NotRequired, Required, get_args, get_origin, get_type_hints, is_typeddict

import typing_extensions

__all__ = ["with_typing_extensions"]


def with_typing_extensions(form: Any) -> Any:
    """The type with each `typing.TypedDict` in it replaced by its twin from typing_extensions.

    One that contains itself is left, for pydantic to say what to do.
    """
    return _Converter().converted(form)


class _Converter:
    def __init__(self) -> None:
        self._twins: dict[Any, Any] = {}

    def converted(self, form: Any) -> Any:
        if is_typeddict(form) and type(form).__module__ == "typing":
            if form not in self._twins:
                self._twins[form] = form
                self._twins[form] = self._twin(form)
            return self._twins[form]
        origin, args = get_origin(form), get_args(form)
        if origin is None or origin is Literal:
            return form
        if origin is Annotated:
            return Annotated[(self.converted(form.__origin__), *form.__metadata__)]
        changed = tuple(self.converted(arg) for arg in args)
        if all(new is old for new, old in zip(changed, args, strict=True)):
            return form
        if origin in (typing.Union, types.UnionType):
            return typing.Union[changed]  # noqa: UP007
        return origin[changed]

    def _twin(self, form: Any) -> Any:
        fields: dict[str, Any] = {}
        for name, hint in get_type_hints(form, include_extras=True).items():
            origin = get_origin(hint)
            # Under `from __future__ import annotations` the class itself does not know of NotRequired.
            optional = origin is NotRequired or (origin is not Required and name in form.__optional_keys__)
            inner = self.converted(get_args(hint)[0] if origin in (NotRequired, Required) else hint)
            fields[name] = typing_extensions.NotRequired[inner] if optional else inner
        twin = typing_extensions.TypedDict(form.__name__, fields)  # type: ignore[operator]
        twin.__module__, twin.__doc__ = form.__module__, form.__doc__
        return twin
