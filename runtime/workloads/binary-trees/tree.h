//===- tree.h - binary trees from a library's pool ------------------------===//
//
// A tree is built bottom-up from the memory of a std::pmr resource, which holds
// one tree and gives all of it back at once: to the next tree.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_TREE_H
#define HOLDFAST_WORKLOADS_TREE_H

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <new>
#include <thread>

namespace trees {

constexpr int least_depth = 4;

/// The resource that trees are in. A node's memory is taken often enough to be
/// worth a call that is not virtual and a copy of it in place (flatten).
class arena : std::pmr::monotonic_buffer_resource {
public:
  arena(std::byte *memory, std::size_t size)
      : monotonic_buffer_resource(memory, size) {}
  using monotonic_buffer_resource::release;
  [[gnu::flatten]] void *take(std::size_t size, std::size_t alignment) {
    return monotonic_buffer_resource::do_allocate(size, alignment);
  }
};

/// Two functions that call each other, for making and for counting: what is
/// said of a leaf stands in that of the node above it, without a call.
class node {
public:
  /// A tree of 2^(depth + 1) - 1 nodes.
  static const node *make(int depth, arena &pool) {
    return depth > 0 ? make_inner(depth, pool) : make(nullptr, nullptr, pool);
  }
  node(const node *left, const node *right) : left_(left), right_(right) {}
  /// How many nodes there are from here.
  std::int64_t count() const {
    return left_ ? count_inner(*left_, *right_) : 1;
  }

private:
  static const node *make(const node *left, const node *right, arena &pool) {
    return new (pool.take(sizeof(node), alignof(node))) node(left, right);
  }
  [[gnu::noinline]] static const node *make_inner(int depth, arena &pool) {
    const node *left = make(depth - 1, pool);
    return make(left, make(depth - 1, pool), pool);
  }
  [[gnu::noinline]] static std::int64_t count_inner(const node &left,
                                                    const node &right) {
    return 1 + left.count() + right.count();
  }
  const node *left_, *right_;
};

/// Trees of one depth, one after another in the same memory.
class grove {
public:
  explicit grove(int depth)
      : depth_(depth), size_((std::size_t{2} << depth) * sizeof(node)),
        memory_(std::make_unique_for_overwrite<std::byte[]>(size_)),
        pool_(memory_.get(), size_) {}
  /// The next tree, in place of the one before.
  const node &next() {
    pool_.release();
    return *node::make(depth_, pool_);
  }
  /// How many nodes so many new trees have.
  std::int64_t count(int trees) {
    std::int64_t nodes = 0;
    for (int i = 0; i < trees; ++i)
      nodes += next().count();
    return nodes;
  }

private:
  int depth_;
  std::size_t size_;
  std::unique_ptr<std::byte[]> memory_;
  arena pool_;
};

/// In how many pieces the 2^(4 + n) trees of a depth are made: a few for each
/// processor, so that a piece has more than one tree where there are enough.
inline int piece_count() {
  const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  return 1 << std::min<int>(least_depth, std::bit_width(4 * threads - 1));
}

} // namespace trees

#endif // HOLDFAST_WORKLOADS_TREE_H
