"""The workloads: what each is given, and what it must print.

PROGRAMS is {name: Program}; check() says whether a variant of one is right.
"""

import dataclasses
import hashlib
import pathlib
import subprocess

import models

WORKLOADS = pathlib.Path(__file__).resolve().parents[2] / "runtime" / "workloads"
INPUTS = pathlib.Path(__file__).resolve().parent / "Inputs"


@dataclasses.dataclass(frozen=True)
class Program:
    """`check`, `small` and `full` are the program's argument, or, with `reads`,
    that of the fasta whose output it reads. Expected at the check size is what
    its model says, or the text of Inputs/<name>.txt, or what has this MD5 sum;
    with `unordered`, in any order of lines."""
    check: int
    small: int
    full: int
    reads: bool = False
    md5: str = ""
    unordered: bool = False


PROGRAMS = {
    "binary-trees": Program(10, 20, 21, md5="d662376f485039a2ddfc7e5acca43edb"),
    "fannkuch-redux": Program(7, 11, 12),
    "ten-threads": Program(10, 100, 1000, unordered=True),
    "word-count-group": Program(20, 2000, 20_000),
    "word-count": Program(20, 2000, 20_000),
    "image-filter": Program(100, 10_000, 10_000),
    "pipeline": Program(100, 200_000, 2_000_000),
    "bank": Program(10_000, 10_000_000, 100_000_000),
    "cache": Program(10_000, 10_000_000, 100_000_000),
    "fasta": Program(1000, 100_000_000, 25_000_000, md5="60cbd78a7793bcc8032ef153b4a37b56"),
    "k-nucleotide": Program(1000, 5_000_000, 25_000_000, reads=True),
    "mandelbrot": Program(200, 12_000, 16_000, md5="cc65e64bd553ed18896de1dfe7fae3e5"),
    "n-body": Program(1000, 20_000_000, 50_000_000),
    "pidigits": Program(30, 10_000, 10_000),
    "regex-redux": Program(1000, 2_500_000, 5_000_000, reads=True),
    "reverse-complement": Program(1000, 25_000_000, 25_000_000, reads=True,
                                  md5="c071aa7e007a9770b2fb4304f55a17e5"),
    "spectral-norm": Program(100, 10_000, 5500),
}


def path_of(build, name, variant):
    """Where a program lies: variants are cpp, checked, baseline, thread and
    address (sanitizers), rust and go."""
    if variant in ("rust", "go"):
        return build / "workloads" / variant / name
    return build / "bin" / "workloads" / (name if variant == "cpp" else f"{name}-{variant}")


def has_baseline(name):
    """Programs of one thread have none: they do not use the runtime."""
    return (WORKLOADS / name / "baseline.cpp").is_file()


def run(program, *arguments, **options):
    """What a program prints; it must end well and say nothing of errors."""
    done = subprocess.run([program, *map(str, arguments)], check=False, capture_output=True,
                          **options)
    if done.returncode or done.stderr:
        raise RuntimeError(f"{program} ends with {done.returncode}:\n"
                           f"{done.stderr.decode(errors='replace')[-4000:]}")
    return done.stdout


def check(build, name, variant):
    """Why the output at the check size is wrong, or None."""
    of, path = PROGRAMS[name], path_of(build, name, variant)
    if not path.is_file():
        return f"{path} is not built"
    try:
        if of.reads:
            output = run(path, input=run(path_of(build, "fasta", "cpp"), of.check))
        else:
            output = run(path, of.check)
    except RuntimeError as error:
        return str(error)
    if of.md5:
        found = hashlib.md5(output).hexdigest()
        return None if found == of.md5 else f"{path} prints {len(output)} bytes of MD5 {found}"
    if of.unordered:
        output = b"".join(sorted(output.splitlines(keepends=True)))
    if name in models.MODELS:
        expected = models.MODELS[name](of.check)
    else:
        expected = (INPUTS / f"{name}.txt").read_bytes()
    return None if output == expected else f"{path} prints {output[:2000]!r}"
