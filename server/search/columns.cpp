// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/columns.h"

#include <xapian.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "common/index/values.h"
#include "common/text.h"
#include "server/search/calendar.h"

namespace backfile {
namespace {

Error damaged_value(const Field& field, std::uint32_t docid) {
  return {ErrorCode::Corrupt, "The value of " + std::string(field.name) + " in document " +
                                  std::to_string(docid) + " is damaged."};
}

Result<std::vector<std::int64_t>> read_dates(const Xapian::Database& segment,
                                             std::uint32_t documents) {
  const Field& date = field(FieldId::Published);
  std::vector<std::int64_t> seconds(documents, kNoDate);
  const auto end = segment.valuestream_end(date.slot);
  for (auto value = segment.valuestream_begin(date.slot); value != end; ++value) {
    const std::uint32_t docid = value.get_docid();
    const std::optional<StoredDate> stored = decode_date(*value);
    if (!stored || docid == 0 || docid > documents || stored->seconds < kEarliestSecond ||
        stored->seconds > kLatestSecond) {
      return damaged_value(date, docid);
    }
    seconds[docid - 1] = stored->seconds;
  }
  return seconds;
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
      column_.ordinals_.insert(column_.ordinals_.end(), stored.ordinals.begin(),
                               stored.ordinals.end());
    }
    fill_starts(documents + std::size_t{1});
    count_forms();
    column_.ordinals_.shrink_to_fit();
    return std::move(column_);
  }

 private:
  // The content of a slot. The same ones come again and again, and folding is slow.
  struct Stored {
    std::vector<std::uint32_t> ordinals;
    std::vector<std::pair<std::uint32_t, std::size_t>> forms;  // Ordinal, index of its form.
    std::uint32_t documents = 0;
  };

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
    if (is_new) column_.entries_.push_back({key, {}});
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
      }
    }
  }

  const Field& field_;
  KeywordColumn column_;
  std::unordered_map<std::string, Stored> stored_;
  std::unordered_map<std::string, std::uint32_t> ordinals_;
};

Result<Columns> read_columns(const Xapian::Database& segment, std::uint32_t documents) {
  Columns columns;
  Result<std::vector<std::int64_t>> seconds = read_dates(segment, documents);
  if (!seconds) return seconds.error();
  columns.seconds = std::move(*seconds);
  for (const Field& row : kFields) {
    if (row.kind != FieldKind::Keyword) continue;
    Result<KeywordColumn> column = KeywordColumnReader(row).read(segment, documents);
    if (!column) return column.error();
    columns.keywords[static_cast<std::size_t>(row.id)] = std::move(*column);
  }
  return columns;
}

}  // namespace backfile
