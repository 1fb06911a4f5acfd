// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace backfile {

// The records that an archive's runs have rejected, by code: rejects/counts.json beside the
// manifest, {"damaged": 17, ...}. It only grows, and is replaced as a whole.
inline constexpr char kRejectCountsFile[] = "counts.json";

// Empty when the file is not there, or is none. What is no code (small letters, digits and "_") or
// no number is left out.
std::map<std::string, std::uint64_t> read_reject_counts(const std::string& archive);

std::string to_json(const std::map<std::string, std::uint64_t>& counts);

}  // namespace backfile
