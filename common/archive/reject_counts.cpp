// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/archive/reject_counts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/ascii.h"
#include "common/files.h"

namespace backfile {
namespace {

constexpr std::uint64_t kLargestFile = 1 << 20;

bool is_code(const std::string& text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return is_small(c) || is_digit(c) || c == '_'; });
}

}  // namespace

std::map<std::string, std::uint64_t> read_reject_counts(const std::string& archive) {
  std::map<std::string, std::uint64_t> counts;
  const Result<std::string> text =
      read_file(archive + "/rejects/" + kRejectCountsFile, kLargestFile);
  if (!text) return counts;
  const nlohmann::json json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object()) return counts;
  for (const auto& [code, count] : json.items()) {
    if (is_code(code) && count.is_number_unsigned()) counts[code] = count.get<std::uint64_t>();
  }
  return counts;
}

std::string to_json(const std::map<std::string, std::uint64_t>& counts) {
  return nlohmann::json(counts).dump(1) + "\n";
}

}  // namespace backfile
