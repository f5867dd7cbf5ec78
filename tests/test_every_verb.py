"""Whatever a service changes is in the Event log, and some test says so, verb by verb."""

import ast
import inspect
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("stakeholders", "actionplans", "objectives", "meetings", "reports")
LOGGING = {"record", "record_all", "change_row"}

# What these write is no plan yet: a draft, which keeps who answered what itself.
SILENT = {
    "answer_activity_question",
    "answer_activity_questions",
    "answer_doubts",
    "answer_schedule_doubts",
    "map_columns",
}
# Rows that the verbs which ask for them log.
SILENT |= {"built", "make_source"}


def python_files(room):
    return [path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]


def calls(tree):
    """Every call in the tree, with the last part of the called name: `services.record` too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", "")), node


def functions_that_log():
    """Names of functions that write to the log, themselves or through another."""
    called = {}
    for room in ROOMS:
        for path in python_files(room):
            # Functions alone: a method's name says too little about whose it is.
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef):
                    called.setdefault(node.name, set()).update(name for name, _ in calls(node))
    found = set(LOGGING)
    while more := {name for name, names in called.items() if names & found} - found:
        found |= more
    return found


def verbs():
    """Every verb that is written as such: the first argument of `record`, or `verb="..."`."""
    for room in ROOMS:
        for path in python_files(room):
            for name, call in calls(ast.parse(path.read_text())):
                said = [keyword.value for keyword in call.keywords if keyword.arg == "verb"]
                said += call.args[:1] if name in {"record", "line"} else []
                for value in said:
                    if isinstance(value, ast.Constant):
                        yield value.value


def services_of(room):
    """(name, function) of what a room's services offer, whether or not other rooms are told."""
    services = import_module(f"{room}.services")
    yield from ((name, getattr(services, name)) for name in public_functions(services))
    for found in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        module = import_module(found.name)
        for name in public_functions(module):
            if getattr(module, name).__module__ == module.__name__:
                yield name, getattr(module, name)


def public_functions(module):
    return [n for n, _ in inspect.getmembers(module, inspect.isfunction) if not n.startswith("_")]


@pytest.mark.parametrize("room", ROOMS)
def test_every_service_with_an_actor_writes_to_the_log(room):
    logging = functions_that_log()
    acting = {
        name for name, service in services_of(room) if "by" in inspect.signature(service).parameters
    }
    assert len(acting) > 3
    assert acting - logging <= SILENT


def test_every_verb_is_asked_for_by_a_test():
    own = Path(__file__)
    tests = "\n".join(path.read_text() for path in ROOT.glob("tests/**/*.py") if path != own)
    found = set(verbs())
    assert len(found) > 80
    assert not {verb for verb in found if f'"{verb}"' not in tests}
