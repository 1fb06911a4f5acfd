// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/article.h"
#include "tests/bench/corpus/chance.h"
#include "tests/bench/corpus/passages.h"
#include "tests/bench/corpus/press_calendar.h"

namespace backfile {

struct CorpusSettings {
  std::uint64_t seed = 1;
  std::int64_t first_day = kFirstPressDay;  // Days since 1970-01-01.
  std::int64_t last_day = kLastPressDay;    // Included.
};

inline constexpr std::size_t kCorpusSources = 200;

// A corpus of any size out of given articles. An article of it takes runs of sentences from a few
// of the given ones, most of them from one, so that words keep their frequencies and their company;
// rare names are exchanged for invented ones, so that the vocabulary grows with the corpus. Length,
// date, source, section, authors and place are drawn: see corpus.cpp.
class Corpus {
 public:
  // REQUIRES: a usable article, see usable().
  Corpus(const std::vector<Article>& articles, const CorpusSettings& settings);

  // Whether a corpus can be made of these: at least one has text.
  static bool usable(const std::vector<Article>& articles);

  // Appends article `number` as one line of JSON with its newline: the form that backfile-index
  // reads. It depends on the settings, the given articles and the number, on nothing else: a
  // larger corpus begins with the smaller one.
  void append(std::uint64_t number, std::string* out) const;

 private:
  struct Draft;

  const Passages& choose_language(Draft* draft) const;
  void append_text(const Passages& passages, Draft* draft) const;
  void append_run(const Passages& passages, const Passages::Article& from, Draft* draft) const;
  void append_sentence(const Passages& passages, const Sentence& sentence, Draft* draft) const;
  void append_source(Draft* draft) const;
  void append_people_and_places(Draft* draft) const;

  std::uint64_t seed_;
  std::vector<std::string> languages_;  // The one with most articles first.
  std::vector<Passages> passages_;      // One for each language.
  PressCalendar calendar_;
  Lottery sources_;
  Lottery sections_;
  Lottery authors_;
  Lottery places_;
  std::vector<std::string> source_names_;
};

}  // namespace backfile
