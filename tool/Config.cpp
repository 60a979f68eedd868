//===- Config.cpp - .holdfast.yaml ----------------------------------------===//
//
// LLVM's YAML I/O maps the file to plain structs; a small type for each kind of
// value refuses what is misspelled, so that the error has the line of the very
// word. The first error is the one that is reported.
//
//===----------------------------------------------------------------------===//

#include "tool/Config.h"

#include "tool/RuleSet.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"

using namespace llvm;

namespace {

/// What is being read: for places and for messages that must live.
struct Reading {
  std::string File;
  StringRef Text;
  std::string Problem;      ///< the first one, with its place
  std::string ValueProblem; ///< of the scalar just refused
};

/// A pattern of rules, perhaps with a leading `-`.
struct RulePattern {
  std::string Text;
};

/// A regular expression.
struct Pattern {
  std::string Text;
};

struct SeverityRow {
  holdfast::Severity Level;
};

/// The file as YAML I/O maps it.
struct RawConfig {
  std::vector<RulePattern> Rules;
  std::map<std::string, SeverityRow> Levels;
  std::vector<RulePattern> Strict;
  std::optional<Pattern> HeaderFilter;
  std::vector<Pattern> Exclude;
  std::vector<holdfast::UserModel> Models;
  bool Inherit = false;
};

} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(RulePattern)
LLVM_YAML_IS_SEQUENCE_VECTOR(Pattern)
LLVM_YAML_IS_SEQUENCE_VECTOR(holdfast::UserModel)

namespace llvm::yaml {

template <> struct ScalarTraits<RulePattern> {
  static void output(const RulePattern &Value, void *, raw_ostream &Out) {
    Out << Value.Text;
  }
  static StringRef input(StringRef Scalar, void *Context, RulePattern &Value) {
    Value.Text = Scalar.str();
    StringRef Name = Scalar;
    Name.consume_front("-");
    if (holdfast::matchesSomeRule(Name))
      return "";
    auto &R = *static_cast<Reading *>(Context);
    R.ValueProblem = ("no rule matches '" + Name + "'").str();
    return R.ValueProblem;
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::Double; }
};

template <> struct ScalarTraits<Pattern> {
  static void output(const Pattern &Value, void *, raw_ostream &Out) {
    Out << Value.Text;
  }
  static StringRef input(StringRef Scalar, void *Context, Pattern &Value) {
    Value.Text = Scalar.str();
    std::string Why;
    if (Regex(Scalar).isValid(Why))
      return "";
    auto &R = *static_cast<Reading *>(Context);
    R.ValueProblem =
        ("'" + Scalar + "' is not a regular expression: " + Why).str();
    return R.ValueProblem;
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::Single; }
};

template <> struct ScalarTraits<SeverityRow> {
  static void output(const SeverityRow &Value, void *, raw_ostream &Out) {
    Out << (Value.Level == holdfast::Severity::Error ? "error" : "warning");
  }
  static StringRef input(StringRef Scalar, void *, SeverityRow &Value) {
    if (Scalar != "error" && Scalar != "warning")
      return "a severity is error or warning";
    Value.Level = Scalar == "error" ? holdfast::Severity::Error
                                    : holdfast::Severity::Warning;
    return "";
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <> struct CustomMappingTraits<std::map<std::string, SeverityRow>> {
  using Map = std::map<std::string, SeverityRow>;
  static void inputOne(IO &In, StringRef Key, Map &Value) {
    StringRef Name = Key;
    Name.consume_front("holdfast-");
    const bool IsRule = any_of(holdfast::allRules(), [&](const auto &Rule) {
      return Rule.Id == Name;
    });
    if (!IsRule) {
      In.setError("there is no rule '" + Key + "'");
      return;
    }
    In.mapRequired(Key.str().c_str(), Value[Name.str()]);
  }
  static void output(IO &Out, Map &Value) {
    for (auto &[Key, Row] : Value)
      Out.mapRequired(Key.c_str(), Row);
  }
};

template <> struct MappingTraits<holdfast::UserModel> {
  static void mapping(IO &Io, holdfast::UserModel &Model) {
    if (!Io.outputting()) {
      auto &R = *static_cast<Reading *>(Io.getContext());
      const Node *At = static_cast<Input &>(Io).getCurrentNode();
      const char *Start = At->getSourceRange().Start.getPointer();
      const size_t Line =
          StringRef(R.Text.begin(), Start - R.Text.begin()).count('\n') + 1;
      Model.Origin = R.File + ":" + std::to_string(Line);
    }
    Io.mapOptional("callee", Model.Callee, std::string());
    Io.mapOptional("matcher", Model.Matcher, std::string());
    Io.mapOptional("type", Model.Type, std::string());
    Io.mapRequired("effects", Model.Effects);
  }
  static std::string validate(IO &, holdfast::UserModel &Model) {
    const int Selectors =
        !Model.Callee.empty() + !Model.Matcher.empty() + !Model.Type.empty();
    return Selectors == 1 ? "" : "a model has one of callee, matcher and type";
  }
};

template <> struct MappingTraits<RawConfig> {
  static void mapping(IO &Io, RawConfig &C) {
    Io.mapOptional("rules", C.Rules);
    Io.mapOptional("severity", C.Levels);
    Io.mapOptional("strict", C.Strict);
    Io.mapOptional("header-filter", C.HeaderFilter);
    Io.mapOptional("exclude", C.Exclude);
    Io.mapOptional("models", C.Models);
    Io.mapOptional("inherit", C.Inherit, false);
  }
};

} // namespace llvm::yaml

namespace holdfast {

static void keepFirstProblem(const SMDiagnostic &Problem, void *Context) {
  auto &R = *static_cast<Reading *>(Context);
  if (R.Problem.empty())
    R.Problem = (R.File + ":" + Twine(std::max(Problem.getLineNo(), 1)) + ":" +
                 Twine(Problem.getColumnNo() + 1) + ": " + Problem.getMessage())
                    .str();
}

static std::vector<std::string> textsOf(const auto &Rows) {
  std::vector<std::string> Out;
  for (const auto &Row : Rows)
    Out.push_back(Row.Text);
  return Out;
}

Expected<Config> readConfig(const std::string &File) {
  auto Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return createStringError("%s: cannot be read: %s", File.c_str(),
                             Buffer.getError().message().c_str());
  return readConfigText(File, (*Buffer)->getBuffer());
}

Expected<Config> readConfigText(const std::string &File, StringRef Text) {
  Reading R{File, Text, "", ""};
  RawConfig Raw;
  yaml::Input In(R.Text, &R, keepFirstProblem, &R);
  In >> Raw;
  if (In.error() || !R.Problem.empty())
    return createStringError(R.Problem.empty() ? File + ": is not YAML"
                                               : R.Problem);
  Config C;
  C.File = File;
  C.Rules = textsOf(Raw.Rules);
  for (const auto &[Rule, Row] : Raw.Levels)
    C.Levels[Rule] = Row.Level;
  C.Strict = textsOf(Raw.Strict);
  if (Raw.HeaderFilter)
    C.HeaderFilter = Raw.HeaderFilter->Text;
  C.Exclude = textsOf(Raw.Exclude);
  C.Models = std::move(Raw.Models);
  C.Inherit = Raw.Inherit;
  return C;
}

void writeConfig(const Config &C, raw_ostream &Out) {
  RawConfig Raw;
  for (const std::string &Text : C.Rules)
    Raw.Rules.push_back({Text});
  for (const auto &[Rule, Level] : C.Levels)
    Raw.Levels[Rule] = {Level};
  for (const std::string &Text : C.Strict)
    Raw.Strict.push_back({Text});
  if (C.HeaderFilter)
    Raw.HeaderFilter = Pattern{*C.HeaderFilter};
  for (const std::string &Text : C.Exclude)
    Raw.Exclude.push_back({Text});
  Raw.Models = C.Models;
  yaml::Output Writer(Out);
  Writer << Raw;
}

/// `Near` on top of `Far`: lists are appended, so that the nearer one wins.
static Config stack(Config Far, const Config &Near) {
  Far.File = Near.File;
  append_range(Far.Rules, Near.Rules);
  for (const auto &[Rule, Level] : Near.Levels)
    Far.Levels[Rule] = Level;
  append_range(Far.Strict, Near.Strict);
  if (Near.HeaderFilter)
    Far.HeaderFilter = Near.HeaderFilter;
  append_range(Far.Exclude, Near.Exclude);
  append_range(Far.Models, Near.Models);
  Far.Inherit = Near.Inherit;
  return Far;
}

std::vector<std::string> ConfigFinder::filesRead() const {
  std::vector<std::string> Out;
  for (const auto &[File, What] : ByFile)
    if (!File.empty())
      Out.push_back(File);
  return Out;
}

Expected<const Config *> ConfigFinder::forFolder(StringRef Folder) {
  auto Known = ByFolder.find(Folder);
  if (Known != ByFolder.end())
    return Known->second;

  SmallString<256> Name(Folder);
  sys::path::append(Name, ConfigName);
  const std::string File = Name.str().str();
  const StringRef Parent = sys::path::parent_path(Folder);
  const bool IsHere = sys::fs::exists(File);
  std::optional<Config> Own;
  if (IsHere) {
    Expected<Config> Read = readConfig(File);
    if (!Read)
      return Read.takeError();
    Own = std::move(*Read);
  }

  const Config *Answer = &ByFile[""];
  if (!Parent.empty() && (!Own || Own->Inherit)) {
    Expected<const Config *> Above = forFolder(Parent);
    if (!Above)
      return Above.takeError();
    Answer = *Above;
  }
  if (Own)
    Answer = &(ByFile[File] = stack(Own->Inherit ? *Answer : Config(), *Own));
  return ByFolder[Folder] = Answer;
}

} // namespace holdfast
