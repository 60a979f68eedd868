"""Holdfast as it is installed on this machine, as a repository whose files are inputs of the steps."""

_BUILD = """
exports_files(["holdfast"])

filegroup(name = "resources", srcs = glob(["resources/include/**"]), visibility = ["//visibility:public"])
"""

def _installed_impl(ctx):
    ctx.symlink(ctx.attr.program, "holdfast")
    ctx.symlink(ctx.attr.resources, "resources")
    ctx.file("BUILD.bazel", _BUILD)

holdfast_installed = repository_rule(
    implementation = _installed_impl,
    attrs = {
        "program": attr.string(default = "/usr/bin/holdfast"),
        "resources": attr.string(default = "/usr/lib/llvm-22/lib/clang/22"),
    },
    local = True,
)
