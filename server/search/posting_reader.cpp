// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/posting_reader.h"

#include <algorithm>

#include "common/index/terms.h"
#include "common/index/token_stream.h"
#include "common/text.h"

namespace backfile {
namespace {

// The clock costs as much as some documents.
constexpr std::size_t kCandidatesBetweenLooks = 512;

// To look up a document costs as much as to decode this many postings.
constexpr std::size_t kPostingsPerSeek = 100;

const Field& text_field() { return field(FieldId::Text); }
const Field& title_field() { return field(FieldId::Title); }

}  // namespace

Error deadline_error() {
  return {ErrorCode::Deadline,
          "The search took longer than is allowed. Use fewer or rarer words, longer prefixes, or "
          "a shorter range of dates."};
}

PostingReader::PostingReader(const Segment& segment, Reader& reader, Deadline deadline)
    : segment_(segment), reader_(reader), deadline_(deadline) {}

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
    case Node::Kind::Length:
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
  const std::uint32_t size = segment_.postings().frequency(term);
  list.docids.resize(size);
  list.frequencies.resize(size);
  std::uint32_t* docid_at = list.docids.data();
  std::uint8_t* frequency_at = list.frequencies.data();
  const std::uint32_t* const end = docid_at + size;
  const bool any = languages == all_languages();
  const std::uint8_t* const language_of = segment_.language_numbers();
  segment_.postings().for_each(term, [&](std::uint32_t docid, std::uint32_t frequency) {
    if (docid_at == end || (!any && (languages >> language_of[docid - 1] & 1U) == 0)) return;
    *docid_at++ = docid;
    *frequency_at++ = bounded_frequency(frequency);
  });
  const auto kept = static_cast<std::size_t>(docid_at - list.docids.data());
  list.docids.resize(kept);
  list.frequencies.resize(kept);
  return list;
}

// What is left of a word's occurrences without those in titles.
PostingList PostingReader::read_in_text(const std::string& word, LanguageSet languages) const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> titles;
  segment_.postings().for_each(word_term(title_field(), word), [&](auto docid, auto frequency) {
    titles.emplace_back(docid, frequency);
  });
  PostingList list;
  const bool any = languages == all_languages();
  const std::uint8_t* const language_of = segment_.language_numbers();
  auto title = titles.begin();
  segment_.postings().for_each(word, [&](std::uint32_t docid, std::uint32_t frequency) {
    if (title != titles.end() && title->first == docid) frequency -= title++->second;
    if (frequency == 0) return;
    if (!any && (languages >> language_of[docid - 1] & 1U) == 0) return;
    list.docids.push_back(docid);
    list.frequencies.push_back(bounded_frequency(frequency));
  });
  return list;
}

PostingList PostingReader::read_form(const WordForm& form, std::optional<FieldId> where) const {
  const std::string word(segment_.vocabulary().word(form.place));
  if (where == FieldId::Text) return read_in_text(word, form.languages);
  PostingList in_title = read_term(word_term(title_field(), word), form.languages);
  if (where == FieldId::Title) return in_title;
  PostingList anywhere = read_term(word_term(text_field(), word), form.languages);
  weigh_titles(in_title, &anywhere);
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

// From the column, as filters do: the terms of a source are those of its names as well.
PostingList PostingReader::source(const std::string& id) const {
  const KeywordColumn& sources = segment_.columns().keyword(FieldId::Source);
  const std::optional<std::uint32_t> wanted = sources.find(fold(id));
  PostingList list;
  if (!wanted) return list;
  list.docids.reserve(sources.documents_of(*wanted));
  for (std::uint32_t docid = 1; docid <= segment_.documents(); ++docid) {
    sources.for_each(docid, [&](std::uint32_t ordinal) {
      if (ordinal == *wanted) list.docids.push_back(docid);
    });
  }
  return list;
}

PostingList PostingReader::keyword(const Node& leaf) const {
  PostingList list;
  if (!leaf.field) return list;
  if (leaf.field == FieldId::Source) return source(leaf.value);
  const std::string term = keyword_term(field(*leaf.field), leaf.value);
  if (term.empty()) return list;
  list.docids.reserve(segment_.postings().frequency(term));
  segment_.postings().for_each(
      term, [&](std::uint32_t docid, std::uint32_t) { list.docids.push_back(docid); });
  return list;
}

// The candidates that have the term, which is in `frequency` documents.
DocIds PostingReader::among(const DocIds& candidates, const std::string& term,
                            std::size_t frequency) const {
  if (frequency / candidates.size() < kPostingsPerSeek) {
    return intersection(candidates, DocIds(read_term(term, all_languages()).docids));
  }
  std::vector<std::uint32_t> found;
  PostingSeeker seeker(segment_.postings(), term);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (seeker.has(candidates[i])) found.push_back(candidates[i]);
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
    const std::uint32_t documents = segment_.postings().frequency(term);
    terms.emplace_back(documents, std::move(term));
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
  const auto ahead = [&](std::uint32_t later, std::uint32_t sooner) {
    segment_.tokens().prefetch(later, sooner);
  };
  PostingList list;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i % kCandidatesBetweenLooks == 0 && time_is_up()) return deadline_error();
    candidates.look_ahead(i, ahead);
    const TokenStream stream = token_stream(segment_.tokens().item(candidates[i]));
    std::uint32_t found = in_text ? count_phrase(stream.text, numbers) : 0;
    if (in_title) found += count_phrase(stream.title, numbers) * (in_text ? kTitleWeight : 1);
    if (found == 0) continue;
    list.docids.push_back(candidates[i]);
    list.frequencies.push_back(bounded_frequency(found));
  }
  return list;
}

}  // namespace backfile
