//===- Algorithms.cpp - rows of functions that run what they are given ----===//
//
// Which parameter of an algorithm or of invoke is run before the call returns. For the catalog. The number of parameters tells
// the overloads apart: an execution policy shifts the rest by one. Where a
// position is an iterator in another overload, nothing is run. With what it is
// run is said where a body that is skipped would be needed to tell: not for
// niebloids, which are constexpr; apply and visit are, too. Niebloids of
// namespace ranges are found by their classes in libstdc++ and in libc++.
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

using namespace holdfast;

// The class of std::ranges::NAME in both libraries.
#define NIEBLOID(NAME) "__" NAME "_fn,__" NAME ",__" NAME "::__fn"

static const ModelRow Rows[] = {
    // (first, last, f); (policy, first, last, f)
    {"std::{for_each,for_each_n,find_if,find_if_not,any_of,all_of,none_of,count_if,partition,stable_partition,"
     "is_partitioned,partition_point,remove_if}/3", "runs(arg2) with arg0.*"},
    {"std::{for_each,for_each_n,find_if,find_if_not,any_of,all_of,none_of,count_if,partition,stable_partition,"
     "is_partitioned,remove_if}/4", "runs(arg3) with arg1.*"},
    {"std::{generate,generate_n}/3", "runs(arg2)"},
    {"std::{generate,generate_n}/4", "runs(arg3)"},
    // (first, last, compare), where the short form compares by itself
    {"std::{sort,stable_sort,is_sorted,is_sorted_until,make_heap,push_heap,pop_heap,sort_heap,is_heap,is_heap_until,"
     "min_element,max_element,minmax_element,unique,adjacent_find,next_permutation,prev_permutation}/3",
     "runs(arg2) with arg0.*, arg0.*"},
    {"std::{sort,stable_sort,is_sorted,is_sorted_until,is_heap,is_heap_until,min_element,max_element,minmax_element,"
     "unique,adjacent_find}/4", "runs(arg3) with arg1.*, arg1.*"},
    {"std::{sort,stable_sort,make_heap,push_heap,pop_heap,sort_heap}/2", "none"},
    // (first, middle, last, compare)
    {"std::{nth_element,partial_sort,inplace_merge}/4", "runs(arg3) with arg0.*, arg0.*"},
    {"std::{nth_element,partial_sort,inplace_merge}/5", "runs(arg4) with arg1.*, arg1.*"},
    // (first, last, value, compare)
    {"std::lower_bound/4", "runs(arg3) with arg0.*, arg2"},
    {"std::upper_bound/4", "runs(arg3) with arg2, arg0.*"},
    {"std::{equal_range,binary_search}/4", "runs(arg3) with arg0.*, arg2 or arg2, arg0.*"},
    {"std::{min,max}/3", "reads(arg0); reads(arg1); runs(arg2) with arg0, arg1"},
    {"std::clamp/4", "reads(arg0); reads(arg1); reads(arg2); runs(arg3) with arg0, arg1"},
    // (first, last, out, f)
    {"std::{copy_if,remove_copy_if,transform}/4", "runs(arg3) with arg0.*"},
    {"std::{unique_copy,adjacent_difference,partial_sum,inclusive_scan}/4", "runs(arg3) with arg0.*, arg0.*"},
    {"std::{copy_if,remove_copy_if}/5", "runs(arg4) with arg1.*"},
    {"std::{unique_copy,adjacent_difference}/5", "runs(arg4) with arg1.*, arg1.*"},
    {"std::transform/5", "runs(arg4) with arg0.*, arg2.* or arg1.*"}, // (first, last, first2, out, f), or a policy
    {"std::transform/6", "runs(arg5) with arg1.*, arg3.*"},
    {"std::partition_copy/5", "runs(arg4) with arg0.*"},
    {"std::{replace_if}/4", "runs(arg2) with arg0.*; reads(arg3)"},
    {"std::{replace_if}/5", "runs(arg3) with arg1.*; reads(arg4)"},
    {"std::{replace_copy_if}/5", "runs(arg3) with arg0.*; reads(arg4)"},
    // Two ranges
    {"std::{equal,mismatch,is_permutation}/4", "runs(arg3) with arg0.*, arg2.*"},
    {"std::{equal,mismatch,is_permutation,includes,search,find_end,find_first_of,lexicographical_compare}/5",
     "runs(arg4) with arg0.*, arg2.* or arg1.*, arg3.*"},
    {"std::{merge,set_union,set_intersection,set_difference,set_symmetric_difference}/6",
     "runs(arg5) with arg0.*, arg2.*"},
    // Sums: the start value is moved along.
    {"std::{accumulate,reduce}/4", "moves(arg2); runs(arg3) with arg2, arg0.*"},
    {"std::reduce/5", "moves(arg3); runs(arg4) with arg3, arg1.*"},
    {"std::transform_reduce/5", "moves(arg2); runs(arg3); runs(arg4) with arg0.*"},
    {"std::inner_product/6", "moves(arg3); runs(arg4); runs(arg5) with arg0.*, arg2.*"},

    // Calls, at once.
    {"{std,absl,boost}::{invoke,invoke_r}", "runs(arg0) once with arg1..15"},
    {"{std,absl,boost}::apply", "runs(arg0) once; moves(arg1)"},
    {"{std,absl}::visit", "runs(arg0) once; moves(arg1..7)"},
    {"boost::apply_visitor", "runs(arg0) once; moves(arg1..7) if-rvalue"},
    {"{std,absl,boost}::call_once", "runs(arg1) once with arg2..15"},

    // ranges: (range, f, projection) and (first, last, f, projection).
    {"std::ranges::{" NIEBLOID("for_each") "," NIEBLOID("find_if") "," NIEBLOID("find_if_not") "," NIEBLOID("any_of")
     "," NIEBLOID("all_of") "," NIEBLOID("none_of") "," NIEBLOID("count_if") "," NIEBLOID("sort") ","
     NIEBLOID("stable_sort") "," NIEBLOID("remove_if") "," NIEBLOID("partition") "}::operator()/3",
     "reads(arg0); runs(arg1); runs(arg2)"},
    {"std::ranges::{" NIEBLOID("for_each") "," NIEBLOID("find_if") "," NIEBLOID("find_if_not") "," NIEBLOID("any_of")
     "," NIEBLOID("all_of") "," NIEBLOID("none_of") "," NIEBLOID("count_if") "," NIEBLOID("sort") ","
     NIEBLOID("stable_sort") "," NIEBLOID("remove_if") "," NIEBLOID("partition") "}::operator()/4",
     "runs(arg2); runs(arg3)"},
    {"std::ranges::{" NIEBLOID("transform") "," NIEBLOID("copy_if") "}::operator()/4",
     "reads(arg0); runs(arg2); runs(arg3)"},
};

llvm::ArrayRef<ModelRow> holdfast::algorithmRows() { return Rows; }
