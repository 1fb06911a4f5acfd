// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/date_zones.h"

#include <date/date.h>

#include <algorithm>
#include <array>

namespace backfile {
namespace {

struct ZoneRow {
  std::string_view name;
  std::string_view country;  // Empty: for every country that has no row of its own.
  int hours;
  int minutes = 0;
  bool us_wall_clock = false;
};

// Where an abbreviation has several meanings, the row without a country holds the one that is most
// frequent in news.
constexpr std::array kZones = {
    // clang-format off
    ZoneRow{"z", "", 0},        ZoneRow{"ut", "", 0},       ZoneRow{"utc", "", 0},
    ZoneRow{"gmt", "", 0},      ZoneRow{"wet", "", 0},      ZoneRow{"west", "", 1},
    // North America.
    ZoneRow{"est", "au", 10},   ZoneRow{"est", "jm", -5},   ZoneRow{"est", "pa", -5},
    ZoneRow{"est", "", -5, 0, true}, ZoneRow{"et", "", -5, 0, true}, ZoneRow{"edt", "au", 11},
    ZoneRow{"edt", "", -4},
    ZoneRow{"cst", "cn", 8},    ZoneRow{"cst", "tw", 8},    ZoneRow{"cst", "hk", 8},
    ZoneRow{"cst", "mo", 8},    ZoneRow{"cst", "mx", -6},   ZoneRow{"cst", "au", 9, 30},
    ZoneRow{"cst", "", -6, 0, true}, ZoneRow{"ct", "", -6, 0, true}, ZoneRow{"cdt", "cu", -4},
    ZoneRow{"cdt", "", -5},
    ZoneRow{"mst", "my", 8},    ZoneRow{"mst", "mm", 6, 30}, ZoneRow{"mst", "", -7, 0, true},
    ZoneRow{"mt", "", -7, 0, true}, ZoneRow{"mdt", "", -6},
    ZoneRow{"pst", "ph", 8},    ZoneRow{"pst", "pk", 5},    ZoneRow{"pst", "", -8, 0, true},
    ZoneRow{"pt", "", -8, 0, true}, ZoneRow{"pdt", "", -7},
    ZoneRow{"akst", "", -9, 0, true}, ZoneRow{"akt", "", -9, 0, true}, ZoneRow{"akdt", "", -8},
    ZoneRow{"hst", "", -10},
    ZoneRow{"ast", "sa", 3},    ZoneRow{"ast", "kw", 3},    ZoneRow{"ast", "qa", 3},
    ZoneRow{"ast", "iq", 3},    ZoneRow{"ast", "bh", 3},    ZoneRow{"ast", "", -4},
    ZoneRow{"adt", "", -3},     ZoneRow{"nst", "", -3, -30}, ZoneRow{"ndt", "", -2, -30},
    // South America.
    ZoneRow{"art", "", -3},     ZoneRow{"brt", "", -3},     ZoneRow{"brst", "", -2},
    ZoneRow{"clt", "", -4},     ZoneRow{"clst", "", -3},    ZoneRow{"cot", "", -5},
    ZoneRow{"pet", "", -5},     ZoneRow{"vet", "", -4},     ZoneRow{"bot", "", -4},
    ZoneRow{"uyt", "", -3},
    // Europe.
    ZoneRow{"bst", "bd", 6},    ZoneRow{"bst", "", 1},
    ZoneRow{"cet", "", 1},      ZoneRow{"cest", "", 2},     ZoneRow{"mez", "", 1},
    ZoneRow{"mesz", "", 2},     ZoneRow{"eet", "", 2},      ZoneRow{"eest", "", 3},
    ZoneRow{"msk", "", 3},      ZoneRow{"мск", "", 3},      ZoneRow{"trt", "", 3},
    // Asia.
    ZoneRow{"ist", "ie", 1},    ZoneRow{"ist", "il", 2},    ZoneRow{"ist", "", 5, 30},
    ZoneRow{"idt", "", 3},      ZoneRow{"gst", "gs", -2},   ZoneRow{"gst", "", 4},
    ZoneRow{"irst", "", 3, 30}, ZoneRow{"irdt", "", 4, 30}, ZoneRow{"aft", "", 4, 30},
    ZoneRow{"pkt", "", 5},      ZoneRow{"slst", "", 5, 30}, ZoneRow{"npt", "", 5, 45},
    ZoneRow{"bdt", "", 6},      ZoneRow{"mmt", "", 6, 30},  ZoneRow{"ict", "", 7},
    ZoneRow{"wib", "", 7},      ZoneRow{"wita", "", 8},     ZoneRow{"wit", "", 9},
    ZoneRow{"sgt", "", 8},      ZoneRow{"hkt", "", 8},      ZoneRow{"myt", "", 8},
    ZoneRow{"pht", "", 8},      ZoneRow{"jst", "", 9},      ZoneRow{"kst", "", 9},
    ZoneRow{"uzt", "", 5},      ZoneRow{"azt", "", 4},      ZoneRow{"amt", "", 4},
    // Australia and New Zealand.
    ZoneRow{"awst", "", 8},     ZoneRow{"acst", "", 9, 30}, ZoneRow{"acdt", "", 10, 30},
    ZoneRow{"aest", "", 10},    ZoneRow{"aedt", "", 11},    ZoneRow{"nzst", "", 12},
    ZoneRow{"nzdt", "", 13},
    // Africa.
    ZoneRow{"wat", "", 1},      ZoneRow{"cat", "", 2},      ZoneRow{"sast", "", 2},
    ZoneRow{"eat", "", 3},
    // clang-format on
};

date::year_month_day first_day_of_summer(date::year year) {
  using namespace date;
  if (year >= date::year{2007}) return year_month_day{Sunday[2] / March / year};
  if (year >= date::year{1987}) return year_month_day{Sunday[1] / April / year};
  if (year == date::year{1975}) return February / 23 / year;
  if (year == date::year{1974}) return January / 6 / year;
  return year_month_day{Sunday[last] / April / year};
}

date::year_month_day last_day_of_summer(date::year year) {
  using namespace date;
  if (year >= date::year{2007}) return year_month_day{Sunday[1] / November / year};
  return year_month_day{Sunday[last] / October / year};
}

}  // namespace

std::optional<ZoneMeaning> find_zone(std::string_view name, std::string_view country) {
  const auto row_for = [name](std::string_view wanted) {
    return std::find_if(kZones.begin(), kZones.end(), [&](const ZoneRow& row) {
      return row.name == name && row.country == wanted;
    });
  };
  auto row = country.empty() ? kZones.end() : row_for(country);
  if (row == kZones.end()) row = row_for({});
  if (row == kZones.end()) return std::nullopt;
  return ZoneMeaning{row->hours * 60 + row->minutes, row->us_wall_clock};
}

bool us_summer_time(int year, int month, int day, int hour) {
  if (year < 1967) return false;
  const date::year_month_day today{date::year{year}, date::month{static_cast<unsigned>(month)},
                                   date::day{static_cast<unsigned>(day)}};
  const date::year_month_day first = first_day_of_summer(date::year{year});
  const date::year_month_day last = last_day_of_summer(date::year{year});
  if (today == first) return hour >= 2;
  if (today == last) return hour < 2;
  return first < today && today < last;
}

}  // namespace backfile
