// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/dictionary.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "common/ascii.h"
#include "common/index/values.h"
#include "common/text.h"

namespace backfile {
namespace {

// Documents by the form in which they have a value.
using Forms = std::map<std::pair<std::string, std::string>, std::uint64_t>;

Dictionary::Entry usual_form(const Forms& forms) {
  // A source that some records name and others know by its domain only is shown by its name.
  const auto weight = [](const auto& form) {
    return std::pair(form.first.first != form.first.second, form.second);
  };
  const auto usual = std::ranges::max_element(
      forms, [&](const auto& a, const auto& b) { return weight(a) < weight(b); });
  return {usual->first.first, usual->first.second};
}

}  // namespace

Dictionary Dictionary::merge(std::span<const KeywordColumn* const> columns) {
  Dictionary dictionary;
  std::unordered_map<std::string, std::uint32_t> number_of;
  std::vector<Forms> forms;
  for (const KeywordColumn* column : columns) {
    std::vector<std::uint32_t>& numbers = dictionary.numbers_.emplace_back();
    for (std::uint32_t ordinal = 0; ordinal < column->size(); ++ordinal) {
      const auto next = static_cast<std::uint32_t>(forms.size());
      const auto [place, is_new] = number_of.try_emplace(std::string(column->key(ordinal)), next);
      if (is_new) forms.emplace_back();
      numbers.push_back(place->second);
      for (const ValueForm& form : column->forms(ordinal)) {
        forms[place->second][{std::string(form.value), std::string(form.label)}] += form.documents;
      }
    }
  }
  for (const Forms& of_entry : forms) dictionary.entries_.push_back(usual_form(of_entry));
  for (const auto& [key, number] : number_of) {
    dictionary.names_.emplace(key, number);
    for (const auto& [form, documents] : forms[number]) {
      // Only sources have labels of their own.
      if (form.first != form.second) dictionary.names_.emplace(fold(form.second), number);
    }
  }
  return dictionary;
}

std::vector<std::uint32_t> Dictionary::find(std::string_view value) const {
  std::vector<std::uint32_t> found;
  const auto [begin, end] = names_.equal_range(fold(truncate_utf8(value, kLongestValue)));
  for (auto name = begin; name != end; ++name) found.push_back(name->second);
  return found;
}

std::vector<std::uint32_t> Dictionary::with_word(std::string_view folded) const {
  std::vector<std::uint32_t> found;
  if (folded.empty()) return found;
  for (const auto& [name, number] : names_) {
    for (std::size_t at = name.find(folded); at != std::string::npos;
         at = name.find(folded, at + 1)) {
      if (at > 0 && (is_ascii_letter(name[at - 1]) || is_digit(name[at - 1]))) continue;
      found.push_back(number);
      break;
    }
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace backfile
