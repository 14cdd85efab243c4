"""`playground derive`: how one number of a pass comes about, line by line, as text, LaTeX or a page; or an exercise."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from playground.cli.arguments import seed
from playground.cli.batch_choice import chosen_batches, declare_batch
from playground.cli.opening import Ready, opened_file
from playground.cli.printing import Plain, plain_number, print_json
from playground.cli.trace_walk import one_sample
from playground.cli.verb import CommandError, UsageError, Verb
from playground.document.saving import save
from playground.engine.errors import ElementError
from playground.session import derivation_html, derivation_latex
from playground.session.derivation import Derivation, derive
from playground.session.derivation_page import Page, answers_text, page_of, to_text
from playground.session.product_form import product_form
from playground.session.stepper import PassStart, Stepper
from playground.session.value_names import found
from playground.session.worksheet import NO_BLANKS, blanks_of, round_variant, variant_sample

Write = Callable[[Page], str]
FORMATS: tuple[tuple[str, Write, Write], ...] = (
    ("text", to_text, answers_text),
    ("latex", derivation_latex.document, derivation_latex.answers_document),
    ("html", derivation_html.document, derivation_html.answers_document),
)
VARIANTS = ("blanks", "sample", "weights")


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the network file; it is not changed")
    parser.add_argument("--of", required=True, metavar="NAME", help='the value: "∂L/∂W⁽¹⁾", "dL/dW(1)", "Hidden 1.z"')
    parser.add_argument("--element", default="", metavar="I,…", help="its place, from 1 on (default: the first)")
    declare_batch(parser)
    parser.add_argument("--forward", action="store_true", help="derive the values of the forward pass, too")
    parser.add_argument("--products", action="store_true", help="add the chain rule as products, path by path")
    parser.add_argument("--format", choices=[name for name, *_ in FORMATS], default="text", help="default: text")
    parser.add_argument("--output", metavar="OUT", help="write a file instead of printing")
    parser.add_argument("--blanks", action="store_true", help="leave numbers blank, as a worksheet")
    parser.add_argument("--seed", type=seed, default=0, metavar="S", help="which blanks, which variant (default: 0)")
    parser.add_argument(
        "--vary",
        choices=VARIANTS,
        default="blanks",
        help="what else the seed draws: nothing, the sample, or round weights (default: blanks)",
    )
    parser.add_argument("--answers", metavar="OUT", help="write the answers to the blanks into a file of their own")


def _run(arguments: Namespace) -> int:
    if not arguments.blanks and arguments.answers is not None:
        raise UsageError("--answers goes together with --blanks")
    if arguments.batch and arguments.vary == "sample":
        raise UsageError("--vary sample takes one sample, not --batch")
    subject = opened_file(arguments)
    try:
        sheet = _sheet(subject, arguments)
    except ElementError as error:
        raise CommandError(f"{arguments.file}: {error}") from error
    if arguments.blanks and not sheet.page.is_worksheet:
        raise CommandError(f"{arguments.file}: nothing is computed on the way to {sheet.page.title}, so no blanks")
    _deliver(sheet, arguments)
    return 0


@dataclass(frozen=True, eq=False)
class Sheet:
    """What was derived, and its page."""

    derivation: Derivation
    page: Page


def _sheet(subject: Ready, arguments: Namespace) -> Sheet:
    stepper = _walked(subject, arguments)
    ref, index = found(stepper, arguments.of, arguments.element)
    derivation = derive(stepper, ref, index, forward=arguments.forward)
    product = product_form(stepper, ref, index) if arguments.products else None
    blanks = blanks_of(derivation, arguments.seed) if arguments.blanks else NO_BLANKS
    return Sheet(derivation, page_of(derivation, product, blanks))


def _walked(subject: Ready, arguments: Namespace) -> Stepper:
    """One whole update over the samples asked for."""
    total = len(subject.data.training.train)
    if arguments.vary == "sample":
        chosen = next(one_sample(subject, variant_sample(arguments.seed, total)))
    else:
        chosen = next(chosen_batches(subject, arguments))
    learned = replace(subject.learned, epoch=chosen.epoch, position=chosen.position)
    start = PassStart(learned, chosen.samples, total=total)
    if arguments.vary == "weights":
        start = round_variant(start, arguments.seed)
    stepper = Stepper(subject.network, subject.settings, start)
    stepper.run_to_end()
    return stepper


def _deliver(sheet: Sheet, arguments: Namespace) -> None:
    write, write_answers = next(tuple(writers) for name, *writers in FORMATS if name == arguments.format)
    text = write(sheet.page)
    if arguments.output is not None:
        save(Path(arguments.output), text.encode())
    if arguments.answers is not None:
        save(Path(arguments.answers), write_answers(sheet.page).encode())
    if arguments.json:
        print_json(payload(sheet) | ({} if arguments.output else {"page": text}))
    elif arguments.output is None:
        print(text, end="")
    else:
        print(f"{arguments.output}: the derivation of {sheet.page.title}")


def payload(sheet: Sheet) -> dict[str, Plain]:
    """The derivation as one JSON object; numbers in full."""
    derivation = sheet.derivation
    return {
        "of": derivation.label,
        "block": derivation.block,
        "value": plain_number(derivation.value),
        "lines": [
            {
                "block": line.block,
                "formula": line.instruction.text,
                "elements": [{"name": one.label, "value": plain_number(one.value)} for one in line.elements],
            }
            for line in derivation.lines
        ],
        "answers": [{"number": one.number, "text": one.text} for one in sheet.page.answers],
    }


DERIVE = Verb(
    "derive",
    "Derive any number of a pass line by line, or make a worksheet of it",
    'playground derive moons.playground --of "dL/dW(1)" --element 2,1 --format html --output page.html',
    _declare,
    _run,
    "A derivative is followed from the loss down to it, with the program's own lines and numbers.\n"
    "--blanks leaves out numbers that can be computed; a seed gives the same worksheet again, another seed another.",
)
