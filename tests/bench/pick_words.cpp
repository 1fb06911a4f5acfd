// SPDX-License-Identifier: GPL-3.0-or-later
// Words to ask a corpus for, as lines "list TAB words":
//   pick_words corpus.jsonl > words.tsv
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "common/exit_status.h"
#include "tests/bench/corpus/query_words.h"
#include "tests/bench/corpus/read_articles.h"

namespace {

void print(const char* list, const std::vector<std::string>& values) {
  for (const std::string& value : values) std::printf("%s\t%s\n", list, value.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  std::string corpus;
  std::size_t sample = 30'000;
  std::size_t count = 40;
  std::uint64_t seed = 1;
  CLI::App app("Picks words by how many articles of a corpus have them.", "pick_words");
  app.add_option("corpus", corpus, "JSON Lines; - for standard input")->required();
  app.add_option("--sample", sample, "Articles to look at, the first ones")->capture_default_str();
  app.add_option("--count", count, "Of each list")->capture_default_str();
  app.add_option("--seed", seed, "Another seed, other words")->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  const auto articles = backfile::read_articles({corpus}, sample);
  if (!articles) {
    std::fprintf(stderr, "pick_words: %s\n", articles.error().message.c_str());
    return backfile::exit_status(articles.error().code);
  }
  const backfile::QueryWords words = backfile::pick_query_words(*articles, count, seed);
  print("common", words.common);
  print("medium", words.medium);
  print("rare", words.rare);
  print("phrase", words.phrases);
  print("prefix", words.prefixes);
  return 0;
}
