// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/vocabulary.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "common/hash.h"

namespace backfile {
namespace {

// Takes pieces off the front of a file; once one is missing, all that follow are empty.
class Pieces {
 public:
  explicit Pieces(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  template <typename T>
  std::span<const T> take(std::uint64_t count) {
    if (missing_ || rest_.size() / sizeof(T) < count) {
      missing_ = true;
      return {};
    }
    // Every piece is a multiple of 4 bytes long, and the file begins at a page.
    const std::span<const T> piece(reinterpret_cast<const T*>(rest_.data()), count);
    rest_ = rest_.subspan(count * sizeof(T));
    return piece;
  }
  std::span<const std::uint8_t> rest() const { return rest_; }
  bool missing() const { return missing_; }

 private:
  std::span<const std::uint8_t> rest_;
  bool missing_ = false;
};

}  // namespace

std::uint32_t stem_hash(std::string_view stem) {
  std::uint32_t number = 0;
  const std::string hash = hash64(stem);
  for (std::size_t i = 4; i < 8; ++i) {
    number = number << 8 | static_cast<unsigned char>(hash[i]);
  }
  return number;
}

Result<Vocabulary> Vocabulary::open(MappedFile file) {
  Vocabulary vocabulary(std::move(file));
  Pieces pieces(vocabulary.file_.bytes());
  const auto magic = pieces.take<char>(kVocabularyMagic.size());
  const auto counts = pieces.take<std::uint32_t>(2);
  const bool ours = !pieces.missing() && std::ranges::equal(magic, kVocabularyMagic);
  const std::uint64_t words = ours ? counts[0] : 0;
  vocabulary.begins_ = pieces.take<std::uint32_t>(words + 1);
  vocabulary.places_ = pieces.take<std::uint32_t>(words);
  vocabulary.numbers_ = pieces.take<std::uint32_t>(words);
  vocabulary.occurrences_ = pieces.take<std::uint32_t>(words);
  std::vector<std::uint32_t> entries;
  for (std::uint32_t i = 0; ours && i < counts[1] && !pieces.missing(); ++i) {
    const auto tag = pieces.take<char>(kLanguageTagBytes);
    const auto count = pieces.take<std::uint32_t>(1);
    if (pieces.missing()) break;
    vocabulary.languages_.emplace_back(tag.data(), ::strnlen(tag.data(), tag.size()));
    entries.push_back(count[0]);
  }
  for (const std::uint32_t count : entries) {
    vocabulary.stems_.push_back(pieces.take<StemEntry>(count));
  }
  const auto letters = pieces.rest();
  vocabulary.letters_ = {reinterpret_cast<const char*>(letters.data()), letters.size()};
  if (!ours || pieces.missing() || vocabulary.begins_.back() != letters.size()) {
    return Error{ErrorCode::Corrupt,
                 vocabulary.file_.path() + " is damaged; run `backfile-index verify`"};
  }
  return vocabulary;
}

std::string_view Vocabulary::word(std::uint32_t place) const {
  const std::uint32_t begin = begins_[place];
  const std::uint32_t end = begins_[place + 1];
  if (begin > end || end > letters_.size()) return {};
  return letters_.substr(begin, end - begin);
}

std::uint32_t Vocabulary::lower_bound(std::string_view word) const {
  std::uint32_t first = 0;
  std::uint32_t last = size();
  while (first < last) {
    const std::uint32_t middle = first + (last - first) / 2;
    if (this->word(middle) < word) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return first;
}

std::optional<std::uint32_t> Vocabulary::find(std::string_view word) const {
  const std::uint32_t place = lower_bound(word);
  if (place == size() || this->word(place) != word) return std::nullopt;
  return place;
}

Vocabulary::Range Vocabulary::with_prefix(std::string_view prefix) const {
  const std::uint32_t first = lower_bound(prefix);
  // No word has a byte 0xff: they are UTF-8.
  const std::uint32_t last = lower_bound(std::string(prefix) + '\xff');
  return {first, last};
}

std::span<const StemEntry> Vocabulary::stems(std::size_t language, std::uint32_t hash) const {
  const std::span<const StemEntry> all = stems_[language];
  // Not std::ranges::equal_range: clang 14 cannot read it in libstdc++ 12.
  const auto first = std::ranges::lower_bound(all, hash, {}, &StemEntry::hash);
  const auto last = std::ranges::upper_bound(all, hash, {}, &StemEntry::hash);
  return {first, last};
}

}  // namespace backfile
