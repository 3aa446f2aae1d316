"""Text generation: `generate_text`, `stream_text` and what belongs to them."""

from __future__ import annotations
