// SPDX-License-Identifier: GPL-3.0-or-later
// Which articles are copies, and that stories are the same in whatever order articles come and go.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/archive/story_rows.h"
#include "common/article_json.h"
#include "common/index/columns.h"
#include "common/index/records.h"
#include "common/index/words.h"
#include "indexer/index/archive_rebuild.h"
#include "indexer/index/archive_writer.h"
#include "indexer/index/comparable_text.h"
#include "indexer/index/copy_signature.h"
#include "indexer/index/shingle_index.h"
#include "tests/support/spooling.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kMonday = 17'000 * kDay;

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t limit) { return random() % limit; }

// A text that shares no sentence with that of another number.
std::vector<std::string> invented_words(unsigned number, std::size_t count) {
  Random random(number);
  constexpr std::array kNames = {"Averil", "Byron", "Lune", "Marsh", "Orla", "Quay"};
  std::vector<std::string> words;
  for (std::size_t i = 0; i < count; ++i) {
    switch (below(random, 12)) {
      case 0: words.emplace_back(kNames[below(random, kNames.size())]); break;
      case 1: words.push_back(std::to_string(below(random, 10'000))); break;
      default: {
        std::string word;
        for (std::size_t letters = 2 + below(random, 6); letters > 0; --letters) {
          word.push_back(static_cast<char>('a' + below(random, 26)));
        }
        words.push_back(word);
      }
    }
  }
  return words;
}

std::string joined(const std::vector<std::string>& words, std::size_t first = 0,
                   std::size_t last = std::string::npos) {
  std::string text;
  for (std::size_t i = first; i < std::min(last, words.size()); ++i) {
    text.append(words[i]).append(i % 20 == 19 ? ".\n\n" : " ");
  }
  return text;
}

std::string without_each(std::vector<std::string> words, std::size_t nth) {
  for (std::size_t i = 7; i < words.size(); i += nth) words[i] = "edited";
  return joined(words);
}

std::uint64_t whole_of(const std::string& title, const std::string& text) {
  CopySignature signature;
  for (const std::string& word : folded_words(title)) {
    signature.add_title_word(shingle_word(word));
  }
  for (const std::string& word : folded_words(text)) signature.add_text_word(shingle_word(word));
  return signature.whole();
}

ComparableText comparable(const std::string& title, const std::string& text,
                          std::int64_t seconds = kMonday) {
  return comparable_text(text, seconds, whole_of(title, text));
}

}  // namespace

TEST_CASE("what is a copy of a wire story") {
  const std::vector<std::string> words = invented_words(1, 200);
  const std::vector<std::string> others = invented_words(2, 200);
  const std::string whole = joined(words);
  const std::string form =
      "Treasury balances at the Federal Reserve fell on April 8 to 3.531 billion dlrs from 3.611 "
      "billion dlrs on the previous business day, the Treasury said in its latest budget "
      "statement. Balances in tax and loan note accounts fell to 11.2 billion dlrs from 12.6 "
      "billion dlrs on the same respective days.";
  const std::string next_form =
      "Treasury balances at the Federal Reserve fell on April 10 to 2.274 billion dlrs from 2.998 "
      "billion dlrs on the previous business day, the Treasury said in its latest budget "
      "statement. Balances in tax and loan note accounts fell to 9.7 billion dlrs from 10.1 "
      "billion dlrs on the same respective days.";
  struct Case {
    const char* what;
    std::string text;
    std::string other;
    std::int64_t days_apart;
    bool copies;
  };
  const std::array cases = {
      Case{"the same text", whole, whole, 0, true},
      Case{"the same text years later", whole, whole, 3000, true},
      Case{"other blanks, case and quotation marks", whole, "\xe2\x80\x9c" + whole + "\xe2\x80\x9d",
           0, true},
      Case{"a sign-off", whole, "LONDON (AP) - " + whole + "\n\nReporting by A. Byron.", 0, true},
      Case{"the last 30 % cut", whole, joined(words, 0, 140), 1, true},
      Case{"the last 60 % cut", whole, joined(words, 0, 80), 7, true},
      Case{"the first half cut", whole, joined(words, 100), 0, true},
      Case{"cut, and beyond the window", whole, joined(words, 0, 80), 8, false},
      Case{"paragraphs added", whole, whole + joined(others, 0, 100), 0, true},
      Case{"every 33rd word edited", whole, without_each(words, 33), 0, true},
      Case{"every 10th word edited", whole, without_each(words, 10), 0, true},
      Case{"every 4th word edited", whole, without_each(words, 4), 0, false},
      Case{"a quotation of 40 words", whole, joined(words, 0, 40) + joined(others), 0, false},
      Case{"another story", whole, joined(others), 0, false},
      Case{"a form that was filled in anew", form, next_form, 2, false},
      Case{"a few lines of a form", "The exchange is closed today.", "The exchange is closed now.",
           0, false},
      Case{"no text at all", "", "", 0, false},
  };
  for (const Case& one : cases) {
    CAPTURE(one.what);
    const ComparableText a = comparable("One title", one.text);
    const ComparableText b =
        comparable("Another title", one.other, kMonday + one.days_apart * kDay);
    CHECK(are_copies(a, b) == one.copies);
    CHECK(are_copies(b, a) == one.copies);
  }
}

TEST_CASE("short and undated articles are copies of their equals") {
  const std::string brief = joined(invented_words(3, 18));
  const std::string text = joined(invented_words(4, 100));
  const auto is_copy = [](const ComparableText& a, const ComparableText& b) {
    CHECK(are_copies(a, b) == are_copies(b, a));
    return are_copies(a, b);
  };
  CHECK(is_copy(comparable("A title", brief), comparable("A title", brief)));
  CHECK_FALSE(is_copy(comparable("A title", brief), comparable("Another", brief)));
  CHECK_FALSE(
      is_copy(comparable("A title", brief), comparable("A title", brief, kMonday + 30 * kDay)));
  CHECK(is_copy(comparable("A title", brief), comparable("A title", brief, kNoDate)));
  CHECK_FALSE(is_copy(comparable("", "too small"), comparable("", "too small")));
  CHECK(is_copy(comparable("", text, kNoDate), comparable("", text)));
  CHECK(is_copy(comparable("", text, kNoDate), comparable("", text, kNoDate)));
  CHECK_FALSE(is_copy(comparable("", text, kNoDate), comparable("", text + " and more")));
}

TEST_CASE("the index of shingles finds what a look at each sample finds") {
  Random random(20'170'119);
  std::vector<std::string> samples;
  std::vector<std::int64_t> seconds;
  ShingleIndex index;
  for (unsigned i = 0; i < 120; ++i) {
    CopySignature signature;
    const std::string text = joined(invented_words(i / 3, 60 + below(random, 200)));
    for (const std::string& word : folded_words(text)) signature.add_text_word(shingle_word(word));
    samples.push_back(signature.sample());
    seconds.push_back(kMonday + (i * kDay) / 2);
  }
  const auto sample = [&](std::size_t i) {
    return ShingleSample(
        {reinterpret_cast<const std::uint8_t*>(samples[i].data()), samples[i].size()});
  };
  for (std::size_t i = 0; i < samples.size(); ++i) index.add(sample(i), seconds[i]);
  index.finish();
  for (std::size_t i = 0; i < samples.size(); ++i) {
    std::map<std::uint32_t, std::uint32_t> found;
    for (const auto& [article, shared] :
         index.find(sample(i), seconds[i] - kDay, seconds[i] + kDay)) {
      CHECK(found.emplace(article, shared).second);
    }
    std::map<std::uint32_t, std::uint32_t> expected;
    for (std::uint32_t j = 0; j < samples.size(); ++j) {
      const std::size_t shared = count_shared(sample(i), sample(j));
      if (shared == 0 || std::abs(seconds[i] - seconds[j]) > kDay) continue;
      expected[j] = static_cast<std::uint32_t>(shared);
    }
    CHECK(found == expected);
  }
}

TEST_CASE("a lead is sampled more densely than the rest, and nothing behind 4,000 words") {
  const auto size_of = [](std::size_t words) {
    CopySignature signature;
    for (const std::string& word : invented_words(5, words)) {
      signature.add_text_word(shingle_word(word));
    }
    return signature.sample().size() / ShingleSample::kBytes;
  };
  CHECK(size_of(4) == 0);
  CHECK(size_of(120) > 17);
  CHECK(size_of(120) < 45);
  CHECK(size_of(440) - size_of(120) > 20);
  CHECK(size_of(440) - size_of(120) < 65);
  CHECK(size_of(8'000) == size_of(4'000));
}

TEST_CASE("the rows of a segment are those of its files, the later ones first") {
  const TemporaryDirectory place;
  std::filesystem::create_directory(place.path() + "/stories");
  SegmentEntry segment;
  segment.name = "segments/1-0";
  segment.documents = 1000;
  Random random(7);
  std::map<std::uint32_t, StoryNumber> expected;
  std::uint64_t written = 0;
  std::uint64_t changed = 0;
  for (int step = 0; step < 200; ++step) {
    std::map<std::uint32_t, StoryNumber> changes;
    for (std::size_t count = 1 + below(random, 4); count > 0; --count) {
      changes[1 + static_cast<std::uint32_t>(below(random, 1000))] = below(random, 5);
    }
    std::vector<StoryRow> rows;
    for (const auto& [docid, story] : changes) {
      rows.push_back({docid, story});
      if (story == kNoStory) expected.erase(docid);
      if (story != kNoStory) expected[docid] = story;
    }
    changed += rows.size();
    const std::size_t files = segment.stories.size();
    REQUIRE(add_story_rows(place.path(), std::to_string(step), std::move(rows), &segment));
    if (segment.stories.size() != files || step > 0) written += segment.stories.back().bytes;
    std::vector<StoryRow> all;
    for (const auto& [docid, story] : expected) all.push_back({docid, story});
    const auto read = read_story_rows(place.path(), segment);
    REQUIRE(read);
    CHECK(*read == all);
  }
  CHECK(segment.stories.size() < 8);
  CHECK(written < changed * 12 * 12);

  SegmentEntry smaller = segment;
  smaller.documents = 1;
  CHECK(read_story_rows(place.path(), smaller).error().code == ErrorCode::Corrupt);
  std::filesystem::resize_file(place.path() + "/" + segment.stories.front().file, 20);
  CHECK(read_story_rows(place.path(), segment).error().code == ErrorCode::Corrupt);
}

namespace {

Article article(const std::string& id, const std::string& text,
                std::optional<std::int64_t> seconds = kMonday) {
  Article made;
  made.id = id;
  made.title = "The title of " + id;
  made.text = text;
  made.language = "en";
  made.source = {id + ".example", "", id + ".example"};
  if (seconds) made.published = Timestamp{*seconds, DatePrecision::Second, std::nullopt};
  return made;
}

// A run of backfile-index: articles, and ids that the operator takes out.
struct Step {
  std::vector<Article> articles;
  std::vector<std::string> removed = {};
};

void run(const std::string& directory, const Step& step) {
  auto writer = ArchiveWriter::open(directory, {2});
  REQUIRE_MESSAGE(writer, writer.error().message);
  auto spool = writer->new_spool();
  REQUIRE(spool);
  for (const Article& one : step.articles) REQUIRE(add_to(&*spool, one));
  Withdrawals withdrawals;
  for (const std::string& id : step.removed) {
    withdrawals[id] = {.kind = NoticeKind::Removed, .reason = "It is a test."};
  }
  const auto outcome = writer->publish(&*spool, false, withdrawals);
  REQUIRE_MESSAGE(outcome, outcome.error().message);
}

using StoryMap = std::map<std::string, std::string>;  // Of live articles: id, story id or empty.

StoryMap stories_in(const std::string& directory) {
  StoryMap stories;
  const Manifest manifest = *read_manifest(directory);
  for (const SegmentEntry& segment : manifest.segments) {
    const auto records =
        open_view<Records>(directory + "/" + segment.name + std::string(kRecordsSuffix));
    const auto rows = read_story_rows(directory, segment);
    REQUIRE(records);
    REQUIRE_MESSAGE(rows, rows.error().message);
    for (std::uint32_t docid = 1; docid <= segment.documents; ++docid) {
      if (std::ranges::binary_search(segment.dead, docid)) continue;
      const auto row = std::ranges::find(*rows, docid, &StoryRow::docid);
      const Article stored = *from_json_line(*records->record(docid));
      stories[stored.id] = row == rows->end() ? "" : story_id(row->story);
    }
  }
  return stories;
}

StoryMap stories_after(const std::vector<Step>& steps) {
  const TemporaryDirectory place;
  for (const Step& step : steps) run(place.path() + "/archive", step);
  return stories_in(place.path() + "/archive");
}

// A look at each pair.
StoryMap expected_stories(const std::vector<Article>& live) {
  std::vector<std::size_t> part(live.size());
  std::iota(part.begin(), part.end(), 0);
  for (std::size_t i = 0; i < live.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const auto comparable_of = [](const Article& one) {
        return comparable(one.title, one.text, one.published ? one.published->seconds : kNoDate);
      };
      if (part[i] == part[j] || !are_copies(comparable_of(live[i]), comparable_of(live[j]))) {
        continue;
      }
      std::ranges::replace(part, part[i], part[j]);
    }
  }
  StoryMap stories;
  for (std::size_t i = 0; i < live.size(); ++i) {
    std::vector<std::tuple<bool, std::int64_t, std::string>> members;
    for (std::size_t j = 0; j < live.size(); ++j) {
      if (part[i] != part[j]) continue;
      const auto& published = live[j].published;
      members.emplace_back(!published, published ? published->seconds : 0, live[j].id);
    }
    const std::string earliest = std::get<2>(*std::ranges::min_element(members));
    stories[live[i].id] = members.size() < 2 ? "" : story_id(story_of_earliest(earliest));
  }
  return stories;
}

Article random_copy(Random& random, std::size_t number) {
  const auto family = static_cast<unsigned>(100 + below(random, 12));
  const std::vector<std::string> words = invented_words(family, 180);
  std::string text = joined(words);
  switch (below(random, 6)) {
    case 0: text = joined(words, 0, 80); break;
    case 1: text = joined(words, 0, 130) + joined(invented_words(family + 1, 100)); break;
    case 2: text = without_each(words, 25); break;
    case 3: text = joined(words, 90); break;
    default: break;
  }
  Article made = article("a" + std::to_string(number), text,
                         kMonday + static_cast<std::int64_t>(below(random, 15 * kDay)));
  if (below(random, 10) == 0) made.published.reset();
  return made;
}

}  // namespace

TEST_CASE("stories are those of a look at each pair, in whatever order articles come and go") {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    std::vector<Article> articles;
    for (std::size_t i = 0; i < 60; ++i) articles.push_back(random_copy(random, i));
    // Some come first with another text, some are taken out in the end.
    std::vector<Article> before;
    std::vector<std::string> removed;
    for (std::size_t i = 0; i < articles.size(); ++i) {
      if (i % 5 == 0) before.push_back(random_copy(random, i));
      if (i % 7 == 0) removed.push_back(articles[i].id);
    }
    std::vector<Article> live = articles;
    std::erase_if(live, [&](const Article& one) {
      return std::ranges::find(removed, one.id) != removed.end();
    });
    const StoryMap expected = expected_stories(live);
    CHECK(std::ranges::any_of(expected, [](const auto& entry) { return !entry.second.empty(); }));
    CHECK(stories_after({{live}}) == expected);
    CHECK(stories_after({{before}, {articles}, {{}, removed}}) == expected);
    std::ranges::shuffle(articles, random);
    std::vector<Step> steps = {{before}};
    for (std::size_t at = 0; at < articles.size();) {
      Step& step = steps.emplace_back();
      for (std::size_t count = 1 + below(random, 9); count > 0 && at < articles.size(); --count) {
        step.articles.push_back(articles[at++]);
      }
    }
    for (const std::string& id : removed) steps.push_back({{}, {id}});
    CHECK(stories_after(steps) == expected);
  }
}

TEST_CASE("copies of a run that spans years are found wherever they lie") {
  // A story every fifth day, with copies up to nine days later: seven are the window.
  std::vector<Article> articles;
  for (unsigned story = 0; story < 80; ++story) {
    const std::vector<std::string> words = invented_words(1000 + story, 60);
    const std::int64_t first = kMonday + story * 5 * kDay;
    const std::string name = std::to_string(story);
    articles.push_back(article("first-" + name, joined(words), first));
    articles.push_back(article("copy-" + name, joined(words, 0, 50), first + story % 10 * kDay));
  }
  const StoryMap expected = expected_stories(articles);
  CHECK(std::ranges::count(expected, "", &StoryMap::value_type::second) == 2 * 80 * 2 / 10);
  CHECK(stories_after({{articles}}) == expected);
  const std::vector<Article> half(articles.begin(), articles.begin() + 80);
  CHECK(stories_after({{half}, {articles}}) == expected);
}

TEST_CASE("a story falls apart with the article that held it together") {
  const std::vector<std::string> words = invented_words(50, 200);
  const Article first = article("first", joined(words, 0, 100), kMonday);
  const Article second = article("second", joined(words, 100), kMonday + 60);
  const Article both = article("both", joined(words), kMonday + 120);
  const std::string id = story_id(story_of_earliest("first"));
  CHECK(stories_after({{{first, second}}}) == StoryMap{{"first", ""}, {"second", ""}});
  const StoryMap whole = {{"both", id}, {"first", id}, {"second", id}};
  CHECK(stories_after({{{first}}, {{second}}, {{both}}}) == whole);
  CHECK(stories_after({{{both}}, {{second}}, {{first}}}) == whole);
  CHECK(stories_after({{{first, second, both}}, {{}, {"both"}}}) ==
        StoryMap{{"first", ""}, {"second", ""}});
  const std::string rest = story_id(story_of_earliest("second"));
  CHECK(stories_after({{{first, second, both}}, {{}, {"first"}}}) ==
        StoryMap{{"both", rest}, {"second", rest}});
  Article other = both;
  other.text = joined(invented_words(51, 200));
  CHECK(stories_after({{{first, second, both}}, {{other}}}) ==
        StoryMap{{"both", ""}, {"first", ""}, {"second", ""}});
}

TEST_CASE("a copy that comes later writes the rows of its story, not those of the archive") {
  const TemporaryDirectory place;
  const std::string directory = place.path() + "/archive";
  std::vector<Article> articles;
  for (unsigned i = 0; i < 400; ++i) {
    articles.push_back(article("a" + std::to_string(i), joined(invented_words(i / 2, 60))));
  }
  run(directory, {articles});
  const auto story_bytes = [&] {
    std::uint64_t bytes = 0;
    const Manifest manifest = *read_manifest(directory);
    for (const SegmentEntry& segment : manifest.segments) {
      for (const FileEntry& file : segment.stories) bytes += file.bytes;
    }
    return bytes;
  };
  const auto all = [&] {
    std::vector<std::string> files;
    const Manifest manifest = *read_manifest(directory);
    for (const FileEntry* file : manifest.files()) files.push_back(file->file);
    return files;
  };
  const std::uint64_t bytes_before = story_bytes();
  CHECK(bytes_before > 400 * 12);
  const std::vector<std::string> before = all();
  run(directory, {{article("late", joined(invented_words(7, 60)), kMonday - 60)}});
  for (const std::string& file : before) {
    CAPTURE(file);
    if (file.starts_with("stories/")) CHECK(std::ranges::count(all(), file) == 1);
  }
  CHECK(story_bytes() - bytes_before < 100);
  const StoryMap stories = stories_in(directory);
  const std::string id = story_id(story_of_earliest("late"));
  CHECK(stories.at("late") == id);
  CHECK(stories.at("a14") == id);
  CHECK(stories.at("a15") == id);
  CHECK(stories.at("a16") == stories.at("a17"));
  CHECK(stories.at("a16") != id);
}

TEST_CASE("a rebuild finds the stories that were there") {
  const TemporaryDirectory place;
  const std::string directory = place.path() + "/archive";
  std::vector<Article> articles;
  for (unsigned i = 0; i < 40; ++i) {
    articles.push_back(article("a" + std::to_string(i), joined(invented_words(i / 2, 60))));
  }
  run(directory, {articles});
  run(directory, {{article("late", joined(invented_words(7, 60)), kMonday - 60)}});
  run(directory, {{}, {"a20"}});
  const StoryMap stories = stories_in(directory);
  CHECK(stories.at("late") == story_id(story_of_earliest("late")));
  const std::atomic<int> stop{0};
  REQUIRE(rebuild_archive(directory, place.path() + "/other", {1}, NewsHosts::built_in(), stop));
  CHECK(stories_in(place.path() + "/other") == stories);
  REQUIRE(rebuild_archive(directory, directory, {1}, NewsHosts::built_in(), stop));
  CHECK(stories_in(directory) == stories);
}

TEST_CASE("files of stories that no manifest names any more are removed, others are left alone") {
  const TemporaryDirectory place;
  const std::string directory = place.path() + "/archive";
  for (unsigned i = 0; i < 12; ++i) {
    run(directory, {{article("a" + std::to_string(i), joined(invented_words(i / 4, 60)))}});
  }
  for (const std::string name : {"99-of-1-0", "99-0", "99-0.new", "notes-1", "5.txt", "5-6.txt"}) {
    std::ofstream(directory + "/stories/" + name) << "x";
  }
  run(directory, {{}});
  std::set<std::string> expected = {"notes-1", "5.txt", "5-6.txt"};
  const Manifest manifest = *read_manifest(directory);
  for (const SegmentEntry& segment : manifest.segments) {
    for (const FileEntry& file : segment.stories) {
      expected.insert(file.file.substr(file.file.find('/') + 1));
    }
  }
  CHECK(expected.size() > 3);
  std::set<std::string> there;
  for (const auto& entry : std::filesystem::directory_iterator(directory + "/stories")) {
    there.insert(entry.path().filename().string());
  }
  CHECK(there == expected);
}
