"""A strict reader of LaTeX: known commands only, every brace closed, never two scripts on one base."""

import re

_COMMANDS = frozenset(
    re.findall(
        r"\w+",
        "delta partial odot times cdot sum "
        "alpha beta gamma zeta varepsilon eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon varphi chi psi "
        "omega Gamma Delta Theta Lambda Xi Pi Upsilon Phi Psi Omega "
        "top dots infty ge le vert Vert surd leftarrow to downarrow mathrel hat tilde bar frac sqrt text "
        "operatorname underset underline hspace ensuremath "
        "max min tanh cosh sin cos tan ln log exp textbackslash textasciicircum textasciitilde",
    )
)
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}^_]|[^\\{}^_]")


def check(latex: str) -> None:
    """Fail with the reason if TeX would."""
    tokens = _TOKEN.findall(latex)
    assert "".join(tokens) == latex
    assert latex.isascii(), latex
    assert all(token[1:] in _COMMANDS for token in tokens if re.fullmatch(r"\\[A-Za-z]+", token)), latex
    assert _group(tokens, 0) == len(tokens), f"{latex}: a brace closes what was not opened"


def _group(tokens: list[str], at: int) -> int:
    """Read up to the closing brace or the end; the place after what was read."""
    scripts: set[str] = set()
    while at < len(tokens) and tokens[at] != "}":
        if tokens[at] in "^_":
            assert tokens[at] not in scripts, f"two scripts: {''.join(tokens)}"
            assert tokens[at + 1] == "{", f"a script without braces: {''.join(tokens)}"
            scripts.add(tokens[at])
            at = _braced(tokens, at + 1)
        else:
            scripts = set()
            at = _braced(tokens, at) if tokens[at] == "{" else at + 1
    return at


def _braced(tokens: list[str], at: int) -> int:
    end = _group(tokens, at + 1)
    assert end < len(tokens), f"a brace stays open: {''.join(tokens)}"
    return end + 1
