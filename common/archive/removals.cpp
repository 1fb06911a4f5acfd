// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/archive/removals.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "common/files.h"
#include "common/hash.h"
#include "common/text.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostFiles = 8;
constexpr std::uint64_t kLargestFile = 1ULL << 30;
// A correction of a correction of a correction; a circle ends here, too.
constexpr int kMostCorrections = 16;

constexpr std::array<std::pair<NoticeKind, std::string_view>, 7> kNames = {{
    {NoticeKind::Canceled, "canceled"},
    {NoticeKind::Withheld, "withheld"},
    {NoticeKind::Removed, "removed"},
    {NoticeKind::Restored, "restored"},
    {NoticeKind::Refused, "refused"},
    {NoticeKind::Corrects, "corrects"},
    {NoticeKind::AlsoAt, "also_at"},
}};

std::optional<NoticeKind> kind_named(std::string_view name) {
  for (const auto& [kind, known] : kNames) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

std::string to_line(const Notice& notice) {
  Json json = {{"id", notice.id}, {"is", to_string(notice.kind)}, {"date", notice.date}};
  json["revision"] = notice.revision;
  if (!notice.reason.empty()) json["reason"] = notice.reason;
  if (!notice.other.empty()) json["other"] = notice.other;
  if (notice.sent_version != 0) json["sent_version"] = notice.sent_version;
  if (notice.updated) json["updated"] = *notice.updated;
  if (notice.versions != 0) json["versions"] = notice.versions;
  if (!notice.urls.empty()) json["urls"] = notice.urls;
  if (!notice.files.empty()) json["files"] = notice.files;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::optional<Notice> from_line(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  try {
    const auto kind = kind_named(json.at("is").get<std::string>());
    if (!kind) return std::nullopt;
    Notice notice{json.at("id").get<std::string>(), *kind, json.at("date").get<std::string>()};
    notice.revision = json.at("revision").get<std::uint64_t>();
    notice.reason = json.value("reason", "");
    notice.other = json.value("other", "");
    notice.sent_version = json.value("sent_version", 0U);
    if (json.contains("updated")) notice.updated = json["updated"].get<std::int64_t>();
    notice.versions = json.value("versions", 0U);
    notice.urls = json.value("urls", std::vector<std::string>());
    notice.files = json.value("files", std::vector<std::string>());
    return notice;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

void add_new(const std::vector<std::string>& values, std::size_t most,
             std::vector<std::string>* known) {
  for (const std::string& value : values) {
    if (known->size() >= most) return;
    if (std::ranges::find(*known, value) == known->end()) known->push_back(value);
  }
}

}  // namespace

std::string_view to_string(NoticeKind kind) {
  return kNames[static_cast<std::size_t>(kind)].second;
}

Result<Removals> Removals::load(const std::string& directory, const Manifest& manifest) {
  Removals removals;
  for (const FileEntry& entry : manifest.removals) {
    const std::string path = directory + "/" + entry.file;
    const Result<std::string> bytes = read_file(path, kLargestFile);
    if (!bytes) return bytes.error();
    bool sound = hex(hash128(*bytes)) == entry.xxh3;
    for (const std::string_view line : split_lines(*bytes)) {
      if (line.empty() || !sound) continue;
      std::optional<Notice> notice = from_line(line);
      sound = notice.has_value();
      if (notice) removals.add(*std::move(notice));
    }
    if (!sound) {
      return Error{ErrorCode::Corrupt, path + " is damaged; run `backfile-index verify`"};
    }
  }
  removals.stored_ = removals.notices_.size();
  return removals;
}

const Notice* Removals::find(std::string_view id) const {
  const auto found = removed_.find(id);
  return found == removed_.end() ? nullptr : &found->second;
}

const Notice* Removals::find_url(std::string_view key) const {
  const auto found = ids_of_urls_.find(key);
  const Notice* const notice = find(found == ids_of_urls_.end() ? key : found->second);
  return notice == nullptr || notice->kind == NoticeKind::Withheld ? nullptr : notice;
}

std::string Removals::resolve(std::string_view id) const {
  std::string resolved(id);
  for (int i = 0; i < kMostCorrections; ++i) {
    const auto found = corrects_.find(resolved);
    if (found == corrects_.end()) break;
    resolved = found->second;
  }
  return resolved;
}

std::string Removals::id_at(std::string_view key) const {
  const auto found = also_at_.find(key);
  return found == also_at_.end() ? std::string() : found->second;
}

void Removals::add(Notice notice) {
  apply(notice);
  notices_.push_back(std::move(notice));
}

void Removals::apply(const Notice& notice) {
  switch (notice.kind) {
    case NoticeKind::Canceled:
    case NoticeKind::Withheld:
    case NoticeKind::Removed:
    case NoticeKind::Refused: {
      Notice& known = removed_.try_emplace(notice.id, notice).first->second;
      if (notice.kind != NoticeKind::Refused) {
        known.kind = notice.kind;
        known.date = notice.date;
        known.revision = notice.revision;
        known.reason = notice.reason;
        known.sent_version = notice.sent_version;
        known.updated = notice.updated;
      }
      add_new(notice.urls, notice.urls.size() + known.urls.size(), &known.urls);
      add_new(notice.files, kMostFilesOfNotice, &known.files);
      for (const std::string& key : notice.urls) ids_of_urls_[key] = notice.id;
      return;
    }
    case NoticeKind::Restored:
      if (const Notice* known = find(notice.id)) {
        for (const std::string& key : known->urls) ids_of_urls_.erase(key);
      }
      removed_.erase(notice.id);
      return;
    case NoticeKind::Corrects:
      corrects_[notice.id] = notice.other;
      corrected_.insert(notice.other);
      return;
    case NoticeKind::AlsoAt:
      for (const std::string& key : notice.urls) also_at_[key] = notice.id;
      return;
  }
}

Result<void> Removals::save(const std::string& directory, std::uint64_t revision,
                            Manifest* manifest) {
  if (!has_news()) return {};
  for (std::size_t i = stored_; i < notices_.size(); ++i) notices_[i].revision = revision;
  for (auto& [id, notice] : removed_) {
    if (notice.revision == 0) notice.revision = revision;
  }
  const bool rewrite_all = manifest->removals.size() >= kMostFiles;
  std::string bytes;
  for (std::size_t i = rewrite_all ? 0 : stored_; i < notices_.size(); ++i) {
    bytes += to_line(notices_[i]);
  }
  const std::string name = std::to_string(revision);
  if (Result<void> written = replace_file(directory + "/removals", name, bytes); !written) {
    return written;
  }
  if (rewrite_all) manifest->removals.clear();
  manifest->removals.push_back(
      {"removals/" + name, sha256_of(bytes), hex(hash128(bytes)), bytes.size()});
  stored_ = notices_.size();
  return {};
}

}  // namespace backfile
