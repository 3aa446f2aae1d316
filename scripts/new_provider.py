"""Makes the folder of a new provider plugin from `templates/provider/`.

    hatch run new-provider acme               # ./ai-sdk-acme
    hatch run new-provider acme --path ~/src  # ~/src/ai-sdk-acme

What it makes is complete: it builds, installs, and passes the contract of providers as it is.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "provider"


def main() -> None:
    parser = argparse.ArgumentParser(prog="new-provider", description="Make the folder of a new provider plugin.")
    parser.add_argument("name", help="the prefix of its model strings, such as 'acme' or 'acme-cloud'")
    parser.add_argument("--path", type=Path, default=Path(), help="where the folder is made (default: here)")
    arguments = parser.parse_args()
    try:
        made = new_provider(arguments.name, arguments.path)
    except (ValueError, FileExistsError) as error:
        sys.exit(f"new-provider: {error}")
    print(f"Made {made}. Its README says what to change. Next:\n  cd {made}\n  pip install -e '.[test]'\n  pytest")


def new_provider(name: str, path: Path) -> Path:
    """Makes `path/ai-sdk-NAME`. Raises `ValueError` for a name that is no prefix, `FileExistsError` if it is there."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise ValueError(f"{name!r} is no prefix: use small letters, digits and single hyphens, such as 'acme'.")
    folder = path / f"ai-sdk-{name}"
    if folder.exists():
        raise FileExistsError(f"{str(folder)!r} exists. Choose another name or --path.")
    words = name.split("-")
    identifier = "_".join(words)
    values = {
        "prefix": name,
        "distribution": f"ai-sdk-{name}",
        "package": f"ai_sdk_{identifier}",
        "identifier": identifier,
        "variable": identifier.upper(),
        "title": " ".join(word.capitalize() for word in words),
        "class_name": "".join(word.capitalize() for word in words),
    }
    for source in sorted(TEMPLATE.rglob("*.tmpl")):
        relative = source.relative_to(TEMPLATE).as_posix().removesuffix(".tmpl").replace("PACKAGE", values["package"])
        target = folder / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        target.write_text(re.sub(r"\{\{(\w+)\}\}", lambda found: values[found[1]], text), encoding="utf-8")
    return folder


if __name__ == "__main__":
    main()
