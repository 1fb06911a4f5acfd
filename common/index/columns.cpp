// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/columns.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

#include "common/date.h"
#include "common/little_endian.h"

namespace backfile {
namespace {

template <typename T>
std::span<const T> numbers_in(std::span<const std::uint8_t> section) {
  return {reinterpret_cast<const T*>(section.data()), section.size() / sizeof(T)};
}

KeywordColumn* column_with_slot(std::uint32_t slot, Columns* columns) {
  for (const Field& row : kFields) {
    if (row.kind == FieldKind::Keyword && row.slot == slot) {
      return &columns->keywords[static_cast<std::size_t>(row.id)];
    }
  }
  return nullptr;
}

}  // namespace

class ColumnsReader {
 public:
  explicit ColumnsReader(Columns* columns) : columns_(*columns), file_(columns->file.bytes()) {}

  bool read() {
    if (file_.size() < kColumnsHeader ||
        std::memcmp(file_.data(), kColumnsMagic.data(), kColumnsMagic.size()) != 0) {
      return false;
    }
    columns_.documents = read_number<std::uint32_t>(file_, 8);
    const auto sections = read_number<std::uint32_t>(file_, 12);
    columns_.total_length = read_number<std::uint64_t>(file_, 16);
    if ((file_.size() - kColumnsHeader) / kColumnsRow < sections) return false;
    std::uint64_t end = kColumnsHeader + sections * kColumnsRow;
    for (std::uint32_t i = 0; i < sections; ++i) {
      const std::size_t row = kColumnsHeader + i * kColumnsRow;
      const auto position = read_number<std::uint64_t>(file_, row + 8);
      const auto bytes = read_number<std::uint64_t>(file_, row + 16);
      if (position % 8 != 0 || position < end || position > file_.size()) return false;
      if (bytes > file_.size() - position) return false;
      end = position + bytes;
      const auto kind = static_cast<ColumnSection>(read_number<std::uint32_t>(file_, row));
      if (!place(kind, read_number<std::uint32_t>(file_, row + 4),
                 file_.subspan(position, bytes))) {
        return false;
      }
    }
    return end == file_.size() && is_sound();
  }

 private:
  bool place(ColumnSection kind, std::uint32_t slot, std::span<const std::uint8_t> section) {
    KeywordColumn* const keywords = column_with_slot(slot, &columns_);
    switch (kind) {
      case ColumnSection::Seconds:
        columns_.seconds = numbers_in<std::int64_t>(section);
        return true;
      case ColumnSection::Precision: columns_.precision = section; return true;
      case ColumnSection::Words: columns_.words = numbers_in<std::uint32_t>(section); return true;
      case ColumnSection::Length:
        columns_.lengths = numbers_in<std::uint16_t>(section);
        return true;
      case ColumnSection::Content: columns_.content = section; return true;
      case ColumnSection::Revision:
        columns_.revisions = numbers_in<std::uint32_t>(section);
        return true;
      case ColumnSection::Single:
        if (keywords != nullptr) keywords->single_ = numbers_in<std::uint16_t>(section);
        return keywords != nullptr;
      case ColumnSection::Starts:
        if (keywords != nullptr) keywords->starts_ = numbers_in<std::uint32_t>(section);
        return keywords != nullptr;
      case ColumnSection::Ordinals:
        if (keywords != nullptr) keywords->ordinals_ = numbers_in<std::uint32_t>(section);
        return keywords != nullptr;
      case ColumnSection::Values: return keywords != nullptr && keywords->read_values(section);
    }
    return false;
  }

  bool is_sound() {
    const std::size_t documents = columns_.documents;
    if (columns_.seconds.size() != documents || columns_.precision.size() != documents ||
        columns_.words.size() != documents || columns_.lengths.size() != documents ||
        columns_.content.size() != documents * kContentBytes ||
        columns_.revisions.size() != documents) {
      return false;
    }
    const auto& seconds = columns_.seconds;
    if (!std::ranges::is_sorted(seconds, std::greater<>())) return false;
    columns_.dated = static_cast<std::uint32_t>(
        std::ranges::lower_bound(seconds, kNoDate, std::greater<>()) - seconds.begin());
    const auto finest = static_cast<std::uint8_t>(DatePrecision::Second);
    return std::ranges::all_of(columns_.precision, [=](std::uint8_t p) { return p <= finest; }) &&
           std::ranges::all_of(columns_.keywords, [&](const KeywordColumn& column) {
             return column.is_sound(columns_.documents);
           });
  }

  Columns& columns_;
  const std::span<const std::uint8_t> file_;
};

Result<Columns> Columns::open(MappedFile file) {
  Columns columns{.file = std::move(file)};
  if (!ColumnsReader(&columns).read()) {
    return Error{ErrorCode::Corrupt,
                 columns.file.path() + " is damaged; run `backfile-index verify`"};
  }
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
