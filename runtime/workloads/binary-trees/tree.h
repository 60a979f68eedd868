//===- tree.h - binary trees from a library's pool ------------------------===//
//
// A tree is built bottom-up from the memory of a std::pmr resource: one per
// tree, which gives all of it back at once. The resource takes its memory from
// the heap in one piece, as it knows how many nodes there will be.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_TREE_H
#define HOLDFAST_WORKLOADS_TREE_H

#include <cstdint>
#include <memory_resource>
#include <new>

namespace trees {

constexpr int least_depth = 4;

/// A node's memory is taken often enough to be worth a call that is not virtual
/// and a copy of it in place (flatten).
class arena : std::pmr::monotonic_buffer_resource {
public:
  using monotonic_buffer_resource::monotonic_buffer_resource;
  [[gnu::flatten]] void *take(std::size_t size, std::size_t alignment) {
    return monotonic_buffer_resource::do_allocate(size, alignment);
  }
};

class node {
public:
  /// A tree of 2^(depth + 1) - 1 nodes.
  static const node *make(int depth, arena &pool) {
    const node *left = nullptr, *right = nullptr;
    if (depth > 0) {
      left = make(depth - 1, pool);
      right = make(depth - 1, pool);
    }
    return new (pool.take(sizeof(node), alignof(node))) node(left, right);
  }
  node(const node *left, const node *right) : left_(left), right_(right) {}
  /// How many nodes there are from here.
  std::int64_t count() const {
    return left_ ? 1 + left_->count() + right_->count() : 1;
  }

private:
  const node *left_, *right_;
};

/// A tree with the memory that it is in.
class tree {
public:
  explicit tree(int depth)
      : pool_((std::size_t{2} << depth) * sizeof(node)),
        root_(node::make(depth, pool_)) {}
  tree(const tree &) = delete;
  std::int64_t count() const { return root_->count(); }

private:
  arena pool_;
  const node *root_;
};

} // namespace trees

#endif // HOLDFAST_WORKLOADS_TREE_H
