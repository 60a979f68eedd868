//===- WorkerMemory.h - how a worker gets its memory ----------------------===//

#ifndef HOLDFAST_TOOL_WORKERMEMORY_H
#define HOLDFAST_TOOL_WORKERMEMORY_H

namespace holdfast {

/// Makes this process keep what it frees, and asks the kernel for huge pages.
/// Changes how fast memory is got, never how much may be. Call once, before
/// much is allocated. Does nothing where the C library is not glibc.
void keepMemoryBetweenUnits();

} // namespace holdfast

#endif
