// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/place_matcher.h"

#include <algorithm>
#include <string>
#include <vector>

#include "common/article_json.h"
#include "server/search/written_words.h"

namespace backfile {
namespace {

// An article in which the words stand in hundreds of places takes milliseconds.
constexpr std::size_t kArticlesBetweenLooks = 8;

Error too_many_places() {
  Error error{ErrorCode::InvalidArgument,
              "The words near each other stand in too many places of an article; use rarer words, "
              "or shorter distances in the inner brackets."};
  error.detail.parameter = "q";
  return error;
}

}  // namespace

PlaceMatcher::PlaceMatcher(const Node& node, const Segment& segment, Reader& reader,
                           Deadline deadline)
    : finder_(node), segment_(segment), deadline_(deadline) {
  for (const PlaceFinder::Slot& slot : finder_.slots()) {
    if (slot.as_written) as_written_ |= std::uint64_t{1} << forms_.size();
    forms_.push_back(forms_of(slot, segment, reader));
  }
  meanings_.resize(segment.vocabulary().languages().size());
  title_.field = FieldId::Title;
}

const PlaceMatcher::Meanings& PlaceMatcher::meanings_in(std::uint8_t language) {
  std::optional<Meanings>& meanings = meanings_[language];
  if (meanings) return *meanings;
  meanings.emplace();
  meanings->wanted.resize(segment_.vocabulary().size() / 64 + 1);
  for (std::size_t slot = 0; slot < forms_.size(); ++slot) {
    for (const WordForm& form : forms_[slot]) {
      if ((form.languages >> language & 1U) == 0) continue;
      const std::uint32_t number = segment_.vocabulary().number(form.place);
      meanings->wanted[number / 64] |= std::uint64_t{1} << number % 64;
      meanings->slots[number] |= std::uint64_t{1} << slot;
    }
  }
  return *meanings;
}

void PlaceMatcher::read(std::span<const std::uint8_t> words, const Meanings& meanings,
                        Passage* passage) const {
  passage->clear();
  const std::uint8_t* at = words.data();
  const std::uint8_t* const end = at + words.size();
  const std::uint64_t* const wanted = meanings.wanted.data();
  std::uint32_t position = 0;
  for (; at < end; ++position) {
    const std::uint32_t number = read_varint(at, end);
    if (number / 64 >= meanings.wanted.size()) continue;
    if ((wanted[number / 64] >> number % 64 & 1U) == 0) continue;
    passage->words.push_back({position, meanings.slots.find(number)->second});
  }
  passage->size = position;
}

Result<void> PlaceMatcher::keep_as_written(std::uint32_t docid, const TokenStream& stream) {
  const Result<std::string> line = segment_.records().record(docid);
  if (!line) return line.error();
  const Result<Article> article = from_json_line(*line);
  if (!article) return article.error();
  keep_as_written(article->title, stream.title, &title_);
  keep_as_written(article->text.empty() ? article->abstract : article->text, stream.text, &text_);
  return {};
}

void PlaceMatcher::keep_as_written(std::string_view text, std::span<const std::uint8_t> stream,
                                   Passage* passage) const {
  const auto concerned = [&](const Passage::Seen& seen) { return (seen.slots & as_written_) != 0; };
  if (std::ranges::none_of(passage->words, concerned)) return;
  const std::vector<std::string_view> written = written_words(text, stream, segment_.vocabulary());
  for (Passage::Seen& seen : passage->words) {
    for (std::size_t slot = 0; slot < finder_.slots().size(); ++slot) {
      const PlaceFinder::Slot& wanted = finder_.slots()[slot];
      const bool same = seen.position < written.size() && written[seen.position] == wanted.value;
      if (wanted.as_written && !same) seen.slots &= ~(std::uint64_t{1} << slot);
    }
  }
}

Result<PostingList> PlaceMatcher::among(const DocIds& candidates) {
  PostingList list;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i % kArticlesBetweenLooks == 0 && std::chrono::steady_clock::now() > deadline_) {
      return deadline_error();
    }
    const std::uint32_t docid = candidates[i];
    const Meanings& meanings = meanings_in(segment_.language_numbers()[docid - 1]);
    const TokenStream stream = token_stream(segment_.tokens().item(docid));
    read(stream.title, meanings, &title_);
    read(stream.text, meanings, &text_);
    if (finder_.needs_marks()) text_.read_marks(stream.marks);
    if (as_written_ != 0) {
      if (Result<void> read = keep_as_written(docid, stream); !read) return read.error();
    }
    const std::optional<std::uint32_t> found = finder_.count(title_, text_);
    if (!found) return too_many_places();
    if (*found == 0) continue;
    list.docids.push_back(docid);
    list.frequencies.push_back(bounded_frequency(*found));
  }
  return list;
}

}  // namespace backfile
