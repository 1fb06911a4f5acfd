// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/index/columns.h"
#include "common/result.h"
#include "indexer/index/article_lines.h"

namespace backfile {

// What an article says about itself as a message: what decides whether it, or another, is shown.
struct SpooledMessage {
  ArticleStatus status = ArticleStatus::Usable;
  std::optional<ActsOn> acts_on;
  std::uint32_t sent_version = 0;
  std::optional<std::int64_t> updated;
  std::optional<std::int64_t> embargoed_until;
  bool has_content = true;  // A title or a text.
};

SpooledMessage message_of(const Article& article);

// What is remembered of an article that waits in the spool.
struct SpooledArticle {
  std::string id;            // Under which it is to be stored.
  std::string content;       // content_hash
  std::int64_t seconds = 0;  // Of publication; kNoDate if there is none.
  std::int64_t updated = 0;  // The same of its update.
  std::uint64_t offset = 0;  // Of its record in the spool file.
  std::uint32_t length = 0;
  std::uint32_t version = 1;           // To be stored; set when the archive has been asked.
  std::vector<std::string> urls = {};  // url_keys()
  // Null for an article of which nothing is said but its update.
  std::shared_ptr<const SpooledMessage> message = {};
  ArticleLines lines = {};
};

// What adding `article` to a spool needs, but for its place there; `line`: to_json_line(article).
// Hashes every line, so it is called where articles are parsed, by several threads.
SpooledArticle prepare_for_spool(const Article& article, std::string_view line);

// An article as it is to be stored.
struct SpooledRecord {
  Article article;
  std::string line;  // to_json_line(article).
};

// The articles of a batch between reading and indexing: their records in a scratch file, so that
// a batch costs about 200 bytes of memory an article, and 8 a line. Writing is for one thread;
// read() may be called from several once writing has ended.
class Spool {
 public:
  // `path` is created, or emptied.
  static Result<Spool> create(const std::string& path);
  // In the directory for temporary files, without a name.
  static Result<Spool> create_unnamed();

  Spool(Spool&& other) noexcept;
  Spool& operator=(Spool&& other) noexcept;
  ~Spool();

  // A prepared article and its record. For one that the archive holds, `content`, `seconds` and
  // `version` are as they are stored.
  Result<void> add(SpooledArticle article, std::string_view record);
  Result<void> flush();
  Result<void> clear();  // Empty again, for the next batch.

  // The record of an article that has been added and flushed, with the id and the version that it
  // is to have. Under another id than its own it corrects the article of that id.
  Result<SpooledRecord> read(const SpooledArticle& spooled) const;

  std::vector<SpooledArticle>& articles() { return articles_; }
  const std::vector<SpooledArticle>& articles() const { return articles_; }
  std::uint64_t bytes() const { return written_ + pending_.size(); }

 private:
  Spool(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  std::string path_;
  int fd_;
  std::string pending_;
  std::uint64_t written_ = 0;
  std::vector<SpooledArticle> articles_;
};

}  // namespace backfile
