//===- Engine.cpp - the whole pipeline on one screen ----------------------===//

#include "Engine.h"

#include "OwnershipTable.h"
#include "analysis/Results.h"
#include "ir/Print.h"
#include "ir/Verify.h"
#include "lower/Frontend.h"
#include "lower/RowMatchers.h"
#include "model/Catalog.h"
#include "rules/Registry.h"
#include "summary/GuardInference.h"
#include "summary/LockOrder.h"
#include "summary/LockUse.h"
#include "summary/PrintEffects.h"
#include "summary/ProgramEffects.h"
#include "summary/Summarize.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <chrono>

using namespace holdfast;

namespace {

/// Adds the time of its life to one stage.
class Stage {
public:
  Stage(UnitStats &Stats, llvm::StringRef Name) : Stats(Stats), Name(Name) {}
  ~Stage() {
    double Spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - Start).count();
    for (auto &[Known, Seconds] : Stats.Seconds)
      if (Known == Name) {
        Seconds += Spent;
        return;
      }
    Stats.Seconds.push_back({Name.str(), Spent});
  }

private:
  UnitStats &Stats;
  llvm::StringRef Name;
  std::chrono::steady_clock::time_point Start = std::chrono::steady_clock::now();
};

struct RuleThatIsOn {
  const RuleEntry *Rule;
  std::string Stage; ///< what --profile calls it
  bool IsStrict;
};

std::vector<RuleThatIsOn> rulesThatAreOn(const EngineOptions &Options) {
  std::vector<RuleThatIsOn> Out;
  for (const RuleEntry &Rule : ruleEntries()) {
    std::string Id = Rule.Info.Id.str();
    if (Rule.Check && Options.Rules.count(Id))
      Out.push_back({&Rule, "rule " + Id, Options.Strict.count(Id) > 0});
  }
  return Out;
}

void checkBodies(const EngineOptions &Options, Program &Prog, const Summaries &Known, const SourceMap &Sources,
                 UnitResult &Out) {
  const std::vector<RuleThatIsOn> Rules = rulesThatAreOn(Options);
  ReachTable Reach(Prog, Known);
  for (Body &B : Prog.Bodies) {
    if (B.Blocks.empty())
      continue;
    ++Out.Stats.FunctionsChecked;
    if (!B.IsAsked && Options.Dump != DumpKind::Facts)
      continue;
    std::unique_ptr<Results> Answers;
    {
      Stage Timer(Out.Stats, "analyze");
      Answers = std::make_unique<Results>(Prog, B, Known, false);
    }
    if (Options.Dump == DumpKind::Facts)
      Out.Dump += printBody(Prog, B, Answers->Blocks);
    std::set<std::pair<uint32_t, PlaceId>> Told;
    for (const RuleThatIsOn &On : Rules) {
      Stage Timer(Out.Stats, On.Stage);
      RuleContext Context{Prog, *Answers, Reach, Sources, On.IsStrict, &Told};
      llvm::append_range(Out.Findings, On.Rule->Check(Context));
    }
  }
}

/// True where a rule that is on asks what all units do.
bool asksForProgram(const EngineOptions &Options) {
  return llvm::any_of(ruleEntries(), [&](const RuleEntry &Rule) { return Rule.Link && Options.Rules.count(Rule.Info.Id.str()); });
}

/// One line of `--dump=guards`, where an access shows it.
std::string printGuard(const InferredGuard &G) {
  return G.Example.File + ":" + std::to_string(G.Example.Line) + ": " + G.Data + " by " + G.Lock + ", " + std::to_string(G.Held) + " of " +
         std::to_string(G.All) + "\n";
}

/// In a template the same place is found once for each instantiation: one stays. An
/// error is more than a warning at its place.
void sortAndUnite(std::vector<Finding> &Findings) {
  llvm::sort(Findings, [](const Finding &X, const Finding &Y) {
    const bool XIsMild = X.Level != Severity::Error, YIsMild = Y.Level != Severity::Error;
    return std::tie(X.Where.File, X.Where.Offset, X.Rule, XIsMild, X.Message, X.Instantiation) <
           std::tie(Y.Where.File, Y.Where.Offset, Y.Rule, YIsMild, Y.Message, Y.Instantiation);
  });
  auto Same = [](const Finding &X, const Finding &Y) {
    return X.Where.File == Y.Where.File && X.Where.Offset == Y.Where.Offset && X.Rule == Y.Rule;
  };
  Findings.erase(std::unique(Findings.begin(), Findings.end(), Same), Findings.end());
}

/// By the uses of the whole program where they are known, else by those of the unit.
OwnershipTable ownershipOf(const EngineOptions &Options, const ElsewhereTable &Elsewhere, Program &Prog, const Summaries &Known,
                           const UseTable &Uses, const SourceMap &Sources) {
  std::vector<InferredGuard> Guards = Elsewhere.guards() ? Elsewhere.guards()->Guards : std::vector<InferredGuard>();
  for (InferredGuard &Own : inferGuards(Uses).Guards)
    if (llvm::none_of(Guards, [&](const InferredGuard &G) { return G.DataKeys == Own.DataKeys; }))
      Guards.push_back(std::move(Own));
  return makeOwnershipTable(Prog, Known, Sources, Guards, Options.OwnershipOf);
}

void checkUnit(const EngineOptions &Options, const ElsewhereTable &Elsewhere, lower::LoweredUnit &Unit, const SourceMap &Sources,
               UnitResult &Out) {
  Out.Stats.Seconds.push_back({"lower", Unit.Seconds});
  Out.Stats.TemplatesUninstantiated = Unit.UninstantiatedTemplates;
  Out.Stats.Lines = std::move(Unit.Lines);
  for (const lower::NotLowered &N : Unit.Obstacles)
    Out.NotLookedAt.push_back({N.Name, Sources.resolve(N.Where), N.Reason});
  Out.Stats.FunctionsSkipped = unsigned(Out.NotLookedAt.size());
  for (const Body &B : Unit.Prog.Bodies) {
    if (B.Blocks.empty())
      continue;
    if (auto Wrong = verify(Unit.Prog, B)) {
      Out.InternalFailure = *Wrong;
      Out.Dump += printBody(Unit.Prog, B, B.Blocks);
      return;
    }
    if (Options.Dump == DumpKind::IR)
      Out.Dump += printBody(Unit.Prog, B, B.Blocks);
  }
  const std::set<std::string> Asked = namesAskedFor(Unit.Prog);
  importEffects(Unit.Prog, Elsewhere.effects());
  Summaries Known;
  LockUses Uses(Unit.Prog, Sources, Options.TellsDeclarations);
  {
    Stage Timer(Out.Stats, "summarize");
    Known = summarizeAll(Unit.Prog, asksForProgram(Options) ? &Uses : nullptr);
    Out.Summary = writeUses(Uses.table());
    Out.Effects = writeEffects(Unit.Prog, Known, Asked);
  }
  if (Options.Dump == DumpKind::Effects)
    for (const Body &B : Unit.Prog.Bodies)
      if (Known[B.Id.index()])
        Out.Dump += B.Name + B.Instantiation + ": " + printEffects(Unit.Prog, *Known[B.Id.index()]) + "\n";
  if (Options.Dump == DumpKind::Guards)
    for (const InferredGuard &G : inferGuards(Uses.table()).Guards)
      Out.Dump += printGuard(G);
  checkBodies(Options, Unit.Prog, Known, Sources, Out);
  if (Options.TellsOwnership || Options.Dump == DumpKind::Ownership) {
    Stage Timer(Out.Stats, "ownership");
    Out.Ownership = ownershipOf(Options, Elsewhere, Unit.Prog, Known, Uses.table(), Sources);
    if (Options.Dump == DumpKind::Ownership)
      Out.Dump += printOwnership(Out.Ownership);
  }
  sortAndUnite(Out.Findings);
}

Fix annotationOf(const InferredGuard &G) {
  Location End = G.Declarator;
  End.Line = End.EndLine, End.Column = End.EndColumn, End.Offset = End.EndOffset;
  const std::string Words = G.Macro.empty() ? "__attribute__((guarded_by(" + G.Lock + ")))" : G.Macro + "(" + G.Lock + ")";
  return {"declare that '" + G.Lock + "' guards '" + G.Data + "'", FixGrade::Safe, {{End, " " + Words}}};
}

} // namespace

LinkResult holdfast::linkUnits(llvm::ArrayRef<std::string> Summaries) {
  LinkResult Out;
  Out.Findings.resize(Summaries.size());
  Out.Wrong.resize(Summaries.size());
  UseTable All;
  for (uint32_t I = 0; I < Summaries.size(); ++I) {
    if (Summaries[I].empty())
      continue;
    if (llvm::Expected<UseTable> Uses = readUses(Summaries[I]))
      All.add(*Uses, I);
    else
      Out.Wrong[I] = llvm::toString(Uses.takeError());
  }
  const ProgramAnswers Answers{inferGuards(All), findLockCycles(All)};
  for (const RuleEntry &Rule : ruleEntries())
    if (Rule.Link)
      for (UnitFinding &Each : Rule.Link(Answers))
        Out.Findings[Each.Unit].push_back(std::move(Each.What));
  for (std::vector<Finding> &Each : Out.Findings)
    sortAndUnite(Each);
  for (const InferredGuard &G : Answers.Guards.Guards)
    if (G.Declarator.isValid())
      Out.Annotations.push_back({G.Unit, annotationOf(G)});
  Out.Guards = std::make_shared<const InferredGuards>(Answers.Guards);
  return Out;
}

bool holdfast::mayTell(llvm::StringRef FileName, llvm::StringRef Text) { return namesLocksOrThreads(FileName, Text); }

ElsewhereTable::ElsewhereTable() : All(std::make_unique<ProgramEffects>()) {}
ElsewhereTable::~ElsewhereTable() = default;

bool ElsewhereTable::add(llvm::StringRef UnitEffects) {
  llvm::Error Wrong = All->add(UnitEffects);
  const bool IsWrong = bool(Wrong);
  llvm::consumeError(std::move(Wrong));
  return !IsWrong;
}

std::string ElsewhereTable::questionsOf(llvm::StringRef UnitEffects) { return ProgramEffects::questionsOf(UnitEffects); }
std::string ElsewhereTable::answersFor(llvm::StringRef UnitEffects) const { return All->answersFor(UnitEffects); }
llvm::Expected<std::string> ElsewhereTable::linesOf(llvm::StringRef UnitEffects) { return ProgramEffects::linesOf(UnitEffects); }
std::vector<std::string> ElsewhereTable::namesAskedBy(llvm::StringRef UnitEffects) { return ProgramEffects::namesAskedBy(UnitEffects); }
void ElsewhereTable::addLines(llvm::StringRef Lines) { All->addLines(Lines); }

llvm::ArrayRef<RuleInfo> holdfast::allRules() {
  static const std::vector<RuleInfo> Infos = [] {
    std::vector<RuleInfo> Out;
    for (const RuleEntry &E : ruleEntries())
      Out.push_back(E.Info);
    return Out;
  }();
  return Infos;
}

Engine::Engine(EngineOptions Options) : Options(std::move(Options)), Models(std::make_unique<Catalog>()) {}
Engine::~Engine() = default;

llvm::Expected<std::unique_ptr<Engine>> Engine::create(EngineOptions Options) {
  std::unique_ptr<Engine> E(new Engine(std::move(Options)));
  unsigned Order = 0;
  for (const UserModel &M : E->Options.Models)
    if (llvm::Error Wrong = E->add(M, ++Order))
      return llvm::createStringError(M.Origin + ": " + llvm::toString(std::move(Wrong)));
  return E;
}

llvm::Error Engine::add(const UserModel &Model, unsigned Order) {
  std::string Words = llvm::join(Model.Effects, "; ");
  if (!Model.Type.empty())
    return Models->addType(Model.Type, Words, Order);
  if (Model.Matcher.empty())
    return Models->add(Model.Callee, Words, Order);
  if (!Matchers)
    Matchers = std::make_unique<lower::RowMatchers>();
  return Matchers->add(Model.Matcher, Words, Order);
}

std::unique_ptr<clang::ASTConsumer> Engine::makeConsumer(clang::CompilerInstance &CI, const ElsewhereTable &Elsewhere,
                                                         UnitResult &Out) const {
  lower::FrontendHooks Hooks;
  Hooks.IsInside = Options.IsInside;
  Hooks.NotesMentions = Options.TellsOwnership || Options.Dump == DumpKind::Ownership;
  Hooks.OnUnit = [this, &Elsewhere, &Out](lower::LoweredUnit &Unit, const SourceMap &Sources) {
    checkUnit(Options, Elsewhere, Unit, Sources, Out);
  };
  return lower::makeConsumer(CI, *Models, Matchers.get(), std::move(Hooks));
}
