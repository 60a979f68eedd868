// The pipeline without the runtime: four threads, and between two of them a
// std::deque with a mutex and two condition variables.

#include "blocks.h"
#include "workload.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

class queue {
public:
  void send(block numbers) {
    {
      std::unique_lock held(lock_);
      has_room_.wait(held, [this] { return blocks_.size() < places; });
      blocks_.push_back(std::move(numbers));
    }
    has_blocks_.notify_one();
  }
  void close() {
    {
      const std::lock_guard held(lock_);
      is_closed_ = true;
    }
    has_blocks_.notify_one();
  }
  std::optional<block> receive() {
    std::optional<block> numbers;
    {
      std::unique_lock held(lock_);
      has_blocks_.wait(held, [this] { return !blocks_.empty() || is_closed_; });
      if (blocks_.empty())
        return std::nullopt;
      numbers = std::move(blocks_.front());
      blocks_.pop_front();
    }
    has_room_.notify_one();
    return numbers;
  }

private:
  std::mutex lock_;
  std::condition_variable has_room_, has_blocks_;
  std::deque<block> blocks_; // guarded by lock_
  bool is_closed_ = false;   // guarded by lock_
};

static void change(void (*stage)(block &), queue &from, queue &to) {
  while (auto numbers = from.receive()) {
    stage(*numbers);
    to.send(*std::move(numbers));
  }
  to.close();
}

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 0, 2'000'000'000);
  queue made, scrambled, kept;
  const std::jthread maker([&made, n] {
    block_maker maker;
    for (int i = 0; i < n; ++i)
      made.send(maker.next());
    made.close();
  });
  const std::jthread scrambler([&] { change(scramble, made, scrambled); });
  const std::jthread keeper([&] { change(keep_even, scrambled, kept); });
  block_sum sum;
  while (const auto numbers = kept.receive())
    sum.add(*numbers);
  std::printf("%llu\n", sum.get());
}
