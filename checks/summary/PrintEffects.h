//===- PrintEffects.h - effects in the catalog's words --------------------===//
//
// For `--dump=effects`: what was inferred, as a row of model/ would say it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_PRINTEFFECTS_H
#define HOLDFAST_SUMMARY_PRINTEFFECTS_H

#include "ir/Body.h"
#include "model/CallEffects.h"

#include <string>

namespace holdfast {

std::string printEffects(const Program &Prog, const CallEffects &Effects);

} // namespace holdfast

#endif
