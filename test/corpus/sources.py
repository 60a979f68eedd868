# Brings Debian source packages into a folder, for corpus.py.
#
# apt runs with a list of sources, list folder and cache of its own (all inside the work folder), made at run time
# from the deb lines the system already has, so the system's lists stay untouched and no mirror is named here.
# apt checks the signed Release files and the hashes; dpkg-source checks the .dsc's sums and applies Debian's
# patches. Sources that do not belong to the running Debian release are left out.

import glob
import os
import re
import shutil
import subprocess
import sys


class SourceError(Exception):
    pass


def releaseName():
    """The running release's code name, such as bookworm."""
    with open("/etc/os-release", encoding="utf-8") as file:
        for line in file:
            if line.startswith("VERSION_CODENAME="):
                return line.strip().split("=", 1)[1].strip('"')
    raise SourceError("this system does not say its Debian release in /etc/os-release")


def _stanzas(text):
    """The fields of each paragraph of a deb822 file; a continued line is joined to its field."""
    for paragraph in re.split(r"\n\s*\n", text):
        fields, last = {}, None
        for line in paragraph.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if line[0].isspace() and last:
                fields[last] += "\n" + line
            elif ":" in line:
                last, value = line.split(":", 1)
                last = last.strip().lower()
                fields[last] = value.strip()
        if fields:
            yield fields


def sourceLines():
    """deb-src lines, in the old one-line form or as deb822 paragraphs, for this release's own deb lines."""
    release, oneLine, paragraphs = releaseName(), [], []
    lists = ["/etc/apt/sources.list"] + sorted(glob.glob("/etc/apt/sources.list.d/*.list"))
    for path in lists:
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as file:
            for line in file:
                match = re.match(r"\s*deb\s+(\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(.*)", line)
                if match and match[3].startswith(release):
                    options = re.sub(r"arch=\S+\s*", "", match[1] or "")
                    oneLine.append(f"deb-src {options if options.strip('[] ') else ''}{match[2]} {match[3]} {match[4]}")
    for path in sorted(glob.glob("/etc/apt/sources.list.d/*.sources")):
        with open(path, encoding="utf-8") as file:
            for fields in _stanzas(file.read()):
                suites = fields.get("suites", "").split()
                if "deb" not in fields.get("types", "").split() or fields.get("enabled", "yes").lower() == "no":
                    continue
                suites = [suite for suite in suites if suite.startswith(release)]
                if not suites:
                    continue
                fields.update({"types": "deb-src", "suites": " ".join(suites)})
                fields.pop("architectures", None)
                paragraphs.append("\n".join(f"{key.title()}: {value}" for key, value in fields.items()))
    if not oneLine and not paragraphs:
        raise SourceError(f"no deb line of {release} found under /etc/apt, so there is no mirror to take sources from")
    return oneLine, paragraphs


class PrivateApt:
    """apt with its lists, cache and sources below one folder. One process at a time."""

    def __init__(self, folder):
        self.folder = os.path.abspath(folder)
        for part in ("lists/partial", "cache/archives/partial", "parts"):
            os.makedirs(os.path.join(self.folder, part), exist_ok=True)
        oneLine, paragraphs = sourceLines()
        parts = os.path.join(self.folder, "parts")
        with open(os.path.join(parts, "corpus.list"), "w", encoding="utf-8") as file:
            file.write("\n".join(oneLine) + "\n")
        with open(os.path.join(parts, "corpus.sources"), "w", encoding="utf-8") as file:
            file.write("\n\n".join(paragraphs) + "\n")
        self.options = []
        for key, value in (("Dir::Etc::sourcelist", "/dev/null"), ("Dir::Etc::sourceparts", parts),
                           ("Dir::State::lists", os.path.join(self.folder, "lists")),
                           ("Dir::Cache", os.path.join(self.folder, "cache")),
                           ("APT::Get::List-Cleanup", "1"), ("APT::Sandbox::User", "root")):
            self.options += ["-o", f"{key}={value}"]

    def update(self):
        self._run(["apt-get", *self.options, "-q", "update"], self.folder)

    def download(self, package, folder):
        """Downloads the package's newest source into the folder, unpacks it there; returns (version, tree)."""
        os.makedirs(folder, exist_ok=True)
        self._run(["apt-get", *self.options, "-q", "source", "--only-source", "--download-only", package], folder)
        descriptions = sorted(glob.glob(os.path.join(folder, "*.dsc")), key=os.path.getmtime)
        if not descriptions:
            raise SourceError(f"apt brought no .dsc for {package}")
        tree = os.path.join(folder, "tree")
        shutil.rmtree(tree, ignore_errors=True)
        self._run(["dpkg-source", "-x", descriptions[-1], tree], folder)
        with open(descriptions[-1], encoding="utf-8") as file:
            version = re.search(r"^Version: (.*)$", file.read(), re.MULTILINE)[1]
        return version, tree

    @staticmethod
    def _run(command, folder):
        done = subprocess.run(command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env=dict(os.environ, LC_ALL="C", DEBIAN_FRONTEND="noninteractive"),
                              stdin=subprocess.DEVNULL)
        if done.returncode:
            sys.stderr.write(done.stdout[-2000:])
            raise SourceError(f"{command[0]} failed: {' '.join(command[-2:])}")


def installMissing(packages):
    """Installs those of the packages that dpkg does not know as installed, and says so first."""
    missing = []
    for package in packages:
        done = subprocess.run(["dpkg-query", "-W", "-f=${Status}", package], text=True, capture_output=True)
        if "install ok installed" not in done.stdout:
            missing.append(package)
    if not missing:
        return
    print("installing with apt:", " ".join(missing), file=sys.stderr, flush=True)
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    install = [*prefix, "apt-get", "-q", "-y", "--no-install-recommends", "install", *missing]
    if subprocess.run(install, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode == 0:
        return
    subprocess.run([*prefix, "apt-get", "-q", "update"], stdin=subprocess.DEVNULL, stdout=sys.stderr)
    if subprocess.run(install, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode:
        raise SourceError("these packages cannot be had: " + " ".join(missing))
