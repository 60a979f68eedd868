# The table of real projects, for corpus.py, mutate.py and the benchmark.
#
# One row a project: its Debian source package, the cmake flags it is configured with, the apt packages without which
# it does not configure, and the ninja targets that make headers its units include. The flags are the least that
# configures in seconds; nothing here is chosen for what Holdfast finds. The first eight are the list; rocksdb
# and zeromq3 are there for their threads.

from dataclasses import dataclass


@dataclass(frozen=True)
class Project:
    name: str
    flags: tuple = ()
    packages: tuple = ()
    generated: tuple = ()
    standard: str = ""


PROJECTS = (
    Project("leveldb", flags=("-DLEVELDB_BUILD_TESTS=OFF", "-DLEVELDB_BUILD_BENCHMARKS=OFF")),
    Project("abseil", flags=("-DCMAKE_CXX_STANDARD=14", "-DABSL_PROPAGATE_CXX_STD=ON")),
    Project("libtorrent-rasterbar", packages=("libboost-dev", "libssl-dev")),
    Project("onetbb", flags=("-DTBB_STRICT=OFF",)),
    Project("flatbuffers"),
    Project("fmtlib"),
    Project("spdlog", flags=("-DSPDLOG_BUILD_TESTS=ON", "-DSPDLOG_FMT_EXTERNAL=ON"),
            packages=("libfmt-dev", "catch2", "pkg-config")),
    Project("poco", packages=("libssl-dev",)),
    Project("rocksdb", flags=("-DWITH_GFLAGS=OFF", "-DWITH_TESTS=OFF")),
    Project("zeromq3"),
)

# What bringing and configuring any project needs.
TOOLS = ("dpkg-dev", "cmake", "ninja-build")


def named(names):
    """The rows of these names, in the table's order; all rows where no name is given."""
    known = {project.name for project in PROJECTS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SystemExit(f"no such project: {', '.join(unknown)} (known: {', '.join(sorted(known))})")
    return [project for project in PROJECTS if not names or project.name in names]
