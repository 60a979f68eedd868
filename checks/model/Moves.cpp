//===- Moves.cpp - rows of <utility> and its kin --------------------------===//
//
// Casts that move nothing by themselves, exchanges and swaps, and functions
// that hand out references to their arguments. For the catalog. Lowering knows
// the casts of namespace std by itself; their rows serve stand-ins that the
// compiler does not take for builtins.
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

using namespace holdfast;

static const ModelRow Rows[] = {
    // The cast; with three parameters std::move is the algorithm below.
    {"{std,boost,absl}::move/1", "alias(arg0)"},
    {"{std,boost,absl}::forward", "alias(arg0)"},
    {"std::{forward_like,move_if_noexcept,as_const}", "alias(arg0)"},
    {"std::{addressof,__addressof}", "borrow(arg0)"},
    {"boost::addressof", "borrow(arg0)"},
    {"std::{ref,cref}", "borrow(arg0)"},
    {"boost::{ref,cref}", "borrow(arg0)"},
    {"{std,boost}::reference_wrapper::(constructor)", "borrow(arg0)"},
    {"{std,boost}::reference_wrapper::get", "alias(this.*)"},
    {"std::{to_address,launder}", "borrow(arg0.*)"},

    // The old value goes into the result, the new one is given at once.
    {"{std,absl,boost,folly}::exchange", "reads(arg0); moves(arg1); reinit(arg0)"},
    // Whatever each held, it now holds what the other did.
    {"std::swap", "reinit(arg0); reinit(arg1)"},
    {"boost::swap", "reinit(arg0); reinit(arg1)"},
    {"std::ranges::{__cust_swap::_Swap,__swap::__fn}::operator()", "reinit(arg0); reinit(arg1)"},
    {"std::iter_swap", "reinit(arg0.*); reinit(arg1.*)"},

    // References to the arguments. tie is meant to be assigned to; that a
    // comparison of two ties reads is not seen.
    {"std::tie", "borrow(arg0..15); reinit(arg0..15)"},
    {"boost::{tie,tuples::tie}", "borrow(arg0..15); reinit(arg0..15)"},
    {"std::forward_as_tuple", "borrow(arg0..15)"},
    // `get<0>(std::move(t))` denotes one part, as an rvalue. get<T> names no
    // number: a part that is not known.
    {"std::get", "alias(arg0.targ0)"},
    {"boost::{get,tuples::get}", "alias(arg0.targ0)"},
    {"std::make_move_iterator", "borrow(arg0.*)"},

    // What an iterator denotes is moved, as far as that is one known object.
    {"std::{move,move_backward}/3", "moves(arg0.*); reinit(arg2.*)"},
    {"std::{move,move_backward}/4", "moves(arg1.*); reinit(arg3.*)"},
    {"std::{copy,copy_backward}/3", "reads(arg0.*); reinit(arg2.*)"},
    {"std::uninitialized_move/3", "moves(arg0.*); reinit(arg2.*)"},
    {"std::{destroy_at,_Destroy}/1", "none"},
    {"std::construct_at", "moves(arg1..15); reinit(arg0.*); borrow(arg0.*)"},
};

llvm::ArrayRef<ModelRow> holdfast::moveRows() { return Rows; }
