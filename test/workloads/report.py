"""What a comparison of workloads measured, as a table and as charts.

A ratio of times is peer / ours, above 1 where ours is faster; what safety costs
is ours / plain C++ and checked / release, above 1 where it costs. Each is the
median of the rounds' ratios with an interval (ratios.py), and each target that
is not met is marked with an exclamation mark.
"""

import os
import pathlib
import re
import statistics
import subprocess
import zlib

import languages
import programs
from ratios import interval_of

FASTER_THAN_RUST, FASTER_THAN_GO, BESIDE_PLAIN, MEMORY = 1 / 1.05, 1.3, 1.02, 1.10
FASTER_THAN_GO_IN = {"binary-trees": 12.0}
OURS, PLAIN = "holdfast", "plain C++"


def times(runs):
    return [run.wall for run in runs]


def memory(runs):
    return [run.memory for run in runs]


def marked(interval, is_met=True):
    return f"{interval}{'' if is_met else ' !'}"


def ratios_of(name, runs):
    """{column: text} of one program; a variant that was not measured is absent."""
    found = {}
    ours = runs[OURS]
    if "rust" in runs:
        wall = interval_of(times(runs["rust"]), times(ours))
        most = interval_of(memory(ours), memory(runs["rust"]))
        found["Rust / ours"] = marked(wall, wall.is_at_least(FASTER_THAN_RUST))
        found["memory, ours / Rust"] = marked(most, most.is_at_most(MEMORY))
    if "go" in runs:
        wall = interval_of(times(runs["go"]), times(ours))
        target = FASTER_THAN_GO_IN.get(name, FASTER_THAN_GO)
        found["Go / ours"] = marked(wall, wall.is_at_least(target))
    if PLAIN in runs:
        wall = interval_of(times(ours), times(runs[PLAIN]))
        found["ours / plain C++"] = marked(wall, wall.is_at_most(BESIDE_PLAIN))
    found["checked / release"] = str(interval_of(times(runs["holdfast, checked"]), times(ours)))
    found["g++ / clang++"] = str(interval_of(times(runs["holdfast, g++"]), times(ours)))
    return found


def line_of(name, runs):
    wall = statistics.median(times(runs[OURS]))
    return f"{name}: {wall:.3f} s; " + "; ".join(
        f"{column} {text}" for column, text in ratios_of(name, runs).items())


def with_includes(source):
    """A file and those of ours that it includes."""
    found, waiting = [], [source]
    while waiting:
        file = waiting.pop()
        if file in found:
            continue
        found.append(file)
        for name in re.findall(r'^#include "([^"]+)"', file.read_text(), re.MULTILINE):
            waiting += [folder / name for folder in (file.parent, programs.WORKLOADS)
                        if (folder / name).is_file()]
    return found


def source_size(name, variant):
    """Bytes of the compressed source, without comments and without what spaces
    there are more than one; C++ with the headers of the workloads."""
    folder = programs.WORKLOADS / name
    file = folder / {"rust": f"{name}.rs", "go": f"{name}.go", PLAIN: "baseline.cpp"}.get(
        variant, f"{name}.cpp")
    text = "".join(part.read_text() for part in with_includes(file))
    bare = re.sub(r"\s+", " ", re.sub(r"(?m)(?<!:)//.*$", "", text))
    return len(zlib.compress(bare.encode(), 9))


def table(rows):
    """Markdown of a list of {column: text}."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(row.get(column, "") for column in columns) + " |"
              for row in rows]
    return "\n".join(lines)


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True,
                              check=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError):
        return None


def machine():
    """The processor, and the versions of what was compared."""
    model = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    cargo_rust, go = languages.find_rust(), languages.find_go()
    lines = [f"{model.group(1) if model else 'an unknown processor'}, {os.cpu_count()} cores, "
             f"Linux {os.uname().release.split('-')[0]}",
             first_line("clang++-22", "--version"), first_line("g++", "--version"),
             cargo_rust and first_line(cargo_rust[1], "--version"),
             go and first_line(go, "version")]
    return [line for line in lines if line]


def absolute(runs):
    """{column: text}: medians of each variant."""
    row = {}
    for variant, those in runs.items():
        cpu = statistics.median(run.cpu for run in those)
        row[variant] = (f"{statistics.median(times(those)):.3f} s, {cpu:.3f} s, "
                        f"{statistics.median(memory(those)) / 1e6:.0f} MB")
    return row


def draw(folder, name, title, series):
    """A chart of bars; `series` is {variant: {program: number}}."""
    import matplotlib
    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = name  # the same numbers, the same file
    from matplotlib import pyplot

    names = list(dict.fromkeys(program for those in series.values() for program in those))
    figure, axes = pyplot.subplots(figsize=(9, 1 + 0.55 * len(names)))
    height = 0.8 / len(series)
    for i, (variant, those) in enumerate(series.items()):
        places = [names.index(program) + i * height - 0.4 + height / 2 for program in those]
        bars = axes.barh(places, list(those.values()), height, label=variant)
        axes.bar_label(bars, fmt="%.2f", padding=2, fontsize=7)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_title(title)
    axes.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
    pyplot.close(figure)


def charts(folder, all_runs):
    def beside(measure, variants):
        return {variant: {name: interval_of(measure(runs[variant]), measure(runs[OURS])).median
                          for name, runs in all_runs.items() if variant in runs}
                for variant in variants
                if any(variant in runs for runs in all_runs.values())}

    draw(folder, "time", "Time, beside Holdfast's 1 (less is better)",
         beside(times, ["rust", "go", PLAIN]))
    draw(folder, "memory", "Memory, beside Holdfast's 1 (less is better)",
         beside(memory, ["rust", "go", PLAIN]))
    draw(folder, "safety", "Time of the checked build, beside the release build's 1",
         beside(times, ["holdfast, checked"]))
    draw(folder, "source", "Compressed source, beside Holdfast's 1 (less is better)",
         {variant: {name: source_size(name, variant) / source_size(name, OURS)
                    for name, runs in all_runs.items() if variant in runs}
          for variant in ("rust", "go", PLAIN)
          if any(variant in runs for runs in all_runs.values())})


def write(folder, all_runs, size, rounds):
    """results.md and the charts."""
    folder.mkdir(parents=True, exist_ok=True)
    named = [{"program": name} | ratios_of(name, runs) for name, runs in all_runs.items()]
    sizes = [{"program": name, "N": str(getattr(programs.PROGRAMS[name], size))} | absolute(runs)
             for name, runs in all_runs.items()]
    sources = [{"program": name} | {variant: str(source_size(name, variant))
                                    for variant in (OURS, PLAIN, "rust", "go") if variant in runs}
               for name, runs in all_runs.items()]
    text = "\n\n".join([
        "# Results of the workloads",
        f"Written by `./dev bench workloads --size={size} --rounds={rounds}` on\n\n" +
        "\n".join(f"- {line}" for line in machine()),
        "Ratios are medians of the rounds, with the second lowest and second highest in brackets; "
        "`!` marks a target\nthat is missed ([README](README.md)).",
        table(named),
        "![time](time.svg)\n![memory](memory.svg)\n![checked build](safety.svg)\n"
        "![source](source.svg)",
        "## Wall time, processor time, most memory",
        table(sizes),
        "## Bytes of compressed source",
        table(sources)])
    (folder / "results.md").write_text(text + "\n")
    charts(folder, all_runs)
