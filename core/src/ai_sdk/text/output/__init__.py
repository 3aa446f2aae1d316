"""The form that an answer shall have: `output=` of `generate_text` and `stream_text`.

recipe  = (await generate_text(model, "Pancakes.", output=Recipe)).output                     # a Recipe
recipes = (await generate_text(model, "Three cakes.", output=Output.array(Recipe))).output    # list[Recipe]
mood    = (await generate_text(model, text, output=Output.choice(("good", "bad")))).output    # "good" or "bad"
"""

from __future__ import annotations

from ai_sdk.text.output.output import Output, as_output
from ai_sdk.text.output.spec import OutputSpec, PartialParser

__all__ = ["Output", "OutputSpec", "PartialParser", "as_output"]
