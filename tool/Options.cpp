//===- Options.cpp - the command line, read -------------------------------===//
//
// LLVM's CommandLine does the reading. The shared LLVM library registers
// hundreds of options of its own passes when it is loaded; they are forgotten
// first, so that `--stats` is an unknown option here and not
// silently taken.
//
//===----------------------------------------------------------------------===//

#include "tool/Options.h"

#include "clang/Basic/Version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace holdfast {

namespace {

/// Every option as it is spelled. An object of this type lives while the
/// command line is read; nothing is registered before or after.
struct Spelled {
  cl::OptionCategory Category{"holdfast options"};
  cl::SubCommand Explain{"explain", "print the page of a rule"};
  cl::SubCommand ListRules{"rules", "print every rule with its default"};
  cl::SubCommand Link{"link", "report what stored summaries show together"};
  cl::SubCommand Merge{"merge", "join the JSON results of several runs"};
  cl::SubCommand Lsp{"lsp", "serve an editor, on standard input and output"};
  cl::SubCommand Graph{"graph", "write a run as steps that other machines can do"};
  cl::SubCommand Step{"step", "do one step of such a graph"};

  cl::opt<std::string> RuleToExplain{cl::Positional, cl::desc("RULE"),
                                     cl::sub(Explain), cl::cat(Category)};
  cl::opt<std::string> FolderToLink{cl::Positional, cl::desc("DIR"),
                                    cl::sub(Link), cl::cat(Category)};
  cl::list<std::string> Results{cl::Positional, cl::desc("FILE ..."),
                                cl::sub(Merge), cl::cat(Category)};
  cl::list<std::string> StepWords{cl::Positional, cl::desc("NAME FILE ..."),
                                  cl::sub(Step), cl::cat(Category)};
  cl::opt<bool> IsFirstCheck{"first", cl::sub(Step), cl::cat(Category),
                             cl::desc("of check: only what does not tell first, and a failure replaces what was there")};
  cl::opt<std::string> ResourceFolder{"resource-dir", cl::value_desc("DIR"), cl::sub(Graph), cl::sub(Step), cl::cat(Category),
                                      cl::desc("where clang's own headers are, below include/")};
  cl::opt<bool> OnlyTellers{"tellers", cl::sub(Step), cl::cat(Category),
                            cl::desc("of link and check: only what tells first")};
  cl::list<std::string> Files{cl::Positional, cl::desc("[file or regex ...]"), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Graph),
                              cl::cat(Category)};
  cl::opt<std::string> Database{
      "p", cl::value_desc("DIR"), cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Lsp), cl::sub(Graph),
      cl::desc("where compile_commands.json is (default: upward from here, "
               "then build/)")};
  cl::list<std::string> Rules{
      "rules", cl::value_desc("LIST"), cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Lsp), cl::sub(Graph),
      cl::sub(Link),
      cl::desc("globs, later wins, '-' removes: --rules=-*,use-*")};
  cl::opt<bool> Strict{"strict", cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Lsp), cl::sub(Graph),
                       cl::desc("report what may be meant, too")};
  cl::opt<bool> UnusedSuppressions{
      "unused-suppressions", cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Graph), cl::sub(Step),
      cl::desc("report each NOLINT that names a rule and hides nothing")};
  cl::opt<std::string> HeaderFilter{
      "header-filter", cl::value_desc("REGEX"), cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Lsp), cl::sub(Graph),
      cl::sub(Link),
      cl::desc("headers whose findings to show (default: the project's)")};
  cl::opt<std::string> Dump{
      "dump", cl::value_desc("ir|effects|facts|guards|ownership"), cl::cat(Category),
      cl::desc("print what the analysis saw in one file")};
  cl::opt<std::string> OutputFormat{
      "format", cl::value_desc("NAME"), cl::init("text"), cl::cat(Category), cl::sub(Graph), cl::sub(Step),
      cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Link), cl::sub(Merge),
      cl::desc("how findings are written: text, plain, json, sarif, github, "
               "gitlab, checkstyle, junit, rdjson, html; of graph: ninja, "
               "parallel, job")};
  cl::opt<std::string> OutputFile{
      "output", cl::value_desc("FILE"), cl::cat(Category), cl::sub(Graph), cl::sub(Step), cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Link), cl::sub(Merge),
      cl::desc("write the format there; text still goes to the terminal")};
  cl::opt<std::string> Baseline{
      "baseline", cl::value_desc("FILE"), cl::cat(Category), cl::sub(Step), cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Link), cl::sub(Merge), cl::desc("hide findings that are in FILE, a SARIF log")};
  cl::opt<std::string> WriteBaseline{
      "write-baseline", cl::value_desc("FILE"), cl::cat(Category), cl::sub(Step), cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Link), cl::sub(Merge), cl::desc("write all findings to FILE, for --baseline")};
  cl::opt<std::string> Diff{
      "diff", cl::value_desc("REV|-"), cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Link), cl::sub(Merge),
      cl::desc("only findings that a change since REV touches, or the patch "
               "on standard input")};
  cl::opt<std::string> FailOnLevel{
      "fail-on", cl::value_desc("error|warning|never"), cl::init("warning"),
      cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Link), cl::sub(Merge), cl::desc("findings that make the exit status 1")};
  cl::opt<bool> Fix{"fix", cl::cat(Category), cl::desc("apply safe fixes")};
  cl::opt<bool> Annotate{"annotate", cl::cat(Category),
                         cl::desc("with a fix option: declare the guards that were inferred, too")};
  cl::opt<bool> FixDryRun{"fix-dry-run", cl::cat(Category),
                          cl::desc("print safe fixes as a patch")};
  cl::opt<bool> AllowDirty{
      "allow-dirty", cl::cat(Category),
      cl::desc("fix even in a work tree with uncommitted changes")};
  cl::opt<unsigned> Workers{"j", cl::value_desc("N"), cl::Prefix,
                            cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Graph),
                            cl::desc("workers (default: the usable cores)")};
  cl::opt<std::string> Shard{
      "shard", cl::value_desc("I/N"), cl::cat(Category),
      cl::desc("check the I-th of N shares of the files; 'merge' joins them")};
  cl::opt<unsigned> UnitTimeout{"unit-timeout", cl::value_desc("SEC"),
                                cl::init(300), cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Lsp), cl::sub(Graph),
                                cl::desc("time limit of one unit (300)")};
  cl::opt<unsigned> UnitMemory{"unit-memory", cl::value_desc("MB"),
                               cl::init(4096), cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Lsp), cl::sub(Graph),
                               cl::desc("memory limit of one unit (4096)")};
  cl::list<std::string> ExtraArg{"extra-arg", cl::value_desc("ARG"),
                                 cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Lsp), cl::sub(Graph),
                                 cl::desc("add a compiler flag at the end")};
  cl::list<std::string> ExtraArgBefore{
      "extra-arg-before", cl::value_desc("ARG"), cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Lsp), cl::sub(Graph),
      cl::desc("add a compiler flag at the beginning")};
  cl::opt<std::string> Summaries{
      "summaries", cl::value_desc("DIR"), cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Lsp),
      cl::desc("keep what units tell each other there, and use what other "
               "files told")};
  cl::opt<bool> NoCache{"no-cache", cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Lsp),
                        cl::desc("neither use nor keep results")};
  cl::opt<std::string> CacheDir{
      "cache-dir", cl::value_desc("DIR"), cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Lsp),
      cl::desc("where results of unchanged files are kept")};
  cl::opt<bool> DumpConfig{"dump-config", cl::cat(Category),
                           cl::desc("print the effective configuration")};
  cl::opt<bool> VerifyConfig{"verify-config", cl::cat(Category),
                             cl::desc("check the configuration only")};
  cl::opt<bool> Profile{"profile", cl::cat(Category), cl::sub(cl::SubCommand::getTopLevel()), cl::sub(Lsp),
                        cl::desc("print where the time went")};
  cl::opt<bool> Quiet{"quiet", cl::cat(Category), cl::sub(Graph), cl::sub(Step), cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Link), cl::sub(Merge),
                      cl::desc("print findings and errors only")};
  cl::opt<std::string> Color{"color", cl::value_desc("auto|always|never"),
                             cl::init("auto"), cl::cat(Category), cl::sub(Graph), cl::sub(Step), cl::sub(cl::SubCommand::getTopLevel()),
      cl::sub(Link), cl::sub(Merge),
                             cl::desc("whether to use colors")};
  cl::opt<bool> Help{"help", cl::cat(Category), cl::desc("print this"),
                     cl::sub(cl::SubCommand::getAll())};
  cl::opt<bool> Version{"version", cl::cat(Category),
                        cl::desc("print the version"),
                        cl::sub(cl::SubCommand::getAll())};
};

} // namespace

static void forgetForeignOptions() {
  const char *Nothing[] = {"holdfast"};
  // Makes the library register what it registers lazily, to be forgotten too.
  cl::ParseCommandLineOptions(1, Nothing, "", &nulls());
  cl::ResetCommandLineParser();
}

static bool readFormat(StringRef Name, Options &Out, const Console &Say) {
  auto Known = StringSwitch<std::optional<Format>>(Name)
                   .Case("text", Format::Text)
                   .Case("plain", Format::Plain)
                   .Case("json", Format::Json)
                   .Case("sarif", Format::Sarif)
                   .Case("github", Format::Github)
                   .Case("gitlab", Format::Gitlab)
                   .Case("checkstyle", Format::Checkstyle)
                   .Case("junit", Format::Junit)
                   .Case("rdjson", Format::Rdjson)
                   .Case("html", Format::Html)
                   .Default(std::nullopt);
  if (Known) {
    Out.OutputFormat = *Known;
    return true;
  }
  Say.error("the format '" + Name +
            "' is unknown; there are text, plain, json, sarif, github, gitlab, "
            "checkstyle, junit, rdjson and html");
  return false;
}

static bool readGraphFormat(StringRef Name, Options &Out, const Console &Say) {
  auto Known = StringSwitch<std::optional<GraphFormat>>(Name)
                   .Case("ninja", GraphFormat::Ninja)
                   .Case("parallel", GraphFormat::Parallel)
                   .Case("job", GraphFormat::Job)
                   .Default(std::nullopt);
  if (Known) {
    Out.Graph = *Known;
    return true;
  }
  Say.error("a graph is written with --format=ninja, --format=parallel or --format=job, not '" + Name + "'");
  return false;
}

static bool readDump(StringRef Name, Options &Out, const Console &Say) {
  auto Known = StringSwitch<std::optional<DumpKind>>(Name)
                   .Case("", DumpKind::None)
                   .Case("ir", DumpKind::IR)
                   .Case("effects", DumpKind::Effects)
                   .Case("facts", DumpKind::Facts)
                   .Case("guards", DumpKind::Guards)
                   .Case("ownership", DumpKind::Ownership)
                   .Default(std::nullopt);
  if (!Known) {
    Say.error("'" + Name +
              "' cannot be dumped; there are ir, effects, facts, guards and ownership");
    return false;
  }
  Out.Dump = *Known;
  return true;
}

static bool readFailOn(StringRef Name, Options &Out, const Console &Say) {
  auto Known = StringSwitch<std::optional<FailOn>>(Name)
                   .Case("error", FailOn::Error)
                   .Case("warning", FailOn::Warning)
                   .Case("never", FailOn::Never)
                   .Default(std::nullopt);
  if (!Known) {
    Say.error("--fail-on takes error, warning or never, not '" + Name + "'");
    return false;
  }
  Out.Threshold = *Known;
  return true;
}

static bool readColor(StringRef Name, Options &Out, const Console &Say) {
  auto Known = StringSwitch<std::optional<ColorChoice>>(Name)
                   .Case("auto", ColorChoice::Auto)
                   .Case("always", ColorChoice::Always)
                   .Case("never", ColorChoice::Never)
                   .Default(std::nullopt);
  if (!Known) {
    Say.error("--color takes auto, always or never, not '" + Name + "'");
    return false;
  }
  Out.Color = *Known;
  return true;
}

/// "2/3": the second of three shares.
static bool readShard(StringRef Text, Options &Out, const Console &Say) {
  if (Text.empty())
    return true;
  const auto [Number, Count] = Text.split('/');
  if (!Number.getAsInteger(10, Out.Shard) &&
      !Count.getAsInteger(10, Out.Shards) && Out.Shard >= 1 &&
      Out.Shard <= Out.Shards)
    return true;
  Say.error("--shard takes a share and their number, as 1/3, 2/3 and 3/3, not '" +
            Text + "'");
  return false;
}

static bool readHeaderFilter(const Spelled &In, Options &Out,
                             const Console &Say) {
  if (!In.HeaderFilter.getNumOccurrences())
    return true;
  Out.HeaderFilter = In.HeaderFilter;
  std::string Reason;
  if (Regex(In.HeaderFilter).isValid(Reason))
    return true;
  Say.error("--header-filter: '" + *Out.HeaderFilter +
            "' is not a regular expression: " + Reason);
  return false;
}

/// Copies what was spelled into `Out`; false where a value makes no sense.
static bool readValues(Spelled &In, Options &Out) {
  Out.IsQuiet = In.Quiet;
  const Console Say(Out.IsQuiet);
  if (!readColor(In.Color, Out, Say) ||
      !(In.Graph ? readGraphFormat(In.OutputFormat.getNumOccurrences() ? StringRef(In.OutputFormat) : "ninja", Out, Say)
                 : readFormat(In.OutputFormat, Out, Say)) ||
      !readDump(In.Dump, Out, Say) ||
      !readFailOn(In.FailOnLevel, Out, Say) || !readHeaderFilter(In, Out, Say) ||
      !readShard(In.Shard, Out, Say))
    return false;
  if (In.UnitTimeout == 0 || In.UnitMemory == 0) {
    Say.error("--unit-timeout and --unit-memory take a number above 0");
    return false;
  }
  for (const std::string &List : In.Rules) {
    SmallVector<StringRef> Patterns;
    StringRef(List).split(Patterns, ',', -1, /*KeepEmpty=*/false);
    for (StringRef Pattern : Patterns)
      Out.RulePatterns.push_back(Pattern.trim().str());
  }
  Out.Files.assign(In.Files.begin(), In.Files.end());
  Out.DatabaseFolder = In.Database;
  Out.IsStrict = In.Strict;
  Out.TellUnused = In.UnusedSuppressions;
  Out.OutputFile = In.OutputFile;
  Out.Baseline = In.Baseline;
  Out.WriteBaseline = In.WriteBaseline;
  Out.Diff = In.Diff;
  Out.Fixing = In.FixDryRun ? FixMode::DryRun
               : In.Fix     ? FixMode::Apply
                            : FixMode::None;
  Out.AllowDirty = In.AllowDirty;
  Out.Annotate = In.Annotate;
  if (Out.Annotate && Out.Fixing == FixMode::None) {
    Say.error("--annotate changes files: it needs --fix, or --fix-dry-run to see how");
    return false;
  }
  if (Out.Fixing == FixMode::DryRun && Out.OutputFile.empty() &&
      Out.OutputFormat != Format::Text && Out.OutputFormat != Format::Plain) {
    Say.error("--fix-dry-run prints a patch behind the findings, where "
              "--format=" +
              In.OutputFormat + " has no place for it: give that an --output");
    return false;
  }
  Out.Workers = In.Workers;
  Out.ResourceFolder = In.ResourceFolder;
  Out.UnitTimeout = In.UnitTimeout;
  Out.UnitMemory = In.UnitMemory;
  Out.ExtraBefore.assign(In.ExtraArgBefore.begin(), In.ExtraArgBefore.end());
  Out.ExtraAfter.assign(In.ExtraArg.begin(), In.ExtraArg.end());
  Out.UseCache = !In.NoCache;
  Out.CacheFolder = In.CacheDir;
  Out.ShowProfile = In.Profile;
  Out.RuleToExplain = In.RuleToExplain;
  Out.Results.assign(In.Results.begin(), In.Results.end());
  Out.SummaryFolder = In.Link ? In.FolderToLink : In.Summaries;
  Out.What = In.Explain        ? Action::Explain
             : In.Link         ? Action::Link
             : In.Merge        ? Action::Merge
             : In.Lsp          ? Action::Serve
             : In.Graph        ? Action::Graph
             : In.Step         ? Action::Step
             : In.ListRules    ? Action::ListRules
             : In.DumpConfig   ? Action::DumpConfig
             : In.VerifyConfig ? Action::VerifyConfig
                               : Action::Check;
  if (Out.What == Action::Explain && Out.RuleToExplain.empty()) {
    Say.error("explain needs the name of a rule; 'holdfast rules' lists them");
    return false;
  }
  if (Out.What == Action::Link && Out.SummaryFolder.empty()) {
    Say.error("link needs the folder of the summaries that --summaries wrote");
    return false;
  }
  if (Out.What == Action::Step && In.StepWords.empty()) {
    Say.error("step needs its name: extract, link, slice, check or report");
    return false;
  }
  if (Out.What == Action::Step) {
    Out.StepName = In.StepWords[0];
    Out.StepFiles.assign(In.StepWords.begin() + 1, In.StepWords.end());
    Out.IsFirstCheck = In.IsFirstCheck;
    Out.OnlyTellers = In.OnlyTellers;
  }
  if (Out.What == Action::Merge && Out.Results.empty()) {
    Say.error("merge needs the files that --format=json wrote");
    return false;
  }
  return true;
}

/// CommandLine takes the options of a run behind a subcommand, too. False, with
/// a sentence, where one was given that the subcommand does not know.
static bool knowsItsOptions(cl::SubCommand &Sub) {
  if (!Sub)
    return true;
  const auto &Own = cl::getRegisteredOptions(Sub);
  for (const auto &[Name, Option] :
       cl::getRegisteredOptions(cl::SubCommand::getTopLevel()))
    if (Option->getNumOccurrences() && !Own.contains(Name)) {
      Console().error((Name.size() == 1 ? "-" : "--") + Name +
                      " is no option of '" + Sub.getName() + "'");
      return false;
    }
  return true;
}

/// The first sentence of what CommandLine says, in our voice:
/// "holdfast: Unknown command line argument '--x'.  Try: ..." and the like.
static void printReadingError(StringRef Said) {
  // A value that does not fit was already complained of by CommandLine.
  StringRef First = Said.trim().split('\n').first;
  if (First.empty())
    return;
  First.consume_front("holdfast: ");
  StringRef Sentence = First.split(".  Try:").first;
  Sentence.consume_front("for the ");
  Sentence.consume_back("!");
  std::string Text = Sentence.str();
  if (!Text.empty())
    Text[0] = toLower(Text[0]);
  const size_t Guess = Said.find("Did you mean '");
  if (Guess != StringRef::npos)
    Text += "; did you mean '" +
            Said.substr(Guess + 14).split('\'').first.str() + "'?";
  Console().error(Text + " (see 'holdfast --help')");
}

std::optional<int> parseOptions(int Count, const char **Arguments,
                                Options &Out) {
  Out.Words.assign(Arguments + 1, Arguments + Count);
  std::vector<const char *> Own(Arguments, Arguments + Count);
  Own[0] = "holdfast";
  auto Dashes = find_if(Own, [](StringRef A) { return A == "--"; });
  if (Dashes != Own.end()) {
    Out.FixedFlags.emplace(Dashes + 1, Own.end());
    Own.erase(Dashes, Own.end());
  }

  forgetForeignOptions();
  Spelled In;
  std::string Said;
  raw_string_ostream Errors(Said);
  std::optional<int> Status;
  if (!cl::ParseCommandLineOptions(int(Own.size()), Own.data(),
                                   "checks C++ for what Rust's compiler "
                                   "enforces\n",
                                   &Errors)) {
    printReadingError(Said);
    Status = BadCommand;
  } else if (In.Help) {
    cl::PrintHelpMessage(/*Hidden=*/false, /*Categorized=*/false);
    Status = NothingToReport;
  } else if (In.Version) {
    outs() << "holdfast " HOLDFAST_VERSION " (" << clang::getClangFullVersion()
           << ")\n";
    Status = NothingToReport;
  } else if (!knowsItsOptions(In.Link) || !knowsItsOptions(In.Merge) || !knowsItsOptions(In.Lsp) ||
             !knowsItsOptions(In.Graph) || !knowsItsOptions(In.Step) ||
             !knowsItsOptions(In.Explain) || !knowsItsOptions(In.ListRules)) {
    Status = BadCommand;
  } else if (!readValues(In, Out)) {
    Status = BadCommand;
  }
  cl::ResetCommandLineParser();
  return Status;
}

} // namespace holdfast
