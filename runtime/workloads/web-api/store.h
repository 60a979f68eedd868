//===- store.h - the items of the web API, behind a lock ------------------===//
//
// Readers see the items together, a writer alone. Nothing that points into the
// store leaves it: what is found is a copy.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_STORE_H
#define HOLDFAST_WORKLOADS_STORE_H

#include "holdfast/rwlock.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct item {
  std::string name;
  std::int64_t price = 0;
};

struct table {
  std::map<std::uint64_t, item> items;
  std::uint64_t last_id = 0;
};

class store {
public:
  static constexpr std::size_t most = 100'000;

  std::optional<item> find(std::uint64_t id) const {
    const auto held = all_.read();
    const auto at = held->items.find(id);
    return at == held->items.end() ? std::nullopt : std::optional(at->second);
  }
  /// The first ones, in the order of their ids.
  std::vector<std::pair<std::uint64_t, item>> list(std::size_t count) const {
    const auto held = all_.read();
    std::vector<std::pair<std::uint64_t, item>> some;
    for (const auto &one : held->items) {
      if (some.size() == count)
        break;
      some.emplace_back(one);
    }
    return some;
  }
  /// The id, or nothing where the store is full.
  std::optional<std::uint64_t> add(item one) const {
    auto held = all_.write();
    if (held->items.size() == most)
      return std::nullopt;
    const std::uint64_t id = ++held->last_id;
    held->items.emplace(id, std::move(one));
    return id;
  }
  /// Whether there was one.
  bool replace(std::uint64_t id, item by) const {
    auto held = all_.write();
    const auto at = held->items.find(id);
    if (at == held->items.end())
      return false;
    at->second = std::move(by);
    return true;
  }
  bool remove(std::uint64_t id) const {
    return all_.write()->items.erase(id) == 1;
  }

private:
  holdfast::rwlock<table> all_;
};

#endif // HOLDFAST_WORKLOADS_STORE_H
