// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/repairs.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "common/article_json.h"
#include "common/index/values.h"
#include "common/mojibake.h"
#include "common/text.h"

namespace backfile {

TEST_CASE("each repair of a text is noted once, and a sound text has none") {
  const struct {
    std::string bytes;
    std::string_view declared;
    std::vector<std::string_view> names;
  } cases[] = {
      {"The ferry sails.", "utf-8", {}},
      {"Das F\xC3\xA4hrschiff", "utf-8", {}},
      {"Das F\xE4hrschiff von W\xFCnsdorf f\xE4hrt", "utf-8", {"charset"}},
      {"Das F\xE4hrschiff von W\xFCnsdorf f\xE4hrt", "windows-1252", {}},
      {"it\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s a caf\xC3\x83\xC2\xA9 there", "utf-8", {"mojibake"}},
      {"a\x01 b\xE2\x80\x8B", "utf-8", {"invisible"}},
      {"Cafe\xCC\x81", "utf-8", {"normalization"}},
  };
  for (const auto& row : cases) {
    CAPTURE(row.bytes);
    const RepairScope scope;
    clean_text(repair_mojibake(to_utf8(row.bytes, row.declared)));
    CHECK(scope.found().names() == row.names);
  }
}

TEST_CASE("a repair is told to the innermost scope, and without one to nobody") {
  note_repair(Repair::Mojibake);
  const RepairScope outer;
  {
    const RepairScope inner;
    note_repair(Repair::Charset);
    CHECK(inner.found().contains(Repair::Charset));
  }
  CHECK(outer.found().empty());
  note_repair(Repair::EpochDate);
  CHECK(outer.found().names() == std::vector<std::string_view>{"epoch_date"});
}

TEST_CASE("repairs and origins are in the record, come back, and make no new version") {
  Article article;
  article.title = "Ferry";
  const std::string content = content_hash(to_json_line(article));
  article.repairs.add(Repair::Mojibake);
  article.repairs.add(Repair::FutureDate);
  set_origin(&article, "title", "heading", 92);
  set_origin(&article, "title", "meta", 55);
  CHECK(content_hash(to_json_line(article)) == content);
  const std::string line = to_json_line(article);
  CHECK(line.find(R"("repairs":["mojibake","future_date"])") != std::string::npos);
  CHECK(line.find(R"("origins":{"title":{"origin":"heading","confidence":92}})") !=
        std::string::npos);
  const auto back = from_json_line(line);
  REQUIRE(back);
  CHECK(back->repairs == article.repairs);
  REQUIRE(back->origins.size() == 1);
  CHECK(to_json_line(*back) == line);
}

}  // namespace backfile
