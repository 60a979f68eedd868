//===- Parallel.cpp - the steps for GNU parallel over ssh -----------------===//
//
// A script and, for each wave of the plan, a list of its jobs. Units are parsed
// on the hosts; everything else, which takes no time, is done here. The script
// trusts no host: what has not come back after a wave is done here, too.
//
//===----------------------------------------------------------------------===//

#include "tool/graph/Graph.h"
#include "tool/graph/Steps.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace holdfast {

static constexpr StringLiteral Functions = R"sh(
tab=$(printf '\t')
say() { printf 'run: %s\n' "$*" >&2; }

# The lines of jobs whose output, the last word, is not there.
undone() { while IFS= read -r line; do [ -e "${line##*"$tab"}" ] || printf '%s\n' "$line"; done; }

# Whole commands, here.
here() { parallel --will-cite --halt now,fail=1 <"$folder/waves/$1"; }

# JOBS COLUMNS COMMAND: a job a line, whose last column is what it writes. On
# the hosts first, where there are any.
anywhere() {
  undone <"$1" >"$folder/waves/todo"
  [ -s "$folder/waves/todo" ] || return 0
  if [ -n "$hosts" ]; then
    if [ "$2" -eq 3 ]; then second='--transferfile {2}'; else second=; fi
    # shellcheck disable=SC2086
    parallel --will-cite --sshloginfile "$hosts" --ssh "$ssh" --workdir "$there" --retries 3 --colsep '\t' \
      --transferfile '{1}' $second --return "{$2}" "$3" <"$folder/waves/todo" || say "hosts have failed; the rest is done here"
    undone <"$folder/waves/todo" >"$folder/waves/rest"
  else
    cp "$folder/waves/todo" "$folder/waves/rest"
  fi
  [ ! -s "$folder/waves/rest" ] || parallel --will-cite --halt now,fail=1 --colsep '\t' "$3" <"$folder/waves/rest"
}

extract() { anywhere "$folder/waves/$1" 2 "$holdfast step extract {1} --output={2}"; }

# Those that are told nothing new are taken over here.
check() { # WAVE [OPTION]
  eval "$holdfast"' step carry "$folder/waves/$1" --output="$folder/waves/$1.new"'
  anywhere "$folder/waves/$1.new" 3 "$holdfast step check {1} {2} --output={3}${2:+ $2}"
}

if [ "$(cat "$folder/begun" 2>/dev/null)" != "$id" ]; then
  rm -rf "$folder"/[0-9]*
  printf '%s\n' "$id" >"$folder/begun"
fi
if [ -n "$hosts" ]; then
  there=$(mktemp -u .holdfast-XXXXXXXXXX)
  tar -cf "$folder/inputs.tar" -T "$folder/inputs"
  parallel --will-cite --onall --sshloginfile "$hosts" --ssh "$ssh" --workdir "$there" --transferfile '{}' tar -xf '{}' \
    ::: "$folder/inputs.tar" || say "some host has not taken the sources"
  end() {
    parallel --will-cite --onall --sshloginfile "$hosts" --ssh "$ssh" rm -rf '{}' ::: "$there" || say "some host still has $there"
  }
  trap end EXIT
  trap 'exit 130' INT TERM
fi

)sh";

namespace {

class ParallelWriter {
public:
  explicit ParallelWriter(const StepGraph &G)
      : G(G), Waves(G.Folder + "/waves") {}
  Error write();

private:
  Error writeWave(ArrayRef<PlannedStep> Steps);
  Error writeBatches(ArrayRef<PlannedStep> Steps, const std::string &Name);
  Error writeInputs();
  std::string script() const;

  const StepGraph &G;
  std::string Waves;
  std::string Calls; ///< of the script's functions
};

} // namespace

static Error mayBeListed(const std::vector<std::string> &Names) {
  for (const std::string &Name : Names)
    if (StringRef(Name).find_first_of("\t\n") != StringRef::npos)
      return createStringError("'" + Name +
                               "' has a tab or a line feed in its name, which "
                               "GNU parallel would not read as one");
  return Error::success();
}

/// Steps that take many files: whole commands, each with a list.
Error ParallelWriter::writeBatches(ArrayRef<PlannedStep> Steps,
                                   const std::string &Name) {
  std::string Text;
  for (size_t I = 0; I != Steps.size(); ++I) {
    const PlannedStep &S = Steps[I];
    const std::string List = Waves + "/" + Name + "-" + std::to_string(I);
    std::string Files;
    for (const std::string &File : S.Inputs)
      Files += shellWord(File) + "\n";
    if (Error Wrong = writeIfChanged(List, Files))
      return Wrong;
    const bool IsReport = S.Kind == StepKind::Report;
    const StringRef Output = S.Kind == StepKind::Slice
                                 ? StringRef(S.Outputs[0]).rsplit('/').first
                                 : StringRef(S.Outputs[0]);
    Text += shellWord(G.Program) + " step " + stepName(S.Kind) + " " +
            shellWord("@" + List) + " --output=" + shellWord(Output) +
            (IsReport ? " --format=json" : "") +
            (IsReport && G.TellUnused ? " --unused-suppressions" : "") + "\n";
  }
  Calls += "here " + Name + "\n";
  return writeIfChanged(Waves + "/" + Name, Text);
}

Error ParallelWriter::writeWave(ArrayRef<PlannedStep> Steps) {
  const std::string Name = std::to_string(Steps[0].Wave);
  const bool IsCheck = Steps[0].Kind == StepKind::Check;
  if (!IsCheck && Steps[0].Kind != StepKind::Extract)
    return writeBatches(Steps, Name);
  std::string Text;
  for (const PlannedStep &S : Steps) {
    for (const auto *Names : {&S.Inputs, &S.Outputs})
      if (Error Wrong = mayBeListed(*Names))
        return Wrong;
    Text += join(S.Inputs, "\t") + "\t" + S.Outputs[0] + "\n";
  }
  Calls += (IsCheck ? "check " : "extract ") + Name +
           (Steps[0].IsFirstCheck ? " --first" : "") + "\n";
  return writeIfChanged(Waves + "/" + Name, Text);
}

/// The sources, which every host gets at the beginning.
Error ParallelWriter::writeInputs() {
  if (Error Wrong = mayBeListed(G.Sources))
    return Wrong;
  std::string Text;
  for (const std::string &File : G.Sources)
    Text += File + "\n";
  return writeIfChanged(G.Folder + "/inputs", Text);
}

std::string ParallelWriter::script() const {
  std::string Up;
  for (size_t I = 0, End = StringRef(G.Folder).count('/') + 1; I != End; ++I)
    Up += "/..";
  return "#!/bin/sh\n# The steps of a run of holdfast, written by 'holdfast "
         "graph'; write it again when a source has changed.\n#\n"
         "#   " +
         G.File + " [HOSTS]\n#   holdfast merge " + G.Report +
         "\n#\n# HOSTS is a file of GNU parallel's --sshloginfile, such as a "
         "line '8/name' for eight jobs at once; without it\n"
         "# everything runs here. Every host has holdfast and the system's "
         "headers in the same places, and rsync.\n"
         "# HOLDFAST and HOLDFAST_SSH name the program and the ssh command. "
         "Interrupted, it goes on where it was.\n\n"
         "set -eu\ncd -- \"$(dirname -- \"$0\")" +
         Up + "\"\nid=" + G.Id + "\nfolder=" + shellWord(G.Folder) +
         "\nholdfast=${HOLDFAST:-" + shellWord(shellWord(G.Program)) +
         "}\nhosts=${1:-}\n"
         "ssh=${HOLDFAST_SSH:-ssh -o BatchMode=yes -o ConnectTimeout=10 -o "
         "ServerAliveInterval=15}\n" +
         Functions.str() + Calls;
}

Error ParallelWriter::write() {
  if (Error Wrong = writeInputs())
    return Wrong;
  ArrayRef<PlannedStep> Rest = G.Steps;
  while (!Rest.empty()) {
    const ArrayRef<PlannedStep> Wave = Rest.take_while(
        [&](const PlannedStep &S) { return S.Wave == Rest[0].Wave; });
    if (Error Wrong = writeWave(Wave))
      return Wrong;
    Rest = Rest.drop_front(Wave.size());
  }
  if (Error Wrong = writeIfChanged(G.File, script()))
    return Wrong;
  if (std::error_code Failed = sys::fs::setPermissions(
          G.File, sys::fs::all_read | sys::fs::all_exe | sys::fs::owner_write))
    return createStringError(
        "'" + G.File + "' cannot be made executable: " + Failed.message());
  return Error::success();
}

Error writeParallel(const StepGraph &G) { return ParallelWriter(G).write(); }

} // namespace holdfast
