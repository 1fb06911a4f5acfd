// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"
#include "indexer/format/xml_tree.h"

namespace backfile {

// Words that stand one after the other on a page, as paragraphs.
struct AltoText {
  std::string text;  // Blocks parted by a blank line, words that a line's end had cut made whole.
  std::string head;  // The rest of a word that begins elsewhere; stands before `text`.
  bool ends_inside_word = false;  // The last word is whole and continues elsewhere as a `head`.
};

// The words of a scanned page in ALTO 1 to 4 (loc.gov/standards/alto), in the page's order.
class AltoPage {
 public:
  // BadRecord for what is no ALTO or is broken; see XmlTree for the limits.
  static Result<AltoPage> parse(std::string_view bytes, std::string_view charset);

  // All words; those from the element with the ID `begin` to the one with the ID `end`, which may
  // be strings, lines or blocks. Without `end`, those of the element `begin`. Empty when the page
  // has no such element.
  AltoText text() const { return text_of(0, words_.size()); }
  AltoText text(std::string_view begin, std::string_view end) const;

  std::string_view language() const { return language_; }  // As written, or empty.

 private:
  struct Word {
    std::uint32_t begin = 0;  // In pool_.
    std::uint32_t length = 0;
    std::uint32_t line = 0;
    std::uint32_t block = 0;
    std::uint8_t hyphen_part = 0;  // 1 and 2: pool_ holds the whole word in the first.
    bool after_space = false;
    bool cut = false;  // A hyphen stands behind it, and nobody says what the whole word is.
  };
  using Range = std::pair<std::size_t, std::size_t>;

  void read(const XmlElement& root);
  void add_word(const XmlElement& string, bool after_space);
  AltoText text_of(std::size_t begin, std::size_t end) const;
  std::string_view word(std::size_t index) const;

  std::string pool_;
  std::vector<Word> words_;
  std::map<std::string, Range, std::less<>> ranges_;  // By ID.
  std::string language_;
  std::uint32_t lines_ = 0;
  std::uint32_t blocks_ = 0;
  bool has_spaces_ = false;
};

}  // namespace backfile
