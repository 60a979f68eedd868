// N blocks of numbers through four stages: one makes them, one scrambles, one
// drops the odd numbers, and the last adds up.
//
// Each stage is a goroutine, and a channel lies between two. A block that is
// sent is moved: the stage that sent it has it no more, so no two ever see it
// at once, and nothing is copied. A stage that returns drops its end of the
// channel, and so the next one comes to its end.

#include "blocks.h"
#include "workload.h"

#include "holdfast/channel.h"
#include "holdfast/go.h"

using sender = holdfast::sender<block>;
using receiver = holdfast::receiver<block>;

static void make(int count, const sender &to) {
  block_maker maker;
  for (int i = 0; i < count; ++i)
    if (!to.send(maker.next()))
      return; // nobody listens any more
}

static void change(void (*stage)(block &), const receiver &from,
                   const sender &to) {
  for (block &numbers : from) {
    stage(numbers);
    if (!to.send(std::move(numbers)))
      return;
  }
}

int main(int count, char **arguments) {
  const int n = workload::number(count, arguments, 0, 2'000'000'000);
  auto [made, to_scramble] = holdfast::bounded_channel<block>(places);
  auto [scrambled, to_keep] = holdfast::bounded_channel<block>(places);
  auto [kept, to_add] = holdfast::bounded_channel<block>(places);
  holdfast::go_scope([&](auto &stages) {
    stages.go(make, n, std::move(made));
    stages.go(change, scramble, std::move(to_scramble), std::move(scrambled));
    stages.go(change, keep_even, std::move(to_keep), std::move(kept));
    stages.go([from = std::move(to_add)] {
      block_sum sum;
      for (const block &numbers : from)
        sum.add(numbers);
      std::printf("%llu\n", sum.get());
    });
  });
}
