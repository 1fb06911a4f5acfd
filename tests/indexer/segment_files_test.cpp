// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "common/article_json.h"
#include "common/index/sentences.h"
#include "common/index/terms.h"
#include "common/index/token_stream.h"
#include "common/index/values.h"
#include "common/index/words.h"
#include "indexer/index/record_packer.h"
#include "indexer/index/segment_builder.h"
#include "indexer/index/segment_merger.h"
#include "indexer/index/segment_source.h"
#include "indexer/index/spool.h"
#include "indexer/index/word_table.h"
#include "tests/support/temporary_directory.h"

namespace backfile {
namespace {

Article random_article(std::mt19937* random, int number) {
  const auto pick = [random](unsigned below) { return static_cast<unsigned>((*random)() % below); };
  const auto words = [&](unsigned count) {
    std::string text;
    for (unsigned i = 0; i < count; ++i) {
      text += "w" + std::to_string(pick(pick(2) == 0 ? 20 : 3'000)) + (pick(9) == 0 ? ". " : " ");
    }
    return text;
  };
  Article article;
  article.id = "id-" + std::to_string(number);
  article.title = words(pick(8));
  article.text = words(pick(120));
  article.language = pick(3) == 0 ? "de" : pick(2) == 0 ? "en" : "ja";
  article.source = {"s" + std::to_string(pick(5)), "Source", "s.example"};
  for (unsigned i = pick(4); i > 0; --i) article.tags.push_back("tag " + std::to_string(pick(50)));
  if (pick(10) != 0) {
    article.published = Timestamp{1'000'000 + 86'400 * pick(400), DatePrecision::Second, {}};
  }
  return article;
}

std::int64_t seconds_of(const Article& article) {
  return article.published ? article.published->seconds : kNoDate;
}

void build(std::vector<Article> articles, std::string_view dictionary, const std::string& base) {
  std::ranges::stable_sort(articles, std::ranges::greater(), seconds_of);
  SegmentBuilder builder;
  for (const Article& article : articles) {
    const std::string line = to_json_line(article);
    builder.add(article, content_hash(line), line, lines_of(article));
  }
  const auto summary = builder.write(base, dictionary);
  REQUIRE_MESSAGE(summary, summary.error().message);
  CHECK(summary->documents == articles.size());
}

std::string words_of(const SegmentSource& segment, std::span<const std::uint8_t> numbers) {
  std::string text;
  const std::uint8_t* at = numbers.data();
  while (at < numbers.data() + numbers.size()) {
    const std::uint32_t number = read_varint(at, numbers.data() + numbers.size());
    text.append(segment.vocabulary.word(segment.vocabulary.place(number))).append(" ");
  }
  return text;
}

std::string joined(std::string_view text) {
  std::string all;
  for (const std::string& word : folded_words(text)) all += word + " ";
  return all;
}

std::string columns_of(const Columns& columns, std::uint32_t docid) {
  const std::size_t place = docid - 1;
  std::string all = std::to_string(columns.seconds[place]) + "|" +
                    std::to_string(columns.precision[place]) + "|" +
                    std::to_string(columns.words[place]) + "|" +
                    std::to_string(columns.lengths[place]) + "|";
  all.append(columns.content_of(docid));
  for (const KeywordColumn& column : columns.keywords) {
    column.for_each(docid, [&](std::uint32_t ordinal) {
      all.append("|").append(column.key(ordinal));
      all.append(std::to_string(column.documents_of(ordinal)));
      for (const ValueForm& form : column.forms(ordinal)) {
        all.append(form.value).append(form.label).append(std::to_string(form.documents));
      }
    });
    all += "|" + std::to_string(column.size()) + "|" + std::to_string(column.documents());
  }
  return all;
}

// All that can be read of a segment, by article: what stands under which term is told apart from
// docids and numbers, which depend on how the segment came about.
struct Content {
  std::vector<std::string> ids;  // By docid.
  std::map<std::string, std::string> articles;
  std::map<std::string, std::map<std::string, unsigned>> terms;
  std::map<std::string, std::vector<std::string>> forms;  // Language and stem: its words.

  friend bool operator==(const Content&, const Content&) = default;
};

std::vector<std::uint32_t> numbers_in(std::span<const std::uint8_t> bytes) {
  std::vector<std::uint32_t> numbers;
  const std::uint8_t* at = bytes.data();
  while (at < bytes.data() + bytes.size()) {
    numbers.push_back(read_varint(at, bytes.data() + bytes.size()));
  }
  return numbers;
}

std::vector<std::uint32_t> marks_of(const std::string& text) {
  const SentenceRules rules(text);
  std::vector<std::uint32_t> marks;
  std::optional<Word> before;
  std::uint32_t words = 0;
  for_each_word(text, [&](const Word& word) {
    const Boundary boundary =
        before ? rules.between(before->begin, before->end, word.begin, word.end) : Boundary::None;
    if (boundary != Boundary::None) {
      marks.push_back(words * 2 + (boundary == Boundary::Paragraph ? 1 : 0));
      words = 0;
    }
    ++words;
    before = word;
  });
  return marks;
}

Content content_of(const std::string& base) {
  const auto segment = SegmentSource::open(base);
  REQUIRE_MESSAGE(segment, segment.error().message);
  const Xapian::Database database(base + ".xapian");
  Content content;
  for (std::uint32_t docid = 1; docid <= segment->documents(); ++docid) {
    const auto record = segment->records.record(docid);
    REQUIRE(record);
    const auto article = from_json_line(*record);
    REQUIRE(article);
    content.ids.push_back(article->id);
    const TokenStream stream = token_stream(segment->tokens.item(docid));
    CHECK(words_of(*segment, stream.title) == joined(article->title));
    CHECK(words_of(*segment, stream.text) == joined(article->text));
    CHECK(numbers_in(stream.marks) == marks_of(article->text));
    content.articles[article->id] = *record;
    content.articles[article->id] += columns_of(segment->columns, docid);
    content.articles[article->id] += std::to_string(database.get_doclength(docid));
  }
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    for (auto p = database.postlist_begin(*term); p != database.postlist_end(*term); ++p) {
      content.terms[*term][content.ids[*p - 1]] = p.get_wdf();
    }
  }
  const Vocabulary& vocabulary = segment->vocabulary;
  for (std::size_t l = 0; l < vocabulary.languages().size(); ++l) {
    for (const StemEntry& entry : vocabulary.stems(l)) {
      content.forms[vocabulary.languages()[l] + std::to_string(entry.hash)].emplace_back(
          vocabulary.word(entry.word));
    }
  }
  return content;
}

TEST_CASE("merged segments hold what one segment of all articles holds") {
  const TemporaryDirectory place;
  std::mt19937 random(7);
  std::vector<Article> all;
  for (int i = 0; i < 1'500; ++i) all.push_back(random_article(&random, i));
  std::vector<std::string> lines;
  for (const Article& article : all) lines.push_back(to_json_line(article));
  const std::string dictionary = train_dictionary(lines);
  REQUIRE_FALSE(dictionary.empty());
  build(all, dictionary, place.path() + "/whole");
  const auto part = [&](int from, int to, std::string_view with, const char* name) {
    build({all.begin() + from, all.begin() + to}, with, place.path() + name);
    return place.path() + name;
  };
  const std::vector<std::string> parts = {part(0, 700, dictionary, "/a"), part(700, 701, "", "/b"),
                                          part(701, 1'500, "", "/c")};
  const auto merged = merge_segment_files(parts, place.path() + "/merged", 2);
  REQUIRE_MESSAGE(merged, merged.error().message);
  CHECK(merged->summary.documents == 1'500);
  CHECK(content_of(place.path() + "/merged") == content_of(place.path() + "/whole"));
  for (std::size_t s = 0; s < parts.size(); ++s) {
    const Content source = content_of(parts[s]);
    const Content whole = content_of(place.path() + "/merged");
    for (std::size_t d = 0; d < source.ids.size(); ++d) {
      CHECK(whole.ids[merged->docids[s][d] - 1] == source.ids[d]);
    }
  }
}

TEST_CASE("words of one stem are listed in the language in which they have it") {
  const TemporaryDirectory place;
  const auto article = [](const char* id, const char* language, const char* text) {
    Article made;
    made.id = id;
    made.language = language;
    made.text = text;
    return made;
  };
  build({article("a", "en", "ferry ferries bridge"), article("b", "de", "ferry ferries"),
         article("c", "ja", "ferry")},
        "", place.path() + "/s");
  const auto vocabulary = open_view<Vocabulary>(place.path() + "/s.words");
  REQUIRE(vocabulary);
  CHECK(vocabulary->languages() == std::vector<std::string>{"de", "en", "und"});
  const auto forms = [&](std::size_t language, std::string_view tag, std::string_view word) {
    std::string found;
    for (const StemEntry& e : vocabulary->stems(language, stem_hash(Stemmer(tag).stem(word)))) {
      found.append(vocabulary->word(e.word)).append(" ");
    }
    return found;
  };
  CHECK(forms(1, "en", "ferry") == "ferries ferry ");
  CHECK(forms(0, "de", "ferry") == "ferry ");
  CHECK(forms(0, "de", "bridge").empty());
  CHECK(vocabulary->stems(2).empty());
  CHECK(vocabulary->with_prefix("fer").last - vocabulary->with_prefix("fer").first == 2);
  CHECK(vocabulary->number(*vocabulary->find("ferry")) == 0);
  CHECK_FALSE(vocabulary->find("fer"));
}

TEST_CASE("a phrase is found where its words stand next to each other, and nowhere else") {
  const struct {
    std::vector<std::uint32_t> words;
    std::vector<std::uint32_t> phrase;
    std::uint32_t found;
  } cases[] = {
      {{1, 2, 3}, {1, 2}, 1},
      {{1, 2, 3}, {2, 1}, 0},
      {{1, 2, 1, 2, 1}, {1, 2, 1}, 2},
      {{5, 5, 5}, {5, 5}, 2},
      {{}, {1}, 0},
      // 300 is 0xac 0x02: its last byte alone is another word.
      {{300, 7}, {2, 7}, 0},
      {{300, 2, 7}, {2, 7}, 1},
      {{20'000, 300}, {300}, 1},
      {{2'097'152, 1}, {2'097'152, 1}, 1},
  };
  for (const auto& c : cases) {
    std::string words;
    for (const std::uint32_t word : c.words) append_varint(word, &words);
    std::string phrase;
    for (const std::uint32_t word : c.phrase) append_varint(word, &phrase);
    CAPTURE(phrase.size());
    CHECK(count_phrase({reinterpret_cast<const std::uint8_t*>(words.data()), words.size()},
                       phrase) == c.found);
  }
}

TEST_CASE("words are counted without reading their numbers") {
  std::mt19937 random(11);
  std::string bytes;
  for (std::uint32_t words = 0; words < 5000; ++words) {
    CAPTURE(words);
    REQUIRE(count_words({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}) ==
            words);
    append_varint(random() >> (random() % 32), &bytes);
  }
}

TEST_CASE("a file that is cut off or not ours is refused, wherever it ends") {
  const TemporaryDirectory place;
  std::mt19937 random(3);
  build({random_article(&random, 1), random_article(&random, 2)}, "", place.path() + "/s");
  for (const char* suffix : {".columns", ".words", ".tokens", ".records"}) {
    const std::string path = place.path() + "/s" + suffix;
    std::string whole(std::filesystem::file_size(path), '\0');
    std::ifstream(path).read(whole.data(), static_cast<std::streamsize>(whole.size()));
    for (std::size_t size = 0; size <= whole.size(); ++size) {
      CAPTURE(size);
      std::ofstream(path) << whole.substr(0, size);
      CHECK(static_cast<bool>(SegmentSource::open(place.path() + "/s")) == (size == whole.size()));
    }
    std::ofstream(path) << "X" + whole.substr(1);
    CHECK_FALSE(SegmentSource::open(place.path() + "/s"));
    std::ofstream(path) << whole;
  }
}

TEST_CASE("a column knows the ordinal of each of its keys and of no other") {
  const TemporaryDirectory place;
  std::mt19937 random(5);
  std::vector<Article> articles;
  for (int i = 0; i < 90; ++i) articles.push_back(random_article(&random, i));
  build(articles, "", place.path() + "/s");
  const auto columns = open_view<Columns>(place.path() + "/s.columns");
  REQUIRE(columns);
  const KeywordColumn& tags = columns->keyword(FieldId::Tag);
  CHECK(tags.size() > 20);
  for (std::uint32_t i = 0; i < tags.size(); ++i) CHECK(tags.find(tags.key(i)) == i);
  CHECK_FALSE(tags.find("tag"));
  CHECK_FALSE(tags.find("zebra"));
  CHECK_FALSE(columns->keyword(FieldId::Place).find("tag 1"));
}

TEST_CASE("columns with a changed byte are refused, or can be read to their ends") {
  const TemporaryDirectory place;
  std::mt19937 random(3);
  build({random_article(&random, 1), random_article(&random, 2)}, "", place.path() + "/s");
  const std::string path = place.path() + "/s.columns";
  std::string whole(std::filesystem::file_size(path), '\0');
  std::ifstream(path).read(whole.data(), static_cast<std::streamsize>(whole.size()));
  int refused = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(~damaged[at]);
    std::ofstream(path) << damaged;
    const auto columns = open_view<Columns>(path);
    if (!columns) {
      ++refused;
      continue;
    }
    REQUIRE(columns->documents == 2);
    CHECK_FALSE(columns_of(*columns, 1).empty());
    CHECK_FALSE(columns_of(*columns, 2).empty());
  }
  CHECK(refused > 100);
}

TEST_CASE("a damaged record is an error, never another text") {
  const TemporaryDirectory place;
  std::mt19937 random(3);
  build({random_article(&random, 1)}, "", place.path() + "/s");
  const std::string path = place.path() + "/s.records";
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(kItemFileHeader));
  file.put('!');
  file.close();
  const auto records = open_view<Records>(path);
  REQUIRE(records);
  CHECK(records->record(1).error().code == ErrorCode::Corrupt);
}

TEST_CASE("a table of words numbers each once, in the order of first sight") {
  WordTable table;
  for (std::uint32_t i = 0; i < 60'000; ++i) CHECK(table.number("w" + std::to_string(i)) == i);
  for (std::uint32_t i = 0; i < 60'000; i += 7) {
    CHECK(table.number("w" + std::to_string(i)) == i);
    CHECK(table.word(i) == "w" + std::to_string(i));
  }
  CHECK(table.size() == 60'000);
}

}  // namespace
}  // namespace backfile
