//===- Handles.cpp - rows of pointers, optionals, streams -----------------===//
//
// Types whose moved-from state is specified, at least in part: `asks` are the
// questions that such a state answers, `asks(this) when false` where a moved
// object surely answers false; everything else is a use. For the catalog.
// std::function is not one of them: each of its reads is a use.
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

using namespace holdfast;

#define ORDERINGS "{operator<,operator<=,operator>,operator>=,operator<=>}"
#define COMPARISONS "{operator==,operator!=,operator<,operator<=,operator>,operator>=,operator<=>}"
#define UNIQUE "std::unique_ptr,boost::movelib::unique_ptr"
#define SHARED "std::shared_ptr,boost::shared_ptr,boost::intrusive_ptr"
#define SCOPED "boost::scoped_ptr,QScopedPointer,QSharedPointer"
#define POINTERS UNIQUE "," SHARED "," SCOPED
#define OPTIONALS "std::optional,std::experimental::optional,boost::optional,absl::optional,folly::Optional"
#define EXPECTEDS "std::expected,tl::expected,boost::outcome_v2::result,folly::Expected,absl::StatusOr,llvm::Expected"
#define VARIANTS "std::variant,absl::variant"
#define FUNCTIONS "std::function,std::move_only_function,std::copyable_function,boost::function,absl::AnyInvocable," \
                  "folly::Function"
#define FILES "std::basic_fstream,std::basic_ifstream,std::basic_ofstream,std::basic_filebuf," \
              "std::fstream,std::ifstream,std::ofstream"

static const ModelRow Rows[] = {
    // Smart pointers: null after a move (unique, shared, weak).
    {"{" POINTERS "}::{operator bool,get}", "asks(this) when false; pure"},
    {"{" POINTERS "}::operator!", "asks(this) when true; pure"},
    {"{" POINTERS "}::get_deleter", "asks(this); pure"},
    // Nearly always with nullptr; with another pointer the answer is a guess,
    // which only silences.
    {"{" POINTERS "}::operator==", "asks(this) when true; asks(arg0) when true; asks(arg1) when true; pure"},
    {"{" POINTERS "}::operator!=", "asks(this) when false; asks(arg0) when false; asks(arg1) when false; pure"},
    {"{" POINTERS "}::" ORDERINGS, "asks(this); asks(arg0); asks(arg1); pure"},
    {"{QScopedPointer,QSharedPointer}::isNull", "asks(this) when true; pure"},
    {"{QScopedPointer,QSharedPointer}::data", "asks(this) when false; pure"},
    // Copies of the pointer change these: not pure.
    {"{" SHARED ",std::weak_ptr,boost::weak_ptr}::use_count", "asks(this) when false"},
    {"{" SHARED "}::{unique,owner_before,owner_equal,owner_hash}", "asks(this); asks(arg0)"},
    {"{std,boost}::weak_ptr::expired", "asks(this) when true"},
    {"{std,boost}::weak_ptr::{lock,owner_before,owner_equal,owner_hash}", "asks(this); asks(arg0)"},
    {"{" POINTERS ",std::weak_ptr,boost::weak_ptr}::{operator=,reset}", "moves(arg0); reinit(this); flows(arg0, this)"},
    {"{" POINTERS "}::(constructor)", "moves(arg0..1) if-rvalue; flows(arg0)"},
    {"{" POINTERS ",std::weak_ptr,boost::weak_ptr}::swap", "reinit(this); reinit(arg0)"},
    {"{" UNIQUE "}::release", "asks(this); reinit(this)"},
    {"boost::intrusive_ptr::detach", "asks(this); reinit(this)"},
    {"QScopedPointer::take", "asks(this); reinit(this)"},
    {"{" POINTERS "}::{operator*,operator->}", "reads(this); alias(this.*)"},
    {"{" POINTERS "}::operator[]", "reads(this); alias(this.*.[arg0])"},
    {"std::out_ptr", "reinit(arg0)"},
    {"std::inout_ptr", "asks(arg0); reinit(arg0)"},

    // Optional: a moved one still has a value, which is moved. The place of
    // the value tells a use by itself, and may be given a new value.
    {"{" OPTIONALS "}::{operator bool,operator!,has_value,hasValue,is_initialized,get_ptr,get_pointer}",
     "asks(this); pure"},
    {"{" OPTIONALS "}::" COMPARISONS, "asks(this); asks(arg0); asks(arg1); pure"},
    {"{" OPTIONALS "}::{value,get,operator*,operator->}", "alias(this.value)"},
    {"{" OPTIONALS "}::{value_or,value_or_eval,get_value_or}", "moves(this) if-rvalue"},
    {"{" OPTIONALS "}::{and_then,transform,map,flat_map}", "moves(this) if-rvalue; runs(arg0) once with this.value"},
    {"{" OPTIONALS "}::or_else", "moves(this) if-rvalue; runs(arg0) once"},
    {"{" OPTIONALS "}::emplace", "moves(arg0..15); makes(this.value) with arg0..15; reinit(this); alias(this.value)"},
    {"{" OPTIONALS "}::{reset,clear,assign,operator=}", "moves(arg0); reinit(this); flows(arg0, this)"},
    {"{" OPTIONALS "}::swap", "reinit(this); reinit(arg0)"},
    {"{" EXPECTEDS "}::{operator bool,operator!,has_value,hasValue,has_error,hasError,ok,status}", "asks(this); pure"},
    {"{" EXPECTEDS "}::{value,get,operator*,operator->}", "alias(this.value)"},
    {"{" EXPECTEDS "}::{value_or,error,error_or,takeError}", "moves(this) if-rvalue"},
    {"{" EXPECTEDS "}::{and_then,transform,or_else,transform_error}", "moves(this) if-rvalue; runs(arg0) once"},
    {"{" EXPECTEDS "}::emplace", "moves(arg0..15); makes(this.value) with arg0..15; reinit(this); alias(this.value)"},
    {"{" EXPECTEDS "}::{operator=,AssignStatus}", "moves(arg0); reinit(this)"},
    {"{" EXPECTEDS "}::swap", "reinit(this); reinit(arg0)"},

    // Variant and any: which alternative is known after a move, its value not.
    {"{" VARIANTS "}::{index,valueless_by_exception}", "asks(this); pure"},
    {"{" VARIANTS "}::{emplace,operator=}", "moves(arg0..15); reinit(this)"},
    {"{" VARIANTS "}::swap", "reinit(this); reinit(arg0)"},
    {"{std,absl}::holds_alternative", "asks(arg0); pure"},
    {"{std,absl}::get_if", "asks(arg0.*)"},
    {"{std,boost}::any::{has_value,empty,type}", "asks(this)"},
    {"{std,boost}::any::{emplace,reset,clear,operator=}", "moves(arg0..15); reinit(this)"},
    {"{std,boost}::any::swap", "reinit(this); reinit(arg0)"},
    {"{std,boost}::any_cast", "moves(arg0) if-rvalue"},

    // Functions. A call has no row: its arguments may be changed by anything.
    {"{" FUNCTIONS "}::{operator bool,operator!,empty,target,target_type}", "reads(this)"},
    {"{" FUNCTIONS "}::" COMPARISONS, "reads(this); reads(arg0); reads(arg1)"},
    {"{" FUNCTIONS "}::{operator=,assign,clear}", "reinit(this); flows(arg0, this); moves(arg0)"},
    {"{" FUNCTIONS "}::swap", "reinit(this); reinit(arg0)"},

    // Constructors and makers that forward: an lvalue is copied.
    {"std::{pair,tuple}::operator=", "moves(arg0); reinit(this)"},
    {"{std::pair,std::tuple," OPTIONALS "," EXPECTEDS "," VARIANTS "," FUNCTIONS
     ",std::any,boost::any,std::packaged_task}::(constructor)", "moves(arg0..15) if-rvalue"},
    {"{std::make_unique,std::make_shared,absl::make_unique,boost::make_shared,boost::make_unique,"
     "boost::movelib::make_unique}",
     "moves(arg0..15); makes(result.*) with arg0..15"},
    {"std::{allocate_shared,make_pair,make_tuple,make_optional,make_any,bind,bind_front,"
     "bind_back,not_fn,make_from_tuple}", "moves(arg0..15)"},
    {"absl::{make_optional,bind_front}", "moves(arg0..15)"},
    {"boost::make_optional", "moves(arg0..15)"},
    {"std::{pair,tuple}::swap", "reinit(this); reinit(arg0)"},

    // Streams. clear() forgets errors, not text: it neither refills nor uses.
    {"{" FILES "}::open", "reinit(this)"},
    {"{" FILES "}::is_open", "asks(this); pure"},
    {"{" FILES "}::close", "writes(this)"},
    {"std::{basic_ios,ios_base,basic_istream,basic_ostream}::{clear,setstate,exceptions,flags,precision,width}",
     "asks(this)"},
    {"{" FILES ",std::basic_stringstream,std::basic_istringstream,std::basic_ostringstream,std::stringstream,"
     "std::istringstream,std::ostringstream}::{operator=}", "reinit(this)"},
    {"std::{basic_stringstream,basic_istringstream,basic_ostringstream,basic_stringbuf,stringstream,istringstream,"
     "ostringstream}::str/1", "reinit(this)"},
    {"std::{basic_stringstream,basic_istringstream,basic_ostringstream,basic_stringbuf,stringstream,istringstream,"
     "ostringstream}::str/0", "moves(this) if-rvalue"},
    {"std::getline", "writes(arg0); reinit(arg1); alias(arg0)"},
    {"std::operator>>", "reinit(arg1); alias(arg0)"},
    // As a member for numbers, beside the class for the user's types.
    {"std::{basic_istream,istream}::operator>>/1", "writes(this); reinit(arg0); alias(this)"},
    {"std::{basic_istream,istream}::operator>>/2", "writes(arg0); reinit(arg1); alias(arg0)"},

    {"std::filesystem::path::{operator=,assign,clear}", "moves(arg0); reinit(this)"},
    {"std::filesystem::path::swap", "reinit(this); reinit(arg0)"},
    {"std::filesystem::path::{operator/=,operator+=,append,concat,make_preferred,remove_filename,replace_filename,"
     "replace_extension}", "writes(this); alias(this)"},
    {"std::filesystem::path::{empty,native,string,filename,parent_path}", "reads(this)"},
};

llvm::ArrayRef<ModelRow> holdfast::handleRows() { return Rows; }
