"""Measures of source code: length, parameters, docstrings, names, state, imports. They read text, never run it.

A function's length is its code lines from `def` on: docstring, comments and blank lines are free. A class and a file
count every line, because that is what a reader scrolls through.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FORBIDDEN_STEMS = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"})
READ_ONLY = frozenset({"Collection", "Mapping", "Sequence", "Set", "AbstractSet"})
MUTABLE_MAKERS = frozenset({"bytearray", "Counter", "OrderedDict", "defaultdict", "deque", "dict", "list", "set"})
MUTABLE_DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
FONT_SETTERS = frozenset({"setBold", "setItalic", "setPixelSize", "setPointSize", "setStyleStrategy", "setWeight"})
BANNED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|/(?:home|root|Users|tmp|work)/\w")
SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z`]|\s*$)")
CAMEL_CASE = re.compile(r"[a-z]+[A-Z]")
FREE_TOKENS = frozenset(
    {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
)

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | Function


@dataclass(frozen=True)
class Source:
    """A file's place (for messages), text and syntax tree."""

    place: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        """Every line of the file."""
        return len(self.text.splitlines())

    def functions(self) -> list[Function]:
        """Every function and method, nested ones too."""
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    def classes(self) -> list[ast.ClassDef]:
        """Every class."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)]


def read_sources(root: Path, *folders: str) -> list[Source]:
    """Every Python file below the folders of a project."""
    paths = [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]
    return [Source(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


def code_lines(source: Source) -> frozenset[int]:
    """The numbers of the lines that hold code: not blank, not only a comment."""
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    spans = [range(token.start[0], token.end[0] + 1) for token in tokens if token.type not in FREE_TOKENS]
    return frozenset(line for span in spans for line in span)


def function_lengths(source: Source) -> dict[str, int]:
    """Code lines of each function from `def` on, without its docstring."""
    code = code_lines(source)
    return {
        name(source, function): len(code & span(function) - docstring_span(function)) for function in source.functions()
    }


def class_lengths(source: Source) -> dict[str, int]:
    """Lines of each class, everything counted."""
    return {name(source, found): len(span(found)) for found in source.classes()}


def method_counts(source: Source) -> dict[str, int]:
    """Methods of each class."""
    return {name(source, found): sum(isinstance(part, Function) for part in found.body) for found in source.classes()}


def parameter_counts(source: Source) -> dict[str, int]:
    """Parameters of each function; `self` and `cls` are not counted, `*args` and `**kwargs` count one each."""
    return {name(source, function): len(parameters(function)) for function in source.functions()}


def parameters(function: Function) -> list[str]:
    """The names of a function's parameters without `self` and `cls`."""
    given = function.args
    found = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    return [argument.arg for argument in found if argument.arg not in ("self", "cls")]


def undocumented(source: Source) -> list[str]:
    """The file itself and its public names that lack a docstring. Qt's overrides (camelCase) are documented by Qt."""
    module = [] if ast.get_docstring(source.tree) else [source.place]
    return module + [name(source, part) for part in public_parts(source.tree) if not ast.get_docstring(part)]


def public_parts(parent: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef | Function]:
    """Public classes, functions and methods; not those nested in functions, not overloads."""
    for part in parent.body:
        if not isinstance(part, ast.ClassDef | Function) or part.name.startswith("_"):
            continue
        if isinstance(part, ast.ClassDef):
            yield part
            yield from public_parts(part)
        elif not CAMEL_CASE.match(part.name) and not is_variant(part):
            yield part


def is_variant(function: Function) -> bool:
    """Whether a function only varies one that is documented: an overload, a setter."""
    decorators = [ast.unparse(decorator) for decorator in function.decorator_list]
    return any(text.endswith((".setter", "overload")) for text in decorators)


def docstring_sentences(source: Source) -> int:
    """The number of sentences in the file's docstring."""
    return len(SENTENCE_END.findall(ast.get_docstring(source.tree) or ""))


def forbidden_names(source: Source) -> list[str]:
    """Parts of the path that say nothing about what is inside."""
    return [part for part in Path(source.place).with_suffix("").parts if part in FORBIDDEN_STEMS]


def mutable_state(source: Source) -> list[str]:
    """`global` statements, and names at a file's top that hold something mutable and do not promise to read only."""
    shared = [name(source, node) for node in ast.walk(source.tree) if isinstance(node, ast.Global)]
    return shared + [name(source, node) for node in source.tree.body if is_mutable_binding(node)]


def is_mutable_binding(node: ast.stmt) -> bool:
    """Whether a statement binds a list, dict or set under a type that lets it be changed; `__all__` is Python's own."""
    if isinstance(node, ast.AnnAssign):
        promised = {part.id for part in ast.walk(node.annotation) if isinstance(part, ast.Name)}
        return node.value is not None and makes_mutable(node.value) and promised.isdisjoint(READ_ONLY)
    return isinstance(node, ast.Assign) and makes_mutable(node.value) and ast.unparse(node.targets[0]) != "__all__"


def makes_mutable(value: ast.expr) -> bool:
    """Whether an expression makes a list, dict or set."""
    called = value.func if isinstance(value, ast.Call) else None
    return isinstance(value, MUTABLE_DISPLAYS) or (isinstance(called, ast.Name) and called.id in MUTABLE_MAKERS)


def import_effects(source: Source) -> list[str]:
    """Calls made while a file is imported."""
    calls = [node for node in source.tree.body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    return [name(source, node) for node in calls]


def banned_words(source: Source) -> list[str]:
    """Unfinished business and places of one machine."""
    return [f"{source.place}:{number} {line.strip()}" for number, line in numbered(source) if BANNED.search(line)]


def numbered(source: Source) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers."""
    return enumerate(source.text.splitlines(), start=1)


def imported_packages(source: Source) -> set[str]:
    """The first names of everything a file imports."""
    found: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or ".").split(".")[0])
    return found


def self_lambdas(source: Source) -> list[str]:
    """Signals connected to a lambda over `self`, which keeps its object alive."""
    connections = [
        node for node in calls(source) if isinstance(node.func, ast.Attribute) and node.func.attr == "connect"
    ]
    return [name(source, node) for node in connections if any(holds_self(argument) for argument in node.args)]


def holds_self(argument: ast.expr) -> bool:
    """Whether an argument is a lambda that uses `self`."""
    names = {node.id for node in ast.walk(argument) if isinstance(node, ast.Name)}
    return isinstance(argument, ast.Lambda) and "self" in names


def narrow_signals(source: Source) -> list[str]:
    """Signals of another type than `object`: Qt would convert, and cut integers to 32 bits."""
    signals = [node for node in calls(source) if isinstance(node.func, ast.Name) and node.func.id == "Signal"]
    return [name(source, node) for node in signals if any(ast.unparse(argument) != "object" for argument in node.args)]


def altered_fonts(source: Source) -> list[str]:
    """Fonts changed by a function that did not make them: ours are shared by all who ask for them."""
    return [
        name(source, node)
        for function in source.functions()
        for node in calls_in(function)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in FONT_SETTERS
        and ast.unparse(node.func.value) not in fonts_made_in(function)
    ]


def fonts_made_in(function: Function) -> set[str]:
    """The names a function gives to fonts of its own."""
    bindings = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
    made = [each for each in bindings if isinstance(each.value, ast.Call) and ast.unparse(each.value.func) == "QFont"]
    return {ast.unparse(target) for each in made for target in each.targets}


def calls(source: Source) -> list[ast.Call]:
    """Every call in a file."""
    return calls_in(source.tree)


def calls_in(tree: ast.AST) -> list[ast.Call]:
    """Every call below a node."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def name(source: Source, node: ast.stmt | ast.expr) -> str:
    """Where a piece of code stands and what it is called, for messages."""
    return f"{source.place}:{node.lineno} {getattr(node, 'name', '')}".rstrip()


def span(node: ast.stmt) -> frozenset[int]:
    """The lines from a definition's first word to its end; decorators are not counted."""
    return frozenset(range(node.lineno, (node.end_lineno or node.lineno) + 1))


def docstring_span(node: Documented) -> frozenset[int]:
    """The lines of a docstring, none when there is none."""
    return span(node.body[0]) if ast.get_docstring(node) else frozenset()


FAULTS = (
    undocumented,
    forbidden_names,
    mutable_state,
    import_effects,
    banned_words,
    self_lambdas,
    narrow_signals,
    altered_fonts,
)
