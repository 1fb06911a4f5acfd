// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/percent.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace std::string_literals;

namespace backfile {
namespace {

struct Accepted {
  std::string_view raw;
  std::string decoded;
};

const Accepted kAccepted[] = {
    {"", ""},
    {"ferry", "ferry"},
    {"two+words", "two words"},
    {"two%20words", "two words"},
    {"a%2Bb", "a+b"},
    {"100%25", "100%"},
    {"%c3%a9", "\u00e9"},
    {"%C3%A9", "\u00e9"},
    {"\xc3\xa9", "\u00e9"},
    {"%F0%9F%98%80", "\U0001f600"},
    {"a%26b%3Dc", "a&b=c"},
    {"line%0Aline", "line\nline"},
    {"%2525", "%25"},
};

constexpr std::string_view kRefused[] = {
    "%",      "%4",    "%zz",     "%u0041", "a%2",    "%%20",      "%+1",
    "%00",    "a%00b", "%ff",     "%c3",    "%c3%28", "%ed%a0%80", "%f8%88%80%80%80",
    "%c0%af", "%01",   "%1b[31m", "%7f",    "\xff",   "%e2%82",
};

}  // namespace

TEST_CASE("percent-encoding that means a text gives that text") {
  for (const auto& [raw, decoded] : kAccepted) {
    CAPTURE(raw);
    const auto result = percent_decode(raw, Plus::IsBlank, "q");
    REQUIRE(result);
    CHECK(*result == decoded);
  }
}

TEST_CASE("percent-encoding that means no text is refused as bad_encoding") {
  for (const std::string_view raw : kRefused) {
    CAPTURE(raw);
    const auto result = percent_decode(raw, Plus::IsBlank, "q");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::InvalidArgument);
    CHECK(result.error().detail.kind == "bad_encoding");
    CHECK(result.error().detail.parameter == "q");
  }
}

TEST_CASE("a plus in a path stays a plus") {
  CHECK(*percent_decode("a+b", Plus::IsPlus, "id") == "a+b");
}

TEST_CASE("a query is cut at & and at the first =") {
  const auto parameters = split_parameters("q=a%26b&&from=2017&flag&x=1=2&q=c");
  REQUIRE(parameters);
  const RawParameters expected = {
      {"q", "a&b"}, {"from", "2017"}, {"flag", ""}, {"x", "1=2"}, {"q", "c"}};
  CHECK(*parameters == expected);
}

TEST_CASE("a name that is not UTF-8 is refused") {
  const auto parameters = split_parameters("%ff=1");
  REQUIRE_FALSE(parameters);
  CHECK(parameters.error().detail.kind == "bad_encoding");
}

}  // namespace backfile
