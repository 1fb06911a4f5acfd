// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/vocabulary_writer.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

#include "indexer/index/output_file.h"

namespace backfile {
namespace {

template <typename T>
void append(const std::vector<T>& numbers, OutputFile* file) {
  file->write({reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T)});
}

void append(std::uint32_t number, OutputFile* file) {
  file->write({reinterpret_cast<const char*>(&number), sizeof number});
}

void sort_entries(std::vector<StemEntry>* entries) {
  const auto key = [](const StemEntry& entry) { return std::tuple(entry.hash, entry.word); };
  std::ranges::sort(*entries, {}, key);
  const auto repeated =
      std::unique(entries->begin(), entries->end(),
                  [&](const StemEntry& a, const StemEntry& b) { return key(a) == key(b); });
  entries->erase(repeated, entries->end());
}

}  // namespace

std::uint32_t VocabularyWriter::add(std::string_view word, std::uint64_t occurrences) {
  begins_.push_back(static_cast<std::uint32_t>(letters_.size()));
  letters_.append(word);
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  occurrences_.push_back(static_cast<std::uint32_t>(std::min(occurrences, kMost)));
  return static_cast<std::uint32_t>(begins_.size() - 1);
}

void VocabularyWriter::add_stem(std::string_view language, std::uint32_t hash, std::uint32_t word) {
  stems_[std::string(language)].push_back({hash, word});
}

void VocabularyWriter::number_words() {
  places_.resize(begins_.size());
  std::iota(places_.begin(), places_.end(), 0);
  std::ranges::stable_sort(places_, std::ranges::greater(),
                           [this](std::uint32_t place) { return occurrences_[place]; });
  numbers_.resize(places_.size());
  for (std::uint32_t number = 0; number < places_.size(); ++number) {
    numbers_[places_[number]] = number;
  }
}

Result<void> VocabularyWriter::write(const std::string& path) {
  Result<OutputFile> file = OutputFile::create(path);
  if (!file) return std::move(file).error();
  file->write(kVocabularyMagic);
  append(static_cast<std::uint32_t>(begins_.size()), &*file);
  append(static_cast<std::uint32_t>(stems_.size()), &*file);
  append(begins_, &*file);
  append(static_cast<std::uint32_t>(letters_.size()), &*file);
  append(places_, &*file);
  append(numbers_, &*file);
  append(occurrences_, &*file);
  for (auto& [language, entries] : stems_) {
    std::string tag = language;
    tag.resize(kLanguageTagBytes, '\0');
    file->write(tag);
    sort_entries(&entries);
    append(static_cast<std::uint32_t>(entries.size()), &*file);
  }
  for (const auto& [language, entries] : stems_) append(entries, &*file);
  file->write(letters_);
  return file->finish();
}

}  // namespace backfile
