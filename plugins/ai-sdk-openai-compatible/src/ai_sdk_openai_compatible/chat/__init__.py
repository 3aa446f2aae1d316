"""Chat models, and the parts they are made of: vendors with a chat API of this kind build theirs from the same.

- `model.py`: the model; the only file here that does I/O
- `request.py`, `messages.py`, `tools.py`: from call options to the request body
- `shapes.py`, `response.py`, `usage.py`, `metadata.py`: from a complete answer to a result
- `stream.py`, `late_names.py`: from chunks to stream parts

What vendors do differently is a value: `MessageStyle` for what is sent, `StreamStyle` for what comes back.
"""
