// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"
#include "server/query/ast.h"
#include "server/search/posting_list.h"
#include "server/search/reader.h"
#include "server/search/segment.h"

namespace backfile {

using Deadline = std::chrono::steady_clock::time_point;

Error deadline_error();

// A prefix that stands for more words than this is refused: each costs a posting list.
inline constexpr std::size_t kMaxPrefixWords = 500;

// Decodes what the leaves of a query match in one segment.
class PostingReader {
 public:
  // References must outlive the reader.
  PostingReader(const Segment& segment, Reader& reader, Deadline deadline);

  // `leaf`: a Word, Exact, Prefix or Keyword. Deadline.
  Result<PostingList> read(const Node& leaf);

 private:
  using LanguageSet = std::uint32_t;  // A bit for each language of the segment.

  // A word of the segment, in the languages in which it counts.
  struct Form {
    std::uint32_t place;
    LanguageSet languages;
  };

  Result<PostingList> word(const Node& leaf);
  Result<PostingList> exact(const Node& leaf);
  Result<PostingList> prefix(const Node& leaf);
  Result<PostingList> keyword(const Node& leaf);
  Result<PostingList> phrase(const Node& leaf);

  std::vector<Form> forms_of(const std::string& word);
  Result<PostingList> sum_of(const std::vector<Form>& forms, std::optional<FieldId> field);
  PostingList read_form(const Form& form, std::optional<FieldId> field) const;
  PostingList read_term(const std::string& term, LanguageSet languages) const;
  DocIds among(const DocIds& candidates, const std::string& term, std::size_t frequency) const;
  PostingList read_in_text(const std::string& word, LanguageSet languages) const;
  LanguageSet all_languages() const;
  bool time_is_up() const { return std::chrono::steady_clock::now() > deadline_; }

  const Segment& segment_;
  Reader& reader_;
  Deadline deadline_;
};

// InvalidArgument when a prefix in `node` stands for more than kMaxPrefixWords words of the
// archive.
Result<void> check_prefixes(const Node& node,
                            const std::vector<std::shared_ptr<const Segment>>& segments);

}  // namespace backfile
