// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/index/token_stream.h"
#include "common/result.h"
#include "server/query/ast.h"
#include "server/search/doc_ids.h"
#include "server/search/places.h"
#include "server/search/posting_list.h"
#include "server/search/posting_reader.h"
#include "server/search/word_forms.h"

namespace backfile {

// Looks for the places of an expression in the token streams of a segment's articles.
class PlaceMatcher {
 public:
  // `node` needs places (places.h). References must outlive the matcher.
  PlaceMatcher(const Node& node, const Segment& segment, Reader& reader, Deadline deadline);

  // Those of the candidates that have it, and how often. Deadline; InvalidArgument when an article
  // has too many places.
  Result<PostingList> among(const DocIds& candidates);

 private:
  // What the words of the segment mean in articles of one language, by number.
  struct Meanings {
    std::vector<std::uint64_t> wanted;  // A bit for each number that means something.
    std::unordered_map<std::uint32_t, std::uint64_t> slots;
  };

  const Meanings& meanings_in(std::uint8_t language);
  void read(std::span<const std::uint8_t> words, const Meanings& meanings, Passage* passage) const;
  // Leaves words that must stand as written where they do.
  Result<void> keep_as_written(std::uint32_t docid, const TokenStream& stream);
  void keep_as_written(std::string_view text, std::span<const std::uint8_t> stream,
                       Passage* passage) const;

  PlaceFinder finder_;
  const Segment& segment_;
  Deadline deadline_;
  std::vector<std::vector<WordForm>> forms_;       // By slot.
  std::vector<std::optional<Meanings>> meanings_;  // By language.
  std::uint64_t as_written_ = 0;                   // The slots that are.
  Passage title_;
  Passage text_;
};

}  // namespace backfile
