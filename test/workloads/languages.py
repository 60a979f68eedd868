#!/usr/bin/env python3
"""Builds Rust and Go programs from Debian's packages, without a network.

Usage: languages.py rust|go BUILD

Builds all workloads of the language into BUILD/workloads/rust or .../go, where
each is named as its folder. Rust is Debian's rustc-web with the crates of its
librust-*-dev packages, or the compiler in the path where that is not there;
Go is Debian's, or the one in the path. Without a compiler nothing is built; a
program that needs a crate which is not installed is left out. Both are said.

find_rust() and find_go() give None where there is no compiler.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORKLOADS = ROOT / "runtime" / "workloads"
REGISTRY = pathlib.Path("/usr/share/cargo/registry")
RUST_CPU, GO_CPU = "x86-64-v3", "v3"  # as HOLDFAST_WORKLOADS_MARCH
PROFILE = ('[profile.release]\nopt-level = 3\ncodegen-units = 1\nlto = "thin"\n'
           'panic = "abort"\n')


def first_program(*paths):
    return next(filter(None, map(shutil.which, paths)), None)


def find_rust():
    """(cargo, rustc), or None where one of them or the registry is not there."""
    both = first_program("/usr/bin/cargo", "cargo"), first_program("/usr/bin/rustc", "rustc")
    return both if all(both) and REGISTRY.is_dir() else None


def find_go():
    return first_program("/usr/lib/go-1.19/bin/go", "go")


def cargo_build(folder, target, flags=""):
    """Builds the package or workspace in `folder`, with Debian's crates alone.
    Returns where the programs are."""
    cargo, rustc = find_rust() or (None, None)
    if not cargo:
        raise OSError("there is no cargo with Debian's registry (rustc-web, cargo-web)")
    settings = folder / ".cargo" / "config.toml"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text('[source.crates-io]\nreplace-with = "debian"\n'
                        f'[source.debian]\ndirectory = "{REGISTRY}"\n')
    environment = {**os.environ, "RUSTC": rustc, "RUSTFLAGS": flags, "CARGO_NET_OFFLINE": "true",
                   "CARGO_HOME": str(target / "home")}
    subprocess.run([cargo, "build", "--quiet", "--release", "--offline",
                    "--target-dir", str(target)], cwd=folder, check=True, env=environment)
    return target / "release"


def go_build(program, cache, *sources):
    go = find_go()
    if not go:
        raise OSError("there is no Go (golang-1.19-go)")
    subprocess.run([go, "build", "-o", str(program), *map(str, sources)], check=True,
                   env={**os.environ, "GOCACHE": str(cache), "GO111MODULE": "off",
                        "GOAMD64": GO_CPU, "CGO_ENABLED": "0"})


def has_crates(manifest):
    """Whether the registry has the crates that a manifest names itself."""
    names = tomllib.loads(manifest.read_text()).get("dependencies", {})
    return all(any(REGISTRY.glob(f"{name}-[0-9]*")) for name in names)


def build_rust(build):
    """{program: path} of all workloads whose crates are there, in one workspace
    that is a copy: cargo writes beside its manifests."""
    workspace = build / "workloads" / "cargo"
    programs = build / "workloads" / "rust"
    shutil.rmtree(workspace / "source", ignore_errors=True)
    members = []
    for manifest in sorted(WORKLOADS.glob("*/Cargo.toml")):
        name = manifest.parent.name
        if not has_crates(manifest):
            print(f"the workload {name} in Rust is left out, without its crates", flush=True)
            continue
        shutil.copytree(manifest.parent, workspace / "source" / name)
        members.append(name)
    names = ", ".join(f'"{name}"' for name in members)
    (workspace / "source" / "Cargo.toml").write_text(
        f'[workspace]\nresolver = "2"\nmembers = [{names}]\n{PROFILE}')
    made = cargo_build(workspace / "source", workspace / "target",
                       f"-C target-cpu={RUST_CPU}")
    programs.mkdir(parents=True, exist_ok=True)
    return {name: shutil.copy2(made / name, programs / name) for name in members}


def build_go(build):
    """{program: path} of all workloads."""
    programs = build / "workloads" / "go"
    programs.mkdir(parents=True, exist_ok=True)
    built = {}
    for folder in sorted(WORKLOADS.iterdir()):
        sources = sorted(folder.glob("*.go"))
        if sources:
            built[folder.name] = programs / folder.name
            go_build(built[folder.name], build / "workloads" / "go-cache", *sources)
    return built


def main():
    language, build = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    if not {"rust": find_rust, "go": find_go}[language]():
        print(f"the workloads in {language} are left out: there is no compiler")
        return 0
    try:
        {"rust": build_rust, "go": build_go}[language](build)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"the workloads in {language} do not build: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
