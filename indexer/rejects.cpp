// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/rejects.h"

#include <nlohmann/json.hpp>

#include "common/files.h"
#include "common/log.h"

namespace backfile {
namespace {

constexpr std::size_t kLargestFile = 16 << 20;

// Reasons that differ only in numbers and quoted pieces are one reason: "at byte 17", "at byte 90".
std::string reason_class(const std::string& reason) {
  std::string out;
  for (const char c : reason.substr(0, reason.find(':'))) {
    if (c < '0' || c > '9') out.push_back(c);
  }
  return out;
}

}  // namespace

void RejectsDesk::add(const Reject& reject) {
  ++count_;
  const std::uint64_t told = ++by_reason_[reason_class(reject.reason)];
  if (told <= kLinesPerReason) {
    log(LogLevel::Warn, "reject",
        {{"file", reject.provenance.file},
         {"line", reject.provenance.line},
         {"offset", reject.provenance.offset},
         {"reason", reject.reason}});
  }
  if (lines_.size() > kLargestFile) return;
  const nlohmann::ordered_json line = {{"file", reject.provenance.file},
                                       {"line", reject.provenance.line},
                                       {"offset", reject.provenance.offset},
                                       {"reason", reject.reason},
                                       {"start", reject.start}};
  lines_ += line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

void RejectsDesk::add_rest(const InputFile& file, const Error& failure) {
  Reject reject;
  reject.provenance.file = file.path;
  reject.reason = failure.message;
  add(reject);
  if (failure.code != ErrorCode::Corrupt && !unreadable_) unreadable_ = failure;
}

void RejectsDesk::log_totals() const {
  for (const auto& [reason, count] : by_reason_) {
    if (count <= kLinesPerReason) continue;
    log(LogLevel::Warn, "rejects", {{"reason", reason}, {"untold", count - kLinesPerReason}});
  }
}

Result<void> RejectsDesk::save(const std::string& archive) const {
  if (lines_.empty()) return {};
  return replace_file(archive + "/rejects", sha256_of(lines_).substr(0, 16) + ".jsonl", lines_);
}

}  // namespace backfile
