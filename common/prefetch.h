// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace backfile {

// Asks memory for the cache line with `address`, which is going to be read soon. Changes nothing,
// wherever the address points.
inline void prefetch(const void* address) {
  __builtin_prefetch(address);
  // GCC 12 takes functions that only prefetch for pure ones, and leaves out calls of them.
  asm volatile("");
}

}  // namespace backfile
