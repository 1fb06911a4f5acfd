// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/columns.h"

#include <xapian.h>

#include <algorithm>
#include <functional>
#include <future>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "common/index/values.h"
#include "common/text.h"
#include "server/search/calendar.h"
#include "server/search/segment.h"
#include "server/search/xapian_error.h"

namespace backfile {
namespace {

Error damaged_value(const Field& field, std::uint32_t docid) {
  return {ErrorCode::Corrupt, "The value of " + std::string(field.name) + " in document " +
                                  std::to_string(docid) + " is damaged."};
}

struct Dates {
  std::vector<std::int64_t> seconds;
  std::vector<bool> local;
};

Result<Dates> read_dates(const Xapian::Database& segment, std::uint32_t documents) {
  const Field& date = field(FieldId::Published);
  Dates dates{std::vector<std::int64_t>(documents, kNoDate), std::vector<bool>(documents)};
  const auto end = segment.valuestream_end(date.slot);
  for (auto value = segment.valuestream_begin(date.slot); value != end; ++value) {
    const std::uint32_t docid = value.get_docid();
    const std::optional<StoredDate> stored = decode_date(*value);
    if (!stored || docid == 0 || docid > documents || stored->seconds < kEarliestSecond ||
        stored->seconds > kLatestSecond) {
      return damaged_value(date, docid);
    }
    dates.seconds[docid - 1] = stored->seconds;
    dates.local[docid - 1] = stored->precision <= DatePrecision::Day;
  }
  return dates;
}

// The source is stored as its id, U+001E and its name.
constexpr char kNameSeparator = '\x1e';

ValueForm form_of(std::string_view stored) {
  const std::size_t separator = stored.find(kNameSeparator);
  ValueForm form;
  form.value = stored.substr(0, separator);
  if (separator != std::string_view::npos) form.label = stored.substr(separator + 1);
  if (form.label.empty()) form.label = form.value;
  return form;
}

}  // namespace

class KeywordColumnReader {
 public:
  explicit KeywordColumnReader(const Field& field) : field_(field) {}

  Result<KeywordColumn> read(const Xapian::Database& segment, std::uint32_t documents) {
    column_.starts_.reserve(documents + std::size_t{1});
    const auto end = segment.valuestream_end(field_.slot);
    for (auto value = segment.valuestream_begin(field_.slot); value != end; ++value) {
      const std::uint32_t docid = value.get_docid();
      if (docid == 0 || docid > documents) return damaged_value(field_, docid);
      fill_starts(docid);
      Stored& stored = stored_of(*value);
      ++stored.documents;
      if (!stored.ordinals.empty()) ++column_.documents_;
      column_.ordinals_.insert(column_.ordinals_.end(), stored.ordinals.begin(),
                               stored.ordinals.end());
    }
    fill_starts(documents + std::size_t{1});
    count_forms();
    make_compact(documents);
    return std::move(column_);
  }

 private:
  // The content of a slot. The same ones come again and again, and folding is slow.
  struct Stored {
    std::vector<std::uint32_t> ordinals;
    std::vector<std::pair<std::uint32_t, std::size_t>> forms;  // Ordinal, index of its form.
    std::uint32_t documents = 0;
  };

  // Most fields have at most one value, of some hundreds: two bytes a document hold them.
  void make_compact(std::uint32_t documents) {
    column_.ordinals_.shrink_to_fit();
    const bool several = column_.ordinals_.size() != column_.documents_;
    if (several || column_.entries_.size() >= 0xffff) return;
    if (column_.documents_ > 0) column_.single_.resize(documents);
    for (std::uint32_t i = 0; i < documents && column_.documents_ > 0; ++i) {
      const std::uint32_t start = column_.starts_[i];
      if (column_.starts_[i + 1] == start) continue;
      column_.single_[i] = static_cast<std::uint16_t>(column_.ordinals_[start] + 1);
    }
    column_.starts_ = {};
    column_.ordinals_ = {};
  }

  void fill_starts(std::size_t docid) {
    column_.starts_.resize(docid, static_cast<std::uint32_t>(column_.ordinals_.size()));
  }

  Stored& stored_of(const std::string& content) {
    const auto [place, is_new] = stored_.try_emplace(content);
    if (!is_new) return place->second;
    Stored& stored = place->second;
    for (const std::string_view value : decode_values(content)) {
      ValueForm form = form_of(value);
      const std::string key = fold(form.value);
      if (key.empty()) continue;
      const std::uint32_t ordinal = ordinal_of(key);
      if (std::ranges::find(stored.ordinals, ordinal) != stored.ordinals.end()) continue;
      stored.ordinals.push_back(ordinal);
      stored.forms.emplace_back(ordinal, index_of(column_.entries_[ordinal].forms, form));
    }
    return stored;
  }

  std::uint32_t ordinal_of(const std::string& key) {
    const auto next = static_cast<std::uint32_t>(column_.entries_.size());
    const auto [place, is_new] = ordinals_.try_emplace(key, next);
    if (is_new) column_.entries_.push_back({key, {}, 0});
    return place->second;
  }

  static std::size_t index_of(std::vector<ValueForm>& forms, const ValueForm& form) {
    const auto known = std::ranges::find_if(forms, [&form](const ValueForm& other) {
      return other.value == form.value && other.label == form.label;
    });
    if (known != forms.end()) return static_cast<std::size_t>(known - forms.begin());
    forms.push_back(form);
    return forms.size() - 1;
  }

  void count_forms() {
    for (const auto& [content, stored] : stored_) {
      for (const auto& [ordinal, form] : stored.forms) {
        column_.entries_[ordinal].forms[form].documents += stored.documents;
        column_.entries_[ordinal].documents += stored.documents;
      }
    }
  }

  const Field& field_;
  KeywordColumn column_;
  std::unordered_map<std::string, Stored> stored_;
  std::unordered_map<std::string, std::uint32_t> ordinals_;
};

Result<Columns> read_columns(const Segment& segment) {
  Columns columns;
  // Most of the time of opening goes into decoding values: the fields are read side by side.
  std::vector<std::future<Result<KeywordColumn>>> keywords;
  const auto read_one = [&segment](const Field& row) -> Result<KeywordColumn> {
    const Result<Xapian::Database> database = segment.open_database();
    if (!database) return database.error();
    return stop_exceptions("read " + std::string(row.name) + " of " + segment.name(), [&] {
      return KeywordColumnReader(row).read(*database, segment.documents());
    });
  };
  for (const Field& row : kFields) {
    if (row.kind != FieldKind::Keyword) continue;
    keywords.push_back(std::async(std::launch::async, read_one, std::cref(row)));
  }
  const Result<Xapian::Database> database = segment.open_database();
  if (!database) return database.error();
  Result<Dates> dates = read_dates(*database, segment.documents());
  std::optional<Error> failure;
  std::size_t next = 0;
  for (const Field& row : kFields) {
    if (row.kind != FieldKind::Keyword) continue;
    Result<KeywordColumn> column = keywords[next++].get();
    if (!column) {
      failure = column.error();
    } else {
      columns.keywords[static_cast<std::size_t>(row.id)] = std::move(*column);
    }
  }
  if (failure) return *failure;
  if (!dates) return dates.error();
  if (!std::ranges::is_sorted(dates->seconds, std::greater<>())) {
    return Error{ErrorCode::Corrupt, "Its documents are not in the order of their dates."};
  }
  columns.seconds = std::move(dates->seconds);
  columns.local = std::move(dates->local);
  columns.dated = static_cast<std::uint32_t>(
      std::ranges::lower_bound(columns.seconds, kNoDate, std::greater<>()) -
      columns.seconds.begin());
  return columns;
}

DocIdRange published_within(const Columns& columns, std::int64_t from, std::int64_t until) {
  const auto begin = columns.seconds.begin();
  const auto end = begin + columns.dated;
  const auto first = std::lower_bound(begin, end, until, std::greater_equal<>());
  const auto last = std::lower_bound(first, end, from, std::greater_equal<>());
  return {static_cast<std::uint32_t>(first - begin) + 1,
          static_cast<std::uint32_t>(last - begin) + 1};
}

}  // namespace backfile
