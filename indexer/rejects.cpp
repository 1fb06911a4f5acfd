// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/rejects.h"

#include "common/log.h"
#include "indexer/reject_store.h"

namespace backfile {

void RejectsDesk::add(const Reject& reject) {
  ++count_;
  const std::uint64_t told = ++by_code_[reject.code];
  if (told <= kLinesPerReason) {
    log(LogLevel::Warn, "reject",
        {{"file", reject.provenance.file},
         {"member", reject.provenance.member},
         {"line", reject.provenance.line},
         {"offset", reject.provenance.offset},
         {"code", reject.code},
         {"reason", reject.reason}});
  }
  if (lines_.size() <= kLargestRejectsOfRun) lines_ += to_json_line(reject) + "\n";
}

void RejectsDesk::add_rest(const InputFile& file, const Error& failure) {
  add(reject_of_rest(file.path, failure));
  const bool in_data = failure.code == ErrorCode::Corrupt || failure.code == ErrorCode::BadRecord;
  if (!in_data && !unreadable_) unreadable_ = failure;
}

void RejectsDesk::log_totals() const {
  for (const auto& [code, count] : by_code_) {
    if (count <= kLinesPerReason) continue;
    log(LogLevel::Warn, "rejects", {{"code", code}, {"untold", count - kLinesPerReason}});
  }
}

Result<void> RejectsDesk::save(const std::string& archive) {
  if (lines_.empty()) return {};
  Result<std::string> name = save_rejects(archive, lines_);
  if (!name) return std::move(name).error();
  if (*name == saved_as_) return {};
  const std::string before = std::exchange(saved_as_, *std::move(name));
  return before.empty() ? Result<void>() : remove_rejects(archive, before);
}

}  // namespace backfile
