//===- Containers.cpp - rows of containers, strings and iterators ---------===//
//
// A moved container is "valid but unspecified": every read is a use, size()
// and empty() too, and adding to it is a use as well, until it is cleared,
// assigned or swapped. For the catalog. What is put in is moved first and the
// container changed then: `v.push_back(std::move(v.back()))` leaves no moved
// element behind. Not said: that erasing or growing ends references.
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

using namespace holdfast;

// The classes that share rows. A stand-in may call its string `string`.
#define STRINGS "std::basic_string,std::string,std::wstring"
#define SEQUENCES "std::vector,std::deque,std::list,std::forward_list,std::inplace_vector," \
                  "absl::InlinedVector,boost::container::vector,boost::container::deque," \
                  "boost::container::list,boost::container::small_vector,boost::container::static_vector,folly::fbvector"
#define MAPS "std::map,std::unordered_map,std::flat_map,absl::flat_hash_map,absl::node_hash_map,absl::btree_map," \
             "boost::container::map,boost::container::flat_map,boost::unordered_map,boost::unordered::unordered_map," \
             "boost::unordered::unordered_flat_map,folly::F14FastMap,folly::F14NodeMap,folly::F14ValueMap"
#define SETS "std::set,std::unordered_set,std::flat_set,absl::flat_hash_set,absl::node_hash_set,absl::btree_set," \
             "boost::container::set,boost::container::flat_set,boost::unordered_set,boost::unordered::unordered_set," \
             "boost::unordered::unordered_flat_set,folly::F14FastSet,folly::F14NodeSet,folly::F14ValueSet"
#define MULTIS "std::multimap,std::multiset,std::unordered_multimap,std::unordered_multiset,std::flat_multimap," \
               "std::flat_multiset,absl::btree_multimap,absl::btree_multiset"
#define ADAPTORS "std::queue,std::stack,std::priority_queue"
#define ALL STRINGS "," SEQUENCES "," MAPS "," SETS "," MULTIS

static const ModelRow Rows[] = {
    // A fresh value, whatever there was.
    {"{" ALL "," ADAPTORS ",std::array,std::valarray}::operator=", "moves(arg0); reinit(this)"},
    {"{" ALL "," ADAPTORS ",std::array,std::valarray}::swap", "reinit(this); reinit(arg0)"},
    {"{" ALL "}::clear", "reinit(this)"},
    {"{" STRINGS "," SEQUENCES "}::{assign,assign_range}", "reinit(this)"},
    {"std::array::{fill,assign}", "reinit(this)"},
    {"std::{flat_map,flat_multimap,flat_set,flat_multiset}::replace", "reinit(this)"},
    {"std::{flat_map,flat_multimap,flat_set,flat_multiset}::extract/0", "moves(this) if-rvalue"},

    // Questions that a moved container does not answer.
    {"{" ALL "," ADAPTORS ",std::array,std::span,std::basic_string_view,std::string_view}::{size,empty}",
     "reads(this); pure"},
    {"{" ALL ",std::array,std::span,std::basic_string_view,std::string_view}::max_size", "reads(this); pure"},
    {"{" STRINGS ",std::vector,std::inplace_vector,absl::InlinedVector,boost::container::vector,"
     "boost::container::small_vector,boost::container::static_vector,folly::fbvector}::capacity", "reads(this); pure"},
    {"{" STRINGS ",std::basic_string_view,std::string_view}::length", "reads(this); pure"},
    {"{" STRINGS ",std::basic_string_view,std::string_view}::{find,rfind,find_first_of,find_last_of,"
     "find_first_not_of,find_last_not_of,compare,starts_with,ends_with,contains}", "reads(this); pure"},
    {"{" MAPS "," SETS "," MULTIS "}::{count,contains}", "reads(this); pure"},
    {"{" MAPS "," SETS "," MULTIS "}::{find,lower_bound,upper_bound,equal_range}", "reads(this)"},
    {"{" ALL "}::get_allocator", "asks(this)"},

    // Where the elements are.
    {"{" STRINGS "," SEQUENCES "," MAPS "," SETS "," MULTIS ",std::array}::{begin,end,rbegin,rend,cbegin,cend,crbegin,"
     "crend,before_begin,cbefore_begin}", "reads(this); borrow(this.[])"},
    {"{" STRINGS ",std::vector,std::array,std::inplace_vector,absl::InlinedVector,boost::container::vector,"
     "boost::container::small_vector,boost::container::static_vector,folly::fbvector}::data", "reads(this); borrow(this.[])"},
    // Views hold what they are made from.
    {"{" STRINGS "}::(conversion)", "reads(this); borrow(this.[])"},
    {"{std::basic_string_view,std::string_view,std::span}::(constructor)", "borrow(arg0.[])"},
    {"{std::basic_string_view,std::string_view,std::span}::{substr,subspan,first,last,begin,end,rbegin,rend,data}",
     "flows(this)"},
    {"{" STRINGS "}::c_str", "reads(this); borrow(this.[])"},
    {"std::{begin,end,rbegin,rend,cbegin,cend,data}", "reads(arg0); borrow(arg0.[])"},
    {"std::{size,ssize,empty}", "reads(arg0); pure"},

    // One element. The first is always the same place, the last is not.
    {"{" STRINGS ",std::vector,std::deque,std::array,std::valarray,std::inplace_vector,absl::InlinedVector,"
     "boost::container::vector,boost::container::deque,boost::container::small_vector,"
     "boost::container::static_vector,folly::fbvector}::{operator[],at}", "reads(this); alias(this.[arg0])"},
    {"{" STRINGS "," SEQUENCES ",std::array,std::queue}::front", "reads(this); alias(this.[0])"},
    {"{" STRINGS "," SEQUENCES ",std::array,std::queue}::back", "reads(this); alias(this.[])"},
    {"std::{stack,priority_queue}::top", "reads(this); alias(this.[])"},
    {"{" MAPS "}::operator[]", "moves(arg0); writes(this)"},
    {"{" MAPS "}::at", "reads(this)"},

    // Changes in part.
    {"{" STRINGS "," SEQUENCES "}::{insert,insert_range,append_range,prepend_range,resize,push_back,push_front}",
     "moves(arg0..15); writes(this)"},
    {"{" STRINGS "," SEQUENCES "}::{erase,reserve,pop_back,pop_front,shrink_to_fit}", "writes(this)"},
    {"{" SEQUENCES "}::{emplace,insert_after,emplace_after}", "moves(arg0..15); writes(this)"},
    {"{" SEQUENCES "}::{erase_after,reverse}", "writes(this)"},
    // The other list keeps what is not spliced out of it.
    {"{" SEQUENCES "}::{splice,splice_after}/2", "writes(this); reinit(arg1)"},
    {"{" SEQUENCES "}::{splice,splice_after}", "writes(this); writes(arg1)"},
    {"{" SEQUENCES "}::emplace_front", "moves(arg0..15); writes(this); makes(this.[]) with arg0..15; alias(this.[0])"},
    {"{" SEQUENCES "}::emplace_back", "moves(arg0..15); writes(this); makes(this.[]) with arg0..15; alias(this.[])"},
    {"{" STRINGS "}::{append,operator+=,replace,replace_with_range}", "writes(this); alias(this)"},
    {"{" STRINGS "}::{resize_and_overwrite,__resize_and_overwrite}", "writes(this); runs(arg1) once"},
    {"{" SEQUENCES "}::{remove,unique/0,sort/0}", "writes(this)"},
    {"{" SEQUENCES "}::merge/1", "writes(this); reads(arg0); reinit(arg0)"},
    {"{" SEQUENCES "}::remove_if", "writes(this); runs(arg0) with this.[]"},
    {"{" SEQUENCES "}::{unique/1,sort/1}", "writes(this); runs(arg0) with this.[], this.[]"},
    {"{" SEQUENCES "}::merge/2", "writes(this); reads(arg0); reinit(arg0); runs(arg1) with this.[], this.[]"},
    {"{" ADAPTORS "}::{push,push_range,emplace}", "moves(arg0..15); writes(this)"},
    {"{" ADAPTORS "}::pop", "writes(this)"},
    {"{" MAPS "," SETS "," MULTIS "}::{erase,extract,rehash,reserve,insert_range}", "writes(this)"},
    // What is already there stays in the other one.
    {"{" MAPS "," SETS "," MULTIS "}::merge", "writes(this); reads(arg0)"},

    // One element of a kind: what was not inserted was not moved from.
    {"{" MAPS "," SETS "}::{insert,emplace,emplace_hint}", "moves(arg0..15) if-untested; writes(this)"},
    {"{" MAPS "}::try_emplace", "moves(arg0..15) if-untested; writes(this)"},
    {"{" MAPS "}::insert_or_assign", "moves(arg0) if-untested; moves(arg1..2); writes(this)"},
    {"{" MULTIS "}::{insert,emplace,emplace_hint}", "moves(arg0..15); writes(this)"},

    // Functions beside the classes.
    {"std::erase", "writes(arg0)"},
    {"std::erase_if", "writes(arg0); runs(arg1) with arg0.[]"},
    {"std::{back_inserter,front_inserter,inserter}", "writes(arg0); borrow(arg0)"},

    // What an iterator denotes: one object until the iterator is changed.
    {"{__gnu_cxx::__normal_iterator,std::__wrap_iter,std::reverse_iterator,std::_Deque_iterator,std::__deque_iterator,"
     "std::_List_iterator,std::__list_iterator,std::_Fwd_list_iterator,std::__forward_list_iterator,"
     "std::_Rb_tree_iterator,std::__map_iterator,std::_Node_iterator,std::__hash_map_iterator}::{operator*,operator->}",
     "reads(this); alias(this.*)"},
};

llvm::ArrayRef<ModelRow> holdfast::containerRows() { return Rows; }
