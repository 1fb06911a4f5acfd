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
#include "server/search/lanes.h"
#include "server/search/posting_list.h"
#include "server/search/reader.h"
#include "server/search/segment.h"
#include "server/search/word_forms.h"

namespace backfile {

Error deadline_error();

// Decodes what the leaves of a query match in one segment.
class PostingReader {
 public:
  // References must outlive the reader.
  PostingReader(const Segment& segment, Reader& reader, Deadline deadline);

  // `leaf`: a Word, Exact, Prefix, Pattern, Fuzzy or Keyword, not of the lead. Of a source its
  // id as an entry of its Dictionary has it. Deadline.
  Result<PostingList> read(const Node& leaf);

 private:
  PostingList keyword(const Node& leaf) const;
  PostingList source(const std::string& id) const;
  Result<PostingList> phrase(const Node& leaf);

  Result<PostingList> sum_of(const std::vector<WordForm>& forms, std::optional<FieldId> field);
  PostingList read_form(const WordForm& form, std::optional<FieldId> field) const;
  PostingList read_term(const std::string& term, LanguageSet languages) const;
  DocIds among(const DocIds& candidates, const std::string& term, std::size_t frequency) const;
  PostingList read_in_text(const std::string& word, LanguageSet languages) const;
  LanguageSet all_languages() const { return backfile::all_languages(segment_.vocabulary()); }
  bool time_is_up() const { return std::chrono::steady_clock::now() > deadline_; }

  const Segment& segment_;
  Reader& reader_;
  Deadline deadline_;
};

}  // namespace backfile
