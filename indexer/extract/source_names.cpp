// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/source_names.h"

#include <array>
#include <string>
#include <unordered_map>

#include "common/text.h"

namespace backfile {
namespace {

struct KnownSource {
  std::string_view name;
  std::string_view domain;
};

// Publishers whose pages give their name in a disclaimer, and others of many countries.
constexpr std::array kKnownSources = {
    // clang-format off
    KnownSource{"Business Standard", "business-standard.com"},
    KnownSource{"The Times of India", "timesofindia.indiatimes.com"},
    KnownSource{"The Economic Times", "economictimes.indiatimes.com"},
    KnownSource{"Hindustan Times", "hindustantimes.com"},
    KnownSource{"The Hindu", "thehindu.com"},
    KnownSource{"The Indian Express", "indianexpress.com"},
    KnownSource{"NDTV", "ndtv.com"},
    KnownSource{"Mint", "livemint.com"},
    KnownSource{"Deccan Herald", "deccanherald.com"},
    KnownSource{"Firstpost", "firstpost.com"},
    KnownSource{"ThePrint", "theprint.in"},
    KnownSource{"Moneycontrol", "moneycontrol.com"},
    KnownSource{"The Tribune", "tribuneindia.com"},
    KnownSource{"Dawn", "dawn.com"},
    KnownSource{"The Daily Star", "thedailystar.net"},
    KnownSource{"BBC News", "bbc.co.uk"},
    KnownSource{"The Guardian", "theguardian.com"},
    KnownSource{"The Telegraph", "telegraph.co.uk"},
    KnownSource{"The Independent", "independent.co.uk"},
    KnownSource{"Daily Mail", "dailymail.co.uk"},
    KnownSource{"Financial Times", "ft.com"},
    KnownSource{"The Irish Times", "irishtimes.com"},
    KnownSource{"The New York Times", "nytimes.com"},
    KnownSource{"The Washington Post", "washingtonpost.com"},
    KnownSource{"The Wall Street Journal", "wsj.com"},
    KnownSource{"Los Angeles Times", "latimes.com"},
    KnownSource{"USA Today", "usatoday.com"},
    KnownSource{"CNN", "cnn.com"},
    KnownSource{"Fox News", "foxnews.com"},
    KnownSource{"NPR", "npr.org"},
    KnownSource{"Politico", "politico.com"},
    KnownSource{"The Hill", "thehill.com"},
    KnownSource{"HuffPost", "huffpost.com"},
    KnownSource{"Breitbart", "breitbart.com"},
    KnownSource{"Vox", "vox.com"},
    KnownSource{"Reuters", "reuters.com"},
    KnownSource{"Bloomberg", "bloomberg.com"},
    KnownSource{"Al Jazeera", "aljazeera.com"},
    KnownSource{"Der Spiegel", "spiegel.de"},
    KnownSource{"Frankfurter Allgemeine Zeitung", "faz.net"},
    KnownSource{"Süddeutsche Zeitung", "sueddeutsche.de"},
    KnownSource{"Die Zeit", "zeit.de"},
    KnownSource{"Die Welt", "welt.de"},
    KnownSource{"Neue Zürcher Zeitung", "nzz.ch"},
    KnownSource{"Der Standard", "derstandard.at"},
    KnownSource{"Le Monde", "lemonde.fr"},
    KnownSource{"Le Figaro", "lefigaro.fr"},
    KnownSource{"Libération", "liberation.fr"},
    KnownSource{"El País", "elpais.com"},
    KnownSource{"El Mundo", "elmundo.es"},
    KnownSource{"La Nación", "lanacion.com.ar"},
    KnownSource{"Corriere della Sera", "corriere.it"},
    KnownSource{"La Repubblica", "repubblica.it"},
    KnownSource{"Folha de S.Paulo", "folha.uol.com.br"},
    KnownSource{"Gazeta Wyborcza", "wyborcza.pl"},
    KnownSource{"The Moscow Times", "themoscowtimes.com"},
    KnownSource{"The Japan Times", "japantimes.co.jp"},
    KnownSource{"South China Morning Post", "scmp.com"},
    KnownSource{"The Straits Times", "straitstimes.com"},
    KnownSource{"The Sydney Morning Herald", "smh.com.au"},
    // clang-format on
};

// "Times of India" and "The Times of India" are one paper.
std::string key_of(std::string_view name) {
  std::string key = fold(name);
  if (key.starts_with("the ")) key.erase(0, 4);
  return key;
}

}  // namespace

Source source_named(std::string_view name) {
  Source source;
  source.name = collapse_blanks(name);
  static const std::unordered_map<std::string, std::string_view> domains = [] {
    std::unordered_map<std::string, std::string_view> table;
    for (const KnownSource& row : kKnownSources) table[key_of(row.name)] = row.domain;
    return table;
  }();
  if (const auto known = domains.find(key_of(name)); known != domains.end()) {
    source.domain = known->second;
  }
  source.id = source.domain.empty() ? source_slug(name) : source.domain;
  return source;
}

Source source_at(std::string_view host) {
  Source source{std::string(host), std::string(host), std::string(host)};
  for (const KnownSource& row : kKnownSources) {
    if (row.domain == host) source.name = row.name;
  }
  return source;
}

std::string source_slug(std::string_view name) {
  std::string slug;
  for (const char c : fold(name)) {
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      slug += c;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

}  // namespace backfile
