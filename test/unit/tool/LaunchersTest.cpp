// What stands before the compiler is taken off; the compiler and its flags
// stay.

#include "tool/Launchers.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

using Words = std::vector<std::string>;

Words strip(Words Command) {
  stripLaunchers(Command);
  return Command;
}

TEST(Launchers, KnownOnesGoWithTheirOptions) {
  const Words Bare = {"g++", "-c", "a.cpp"};
  EXPECT_EQ(strip({"ccache", "g++", "-c", "a.cpp"}), Bare);
  EXPECT_EQ(strip({"/usr/bin/sccache", "g++", "-c", "a.cpp"}), Bare);
  EXPECT_EQ(strip({"ccache", "distcc", "g++", "-c", "a.cpp"}), Bare);
  EXPECT_EQ(strip({"env", "-u", "X", "LANG=C", "g++", "-c", "a.cpp"}), Bare);
  EXPECT_EQ(strip({"nice", "-n", "5", "g++", "-c", "a.cpp"}), Bare);
  EXPECT_EQ(strip({"libtool", "--mode=compile", "g++", "-c", "a.cpp"}), Bare);
}

TEST(Launchers, CMakeEndsAtTheDashes) {
  EXPECT_EQ(strip({"/usr/bin/cmake", "-E", "__run_co_compile", "--source=a.cpp",
                   "--", "clang++", "-c", "a.cpp"}),
            (Words{"clang++", "-c", "a.cpp"}));
}

TEST(Launchers, UnknownOnesGoBeforeACompiler) {
  EXPECT_EQ(strip({"/opt/wrap", "arm-none-eabi-g++-12", "-c", "a.cpp"}),
            (Words{"arm-none-eabi-g++-12", "-c", "a.cpp"}));
}

TEST(Launchers, CompilersStay) {
  for (const char *Name : {"g++", "clang++-22", "/usr/bin/c++", "gcc",
                           "x86_64-linux-gnu-g++", "our-own-compiler"}) {
    const Words Command = {Name, "-c", "gcc.cpp", "cc"};
    EXPECT_EQ(strip(Command), Command);
  }
}

TEST(Launchers, ALauncherAloneIsTheCompiler) {
  const Words Implied = {"distcc", "-c", "a.cpp"};
  EXPECT_EQ(strip(Implied), Implied);
}

} // namespace
