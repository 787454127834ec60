"""Command lines out of dataclasses: a field is an option, its metadata the help."""

from __future__ import annotations

import argparse
from dataclasses import MISSING, field, fields
from typing import TypeVar

T = TypeVar("T")


def option(default, text: str):
    """A dataclass field with its line of help; a tuple default takes a comma-separated list."""
    return field(default=default, metadata={"help": text})


def parse(kind: type[T], argv: list[str] | None = None, strict: bool = True) -> T:
    """Reads the command line into `kind`. An unknown option is an error, or passed over if not `strict`."""
    parser = argparse.ArgumentParser(
        description=kind.__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        allow_abbrev=False,  # what is passed over, such as --codec, is none of the options that it begins
    )
    for f in fields(kind):
        assert f.default is not MISSING, f"{kind.__name__}.{f.name} needs a default"
        name, text = "--" + f.name.replace("_", "-"), f.metadata["help"]
        if isinstance(f.default, bool):
            parser.add_argument(name, action=argparse.BooleanOptionalAction, default=f.default, help=text)
        elif isinstance(f.default, tuple):
            parser.add_argument(name, type=lambda s: tuple(filter(None, s.split(","))), default=f.default, help=text)
        else:
            parser.add_argument(name, type=type(f.default), default=f.default, help=text)
    known = parser.parse_args(argv) if strict else parser.parse_known_args(argv)[0]
    return kind(**vars(known))
