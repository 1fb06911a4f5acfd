// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/date_labels.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "common/text.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestLine = 200;

enum class Meaning : std::uint8_t { FirstPublished, Published, Updated };

struct Label {
  std::string_view text;
  Meaning meaning;
};

// A label stands before every label that it begins with.
constexpr std::array kLabels = {
    // clang-format off
    Label{"first published on", Meaning::FirstPublished},
    Label{"first published at", Meaning::FirstPublished},
    Label{"first published",    Meaning::FirstPublished},
    Label{"first posted",       Meaning::FirstPublished},
    Label{"originally published", Meaning::FirstPublished},
    Label{"published on",       Meaning::Published},
    Label{"published at",       Meaning::Published},
    Label{"published date",     Meaning::Published},
    Label{"published",          Meaning::Published},
    Label{"publish date",       Meaning::Published},
    Label{"publication date",   Meaning::Published},
    Label{"date published",     Meaning::Published},
    Label{"posted on",          Meaning::Published},
    Label{"posted at",          Meaning::Published},
    Label{"posted",             Meaning::Published},
    Label{"date",               Meaning::Published},
    Label{"last updated on",    Meaning::Updated},
    Label{"last updated at",    Meaning::Updated},
    Label{"last updated",       Meaning::Updated},
    Label{"last modified",      Meaning::Updated},
    Label{"updated on",         Meaning::Updated},
    Label{"updated at",         Meaning::Updated},
    Label{"updated",            Meaning::Updated},
    Label{"erstmals veröffentlicht am", Meaning::FirstPublished},
    Label{"veröffentlicht am",  Meaning::Published},
    Label{"veröffentlicht",     Meaning::Published},
    Label{"erschienen am",      Meaning::Published},
    Label{"datum",              Meaning::Published},
    Label{"zuletzt aktualisiert am", Meaning::Updated},
    Label{"zuletzt aktualisiert", Meaning::Updated},
    Label{"aktualisiert am",    Meaning::Updated},
    Label{"aktualisiert",       Meaning::Updated},
    Label{"stand",              Meaning::Updated},
    Label{"publié le",          Meaning::Published},
    Label{"publié",             Meaning::Published},
    Label{"mis à jour le",      Meaning::Updated},
    Label{"mis à jour",         Meaning::Updated},
    Label{"mise à jour le",     Meaning::Updated},
    Label{"mise à jour",        Meaning::Updated},
    Label{"modifié le",         Meaning::Updated},
    Label{"primera publicación", Meaning::FirstPublished},
    Label{"publicado em",       Meaning::Published},
    Label{"publicado el",       Meaning::Published},
    Label{"publicado",          Meaning::Published},
    Label{"fecha",              Meaning::Published},
    Label{"última actualización", Meaning::Updated},
    Label{"Última actualización", Meaning::Updated},
    Label{"actualizado el",     Meaning::Updated},
    Label{"actualizado",        Meaning::Updated},
    Label{"pubblicato il",      Meaning::Published},
    Label{"pubblicato",         Meaning::Published},
    Label{"ultimo aggiornamento", Meaning::Updated},
    Label{"aggiornato il",      Meaning::Updated},
    Label{"aggiornato",         Meaning::Updated},
    Label{"última atualização", Meaning::Updated},
    Label{"Última atualização", Meaning::Updated},
    Label{"atualizado em",      Meaning::Updated},
    Label{"atualizado",         Meaning::Updated},
    Label{"gepubliceerd op",    Meaning::Published},
    Label{"gepubliceerd",       Meaning::Published},
    Label{"laatst bijgewerkt op", Meaning::Updated},
    Label{"laatst bijgewerkt",  Meaning::Updated},
    Label{"bijgewerkt",         Meaning::Updated},
    Label{"opublikowano",       Meaning::Published},
    Label{"data publikacji",    Meaning::Published},
    Label{"ostatnia aktualizacja", Meaning::Updated},
    Label{"aktualizacja",       Meaning::Updated},
    Label{"опубликовано",       Meaning::Published},
    Label{"Опубликовано",       Meaning::Published},
    Label{"обновлено",          Meaning::Updated},
    Label{"Обновлено",          Meaning::Updated},
    Label{"publicerad",         Meaning::Published},
    Label{"uppdaterad",         Meaning::Updated},
    // clang-format on
};

std::string_view without_separators(std::string_view text) {
  text = trim(text);
  while (!text.empty() && (text.front() == ':' || text.front() == '|' || text.front() == '-' ||
                           text.front() == ';' || text.front() == ',')) {
    text = trim(text.substr(1));
  }
  return text;
}

std::string_view without_bars_at_end(std::string_view text) {
  text = trim(text);
  while (text.ends_with('|') || text.ends_with(';') || text.ends_with('-')) {
    text = trim(text.substr(0, text.size() - 1));
  }
  return text;
}

const Label* label_at_start(std::string_view text) {
  for (const Label& label : kLabels) {
    if (!starts_with_ignoring_case(text, label.text)) continue;
    const std::string_view rest = text.substr(label.text.size());
    if (!rest.empty() && (rest.front() == ' ' || rest.front() == ':')) return &label;
  }
  return nullptr;
}

void put(const Timestamp& when, Meaning meaning, LabelledDates* dates) {
  switch (meaning) {
    case Meaning::FirstPublished:
      dates->published = when;
      dates->first = true;
      return;
    case Meaning::Published: dates->published = when; return;
    case Meaning::Updated: dates->updated = when; return;
  }
}

bool read_all(std::string_view line, const DateHints& hints, LabelledDates* dates) {
  const Label* label = label_at_start(line);
  if (label == nullptr) return false;
  const std::string_view rest = without_separators(line.substr(label->text.size()));
  if (const auto when = parse_date(rest, hints)) {
    put(*when, label->meaning, dates);
    return true;
  }
  // A second label may stand behind the first date.
  for (std::size_t at = rest.find(' '); at != std::string_view::npos; at = rest.find(' ', at + 1)) {
    const std::string_view next = without_separators(rest.substr(at));
    if (label_at_start(next) == nullptr) continue;
    const auto when = parse_date(without_bars_at_end(rest.substr(0, at)), hints);
    if (!when) return false;
    put(*when, label->meaning, dates);
    return read_all(next, hints, dates);
  }
  return false;
}

}  // namespace

std::optional<LabelledDates> parse_date_labels(std::string_view line, const DateHints& hints) {
  line = trim(line);
  if (line.size() > kLongestLine) return std::nullopt;
  LabelledDates dates;
  if (!read_all(line, hints, &dates)) return std::nullopt;
  return dates;
}

}  // namespace backfile
