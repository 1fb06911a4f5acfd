// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/cursor.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

namespace backfile {
namespace {

TEST_CASE("a token gives its cursor back") {
  const std::vector<Cursor> cursors = {
      {0, 0, std::uint32_t{0}},
      {7, 0xffff'ffff'ffff'ffff, std::uint32_t{0xffff'ffff}},
      {12, 42, SortKey{-11'000'000'000, 3, 17}},
      {0xffff'ffff'ffff'ffff, 1, SortKey{kNoDate, 0xffff'ffff, 0xffff'ffff}},
  };
  for (const Cursor& cursor : cursors) {
    const std::string token = to_token(cursor);
    CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                  "-_") == std::string::npos);
    const Result<Cursor> parsed = parse_token(token);
    REQUIRE(parsed);
    CHECK(parsed->revision == cursor.revision);
    CHECK(parsed->search == cursor.search);
    CHECK(parsed->place == cursor.place);
  }
}

TEST_CASE("what is not a token of ours is refused, naming the parameter") {
  const std::string token = to_token({12, 42, SortKey{5, 3, 17}});
  std::vector<std::string> rows = {"x",
                                   "0",
                                   "=",
                                   "next",
                                   " ",
                                   token + "A",
                                   token + "=",
                                   token.substr(1),
                                   " " + token,
                                   token.substr(0, token.size() - 1),
                                   std::string(token.size(), 'A'),
                                   std::string(100'000, 'A'),
                                   std::string("\0", 1),
                                   "\xff\xfe",
                                   "äöü",
                                   token + token};
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'B' ? 'C' : 'B';
    rows.push_back(changed);
  }
  for (const std::string& row : rows) {
    CAPTURE(row);
    const Result<Cursor> parsed = parse_token(row);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::InvalidArgument);
    CHECK(parsed.error().detail.parameter == "cursor");
  }
}

SearchRequest request_for(const std::string& word) {
  SearchRequest request;
  Node node{};
  node.kind = Node::Kind::Word;
  node.words = {word};
  request.query.root = node;
  return request;
}

TEST_CASE("requests have the same fingerprint only when they are pages of one search") {
  const SearchRequest base = request_for("ferry");
  SearchRequest page = base;
  page.page_size = 7;
  page.facets = {FieldId::Source};
  page.timeline = Interval::Day;
  page.cursor = "x";
  CHECK(fingerprint_of(page) == fingerprint_of(base));

  std::vector<SearchRequest> others(9, base);
  others[1] = request_for("ferries");
  others[2].query.root.reset();
  others[3].filters.from = 0;
  others[4].filters.until = 0;
  others[5].sort = SortOrder::Newest;
  others[6].filters.values[FieldId::Source] = {"a", "b"};
  others[7].filters.values[FieldId::Source] = {"ab"};
  others[8].query.root->field = FieldId::Title;
  std::set<std::uint64_t> fingerprints;
  for (const SearchRequest& other : others) fingerprints.insert(fingerprint_of(other));
  CHECK(fingerprints.size() == others.size());

  SearchRequest reordered = others[6];
  reordered.filters.values[FieldId::Source] = {"B", "a", "a"};
  CHECK(fingerprint_of(reordered) == fingerprint_of(others[6]));
}

}  // namespace
}  // namespace backfile
