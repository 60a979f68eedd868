// What nobody can know is silent by default and listed in strict mode.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,not-send' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0
// RUN: not %holdfast --no-cache --quiet --strict '--rules=-*,not-send' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <any>
#include <functional>
#include <string>
#include <thread>
#include <vector>

struct Job {
  std::vector<std::function<void()>> steps;
};
void functionOfUnknownContents(std::function<void()> f) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: nobody knows whether 'f' may cross threads: 'std::function<void ()>' hides what it holds [holdfast-not-send]
  std::thread(f).join();
}
void functionsInsideAMember(Job job) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: nobody knows whether 'job' may cross threads: 'Job' -> 'steps' -> 'std::vector<std::function<void ()>>' -> 'std::function<void ()>' [holdfast-not-send]
  std::thread([job] { use(job.steps.size()); }).join();
}
void plainValues(std::string text, std::vector<std::string> all) {
  std::thread([text, all] { use(text), use(all); }).join();
}
