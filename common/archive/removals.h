// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/manifest.h"
#include "common/result.h"

namespace backfile {

enum class NoticeKind : std::uint8_t {
  Canceled,  // By its sender, for good.
  Withheld,  // By its sender, until a later version comes.
  Removed,   // By the operator.
  Restored,  // May come in again.
  Refused,   // It came while it was removed: adds URLs and files to what is known of it.
  Corrects,  // Articles of this id are versions of the article `other`.
  AlsoAt,    // The same article came under these URLs, too, and was not stored again.
};

// Something that happened to the article of an id, as the files of docs/index-format.md keep it. It
// holds nothing of what the article said.
struct Notice {
  std::string id;
  NoticeKind kind = NoticeKind::Removed;
  std::string date;            // UTC, ISO 8601: when it was entered.
  std::uint64_t revision = 0;  // In which it was.
  std::string reason = {};     // For people.
  std::string other = {};
  std::uint32_t sent_version = 0;            // Of the message that withheld it; 0: none.
  std::optional<std::int64_t> updated = {};  // And its date.
  std::uint32_t versions = 0;                // So many were taken out of the archive.
  std::vector<std::string> urls = {};        // url_key() of those that the article had.
  std::vector<std::string> files = {};       // In which it was read, to read them again.
};

inline constexpr std::size_t kMostFilesOfNotice = 8;

// The notices of an archive in the order in which they were entered, and what follows from them.
// Reading is for any thread.
class Removals {
 public:
  // Corrupt when a file is not what the manifest says.
  static Result<Removals> load(const std::string& directory, const Manifest& manifest);

  // What keeps the article of this id out of the archive now, with all URLs and files, or null.
  const Notice* find(std::string_view id) const;
  // The same by a key of one of its URLs. An article that is withheld is known by its id alone.
  const Notice* find_url(std::string_view key) const;

  // The id under which articles of `id` are kept: that of the article that they correct.
  std::string resolve(std::string_view id) const;
  // The id of the article that came under the URL of this key without being stored; or empty.
  std::string id_at(std::string_view key) const;
  bool is_corrected(std::string_view id) const { return corrected_.contains(id); }

  const std::vector<Notice>& notices() const { return notices_; }

  // Takes effect at once; nothing is stored before save().
  void add(Notice notice);
  bool has_news() const { return stored_ < notices_.size(); }

  // Writes what is new, with `revision`, and enters the file into `manifest`.
  Result<void> save(const std::string& directory, std::uint64_t revision, Manifest* manifest);

 private:
  void apply(const Notice& notice);

  std::vector<Notice> notices_;
  std::size_t stored_ = 0;  // The first so many are in files.
  std::map<std::string, Notice, std::less<>> removed_;
  std::map<std::string, std::string, std::less<>> ids_of_urls_;
  std::map<std::string, std::string, std::less<>> corrects_;
  std::map<std::string, std::string, std::less<>> also_at_;
  std::set<std::string, std::less<>> corrected_;
};

std::string_view to_string(NoticeKind kind);

}  // namespace backfile
