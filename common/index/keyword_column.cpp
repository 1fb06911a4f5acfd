// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/keyword_column.h"

#include <algorithm>

#include "common/index/varint.h"
#include "common/little_endian.h"

namespace backfile {
namespace {

// Reads the entry of a key: docs/index-format.md. What is missing reads as empty.
class Entry {
 public:
  explicit Entry(std::span<const std::uint8_t> bytes)
      : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  std::uint32_t number() { return read_varint(at_, end_); }
  std::string_view text() {
    const std::uint32_t size = number();
    missing_ |= size > static_cast<std::size_t>(end_ - at_);
    if (missing_) return {};
    const std::string_view text(reinterpret_cast<const char*>(at_), size);
    at_ += size;
    return text;
  }
  bool ends_here() const { return !missing_ && at_ == end_; }
  bool missing() const { return missing_; }

 private:
  const std::uint8_t* at_;
  const std::uint8_t* end_;
  bool missing_ = false;
};

void append_text(std::string_view text, std::string* bytes) {
  append_varint(text.size(), bytes);
  bytes->append(text);
}

}  // namespace

std::string keyword_entry(std::string_view key, std::uint32_t documents,
                          const std::vector<ValueForm>& forms) {
  std::string bytes;
  append_varint(documents, &bytes);
  append_text(key, &bytes);
  append_varint(forms.size(), &bytes);
  for (const ValueForm& form : forms) {
    append_varint(form.documents, &bytes);
    append_text(form.value, &bytes);
    append_text(form.label == form.value ? std::string_view() : form.label, &bytes);
  }
  return bytes;
}

std::string keyword_section(const std::vector<std::string>& entries, std::uint32_t documents) {
  std::string section;
  std::string bytes;
  append_number(static_cast<std::uint32_t>(entries.size()), &section);
  append_number(documents, &section);
  for (const std::string& entry : entries) {
    append_number(static_cast<std::uint32_t>(bytes.size()), &section);
    bytes.append(entry);
  }
  append_number(static_cast<std::uint32_t>(bytes.size()), &section);
  return section.append(bytes);
}

std::optional<KeywordColumn> KeywordColumn::of(std::span<const std::uint32_t> starts,
                                               std::span<const std::uint32_t> ordinals,
                                               std::span<const std::uint8_t> values) {
  KeywordColumn column;
  column.starts_ = starts;
  column.ordinals_ = ordinals;
  if (starts.empty() || !column.read_values(values) ||
      !column.is_sound(static_cast<std::uint32_t>(starts.size() - 1))) {
    return std::nullopt;
  }
  return column;
}

std::string_view KeywordColumn::key(std::uint32_t ordinal) const {
  Entry entry(bytes_.subspan(entries_[ordinal], entries_[ordinal + 1] - entries_[ordinal]));
  entry.number();
  return entry.text();
}

std::uint32_t KeywordColumn::documents_of(std::uint32_t ordinal) const {
  return Entry(bytes_.subspan(entries_[ordinal])).number();
}

std::vector<ValueForm> KeywordColumn::forms(std::uint32_t ordinal) const {
  Entry entry(bytes_.subspan(entries_[ordinal], entries_[ordinal + 1] - entries_[ordinal]));
  entry.number();
  entry.text();
  std::vector<ValueForm> forms;
  for (std::uint32_t left = entry.number(); left > 0 && !entry.missing(); --left) {
    ValueForm& form = forms.emplace_back();
    form.documents = entry.number();
    form.value = entry.text();
    form.label = entry.text();
    if (form.label.empty()) form.label = form.value;
  }
  return forms;
}

std::optional<std::uint32_t> KeywordColumn::find(std::string_view wanted) const {
  std::uint32_t first = 0;
  std::uint32_t last = size_;
  while (first < last) {
    const std::uint32_t middle = first + (last - first) / 2;
    if (key(middle) < wanted) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  if (first == size_ || key(first) != wanted) return std::nullopt;
  return first;
}

bool KeywordColumn::read_values(std::span<const std::uint8_t> section) {
  const std::span<const std::uint32_t> numbers(
      reinterpret_cast<const std::uint32_t*>(section.data()), section.size() / 4);
  if (numbers.size() < 3 || numbers[0] > numbers.size() - 3) return false;
  size_ = numbers[0];
  documents_ = numbers[1];
  entries_ = numbers.subspan(2, size_ + std::size_t{1});
  bytes_ = section.subspan((size_ + std::size_t{3}) * 4);
  if (!std::ranges::is_sorted(entries_) || entries_.back() > bytes_.size()) return false;
  for (std::uint32_t ordinal = 0; ordinal < size_; ++ordinal) {
    Entry entry(bytes_.subspan(entries_[ordinal], entries_[ordinal + 1] - entries_[ordinal]));
    entry.number();
    const std::string_view key = entry.text();
    std::uint32_t forms = entry.number();
    for (; forms > 0 && !entry.missing(); --forms) {
      entry.number();
      entry.text();
      entry.text();
    }
    if (!entry.ends_here()) return false;
    if (ordinal > 0 && this->key(ordinal - 1) >= key) return false;
  }
  return true;
}

bool KeywordColumn::is_sound(std::uint32_t documents) const {
  if (!single_.empty()) {
    return single_.size() == documents && starts_.empty() &&
           *std::ranges::max_element(single_) <= size_;
  }
  if (starts_.empty()) return size_ == 0;
  return starts_.size() == documents + std::size_t{1} && std::ranges::is_sorted(starts_) &&
         starts_.back() == ordinals_.size() &&
         (ordinals_.empty() || *std::ranges::max_element(ordinals_) < size_);
}

}  // namespace backfile
