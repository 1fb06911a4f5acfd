// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/passage_reader.h"

#include <algorithm>
#include <string>

#include "common/article_json.h"
#include "common/index/token_stream.h"
#include "server/search/written_words.h"

namespace backfile {
namespace {

// Looking for one number takes some 5 % of the time of reading all.
constexpr std::size_t kFewNumbers = 16;

// Whether a word of the passage is one of these slots.
bool concerns(const Passage& passage, std::uint64_t slots) {
  return std::ranges::any_of(
      passage.words, [slots](const Passage::Seen& seen) { return (seen.slots & slots) != 0; });
}

}  // namespace

PassageReader::PassageReader(const std::vector<PlaceFinder::Slot>& slots, const Segment& segment,
                             Reader& reader, std::uint32_t reach)
    : segment_(segment), reach_(reach), meanings_(segment.vocabulary().languages().size()) {
  for (const PlaceFinder::Slot& slot : slots) {
    if (slot.as_written) as_written_ |= std::uint64_t{1} << forms_.size();
    forms_.push_back(forms_of(slot, segment, reader));
    written_.push_back(slot.as_written ? slot.value : std::string());
  }
  title_.field = FieldId::Title;
}

const PassageReader::Meanings& PassageReader::meanings_in(std::uint8_t language) {
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
  if (meanings->slots.size() > kFewNumbers) return *meanings;
  for (const auto& [number, slots] : meanings->slots) {
    append_varint(number, &meanings->few.emplace_back(std::string(), slots).first);
  }
  return *meanings;
}

void PassageReader::read_words(std::span<const std::uint8_t> words, const Meanings& meanings,
                               Passage* passage) {
  passage->clear();
  if (meanings.slots.size() == meanings.few.size()) {
    find_words(words, meanings, passage);
  } else {
    read_all(words, meanings, passage);
  }
}

void PassageReader::find_words(std::span<const std::uint8_t> words, const Meanings& meanings,
                               Passage* passage) {
  found_.clear();
  for (const auto& [varint, slots] : meanings.few) {
    for_each_phrase(words, varint,
                    [&, of = slots](std::size_t at) { found_.emplace_back(at, of); });
  }
  if (found_.empty()) return;
  std::ranges::sort(found_);
  std::size_t counted = 0;  // Bytes.
  for (const auto& [at, slots] : found_) {
    passage->size += words_in(words.subspan(counted, at - counted));
    counted = at;
    passage->words.push_back({passage->size, slots});
  }
  passage->size += words_in(words.subspan(counted));
}

// At least as many as there are, where these are more than reach_.
std::uint32_t PassageReader::words_in(std::span<const std::uint8_t> words) const {
  if (words.size() / kLongestVarint32 > reach_) return static_cast<std::uint32_t>(words.size());
  return count_words(words);
}

void PassageReader::read_all(std::span<const std::uint8_t> words, const Meanings& meanings,
                             Passage* passage) {
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

void PassageReader::read(std::uint32_t docid, bool with_marks) {
  const Meanings& meanings = meanings_in(segment_.language_numbers()[docid - 1]);
  const TokenStream stream = token_stream(segment_.tokens().item(docid));
  read_words(stream.title, meanings, &title_);
  read_words(stream.text, meanings, &text_);
  if (with_marks) text_.read_marks(stream.marks);
}

Result<void> PassageReader::read_exactly(std::uint32_t docid, bool with_marks) {
  read(docid, with_marks);
  return as_written_ == 0 ? Result<void>() : keep_as_written(docid);
}

Result<void> PassageReader::keep_as_written(std::uint32_t docid) {
  if (!concerns(title_, as_written_) && !concerns(text_, as_written_)) return {};
  const Result<std::string> line = segment_.records().record(docid);
  if (!line) return line.error();
  strike_absent(*line);
  if (!concerns(title_, as_written_) && !concerns(text_, as_written_)) return {};
  const TokenStream stream = token_stream(segment_.tokens().item(docid));
  const Result<Article> article = from_json_line(*line);
  if (!article) return article.error();
  keep_as_written(article->title, stream.title, &title_);
  keep_as_written(article->text.empty() ? article->abstract : article->text, stream.text, &text_);
  return {};
}

// Letters and digits stand in a record as they do in its texts, so that most articles with another
// writing need not be taken apart.
void PassageReader::strike_absent(std::string_view line) {
  std::uint64_t absent = 0;
  for (std::size_t slot = 0; slot < written_.size(); ++slot) {
    if (!written_[slot].empty() && line.find(written_[slot]) == std::string_view::npos) {
      absent |= std::uint64_t{1} << slot;
    }
  }
  for (Passage* const passage : {&title_, &text_}) {
    for (Passage::Seen& seen : passage->words) seen.slots &= ~absent;
  }
}

void PassageReader::keep_as_written(std::string_view text, std::span<const std::uint8_t> stream,
                                    Passage* passage) const {
  if (!concerns(*passage, as_written_)) return;
  const std::vector<std::string_view> written = written_words(text, stream, segment_.vocabulary());
  for (Passage::Seen& seen : passage->words) {
    for (std::size_t slot = 0; slot < written_.size(); ++slot) {
      const bool same = seen.position < written.size() && written[seen.position] == written_[slot];
      if (!written_[slot].empty() && !same) seen.slots &= ~(std::uint64_t{1} << slot);
    }
  }
}

}  // namespace backfile
