// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/posting_reader.h"

#include <algorithm>

#include "common/index/terms.h"
#include "common/index/token_stream.h"
#include "server/search/ranking.h"

namespace backfile {
namespace {

// The clock costs as much as some documents.
constexpr std::size_t kCandidatesBetweenLooks = 512;

// To skip to a document costs as much as to decode this many postings.
constexpr std::size_t kPostingsPerSkip = 100;

const Field& text_field() { return field(FieldId::Text); }
const Field& title_field() { return field(FieldId::Title); }

}  // namespace

Error deadline_error() {
  return {ErrorCode::Deadline,
          "The search took longer than is allowed. Use fewer or rarer words, longer prefixes, or "
          "a shorter range of dates."};
}

PostingReader::PostingReader(const Segment& segment, std::size_t index, Reader& reader,
                             Deadline deadline)
    : segment_(segment), database_(reader.segments[index]), reader_(reader), deadline_(deadline) {}

Result<PostingList> PostingReader::read(const Node& leaf) {
  if (time_is_up()) return deadline_error();
  switch (leaf.kind) {
    case Node::Kind::Exact:
      if (leaf.words.size() > 1) return phrase(leaf);
      [[fallthrough]];
    case Node::Kind::Word:
    case Node::Kind::Prefix:
    case Node::Kind::Pattern:
    case Node::Kind::Fuzzy: return sum_of(forms_of(leaf, segment_, reader_), leaf.field);
    case Node::Kind::Keyword: return keyword(leaf);
    case Node::Kind::Date:
    case Node::Kind::Near:
    case Node::Kind::AtLeast:
    case Node::Kind::And:
    case Node::Kind::Or:
    case Node::Kind::Not: break;
  }
  return PostingList{};
}

PostingList PostingReader::read_term(const std::string& term, LanguageSet languages) const {
  PostingList list;
  const bool any = languages == all_languages();
  const std::uint8_t* const language_of = segment_.language_numbers();
  const Xapian::doccount size = database_.get_termfreq(term);
  list.docids.reserve(size);
  list.frequencies.reserve(size);
  const auto end = database_.postlist_end(term);
  for (auto posting = database_.postlist_begin(term); posting != end; ++posting) {
    const std::uint32_t docid = *posting;
    if (!any && (languages >> language_of[docid - 1] & 1U) == 0) continue;
    list.docids.push_back(docid);
    list.frequencies.push_back(bounded_frequency(posting.get_wdf()));
  }
  return list;
}

// What is left of a word's occurrences without those in titles.
PostingList PostingReader::read_in_text(const std::string& word, LanguageSet languages) const {
  PostingList list;
  const bool any = languages == all_languages();
  const std::uint8_t* const language_of = segment_.language_numbers();
  const std::string title_term = word_term(title_field(), word);
  auto title = database_.postlist_begin(title_term);
  const auto title_end = database_.postlist_end(title_term);
  const auto end = database_.postlist_end(word);
  for (auto posting = database_.postlist_begin(word); posting != end; ++posting) {
    const std::uint32_t docid = *posting;
    std::uint32_t frequency = posting.get_wdf();
    if (title != title_end && *title == docid) {
      frequency -= title.get_wdf();
      ++title;
    }
    if (frequency == 0) continue;
    if (!any && (languages >> language_of[docid - 1] & 1U) == 0) continue;
    list.docids.push_back(docid);
    list.frequencies.push_back(bounded_frequency(frequency));
  }
  return list;
}

PostingList PostingReader::read_form(const WordForm& form, std::optional<FieldId> where) const {
  const std::string word(segment_.vocabulary().word(form.place));
  if (where == FieldId::Text) return read_in_text(word, form.languages);
  PostingList in_title = read_term(word_term(title_field(), word), form.languages);
  if (where == FieldId::Title) return in_title;
  PostingList anywhere = read_term(word_term(text_field(), word), form.languages);
  add_to(in_title, &anywhere);
  return anywhere;
}

Result<PostingList> PostingReader::sum_of(const std::vector<WordForm>& forms,
                                          std::optional<FieldId> where) {
  std::vector<PostingList> lists;
  for (const WordForm& form : forms) {
    if (time_is_up()) return deadline_error();
    lists.push_back(read_form(form, where));
  }
  return add_up(std::move(lists), segment_.documents());
}

Result<PostingList> PostingReader::keyword(const Node& leaf) {
  PostingList list;
  if (!leaf.field) return list;
  const std::string term = keyword_term(field(*leaf.field), leaf.value);
  if (term.empty()) return list;
  list.docids.reserve(database_.get_termfreq(term));
  const auto end = database_.postlist_end(term);
  for (auto posting = database_.postlist_begin(term); posting != end; ++posting) {
    list.docids.push_back(*posting);
  }
  return list;
}

// The candidates that have the term, which is in `frequency` documents.
DocIds PostingReader::among(const DocIds& candidates, const std::string& term,
                            std::size_t frequency) const {
  if (frequency / candidates.size() < kPostingsPerSkip) {
    return intersection(candidates, DocIds(read_term(term, all_languages()).docids));
  }
  std::vector<std::uint32_t> found;
  auto posting = database_.postlist_begin(term);
  const auto end = database_.postlist_end(term);
  for (std::size_t i = 0; i < candidates.size() && posting != end; ++i) {
    posting.skip_to(candidates[i]);
    if (posting != end && *posting == candidates[i]) found.push_back(candidates[i]);
  }
  return DocIds(std::move(found));
}

// The documents with all words are candidates; their token streams decide.
Result<PostingList> PostingReader::phrase(const Node& leaf) {
  const Vocabulary& vocabulary = segment_.vocabulary();
  std::string numbers;
  std::vector<std::pair<std::size_t, std::string>> terms;  // Rarest first.
  const Field& where = leaf.field == FieldId::Title ? title_field() : text_field();
  for (const std::string& word : leaf.words) {
    const std::optional<std::uint32_t> place = vocabulary.find(word);
    if (!place) return PostingList{};
    append_varint(vocabulary.number(*place), &numbers);
    std::string term = word_term(where, word);
    terms.emplace_back(database_.get_termfreq(term), std::move(term));
  }
  std::ranges::sort(terms);
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  DocIds candidates(read_term(terms[0].second, all_languages()).docids);
  for (std::size_t i = 1; i < terms.size() && !candidates.empty(); ++i) {
    if (time_is_up()) return deadline_error();
    candidates = among(candidates, terms[i].second, terms[i].first);
  }
  const bool in_title = leaf.field != FieldId::Text;
  const bool in_text = leaf.field != FieldId::Title;
  PostingList list;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i % kCandidatesBetweenLooks == 0 && time_is_up()) return deadline_error();
    const TokenStream stream = token_stream(segment_.tokens().item(candidates[i]));
    std::uint32_t found = in_text ? count_phrase(stream.text, numbers) : 0;
    if (in_title) found += count_phrase(stream.title, numbers) * (in_text ? kTitleBoost : 1);
    if (found == 0) continue;
    list.docids.push_back(candidates[i]);
    list.frequencies.push_back(bounded_frequency(found));
  }
  return list;
}

}  // namespace backfile
