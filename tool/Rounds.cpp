//===- Rounds.cpp ---------------------------------------------------------===//

#include "tool/Rounds.h"

#include "clang/AST/ASTConsumer.h"

namespace holdfast {

static std::unique_ptr<ElsewhereTable>
tableOf(llvm::ArrayRef<std::string> Others, llvm::StringRef Own,
        const std::shared_ptr<const InferredGuards> &Guards) {
  auto Out = std::make_unique<ElsewhereTable>();
  Out->setGuards(Guards);
  for (const std::string &Effects : Others)
    Out->add(Effects);
  if (!Own.empty())
    Out->add(Own);
  return Out;
}

UnitResult checkInRounds(const Engine &E, clang::CompilerInstance &CI,
                         clang::ASTContext &AST,
                         llvm::ArrayRef<std::string> Others,
                         std::shared_ptr<const InferredGuards> Guards) {
  constexpr unsigned MaxRounds = 3;
  UnitResult Out;
  std::unique_ptr<ElsewhereTable> Elsewhere = tableOf(Others, "", Guards);
  for (unsigned Round = 0;; ++Round) {
    UnitResult Now;
    E.makeConsumer(CI, *Elsewhere, Now)->HandleTranslationUnit(AST);
    Out = std::move(Now);
    const std::string Known = Elsewhere->answersFor(Out.Effects);
    Elsewhere = tableOf(Others, Out.Effects, Guards);
    if (Round == MaxRounds || !Out.InternalFailure.empty() ||
        Elsewhere->answersFor(Out.Effects) == Known)
      return Out;
  }
}

} // namespace holdfast
