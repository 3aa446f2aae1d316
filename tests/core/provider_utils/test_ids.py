"""Generated ids."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys

import pytest
from ai_sdk.provider import InvalidArgumentError
from ai_sdk.provider_utils import create_id_generator, generate_id


def test_ids_have_sixteen_letters_and_digits_and_never_repeat() -> None:
    ids = {generate_id() for _ in range(2000)}
    assert len(ids) == 2000
    assert all(re.fullmatch("[0-9A-Za-z]{16}", each) for each in ids)
    assert len(set("".join(ids))) == 62


def test_a_seeded_program_gets_new_ids_all_the_same() -> None:
    random.seed(1)
    first = generate_id()
    random.seed(1)
    assert generate_id() != first


def test_a_generator_has_its_prefix_size_and_alphabet() -> None:
    assert re.fullmatch("msg-[0-9A-Za-z]{16}", create_id_generator(prefix="msg")())
    assert re.fullmatch("a_[xy]{4}", create_id_generator(prefix="a", separator="_", size=4, alphabet="xy")())
    assert len(create_id_generator(size=5)()) == 5


def test_a_separator_of_the_alphabet_is_refused() -> None:
    with pytest.raises(InvalidArgumentError, match='The separator "a" must not be part of the alphabet'):
        create_id_generator(prefix="x", separator="a")


def test_long_ids_and_many_of_them_are_as_random() -> None:
    ids = {create_id_generator(size=size)() for size in (31, 32, 33, 100) for _ in range(200)}
    assert len(ids) == 800
    assert {len(each) for each in ids} == {31, 32, 33, 100}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_process_makes_ids_of_its_own() -> None:
    program = """
import os, sys
from ai_sdk.provider_utils import generate_id
generate_id()
child = os.fork()
os.write(1, (generate_id() + "\\n").encode())
if child:
    os.waitpid(child, 0)
"""
    ids = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert len(set(ids)) == 2
