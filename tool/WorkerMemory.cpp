//===- WorkerMemory.cpp ---------------------------------------------------===//
//
// Each unit's syntax tree is some hundred megabytes that are touched all over
// and then freed at once. Given back to the kernel and taken anew page by
// page, with an entry of the address cache for every 4 KB, that was a sixth of
// the CPU time of a run over abseil.
//
//===----------------------------------------------------------------------===//

#include "tool/WorkerMemory.h"

#include <climits>
#include <cstdint>
#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

#ifdef __GLIBC__
/// The most that glibc takes from the heap and not by a mapping of its own.
static constexpr int LargestFromHeap = 32 << 20;
/// Of addresses, not of memory: what is not touched costs nothing.
static constexpr int HeapAtOnce = 512 << 20;

void holdfast::keepMemoryBetweenUnits() {
  mallopt(M_MMAP_THRESHOLD, LargestFromHeap);
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  mallopt(M_TOP_PAD, HeapAtOnce);
  const auto Before = reinterpret_cast<uintptr_t>(sbrk(0));
  // More than the heap has, so that it grows by all of HeapAtOnce.
  void *volatile Large = malloc(LargestFromHeap - 4096);
  free(Large);
  const auto After = reinterpret_cast<uintptr_t>(sbrk(0));
  const uintptr_t Page = uintptr_t(sysconf(_SC_PAGESIZE));
  const uintptr_t Start = (Before + Page - 1) / Page * Page;
  if (After > Start) // a hint; where the kernel has no huge pages, nothing is lost
    madvise(reinterpret_cast<void *>(Start), After - Start, MADV_HUGEPAGE);
}
#else
void holdfast::keepMemoryBetweenUnits() {}
#endif
