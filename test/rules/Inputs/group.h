#ifndef GROUP_H
#define GROUP_H

#include <atomic>
#include <thread>
#include <utility>

// A token tells by its end that its member is done, to the group that it was got from.
class Group {
public:
  class Token {
  public:
    explicit Token(std::atomic<int> &left) : left(&left) { ++left; }
    Token(Token &&other) noexcept : left(std::exchange(other.left, nullptr)) {}
    ~Token() {
      if (left)
        --*left;
    }

  private:
    std::atomic<int> *left;
  };
  Token token() { return Token(left); }
  void wait() const {
    while (left.load() != 0)
      std::this_thread::yield();
  }

private:
  std::atomic<int> left = 0;
};

#endif
