//===- SharedTypes.cpp - library classes, as two threads see them ---------===//
//
// Which classes of libraries are plain data, which race where one thread
// writes and another reads, and which may be used by all at once but let
// nobody wait. For lowering, which asks this of a library's class; those that
// stand nowhere here may lock, count or signal: their use is silent.
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

using namespace holdfast;

static const SharedTypeRow Rows[] = {
    {"std::{basic_string,string,wstring,vector,deque,list,forward_list,array,valarray,bitset,map,multimap,set,multiset,"
     "unordered_map,unordered_multimap,unordered_set,unordered_multiset,flat_map,flat_set,queue,stack,priority_queue}",
     Sharing::Data},
    {"std::{pair,tuple,optional,variant,any,function,move_only_function,unique_ptr,shared_ptr,weak_ptr,basic_string_view,"
     "string_view,span,initializer_list,complex,reference_wrapper,exception_ptr,error_code,bitset}",
     Sharing::Data},
    {"std::{chrono::duration,chrono::time_point,ratio,filesystem::path,filesystem::__cxx11::path,regex,basic_regex,"
     "mersenne_twister_engine,linear_congruential_engine,uniform_int_distribution,uniform_real_distribution}",
     Sharing::Data},
    {"{__gnu_cxx::__normal_iterator,std::__wrap_iter,std::reverse_iterator,std::_Deque_iterator,std::_List_iterator,"
     "std::_Rb_tree_iterator,std::_Rb_tree_const_iterator}",
     Sharing::Data},
    {"absl::{flat_hash_map,flat_hash_set,node_hash_map,node_hash_set,btree_map,btree_set,InlinedVector,string_view,"
     "optional,Span}",
     Sharing::Data},
    {"boost::{optional,shared_ptr,scoped_ptr,intrusive_ptr,container::vector,container::flat_map,container::flat_set,"
     "container::small_vector,container::static_vector}",
     Sharing::Data},
    {"{QString,QByteArray,QList,QVector,QMap,QHash,QSet,QStringList,QVariant}", Sharing::Data},
    // Formatted output is safe to share; nobody learns from it what another has done.
    {"std::{basic_ostream,basic_istream,basic_iostream,basic_ios,ios_base}", Sharing::Harmless},
    // Who joins a thread is known by the thread's own end.
    {"{std::thread,std::jthread,boost::thread}", Sharing::Harmless},
    {"std::{allocator,less,greater,equal_to,hash,default_delete,nullopt_t,nullptr_t,in_place_t,integral_constant}",
     Sharing::Harmless},
};

llvm::ArrayRef<SharedTypeRow> holdfast::sharedTypeRows() { return Rows; }

bool Catalog::isReferenceWrapper(llvm::StringRef QualifiedName) const {
  return QualifiedName == "std::reference_wrapper" || QualifiedName == "boost::reference_wrapper";
}
