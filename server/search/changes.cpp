// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/changes.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <tuple>
#include <utility>

#include "server/search/search_run.h"

namespace backfile {
namespace {

// A place between two changes, behind the one it names: "7.d.1484823360.a1b2" behind the document
// of this date and id, "7.n.3" behind the notice of this number.
struct Place {
  std::uint64_t revision = 0;
  std::optional<std::size_t> notice;
  std::int64_t seconds = 0;
  std::string id;
};

Error not_ours(std::string_view cursor) {
  Error error{ErrorCode::InvalidArgument, "The cursor was not made by this archive."};
  error.detail.parameter = "cursor";
  error.detail.found = cursor;
  error.detail.kind = "bad_value";
  return error;
}

template <typename Number>
bool take_number(std::string_view* text, Number* number) {
  const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), *number);
  if (problem != std::errc()) return false;
  text->remove_prefix(static_cast<std::size_t>(end - text->data()));
  return true;
}

Result<Place> parse_place(std::string_view cursor) {
  std::string_view rest = cursor;
  Place place;
  if (!take_number(&rest, &place.revision)) return not_ours(cursor);
  if (rest.starts_with(".n.")) {
    rest.remove_prefix(3);
    std::size_t notice = 0;
    if (!take_number(&rest, &notice) || !rest.empty()) return not_ours(cursor);
    place.notice = notice;
    return place;
  }
  if (!rest.starts_with(".d.")) return not_ours(cursor);
  rest.remove_prefix(3);
  if (!take_number(&rest, &place.seconds) || rest.size() < 2 || rest[0] != '.') {
    return not_ours(cursor);
  }
  place.id = rest.substr(1);
  return place;
}

// Documents of one revision stand in one segment, in the order of their dates and, where these are
// equal, of their ids: merging moves segments as a whole and keeps the order.
struct NewDocument {
  std::uint64_t revision;
  std::size_t segment;
  std::uint32_t docid;
};

std::vector<NewDocument> documents_from(const Snapshot& snapshot, std::uint64_t first) {
  std::vector<NewDocument> documents;
  for (std::size_t s = 0; s < snapshot.segment_count(); ++s) {
    const auto& revisions = snapshot.segment(s).columns().revisions;
    for (std::uint32_t docid = 1; docid <= revisions.size(); ++docid) {
      if (revisions[docid - 1] >= first) documents.push_back({revisions[docid - 1], s, docid});
    }
  }
  std::ranges::stable_sort(documents, {}, &NewDocument::revision);
  return documents;
}

class ChangesRun {
 public:
  ChangesRun(const Snapshot& snapshot, std::uint64_t first, std::size_t count)
      : snapshot_(snapshot), count_(count), documents_(documents_from(snapshot, first)) {
    answer_.index = snapshot.status();
    const std::vector<Notice>& notices = snapshot.removals().notices();
    while (notice_ < notices.size() && notices[notice_].revision < first) ++notice_;
  }

  Result<void> go_to(const Place& place) {
    const auto same = [&](const NewDocument& d) { return d.revision == place.revision; };
    const auto end = std::find_if_not(documents_.begin(), documents_.end(), same);
    document_ = static_cast<std::size_t>(end - documents_.begin());
    if (place.notice) {
      notice_ = std::max(notice_, *place.notice + 1);
      return {};
    }
    std::size_t first = 0;
    for (std::size_t last = document_; first < last;) {
      const std::size_t middle = first + (last - first) / 2;
      const Result<bool> behind = is_behind(documents_[middle], place);
      if (!behind) return behind.error();
      *behind ? last = middle : first = middle + 1;
    }
    document_ = first;
    return {};
  }

  Result<ChangesAnswer> take() {
    while (answer_.changes.size() < count_) {
      const bool any_document = document_ < documents_.size();
      const std::vector<Notice>& notices = snapshot_.removals().notices();
      while (notice_ < notices.size() && notices[notice_].versions == 0) ++notice_;
      const bool any_notice = notice_ < notices.size();
      if (!any_document && !any_notice) return std::move(answer_);
      if (any_document &&
          (!any_notice || documents_[document_].revision <= notices[notice_].revision)) {
        if (Result<void> done = take_document(documents_[document_++]); !done) {
          return std::move(done).error();
        }
      } else {
        take_notice(notices[notice_]);
        answer_.next_cursor =
            std::to_string(notices[notice_].revision) + ".n." + std::to_string(notice_);
        ++notice_;
      }
    }
    if (!anything_left()) answer_.next_cursor.clear();
    return std::move(answer_);
  }

 private:
  bool anything_left() const {
    const std::vector<Notice>& notices = snapshot_.removals().notices();
    return document_ < documents_.size() ||
           std::any_of(notices.begin() + static_cast<std::ptrdiff_t>(notice_), notices.end(),
                       [](const Notice& notice) { return notice.versions > 0; });
  }

  std::int64_t seconds_of(const NewDocument& document) const {
    return snapshot_.segment(document.segment).columns().seconds[document.docid - 1];
  }

  Result<bool> is_behind(const NewDocument& document, const Place& place) const {
    const std::int64_t seconds = seconds_of(document);
    if (seconds != place.seconds) return seconds < place.seconds;
    const Result<Article> article = read_article(snapshot_, document.segment, document.docid);
    if (!article) return article.error();
    return article->id > place.id;
  }

  Result<void> take_document(const NewDocument& document) {
    const Result<Article> article = read_article(snapshot_, document.segment, document.docid);
    if (!article) return article.error();
    Change& change = answer_.changes.emplace_back();
    change.revision = document.revision;
    change.kind = article->version > 1 ? Change::Kind::Replaced : Change::Kind::Added;
    change.id = article->id;
    change.version = article->version;
    answer_.next_cursor = std::to_string(document.revision) + ".d." +
                          std::to_string(seconds_of(document)) + "." + article->id;
    return {};
  }

  void take_notice(const Notice& notice) {
    Change& change = answer_.changes.emplace_back();
    change.revision = notice.revision;
    change.kind = Change::Kind::Removed;
    change.id = notice.id;
    change.reason = notice.reason;
    change.now = notice.other;
  }

  const Snapshot& snapshot_;
  const std::size_t count_;
  const std::vector<NewDocument> documents_;
  std::size_t document_ = 0;
  std::size_t notice_ = 0;
  ChangesAnswer answer_;
};

}  // namespace

Result<ChangesAnswer> find_changes(const Snapshot& snapshot, std::uint64_t since,
                                   std::string_view cursor, std::size_t count) {
  if (cursor.empty()) return ChangesRun(snapshot, since + 1, count).take();
  const Result<Place> place = parse_place(cursor);
  if (!place) return place.error();
  ChangesRun run(snapshot, std::max(since + 1, place->revision), count);
  if (Result<void> done = run.go_to(*place); !done) return std::move(done).error();
  return run.take();
}

}  // namespace backfile
