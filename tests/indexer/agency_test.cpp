// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/agency.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace backfile {
namespace {

TEST_CASE("agency_named knows each agency by all its names and no other text") {
  struct Case {
    std::string_view text;
    std::string_view name;
  };
  constexpr Case kCases[] = {
      {"Reuters", "Reuters"},
      {"REUTER", "Reuters"},
      {"Thomson Reuters", "Reuters"},
      {" (Reuters) ", "Reuters"},
      {"--IANS", "IANS"},
      {"\u2014 Indo-Asian  News Service", "IANS"},
      {"The Associated Press", "AP"},
      {"ap", "AP"},
      {"Associated Press of Pakistan", "APP"},
      {"Agence France-Presse", "AFP"},
      {"press trust of india", "PTI"},
      {"dpa/tmn", "dpa"},
      {"ITAR-TASS", "TASS"},
      {"ČTK", "CTK"},
      {"Anadolu Ajansı", "Anadolu"},
      {"PA Media", "PA"},
      {"EUROPA PRESS", "Europa Press"},
      {"", ""},
      {"--", ""},
      {"told Reuters", ""},
      {"Reuters said", ""},
      {"Apple", ""},
      {"Business Standard", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.text);
    CHECK(agency_named(row.text) == row.name);
  }
  CHECK(agency_named(std::string(100000, '-') + "AP") == "");
}

struct Case {
  std::string_view text;
  std::string_view agency;
  std::string_view place;
};

TEST_CASE("parse_agency_line reads an agency and a place that fill the line") {
  constexpr Case kCases[] = {
      {"IANS Moscow", "IANS", "Moscow"},
      {"IANS", "IANS", ""},
      {"Press Trust of India  |  Mumbai", "PTI", "Mumbai"},
      {"Press Trust of India | New Delhi", "PTI", "New Delhi"},
      {"Reuters, Rio de Janeiro", "Reuters", "Rio de Janeiro"},
      {"AFP - PORT-AU-PRINCE", "AFP", "Port-au-Prince"},
      {"By Reuters Staff", "Reuters", ""},
      {"Reuters Staff", "Reuters", ""},
      {"Associated Press", "AP", ""},
      {"ANI | Guwahati (Assam)", "nothing", ""},
      {"Mumbai | PTI", "PTI", "Mumbai"},
      {"dpa Berlin", "dpa", "Berlin"},
      {"Petra Lang", "nothing", ""},
      {"Ani Sharma", "nothing", ""},
      {"APPLE Cupertino", "nothing", ""},
      {"IANS reported on Thursday", "nothing", ""},
      {"Reuters reported from Moscow", "nothing", ""},
      {"Reuters' Moscow bureau", "nothing", ""},
      {"He told Reuters", "nothing", ""},
      {"Moscow", "nothing", ""},
      {"Jane Doe | Mumbai", "nothing", ""},
      {"", "nothing", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.text);
    const auto line = parse_agency_line(row.text);
    CHECK((line ? line->agency : "nothing") == row.agency);
    CHECK((line ? line->place : "") == row.place);
  }
}

TEST_CASE("a line with a place counts for an agency of whatever name that signs the story") {
  struct Signed {
    std::string_view text;
    std::string_view agency;
    std::string_view place;
  };
  constexpr Signed kCases[] = {
      {"MPA Mumbai", "MPA", "Mumbai"},       {"MPA | Port-au-Prince", "MPA", "Port-au-Prince"},
      {"MPA NEW DELHI", "MPA", "New Delhi"}, {"MPA", "MPA", "nothing"},
      {"MPA said so", "MPA", "nothing"},     {"MPAS Mumbai", "MPA", "nothing"},
      {"mpa Mumbai", "MPA", "nothing"},      {"MPA's Mumbai", "MPA", "nothing"},
      {"Mumbai", "MPA", "nothing"},          {"Mumbai", "", "nothing"},
  };
  for (const Signed& row : kCases) {
    CAPTURE(row.text);
    const auto line = parse_line_of_agency(row.text, row.agency);
    CHECK((line ? line->place : "nothing") == row.place);
    CHECK((line ? line->agency : row.agency) == row.agency);
  }
}

TEST_CASE("capitals after dashes that fill the line sign a story") {
  struct Signed {
    std::string_view text;
    std::string_view letters;
  };
  constexpr Signed kCases[] = {
      {"--MPA", "MPA"},
      {"-- CWIRE", "CWIRE"},
      {"\u2014MPA", "MPA"},
      {"--TIDENEWS", "TIDENEWS"},
      {"--TIDESNEWS", ""},
      {"--M", ""},
      {"-MPA", ""},
      {"- MPA", ""},
      {"MPA", ""},
      {"--Mpa", ""},
      {"--MPA said", ""},
      {"--MPA2", ""},
      {"--", ""},
      {"\u2013\u2013MPA", "MPA"},
      {"", ""},
  };
  for (const Signed& row : kCases) {
    CAPTURE(row.text);
    CHECK(signed_letters(row.text) == row.letters);
  }
}

TEST_CASE("parse_dateline reads place and agency before the dash and no ordinary sentence") {
  constexpr Case kCases[] = {
      {"MOSCOW, Jan 19 (Reuters) - Russia has", "Reuters", "Moscow"},
      {"MOSCOW, Jan. 19 (Reuters) \u2014 Russia has", "Reuters", "Moscow"},
      {"Moscow, Jan 19 (IANS) Russia has invited", "IANS", "Moscow"},
      {"Moscow, January 19, 2017 (IANS): Russia has", "IANS", "Moscow"},
      {"WICHITA, Kan. (AP) _ A farmer", "AP", "Wichita"},
      {"WICHITA, Kan. \u2014 A farmer", "", "Wichita"},
      {"NEW YORK (AP) -- Stocks", "AP", "New York"},
      {"NEW YORK/LONDON, March 3 (Reuters) - Stocks", "Reuters", "New York/London"},
      {"RIO DE JANEIRO - The carnival", "", "Rio de Janeiro"},
      {"STRATFORD-UPON-AVON, England (AP) \u2013 Actors", "AP", "Stratford-upon-Avon"},
      {"S\u00C3O PAULO, 3 Mar (EFE).- El", "nothing", ""},
      {"S\u00C3O PAULO, 3 Mar (EFE) - El", "EFE", "S\u00E3o Paulo"},
      {"Berlin (dpa) - Die Regierung", "dpa", "Berlin"},
      {"BERLIN (dpa/tmn) - Die Regierung", "dpa", "Berlin"},
      {"Paris, 19 jan 2017 (AFP) - Le", "AFP", "Paris"},
      {"NEW DELHI: The minister", "", "New Delhi"},
      {"WASHINGTON\u2014The Senate", "", "Washington"},
      {"(Reuters) - The company", "Reuters", ""},
      {"SALVADOR, Feb 26 -", "", "Salvador"},
      {"MOSCOW (Sputnik) \u2014 Russia", "", "Moscow"},
      {"ISLAMABAD (AFP/APP) - The", "AFP", "Islamabad"},
      {"O'FALLON, Mo. (AP) \u2014 A", "AP", "O'Fallon"},
      {"Moscow - a city of millions", "nothing", ""},
      {"Moscow: a city of millions", "nothing", ""},
      {"Lavrov told Reuters - and others - that", "nothing", ""},
      {"The president (AP) said", "nothing", ""},
      {"JANE ROE, HOST: Good morning", "nothing", ""},
      {"UPDATE: The match", "nothing", ""},
      {"ANALYSIS/OPINION: The match", "nothing", ""},
      {"FACT CHECK: The match", "nothing", ""},
      {"BREAKING - The match", "nothing", ""},
      {"Q: Who are you?", "nothing", ""},
      {"\"MOSCOW - it is", "nothing", ""},
      {"NASA (the space agency) launched", "nothing", ""},
      {"IBM 360 - a machine", "nothing", ""},
      {"A well-known singer has died", "nothing", ""},
      {"", "nothing", ""},
      {" - ", "nothing", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.text);
    const auto dateline = parse_dateline(row.text);
    CHECK((dateline ? dateline->agency : "nothing") == row.agency);
    CHECK((dateline ? dateline->place : "") == row.place);
  }
}

TEST_CASE("parse_sign_off takes whole lines that end a story and never a sentence") {
  struct SignOff {
    std::string_view line;
    std::string_view agency;
  };
  constexpr SignOff kCases[] = {
      {"--IANS", "IANS"},
      {"-- PTI", "PTI"},
      {"\u2014AFP", "AFP"},
      {"--IANS ahm/dg", "IANS"},
      {"IANS/ahm", "IANS"},
      {"PTI AKJ", "PTI"},
      {"PTI AKJ BDS", "PTI"},
      {"(PTI)", "PTI"},
      {"Reuter", "Reuters"},
      {" REUTER", "Reuters"},
      {"ahm/dg", ""},
      {"rk/pgh/dg", ""},
      {"-30-", ""},
      {"(Reporting by Ann Poe; Editing by Bob Roe)", "Reuters"},
      {"(Additional reporting by Ann Poe; Editing by Bob Roe)", "Reuters"},
      {"(Reporting by Ann Poe)", ""},
      {"(With inputs from agencies)", ""},
      {"\u00A9 2017 AFP", "AFP"},
      {"(c) 2017 AFP", "AFP"},
      {"Copyright 2017 The Associated Press. All rights reserved.", "AP"},
      {"Source: Reuters", "Reuters"},
      {"told Reuters", "nothing"},
      {"Reuters reported it first.", "nothing"},
      {"Reuters is a news agency", "nothing"},
      {"AP courses are popular", "nothing"},
      {"Copyright 2017 The Daily Lantern", "nothing"},
      {"Source: officials", "nothing"},
      {"(Reporters without borders)", "nothing"},
      {"", "nothing"},
  };
  for (const SignOff& row : kCases) {
    CAPTURE(row.line);
    CHECK(parse_sign_off(row.line).value_or("nothing") == row.agency);
  }
}

}  // namespace
}  // namespace backfile
