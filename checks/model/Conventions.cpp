//===- Conventions.cpp - what names mean in most projects -----------------===//
//
// For a member function without a row and without a body in sight: names that
// refill their object, whatever it held. For the catalog. They err towards
// silence: a `reset` that reads first would be a use, and is not reported.
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

using namespace holdfast;

static const ModelRow Rows[] = {
    {"{clear,Clear}", "reinit(this)"},
    {"{reset,Reset}", "reinit(this)"},
    {"{assign,Assign}", "reinit(this)"},
    {"{init,Init,initialize,Initialize}", "reinit(this)"},
    {"{open,Open}", "reinit(this)"},
    {"{swap,Swap}", "reinit(this); reinit(arg0)"},
    // Generated message classes.
    {"{CopyFrom,ParseFromString,ParseFromArray}", "reinit(this)"},
};

llvm::ArrayRef<ModelRow> holdfast::conventionRows() { return Rows; }
