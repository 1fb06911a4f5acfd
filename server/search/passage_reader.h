// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/prefetch.h"
#include "common/result.h"
#include "server/query/ast.h"
#include "server/search/places.h"
#include "server/search/reader.h"
#include "server/search/segment.h"
#include "server/search/word_forms.h"

namespace backfile {

// Finds the words that a query asks about in the token streams of a segment's articles.
class PassageReader {
 public:
  // `slots`: at most 64. `reach`: words that are further from each other may be given any greater
  // distance, and the sizes of passages too, which saves counting the words between. The segment
  // and `reader` must outlive it.
  PassageReader(const std::vector<PlaceFinder::Slot>& slots, const Segment& segment, Reader& reader,
                std::uint32_t reach = kAnyDistance);

  // The passages of a document; what they held before is gone. `with_marks`: where sentences and
  // paragraphs begin, too. A word that must stand as written is found in any writing.
  void read(std::uint32_t docid, bool with_marks);
  // The same, with such words only where they stand as written. Corrupt when the record cannot be
  // read.
  Result<void> read_exactly(std::uint32_t docid, bool with_marks);

  // Asks memory for what read() will read of one document first, and of another one then.
  void look_ahead(std::uint32_t first, std::uint32_t then) const {
    prefetch(segment_.language_numbers() + first - 1);
    segment_.tokens().prefetch(first, then);
  }

  const Passage& title() const { return title_; }
  const Passage& text() const { return text_; }

 private:
  // What the words of the segment mean in articles of one language, by number.
  struct Meanings {
    std::vector<std::uint64_t> wanted;  // A bit for each number that means something.
    std::unordered_map<std::uint32_t, std::uint64_t> slots;
    // The same by varint, when there are few: finding these is faster than reading all numbers.
    std::vector<std::pair<std::string, std::uint64_t>> few;
  };

  const Meanings& meanings_in(std::uint8_t language);
  void read_words(std::span<const std::uint8_t> words, const Meanings& meanings, Passage* passage);
  void find_words(std::span<const std::uint8_t> words, const Meanings& meanings, Passage* passage);
  std::uint32_t words_in(std::span<const std::uint8_t> words) const;
  static void read_all(std::span<const std::uint8_t> words, const Meanings& meanings,
                       Passage* passage);

  Result<void> keep_as_written(std::uint32_t docid);
  void strike_absent(std::string_view line);
  void keep_as_written(std::string_view text, std::span<const std::uint8_t> stream,
                       Passage* passage) const;

  const Segment& segment_;
  const std::uint32_t reach_;
  std::vector<std::string> written_;          // By slot: as it must stand; empty: in any writing.
  std::uint64_t as_written_ = 0;              // The slots for which there is one.
  std::vector<std::vector<WordForm>> forms_;  // By slot.
  std::vector<std::optional<Meanings>> meanings_;             // By language.
  std::vector<std::pair<std::size_t, std::uint64_t>> found_;  // Byte, slots: of find_words().
  Passage title_;
  Passage text_;
};

}  // namespace backfile
