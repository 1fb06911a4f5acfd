// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "common/article_json.h"
#include "common/date.h"
#include "common/files.h"
#include "common/index/terms.h"

namespace backfile {
namespace {

constexpr std::size_t kBuffer = 1 << 20;

// Segments are sorted by what can be read from the record, which is cut to its precision.
std::int64_t seconds_as_stored(const Article& article) {
  if (!article.published) return kNoDate;
  const std::optional<Timestamp> stored = parse_iso_date(to_iso(*article.published));
  return stored ? stored->seconds : kNoDate;
}

bool says_more(const Article& article) {
  return article.status == ArticleStatus::Withheld || article.status == ArticleStatus::Canceled ||
         article.acts_on || article.sent_version != 0 || article.embargoed_until;
}

}  // namespace

Result<Spool> Spool::create(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return file_error("cannot create", path, errno);
  return Spool(path, fd);
}

Result<Spool> Spool::create_unnamed() {
  std::error_code problem;
  std::string path = std::filesystem::temp_directory_path(problem) / "backfile-spool-XXXXXX";
  const int fd = ::mkostemp(path.data(), O_CLOEXEC);
  if (fd < 0) return file_error("cannot create", path, errno);
  ::unlink(path.c_str());
  return Spool(path, fd);
}

Spool::Spool(Spool&& other) noexcept
    : path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      pending_(std::move(other.pending_)),
      written_(other.written_),
      articles_(std::move(other.articles_)) {}

Spool& Spool::operator=(Spool&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(fd_, other.fd_);
  std::swap(pending_, other.pending_);
  std::swap(written_, other.written_);
  std::swap(articles_, other.articles_);
  return *this;
}

Spool::~Spool() {
  if (fd_ >= 0) ::close(fd_);
}

SpooledMessage message_of(const Article& article) {
  SpooledMessage message;
  message.status = article.status;
  message.acts_on = article.acts_on;
  message.sent_version = article.sent_version;
  if (article.updated) message.updated = article.updated->seconds;
  if (article.embargoed_until) message.embargoed_until = article.embargoed_until->seconds;
  message.has_content = !article.title.empty() || !article.text.empty();
  return message;
}

SpooledArticle prepare_for_spool(const Article& article, std::string_view line) {
  SpooledArticle spooled;
  spooled.id = article.id;
  spooled.content = content_hash(line);
  spooled.seconds = seconds_as_stored(article);
  spooled.updated = article.updated ? article.updated->seconds : kNoDate;
  spooled.lines = lines_of(article);
  spooled.urls = url_keys(article);
  if (says_more(article)) {
    spooled.message = std::make_shared<const SpooledMessage>(message_of(article));
  }
  return spooled;
}

Result<void> Spool::add(SpooledArticle article, std::string_view record) {
  article.offset = bytes();
  article.length = static_cast<std::uint32_t>(record.size());
  articles_.push_back(std::move(article));
  pending_.append(record);
  return pending_.size() < kBuffer ? Result<void>() : flush();
}

Result<void> Spool::flush() {
  std::size_t done = 0;
  while (done < pending_.size()) {
    const ssize_t n = ::write(fd_, pending_.data() + done, pending_.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return file_error("cannot write", path_, errno);
    done += static_cast<std::size_t>(n);
  }
  written_ += pending_.size();
  pending_.clear();
  return {};
}

Result<void> Spool::clear() {
  if (::ftruncate(fd_, 0) != 0 || ::lseek(fd_, 0, SEEK_SET) != 0) {
    return file_error("cannot empty", path_, errno);
  }
  articles_.clear();
  pending_.clear();
  written_ = 0;
  return {};
}

Result<SpooledRecord> Spool::read(const SpooledArticle& spooled) const {
  std::string line(spooled.length, '\0');
  std::size_t done = 0;
  while (done < line.size()) {
    const ssize_t n = ::pread(fd_, line.data() + done, line.size() - done,
                              static_cast<off_t>(spooled.offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return file_error("cannot read", path_, errno);
    if (n == 0) return Error{ErrorCode::Io, path_ + " is shorter than what was written to it"};
    done += static_cast<std::size_t>(n);
  }
  Result<Article> article = from_json_line(line);
  if (!article) return std::move(article).error();
  if (article->version != spooled.version || article->id != spooled.id) {
    article->version = spooled.version;
    if (article->id != spooled.id && article->status == ArticleStatus::Usable) {
      article->status = ArticleStatus::Corrected;
    }
    article->id = spooled.id;
    line = to_json_line(*article);
  }
  return SpooledRecord{*std::move(article), std::move(line)};
}

}  // namespace backfile
