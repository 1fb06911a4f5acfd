// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/nyt_filter.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "common/article_type.h"
#include "common/text.h"
#include "server/http/errors.h"

namespace backfile {
namespace {

constexpr std::array<std::pair<std::string_view, FieldId>, 12> kTheirFields = {
    {{"section_name", FieldId::Section},
     {"section.name", FieldId::Section},
     {"news_desk", FieldId::Section},
     {"desk", FieldId::Section},
     {"source", FieldId::Source},
     {"source.vernacular", FieldId::Source},
     {"glocations", FieldId::Place},
     {"byline", FieldId::Author},
     {"persons", FieldId::Author},
     {"headline", FieldId::Title},
     {"type_of_material", FieldId::Type},
     {"typeOfMaterials", FieldId::Type}}};

Error not_closed(std::string_view what) {
  return refusal("bad_value", std::string(what) + " in \"fq\" is not closed.");
}

// A value of a field: types of material have our names.
std::string quoted(FieldId id, std::string_view text) {
  const std::string_view type = id == FieldId::Type ? article_type_named(text) : "";
  std::string value(type.empty() ? trim(text) : type);
  std::erase(value, '"');
  return value.empty() ? value : '"' + value + '"';
}

// The members of a list, quoted; an AND or OR between two of them stays.
std::string any_of_list(FieldId id, std::string_view list) {
  std::vector<std::string> parts;
  std::string open;
  const auto close = [&] {
    if (const std::string value = quoted(id, open); !value.empty()) parts.push_back(value);
    open.clear();
  };
  bool in_quotes = false;
  for (const char c : list) {
    if (c == '"') {
      if (!in_quotes && (trim(open) == "AND" || trim(open) == "OR")) {
        parts.emplace_back(trim(open));
        open.clear();
      }
      close();
      in_quotes = !in_quotes;
    } else if (c == ',' && !in_quotes) {
      close();
    } else {
      open += c;
    }
  }
  close();
  std::string text;
  bool after_value = false;
  for (const std::string& part : parts) {
    const bool is_operator = part == "AND" || part == "OR";
    if (!is_operator && after_value) text += " OR";
    text += (text.empty() ? "" : " ") + part;
    after_value = !is_operator;
  }
  return text;
}

// Not one within quotation marks.
std::size_t closing_bracket(std::string_view text) {
  bool in_quotes = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') in_quotes = !in_quotes;
    if (text[at] == ')' && !in_quotes) return at;
  }
  return std::string_view::npos;
}

// A word, or a text with its quotation marks; empty when the second is not closed.
std::string_view value_at(std::string_view text) {
  if (!text.starts_with('"')) return text.substr(0, text.find_first_of(" ()"));
  const std::size_t end = text.find('"', 1);
  return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

}  // namespace

std::optional<FieldId> field_of_nyt(std::string_view name) {
  const auto row =
      std::ranges::find(kTheirFields, name, &std::pair<std::string_view, FieldId>::first);
  return row == kTheirFields.end() ? std::nullopt : std::optional(row->second);
}

Result<std::string> translated_filter(std::string_view fq) {
  std::string text;
  while (!fq.empty()) {
    if (fq.front() == '"') {
      const std::size_t end = fq.find('"', 1);
      if (end == std::string_view::npos) return not_closed("A quotation mark");
      text += fq.substr(0, end + 1);
      fq.remove_prefix(end + 1);
      continue;
    }
    const std::size_t name_end = fq.find_first_of(": ()\"");
    const bool is_name = name_end != std::string_view::npos && fq[name_end] == ':';
    const auto field_id = is_name ? field_of_nyt(fq.substr(0, name_end)) : std::nullopt;
    if (!field_id) {
      const std::size_t taken =
          name_end == std::string_view::npos ? fq.size() : std::max<std::size_t>(name_end, 1);
      text += fq.substr(0, taken);
      fq.remove_prefix(taken);
      continue;
    }
    text.append(field(*field_id).name).append(":");
    fq.remove_prefix(name_end + 1);
    if (!fq.starts_with('(')) {
      const std::string_view value = *field_id == FieldId::Type ? value_at(fq) : "";
      if (!value.empty()) text.append(quoted(*field_id, value));
      fq.remove_prefix(value.size());
      continue;
    }
    const std::size_t end = closing_bracket(fq);
    if (end == std::string_view::npos) return not_closed("A bracket");
    text.append("(").append(any_of_list(*field_id, fq.substr(1, end - 1))).append(")");
    fq.remove_prefix(end + 1);
  }
  return text;
}

}  // namespace backfile
