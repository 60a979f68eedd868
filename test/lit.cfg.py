# How the tests of this folder run: shell lines after "RUN:", as LLVM's do.
#
#   %holdfast  the tool         %clang   clang++ of the linked version
#   %python    the system's     %S %s %t as everywhere in lit
#   %source_root, %build_root, %llvm_include: folders
#   %plugin, %module: what clang and clang-tidy load; %ownTidy: clang-tidy with
#   the module inside; %hostTidy: Debian's, with REQUIRES: clang-tidy
#   %chromium: a browser, with REQUIRES: chromium
#   %sarif_multitool: Microsoft's program, with REQUIRES: sarif-multitool
#   %vscode_modules: node's, for the VS Code extension, with REQUIRES: vscode-modules
#   FileCheck, not, split-file, count: LLVM's, by their plain names
#
# A test sees none of the user's environment: HOME and the cache folder are in
# the test's own output tree. The unit tests are a suite of their own.

import os
import shutil
import subprocess
import tempfile

import lit.formats

config.name = "Holdfast"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".test"]
config.excludes = ["Inputs", "unit", "corpus", "bench", "soak"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.holdfast_build, "test")

# Python is the system's: no virtual environment's packages, no surprises.
python = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else "python3"
binaries = os.path.join(config.holdfast_build, "bin")

config.substitutions += [
    ("%holdfast", os.path.join(binaries, "holdfast")),
    ("%clang", config.cxx_compiler),
    ("%python", python),
    ("%source_root", config.holdfast_source),
    ("%build_root", config.holdfast_build),
    ("%llvm_include", os.path.join(os.path.dirname(config.llvm_tools), "include")),
]

home = os.path.join(config.test_exec_root, "home")
shutil.rmtree(os.path.join(home, ".cache"), ignore_errors=True)
os.makedirs(os.path.join(home, ".cache"))
config.environment.clear()
config.environment.update(
    {
        "PATH": os.pathsep.join([config.llvm_tools, "/usr/bin", "/bin"]),
        "HOME": home,
        "XDG_CACHE_HOME": os.path.join(home, ".cache"),
        "TMPDIR": tempfile.gettempdir(),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "FILECHECK_OPTS": "--dump-input-filter=error",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
)

# Real editors, which talk to the server.
if shutil.which("nvim"):
    config.available_features.add("neovim")
if shutil.which("emacs"):
    config.available_features.add("emacs")
if shutil.which("vim") and os.path.isdir("/usr/share/vim-ale"):
    config.available_features.add("vim-ale")

# `REQUIRES: libc++` and so on, for what a machine may do without.
if os.path.isdir(os.path.join(os.path.dirname(config.llvm_tools), "include", "c++", "v1")):
    config.available_features.add("libc++")
for program in ["git", "g++", "ccache", "bear", "make", "zsh", "fish", "dpkg-deb", "dpkg-shlibdeps", "pre-commit", "curl",
                "ninja", "parallel", "rsync"]:
    if shutil.which(program):
        config.available_features.add(program)
if subprocess.run([python, "-c", "import yaml"], stderr=subprocess.DEVNULL).returncode == 0:
    config.available_features.add("python-yaml")
if os.access("/usr/sbin/sshd", os.X_OK):
    config.available_features.add("sshd")
if len(os.sched_getaffinity(0)) > 1:
    config.available_features.add("two-cores")
for sanitizer in filter(None, config.sanitizers):
    config.available_features.add(sanitizer + "-sanitizer")
# clang-tidy of the linked version, and what the build made for it.
clang_tidy = os.path.join(config.llvm_tools, "clang-tidy")
module = os.path.join(config.holdfast_build, "lib", "holdfast-tidy.so")
config.substitutions += [
    ("%plugin", os.path.join(config.holdfast_build, "lib", "holdfast-plugin.so")),
    ("%module", module),
    ("%hostTidy", clang_tidy),
    ("%ownTidy", os.path.join(binaries, "holdfast-tidy")),
]
if os.access(clang_tidy, os.X_OK) and os.path.exists(module):
    config.available_features.add("clang-tidy")

# A browser, for the HTML report.
chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
if chromium:
    config.available_features.add("chromium")
    config.substitutions.append(("%chromium", chromium))

# SARIF's own validator, where `./dev test` could fetch it.
multitool = os.path.join(config.holdfast_build, "npm", "node_modules", "@microsoft",
                         "sarif-multitool-linux", "Sarif.Multitool")
config.substitutions.append(("%sarif_multitool", multitool))
if os.access(multitool, os.X_OK):
    config.available_features.add("sarif-multitool")

# What the VS Code extension is made with and of, where `./dev test` could fetch it.
modules = os.path.join(config.holdfast_build, "vscode", "node_modules")
config.substitutions.append(("%vscode_modules", modules))
if os.path.isdir(modules) and shutil.which("npm"):
    config.available_features.add("vscode-modules")

# The runs of `./dev soak sanitized`.
if lit_config.params.get("soak"):
    config.available_features.add("soak")
