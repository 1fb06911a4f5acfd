// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/keyword_column_writer.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/text.h"

namespace backfile {
namespace {

constexpr char kBetweenValueAndLabel = '\x1e';

// Two bytes a document hold the values of most fields.
constexpr std::size_t kMostSingleValues = 0xffff;

}  // namespace

void KeywordColumnWriter::add(const std::vector<KeywordValue>& values) {
  const std::size_t first = starts_.back();
  for (const KeywordValue& value : values) {
    const Place place = place_of(value);
    const auto begin = numbers_by_document_.begin() + static_cast<std::ptrdiff_t>(first);
    if (entries_[place.entry].key.empty() ||
        std::find(begin, numbers_by_document_.end(), place.entry) != numbers_by_document_.end()) {
      continue;
    }
    numbers_by_document_.push_back(place.entry);
    ++entries_[place.entry].documents;
    ++entries_[place.entry].forms[place.form].documents;
  }
  starts_.push_back(static_cast<std::uint32_t>(numbers_by_document_.size()));
  if (starts_.back() > first) ++documents_;
}

const KeywordColumnWriter::Place& KeywordColumnWriter::place_of(const KeywordValue& value) {
  std::string written = value.value;
  if (!value.label.empty()) written.append(1, kBetweenValueAndLabel).append(value.label);
  const auto [place, is_new] = places_.try_emplace(std::move(written));
  if (is_new) {
    const std::string_view shown = truncate_utf8(value.value, kLongestValue);
    const std::string_view label = truncate_utf8(value.label, kLongestValue);
    const std::uint32_t entry = entry_of(fold(shown));
    place->second = {entry, form_of(entry, shown, label == shown ? std::string_view() : label)};
  }
  return place->second;
}

std::uint32_t KeywordColumnWriter::entry_of(std::string_view key) {
  const auto next = static_cast<std::uint32_t>(entries_.size());
  const auto [number, is_new] = numbers_.try_emplace(std::string(key), next);
  if (is_new) entries_.push_back({std::string(key), 0, {}});
  return number->second;
}

std::uint32_t KeywordColumnWriter::form_of(std::uint32_t entry, std::string_view value,
                                           std::string_view label) {
  std::vector<Form>& forms = entries_[entry].forms;
  const auto known = std::ranges::find_if(
      forms, [&](const Form& form) { return form.value == value && form.label == label; });
  const auto place = static_cast<std::uint32_t>(known - forms.begin());
  if (known == forms.end()) forms.push_back({std::string(value), std::string(label), 0});
  return place;
}

void KeywordColumnWriter::write_values(const std::vector<std::uint32_t>& order, std::uint32_t slot,
                                       ColumnsWriter* file) const {
  std::vector<std::string> entries;
  for (const std::uint32_t number : order) {
    const Entry& entry = entries_[number];
    std::vector<ValueForm> forms;
    for (const Form& form : entry.forms) {
      forms.push_back({form.value, form.label.empty() ? form.value : form.label, form.documents});
    }
    // What came first must not show in the file.
    std::ranges::sort(forms, {},
                      [](const ValueForm& form) { return std::tie(form.value, form.label); });
    entries.push_back(keyword_entry(entry.key, entry.documents, forms));
  }
  file->section(ColumnSection::Values, slot, keyword_section(entries, documents_));
}

void KeywordColumnWriter::write(std::uint32_t slot, ColumnsWriter* file) const {
  if (documents_ == 0) return;
  std::vector<std::uint32_t> order;
  for (std::uint32_t number = 0; number < entries_.size(); ++number) {
    if (entries_[number].documents > 0) order.push_back(number);
  }
  std::ranges::sort(order, {}, [this](std::uint32_t number) -> const std::string& {
    return entries_[number].key;
  });
  std::vector<std::uint32_t> ordinals(entries_.size());  // By number.
  for (std::uint32_t i = 0; i < order.size(); ++i) ordinals[order[i]] = i;
  if (numbers_by_document_.size() == documents_ && order.size() < kMostSingleValues) {
    std::vector<std::uint16_t> single;
    for (std::size_t i = 0; i + 1 < starts_.size(); ++i) {
      const bool any = starts_[i] < starts_[i + 1];
      single.push_back(
          static_cast<std::uint16_t>(any ? ordinals[numbers_by_document_[starts_[i]]] + 1 : 0));
    }
    file->section(ColumnSection::Single, slot, single);
  } else {
    std::vector<std::uint32_t> by_document;
    for (const std::uint32_t number : numbers_by_document_) by_document.push_back(ordinals[number]);
    file->section(ColumnSection::Starts, slot, starts_);
    file->section(ColumnSection::Ordinals, slot, by_document);
  }
  write_values(order, slot, file);
}

// The counts of the sources are added up, and their ordinals translated.
class KeywordColumnMerger {
 public:
  explicit KeywordColumnMerger(const std::vector<const KeywordColumn*>& sources)
      : sources_(sources) {
    for (const KeywordColumn* source : sources) {
      std::vector<std::uint32_t>& numbers = numbers_.emplace_back();
      for (std::uint32_t ordinal = 0; ordinal < source->size(); ++ordinal) {
        const std::uint32_t entry = merged_.entry_of(source->key(ordinal));
        numbers.push_back(entry);
        merged_.entries_[entry].documents += source->documents_of(ordinal);
        for (const ValueForm& form : source->forms(ordinal)) {
          const std::uint32_t place = merged_.form_of(
              entry, form.value, form.label == form.value ? std::string_view() : form.label);
          merged_.entries_[entry].forms[place].documents += form.documents;
        }
      }
      merged_.documents_ += source->documents();
    }
  }

  void take_away(const KeywordColumnWriter& values) {
    merged_.documents_ -= std::min(values.documents_, merged_.documents_);
    for (const KeywordColumnWriter::Entry& gone : values.entries_) {
      const auto known = merged_.numbers_.find(gone.key);
      if (known == merged_.numbers_.end()) continue;
      KeywordColumnWriter::Entry& entry = merged_.entries_[known->second];
      entry.documents -= std::min(gone.documents, entry.documents);
      for (KeywordColumnWriter::Form& form : entry.forms) {
        for (const KeywordColumnWriter::Form& other : gone.forms) {
          if (form.value != other.value || form.label != other.label) continue;
          form.documents -= std::min(other.documents, form.documents);
        }
      }
      std::erase_if(entry.forms, [](const auto& form) { return form.documents == 0; });
    }
  }

  void write(const std::vector<Origin>& origins, std::uint32_t slot, ColumnsWriter* file) {
    merged_.starts_.reserve(origins.size() + 1);
    for (const Origin& origin : origins) {
      sources_[origin.source]->for_each(origin.docid, [&](std::uint32_t ordinal) {
        merged_.numbers_by_document_.push_back(numbers_[origin.source][ordinal]);
      });
      merged_.starts_.push_back(static_cast<std::uint32_t>(merged_.numbers_by_document_.size()));
    }
    merged_.write(slot, file);
  }

 private:
  const std::vector<const KeywordColumn*>& sources_;
  KeywordColumnWriter merged_;
  std::vector<std::vector<std::uint32_t>> numbers_;  // By source, by ordinal.
};

void merge_keyword_columns(const std::vector<const KeywordColumn*>& sources,
                           const KeywordColumnWriter& left_out, const std::vector<Origin>& origins,
                           std::uint32_t slot, ColumnsWriter* file) {
  KeywordColumnMerger merger(sources);
  merger.take_away(left_out);
  merger.write(origins, slot, file);
}

}  // namespace backfile
