// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace backfile {

// A page of a mapped file that the disk cannot give, or that was cut off by another program, is
// SIGBUS to whoever reads it. A program chooses once, at its start, what that comes to.

// The program ends at once with status 74, having said so on standard error. For programs that may
// be killed at any moment.
void end_on_unreadable_pages();

// The page reads as zeros from then on, and unreadable_pages() counts it before that. Whoever has
// read from mapped files asks whether the count has changed before using what came of it.
void survive_unreadable_pages();
std::uint64_t unreadable_pages();

// For MappedFile: where files are mapped. SIGBUS anywhere else is a bug and ends the program. Any
// thread.
void guard_mapping(const void* begin, std::size_t size);
void release_mapping(const void* begin);

}  // namespace backfile
