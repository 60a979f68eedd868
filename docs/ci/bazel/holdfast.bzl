"""Holdfast's steps as Bazel's actions: see README.md beside this file.

An aspect describes and parses each source of a C++ target; a rule does the rounds over all of them, and the report.
"""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "CPP_COMPILE_ACTION_NAME")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

HoldfastInfo = provider(fields = {
    "units": "depset of structs: file, what extract wrote; source, its name; sources, a depset of all that it reads",
})

_EXTENSIONS = ["cc", "cpp", "cxx", "c++", "C"]

# The rounds of a run (docs/decisions/0014-graph.md), by what link and check take.
_ROUNDS = 3 * [("--tellers", "--tellers")] + [("--tellers", "--first")] + 3 * [("", "")]

_BATCH = 128

_TOOL = {
    "_holdfast": attr.label(default = "@holdfast//:holdfast", executable = True, cfg = "exec", allow_single_file = True),
    "_resources": attr.label(default = "@holdfast//:resources", cfg = "exec"),
}

def _step(ctx, words, inputs, outputs, what):
    """Runs holdfast; words that are lists come from a file where they are many."""
    ctx.actions.run(
        executable = ctx.executable._holdfast,
        arguments = words,
        inputs = inputs,
        outputs = outputs,
        mnemonic = "Holdfast" + what.split(" ")[0].capitalize(),
        progress_message = "holdfast " + what,
    )

def _resources(ctx):
    return "--resource-dir=" + ctx.attr._resources.label.workspace_root + "/resources"

# --- the aspect ---------------------------------------------------------------

def _command(ctx, target, source):
    """The words that compile a source, the compiler first."""
    toolchain = find_cpp_toolchain(ctx)
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    flags = [word for flag in getattr(ctx.rule.attr, "copts", []) for word in ctx.tokenize(ctx.expand_make_variables("copts", flag, {}))]
    context = target[CcInfo].compilation_context
    variables = cc_common.create_compile_variables(
        feature_configuration = features,
        cc_toolchain = toolchain,
        source_file = source.path,
        user_compile_flags = ctx.fragments.cpp.copts + ctx.fragments.cpp.cxxopts + flags,
        include_directories = context.includes,
        quote_include_directories = context.quote_includes,
        system_include_directories = context.system_includes,
        preprocessor_defines = depset(transitive = [context.defines, context.local_defines]),
    )
    compiler = cc_common.get_tool_for_action(feature_configuration = features, action_name = CPP_COMPILE_ACTION_NAME)
    return [compiler] + cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = CPP_COMPILE_ACTION_NAME,
        variables = variables,
    )

def _extract(ctx, target, source):
    name = "%s-%d" % (source.basename, hash(str(target.label) + " " + source.short_path))  # steps name what they write by it
    sources = depset([source, ctx.file._config], transitive = [target[CcInfo].compilation_context.headers])
    resources = ctx.attr._resources.files
    job = ctx.actions.declare_file(name + ".job")
    words = ["graph", source.path, "--format=job", "--quiet", "--output=" + job.path, _resources(ctx), "--"]
    _step(ctx, words + _command(ctx, target, source), depset(transitive = [sources, resources]), [job], "job of " + source.short_path)
    unit = ctx.actions.declare_file(name + ".unit")
    words = ["step", "extract", job.path, "--output=" + unit.path, _resources(ctx)]
    _step(ctx, words, depset([job], transitive = [sources, resources]), [unit], "extract " + source.short_path)
    return struct(file = unit, source = source.short_path, sources = sources)

def _aspect_impl(target, ctx):
    own = []
    if CcInfo in target and not target.label.workspace_name:
        own = [
            _extract(ctx, target, source)
            for attribute in getattr(ctx.rule.attr, "srcs", [])
            for source in attribute.files.to_list()
            if source.extension in _EXTENSIONS
        ]
    others = [d[HoldfastInfo].units for d in getattr(ctx.rule.attr, "deps", []) if HoldfastInfo in d]
    return [HoldfastInfo(units = depset(own, transitive = others))]

holdfast_aspect = aspect(
    implementation = _aspect_impl,
    attr_aspects = ["deps"],
    attrs = dict(
        _TOOL,
        _config = attr.label(default = "//:.holdfast.yaml", allow_single_file = True),
        _cc_toolchain = attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    ),
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)

# --- the rule -----------------------------------------------------------------

def _listed(ctx, files, *words):
    """Words, and a list of files, which goes into a file of its own."""
    step = ctx.actions.args()
    step.add_all(words)
    listed = ctx.actions.args()
    listed.add_all(files)
    listed.use_param_file("@%s", use_always = True)
    listed.set_param_file_format("shell")
    return [step, listed]

def _options(option):
    return [option] if option else []

def _link(ctx, folder, files, option):
    """Merges what units tell, level by level; the store."""
    for level in range(8):
        stores = []
        for begin in range(0, len(files), _BATCH):
            some = files[begin:begin + _BATCH]
            store = ctx.actions.declare_file("%s/%d-%d.effects" % (folder, level, begin // _BATCH))
            words = ["step", "link", "--output=" + store.path] + (_options(option) if level == 0 else [])
            _step(ctx, _listed(ctx, some, *words), some, [store], "link " + store.short_path)
            stores.append(store)
        files = stores
        if len(files) == 1:
            return files[0]
    fail("more units than eight levels of link take")

def _slice(ctx, folder, store, files):
    """What each unit asked for, by the units."""
    slices = []
    for begin in range(0, len(files), _BATCH):
        some = files[begin:begin + _BATCH]
        out = [ctx.actions.declare_file("%s/%s.slice" % (folder, file.basename[:-len(".unit")])) for file in some]
        _step(
            ctx,
            _listed(ctx, [store] + some, "step", "slice", "--output=" + out[0].dirname),
            [store] + some,
            out,
            "slice %s/%d" % (folder, begin // _BATCH),
        )
        slices += out
    return slices

def _check(ctx, folder, unit, now, told, option):
    out = ctx.actions.declare_file("%s/%s" % (folder, unit.file.basename))
    words = ["step", "check", now.path, told.path, "--output=" + out.path, _resources(ctx)] + _options(option)
    inputs = depset([now, told], transitive = [unit.sources, ctx.attr._resources.files])
    _step(ctx, words, inputs, [out], "check %s, %s" % (unit.source, folder))
    return out

def _source_of(unit):
    return unit.source

def _report_impl(ctx):
    units = sorted(depset(transitive = [target[HoldfastInfo].units for target in ctx.attr.targets]).to_list(), key = _source_of)
    if not units:
        fail("there is no C++ source in these targets")
    first = [unit.file for unit in units]
    now = first
    for number in range(len(_ROUNDS)):
        telling, checked = _ROUNDS[number]
        folder = "%s.rounds/%d" % (ctx.label.name, number + 1)
        store = _link(ctx, folder + "/link", now, telling)
        slices = _slice(ctx, folder + "/slices", store, first)
        now = [_check(ctx, folder, units[i], now[i], slices[i], checked) for i in range(len(units))]
    report = ctx.actions.declare_file(ctx.label.name + ".json")
    _step(
        ctx,
        _listed(ctx, now, "step", "report", "--format=json", "--output=" + report.path),
        depset(now, transitive = [unit.sources for unit in units]),
        [report],
        "report of " + str(ctx.label),
    )
    return [DefaultInfo(files = depset([report]))]

holdfast_report = rule(
    implementation = _report_impl,
    attrs = dict(_TOOL, targets = attr.label_list(aspects = [holdfast_aspect], mandatory = True)),
)
