// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/place_model.h"

#include <algorithm>
#include <sstream>

#include "common/index/sentences.h"
#include "common/index/terms.h"
#include "common/index/words.h"
#include "common/utf8.h"

namespace backfile {
namespace {

std::u32string letters_of(std::string_view utf8) {
  std::u32string letters;
  for (std::size_t i = 0; i < utf8.size();) {
    letters.push_back(static_cast<char32_t>(next_code_point(utf8, &i)));
  }
  return letters;
}

bool glob(std::u32string_view pattern, std::u32string_view word) {
  if (pattern.empty()) return word.empty();
  if (pattern[0] == '*') {
    return glob(pattern.substr(1), word) || (!word.empty() && glob(pattern, word.substr(1)));
  }
  if (word.empty() || (pattern[0] != '?' && pattern[0] != word[0])) return false;
  return glob(pattern.substr(1), word.substr(1));
}

// Whether one can be made of the other in so many steps, none of which touches what another one
// has changed.
bool near(std::u32string_view a, std::u32string_view b, std::size_t steps) {
  while (!a.empty() && !b.empty() && a[0] == b[0] && steps == 0) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  if (a.empty() && b.empty()) return true;
  if (steps == 0) return false;
  if (!a.empty() && !b.empty() && a[0] == b[0] && near(a.substr(1), b.substr(1), steps)) {
    return true;
  }
  if (!a.empty() && near(a.substr(1), b, steps - 1)) return true;
  if (!b.empty() && near(a, b.substr(1), steps - 1)) return true;
  if (!a.empty() && !b.empty() && near(a.substr(1), b.substr(1), steps - 1)) return true;
  return a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0] &&
         near(a.substr(2), b.substr(2), steps - 1);
}

// `stem`: of the wanted word.
bool is_one(const Node& leaf, const std::string& wanted, const std::string& stem,
            const ModelPassage& passage, std::size_t at) {
  const bool foreign = !leaf.language.empty() && leaf.language != passage.language;
  if (leaf.kind == Node::Kind::Word && !foreign) return passage.stems[at] == stem;
  if (leaf.kind == Node::Kind::Word) return passage.words[at] == wanted;
  if (leaf.as_written) return passage.written[at] == wanted;
  if (leaf.kind == Node::Kind::Exact) return passage.words[at] == wanted;
  return model_fits(leaf, passage.words[at]);
}

std::set<ModelPlace> leaf_places(const Node& leaf, const ModelPassage& passage) {
  std::set<ModelPlace> places;
  if (leaf.field && (*leaf.field == FieldId::Title) != passage.is_title) return places;
  const std::string stem = Stemmer(passage.language).stem(leaf.words.front());
  const std::size_t end = leaf.field == FieldId::Lead ? passage.lead : passage.words.size();
  std::vector<std::string> wanted = leaf.words;
  if (leaf.as_written) {
    wanted.clear();
    std::istringstream words(leaf.value);
    for (std::string word; words >> word;) wanted.push_back(word);
  }
  for (std::size_t first = 0; first + leaf.words.size() <= end; ++first) {
    ModelPlace place{first, first + leaf.words.size() - 1, {}};
    for (std::size_t i = 0; i < leaf.words.size(); ++i) {
      if (!is_one(leaf, wanted[i], stem, passage, first + i)) break;
      place.own.push_back(first + i);
    }
    if (place.own.size() == leaf.words.size()) places.insert(place);
  }
  return places;
}

bool stand_together(const Node::Nearness& how, const ModelPlace& a, const ModelPlace& b,
                    const ModelPassage& passage) {
  if (std::ranges::find_first_of(a.own, b.own) != a.own.end()) {
    return false;
  }
  if (how.relation == Node::Nearness::Relation::Before && b.first <= a.last) return false;
  const std::size_t first = std::min(a.first, b.first);
  const std::size_t last = std::max(a.last, b.last);
  switch (how.unit) {
    case Node::Nearness::Unit::Sentence: return passage.sentence[first] == passage.sentence[last];
    case Node::Nearness::Unit::Paragraph:
      return passage.paragraph[first] == passage.paragraph[last];
    case Node::Nearness::Unit::Words: break;
  }
  std::size_t steps = 0;
  if (a.last < b.first) steps = b.first - a.last;
  if (b.last < a.first) steps = a.first - b.last;
  return steps <= how.distance;
}

}  // namespace

ModelPassage::ModelPassage(const std::string& text, const std::string& of_language, bool title)
    : language(of_language), is_title(title) {
  const Stemmer stemmer(language);
  const SentenceRules rules(text);
  std::size_t begin = 0;
  std::size_t end = 0;
  for_each_word(text, [&](const Word& word) {
    Boundary boundary = Boundary::None;
    if (!words.empty() && !is_title) boundary = rules.between(begin, end, word.begin, word.end);
    const std::size_t sentences = sentence.empty() ? 0 : sentence.back();
    const std::size_t paragraphs = paragraph.empty() ? 0 : paragraph.back();
    sentence.push_back(sentences + (boundary == Boundary::None ? 0 : 1));
    paragraph.push_back(paragraphs + (boundary == Boundary::Paragraph ? 1 : 0));
    words.emplace_back(word.folded);
    written.push_back(text.substr(word.begin, word.end - word.begin));
    stems.push_back(stemmer.stem(words.back()));
    begin = word.begin;
    end = word.end;
  });
  if (is_title) return;
  for (std::size_t i = 0; i < words.size() && i < 100; ++i) {
    // With the paragraph that the fiftieth word is in.
    if (i < 50 || paragraph[i] == paragraph[49]) lead = i + 1;
  }
}

std::set<ModelPlace> model_places(const Node& node, const ModelPassage& passage) {
  if (node.kind == Node::Kind::Or) {
    std::set<ModelPlace> places;
    for (const Node& child : node.children) places.merge(model_places(child, passage));
    return places;
  }
  if (node.kind != Node::Kind::Near) return leaf_places(node, passage);
  const std::set<ModelPlace> first = model_places(node.children[0], passage);
  const std::set<ModelPlace> second = model_places(node.children[1], passage);
  std::set<ModelPlace> places;
  for (const ModelPlace& a : first) {
    bool together = false;
    for (const ModelPlace& b : second) {
      if (!stand_together(node.nearness, a, b, passage)) continue;
      together = true;
      if (node.nearness.relation == Node::Nearness::Relation::NotWithin) continue;
      const std::size_t from = std::min(a.first, b.first);
      const std::size_t to = std::max(a.last, b.last);
      places.insert({from, to, from == to ? std::vector{from} : std::vector{from, to}});
    }
    if (!together && node.nearness.relation == Node::Nearness::Relation::NotWithin) {
      places.insert(a);
    }
  }
  return places;
}

std::size_t model_count(const std::set<ModelPlace>& places) {
  // The most that fit into the words from 0 on, by the first free word.
  std::size_t end = 0;
  for (const ModelPlace& place : places) end = std::max(end, place.last + 1);
  std::vector<std::size_t> most(end + 1, 0);
  for (std::size_t from = end; from-- > 0;) {
    most[from] = most[from + 1];
    for (const ModelPlace& place : places) {
      if (place.first == from) most[from] = std::max(most[from], 1 + most[place.last + 1]);
    }
  }
  return most[0];
}

bool model_fits(const Node& leaf, const std::string& word) {
  const std::string& wanted = leaf.words.front();
  if (leaf.kind == Node::Kind::Prefix) return word.starts_with(wanted);
  if (leaf.kind == Node::Kind::Pattern) return glob(letters_of(wanted), letters_of(word));
  return near(letters_of(wanted), letters_of(word), leaf.count);
}

}  // namespace backfile
