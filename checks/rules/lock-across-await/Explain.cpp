//===- Explain.cpp - lock-across-await: the words -------------------------===//

#include "rules/lock-across-await/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::lock_across_await;

Finding lock_across_await::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Event &Suspend = R.Blocks[V.Suspend.Block].Events[V.Suspend.Index];
  const Event &Since = R.Blocks[V.Since.Block].Events[V.Since.Index];
  const std::string Lock = describePlace(C.Prog, R.Source, V.Lock);

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Message = "the coroutine is suspended while '" + Lock +
              "' is held: it may be resumed in another thread, which must not unlock it, and everybody who wants the lock waits until then";
  F.Where = C.Sources.resolve(Suspend.Where);
  F.Notes.push_back({C.Sources.resolve(Since.Where), "'" + Lock + "' is locked here"});
  F.Help = "let go of '" + Lock + "' before, or use a lock that coroutines await";
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = Lock;
  return F;
}
