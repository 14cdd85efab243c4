"""`playground derive`: how one number of a pass comes about, line by line, as a page in any format; or an exercise."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from playground.cli.arguments import seed
from playground.cli.batch_choice import chosen_batches, declare_batch
from playground.cli.opening import Ready, declare_file, opened_file
from playground.cli.printing import Plain, plain_number, print_json
from playground.cli.sheets import FORMATS, format_of
from playground.cli.trace_walk import one_sample
from playground.cli.verb import CommandError, UsageError, Verb
from playground.document.saving import save
from playground.engine.errors import ElementError
from playground.engine.samples import Samples
from playground.session.derivation_sheet import Content, Sheet, Variant, Wish, sheet_of, start_of
from playground.session.stepper import PassStart, Stepper
from playground.session.value_names import found


def _declare(parser: ArgumentParser) -> None:
    declare_file(parser)
    parser.add_argument("--of", required=True, metavar="NAME", help='the value: "∂L/∂W⁽¹⁾", "dL/dW(1)", "Hidden 1.z"')
    parser.add_argument("--element", default="", metavar="I,…", help="its place, from 1 on (default: the first)")
    declare_batch(parser)
    parser.add_argument("--forward", action="store_true", help="derive the values of the forward pass, too")
    parser.add_argument("--products", action="store_true", help="add the chain rule as products, path by path")
    parser.add_argument("--symbols", action="store_true", help="formulas only, no numbers")
    _declare_file(parser)
    _declare_worksheet(parser)


def _declare_file(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, help="default: as OUT ends, else text")
    parser.add_argument("--out", "--output", dest="output", metavar="OUT", help="write a file instead of printing")


def _declare_worksheet(parser: ArgumentParser) -> None:
    parser.add_argument("--blanks", action="store_true", help="leave numbers blank, as a worksheet")
    parser.add_argument("--seed", type=seed, default=0, metavar="S", help="which blanks, which variant (default: 0)")
    parser.add_argument(
        "--vary",
        choices=[variant.value for variant in Variant],
        default="blanks",
        help="what else the seed draws: nothing, the sample, or round weights (default: blanks)",
    )
    parser.add_argument("--answers", metavar="OUT", help="write the answers to the blanks into a file of their own")


def _run(arguments: Namespace) -> int:
    _check(arguments)
    subject = opened_file(arguments)
    try:
        sheet = _sheet(subject, arguments)
    except ElementError as error:
        raise CommandError(f"{arguments.file}: {error}") from error
    if arguments.blanks and not sheet.page.is_worksheet:
        raise CommandError(f"{arguments.file}: nothing is computed on the way to {sheet.page.title}, so no blanks")
    _deliver(sheet, arguments)
    return 0


def _check(arguments: Namespace) -> None:
    if not arguments.blanks and arguments.answers is not None:
        raise UsageError("--answers goes together with --blanks")
    if arguments.batch and arguments.vary == "sample":
        raise UsageError("--vary sample takes one sample, not --batch")
    if arguments.blanks and arguments.symbols:
        raise UsageError("--symbols leaves nothing for --blanks")


def _wish(arguments: Namespace) -> Wish:
    content = Content.SYMBOLS if arguments.symbols else Content.NUMBERS
    content = Content.WORKSHEET if arguments.blanks else content
    return Wish(content, arguments.forward, arguments.products, arguments.seed, Variant(arguments.vary))


def _sheet(subject: Ready, arguments: Namespace) -> Sheet:
    wish = _wish(arguments)
    stepper = _walked(subject, arguments, wish)
    ref, index = found(stepper, arguments.of, arguments.element)
    return sheet_of(stepper, ref, index, wish)


def _walked(subject: Ready, arguments: Namespace, wish: Wish) -> Stepper:
    """One whole update over the samples asked for."""

    def sample(index: int) -> Samples:
        return next(one_sample(subject, index)).samples

    chosen = next(chosen_batches(subject, arguments))
    learned = replace(subject.learned, epoch=chosen.epoch, position=chosen.position)
    start = PassStart(learned, chosen.samples, total=len(subject.data.training.train))
    stepper = Stepper(subject.network, subject.settings, start_of(start, wish, sample))
    stepper.run_to_end()
    return stepper


def _deliver(sheet: Sheet, arguments: Namespace) -> None:
    form = format_of(arguments.format, arguments.output)
    if arguments.answers is not None:
        answers = format_of(arguments.format, arguments.answers)
        save(Path(arguments.answers), answers.write_answers(sheet.page))
    if arguments.output is not None:
        save(Path(arguments.output), form.write(sheet.page))
        if not arguments.json:
            print(f"{arguments.output}: the derivation of {sheet.page.title}")
    if arguments.json:
        print_json(payload(sheet) | ({} if arguments.output else {"page": form.write(sheet.page).decode()}))
    elif arguments.output is None:
        print(form.write(sheet.page).decode(), end="")


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
    'playground derive moons.playground --of "dL/dW(1)" --element 2,1 --out page.html',
    _declare,
    _run,
    "A derivative is followed from the loss down to it, with the program's own lines and numbers.\n"
    "--blanks leaves out numbers that can be computed; a seed gives the same worksheet again, another seed another.",
)
