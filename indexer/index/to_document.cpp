// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index/to_document.h"

#include <vector>

#include "common/article_json.h"
#include "common/index/values.h"
#include "common/index/words.h"

namespace backfile {
namespace {

constexpr std::size_t kMostStems = 100'000;

void add_keywords(const Field& field, const Article& article, Xapian::Document* document) {
  const std::vector<std::string> values = keyword_values(article, field.id);
  if (values.empty()) return;
  document->add_value(field.slot, encode_values(values));
  const auto add = [&](std::string_view value) {
    if (const std::string term = keyword_term(field, value); !term.empty()) {
      document->add_boolean_term(term);
    }
  };
  if (field.id == FieldId::Source) {
    add(article.source.id);
    add(article.source.name);
    return;
  }
  for (const std::string& value : values) add(value);
}

}  // namespace

DocumentMaker::StemMemory& DocumentMaker::memory_of(const Field& field, std::string_view language) {
  const std::string key = stem_term(field, language, "");
  auto found = memories_.find(key);
  if (found == memories_.end()) {
    found = memories_.emplace(key, StemMemory{Stemmer(language), {}}).first;
  }
  if (found->second.stems.size() > kMostStems) found->second.stems.clear();
  return found->second;
}

void DocumentMaker::add_words(const Field& field, std::string_view text, std::string_view language,
                              Xapian::Document* document) {
  const std::string_view tag = stem_language(language);
  StemMemory& memory = memory_of(field, tag);
  // Occurrences are gathered first: a document takes each stem once, with its frequency.
  std::unordered_map<std::string_view, Xapian::termcount> frequencies;
  Xapian::termpos position = 0;
  std::string key;
  for_each_word(text, [&](const Word& word) {
    document->add_posting(word_term(field, word.folded), ++position);
    key.assign(word.folded);
    auto stem = memory.stems.find(key);
    if (stem == memory.stems.end()) {
      stem = memory.stems.emplace(key, stem_term(field, tag, memory.stemmer.stem(key))).first;
    }
    ++frequencies[stem->second];
  });
  for (const auto& [stem, frequency] : frequencies) {
    document->add_term(std::string(stem), frequency);
  }
}

Xapian::Document DocumentMaker::make(const Article& article, std::string_view content) {
  Xapian::Document document;
  document.add_boolean_term(id_term(article.id));
  add_words(field(FieldId::Title), article.title, article.language, &document);
  add_words(field(FieldId::Text), article.text.empty() ? article.abstract : article.text,
            article.language, &document);
  for (const Field& row : kFields) {
    if (row.kind == FieldKind::Keyword) add_keywords(row, article, &document);
  }
  if (article.published) {
    document.add_value(field(FieldId::Published).slot,
                       encode_date({article.published->seconds, article.published->precision}));
  }
  document.add_value(kContentSlot, std::string(content));
  document.set_data(to_json_line(article));
  return document;
}

}  // namespace backfile
