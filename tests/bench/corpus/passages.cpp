// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/corpus/passages.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "common/ascii.h"
#include "common/mojibake.h"

namespace backfile {
namespace {

constexpr std::size_t kRareName = 5;  // Occurrences up to which a name counts as rare.
constexpr std::size_t kShortestName = 4;

bool is_letter(char c) { return is_ascii_letter(c) || static_cast<unsigned char>(c) > 127; }

// The end of the sentence that begins at `begin`: behind a stop, and any closing marks, that a
// blank and a capital follow.
std::size_t sentence_end(std::string_view paragraph, std::size_t begin) {
  for (std::size_t i = begin; i + 2 < paragraph.size(); ++i) {
    if (paragraph[i] != ' ' || !(is_capital(paragraph[i + 1]) || paragraph[i + 1] == '"')) continue;
    const std::string_view before = paragraph.substr(begin, i - begin);
    const std::size_t last = before.find_last_not_of("\"')");
    if (last == std::string_view::npos || last < 3) continue;
    const char stop = before[last];
    // An initial or "Mr." ends no sentence.
    if ((stop == '.' && is_small(before[last - 3])) || stop == '?' || stop == '!') return i;
  }
  return paragraph.size();
}

std::uint32_t words_of(std::string_view text) {
  return static_cast<std::uint32_t>(std::count(text.begin(), text.end(), ' ') + 1);
}

// Calls `visit(begin, end)` for each capitalised word that stands between blanks.
template <typename Visit>
void for_each_name(std::string_view sentence, const Visit& visit) {
  for (std::size_t i = 1; i < sentence.size(); ++i) {
    if (sentence[i - 1] != ' ' || !is_capital(sentence[i])) continue;
    std::size_t end = i + 1;
    while (end < sentence.size() && is_small(sentence[end])) ++end;
    const bool whole = end == sentence.size() || !is_letter(sentence[end]);
    if (whole && end - i >= kShortestName) visit(i, end);
    i = end;
  }
}

std::vector<std::string_view> paragraphs_of(std::string_view text) {
  std::vector<std::string_view> paragraphs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) paragraphs.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return paragraphs;
}

// Without characters that an encoding tore apart. Backfile joins them where a text has two, the
// peers never do, so that the engines would not read the same words.
std::string joined(std::string text) {
  for (;;) {
    std::string twice = text + '\n' + text;
    twice = backfile::repair_mojibake(std::move(twice));
    twice.resize(twice.size() / 2);
    if (twice == text) return text;
    text = std::move(twice);
  }
}

}  // namespace

std::string json_escaped(std::string_view text) {
  const std::string quoted =
      nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

void Passages::add(const backfile::Article& article) {
  const std::size_t first = sentences_.size();
  const std::string given = joined(article.text);
  for (const std::string_view paragraph : paragraphs_of(given)) {
    for (std::size_t begin = 0; begin < paragraph.size();) {
      const std::size_t end = sentence_end(paragraph, begin);
      const std::string sentence = json_escaped(paragraph.substr(begin, end - begin));
      sentences_.push_back(
          {text_.size(), text_.size() + sentence.size(), words_of(sentence), 0, 0});
      text_ += sentence;
      begin = end + 1;
    }
  }
  const std::size_t count = sentences_.size() - first;
  if (count > 0) articles_.push_back({json_escaped(joined(article.title)), first, count});
}

void Passages::find_names() {
  std::unordered_map<std::string_view, std::size_t> occurrences;
  for (const Sentence& sentence : sentences_) {
    const std::string_view words = text(sentence);
    for_each_name(words, [&](std::size_t begin, std::size_t end) {
      ++occurrences[words.substr(begin, end - begin)];
    });
  }
  for (Sentence& sentence : sentences_) {
    const std::string_view words = text(sentence);
    sentence.first_slot = static_cast<std::uint32_t>(slots_.size());
    for_each_name(words, [&](std::size_t begin, std::size_t end) {
      if (occurrences[words.substr(begin, end - begin)] > kRareName) return;
      slots_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    });
    sentence.slots = static_cast<std::uint32_t>(slots_.size()) - sentence.first_slot;
  }
}

}  // namespace backfile
