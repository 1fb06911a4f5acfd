// SPDX-License-Identifier: GPL-3.0-or-later
// A corpus of any size for measuring, made of given articles:
//   backfile-index extract articles/ | generate_corpus --count 100000 - > corpus.jsonl
#include <CLI/CLI.hpp>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "common/date.h"
#include "common/exit_status.h"
#include "tests/bench/corpus/corpus.h"
#include "tests/bench/corpus/read_articles.h"

namespace {

struct Settings {
  std::vector<std::string> inputs;
  std::uint64_t count = 0;
  std::uint64_t first = 0;
  std::string from = "1987-01-01";
  std::string until = "2026-10-31";
  backfile::CorpusSettings corpus;
};

constexpr std::size_t kWriteBytes = 1 << 20;

std::optional<std::int64_t> day_of(const std::string& text) {
  const auto date = backfile::parse_iso_date(text);
  if (!date || text.size() != 10) return std::nullopt;
  return date->seconds / 86400;
}

bool write_corpus(const backfile::Corpus& corpus, const Settings& settings) {
  std::string buffer;
  for (std::uint64_t i = 0; i < settings.count; ++i) {
    corpus.append(settings.first + i, &buffer);
    if (buffer.size() < kWriteBytes && i + 1 < settings.count) continue;
    if (std::fwrite(buffer.data(), 1, buffer.size(), stdout) != buffer.size()) return false;
    buffer.clear();
  }
  return std::fflush(stdout) == 0;
}

int run(Settings settings) {
  const auto from = day_of(settings.from);
  const auto until = day_of(settings.until);
  if (!from || !until || *from > *until) {
    std::fprintf(stderr, "generate_corpus: --from and --until are days, 2026-10-31, in order\n");
    return backfile::kExitUsage;
  }
  settings.corpus.first_day = *from;
  settings.corpus.last_day = *until;
  auto articles = backfile::read_articles(settings.inputs);
  if (!articles) {
    std::fprintf(stderr, "generate_corpus: %s\n", articles.error().message.c_str());
    return backfile::exit_status(articles.error().code);
  }
  if (!backfile::Corpus::usable(*articles)) {
    std::fprintf(stderr, "generate_corpus: no article with a text in the input\n");
    return backfile::kExitNoInput;
  }
  const backfile::Corpus corpus(*articles, settings.corpus);
  articles->clear();
  if (write_corpus(corpus, settings)) return 0;
  std::fprintf(stderr, "generate_corpus: cannot write to standard output\n");
  return backfile::kExitIo;
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  CLI::App app("Writes a large corpus, made of given articles, to standard output.",
               "generate_corpus");
  app.add_option("inputs", settings.inputs,
                 "JSON Lines as backfile-index extract prints them; - for standard input")
      ->required();
  app.add_option("--count", settings.count, "Articles")->required();
  app.add_option("--first", settings.first, "Number of the first; a corpus can be continued")
      ->capture_default_str();
  app.add_option("--seed", settings.corpus.seed, "Another seed, another corpus")
      ->capture_default_str();
  app.add_option("--from", settings.from, "First day")->capture_default_str();
  app.add_option("--until", settings.until, "Last day")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  return run(std::move(settings));
}
