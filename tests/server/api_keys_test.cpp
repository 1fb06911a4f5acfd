// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/api_keys.h"

#include <doctest/doctest.h>

#include <string>

#include "common/files.h"
#include "server/http/quota.h"

namespace backfile {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const std::string kSalt(32, 'a');
const std::string kDigest = sha256_of(kSalt + "secret");
const std::string kLine = "desk:" + kSalt + ":" + kDigest;

struct FileCase {
  std::string text;
  std::size_t keys;  // 0: refused.
};

const FileCase kFiles[] = {
    {kLine, 1},
    {kLine + "\n", 1},
    {"# the desk's\n\n  " + kLine + "\r\n" + kLine + ":60\n", 2},
    {kLine + ":0", 0},
    {kLine + ":", 0},
    {kLine + ":60:", 0},
    {kLine + ":-1", 0},
    {kLine + ":4294967296", 0},
    {"desk:" + kSalt, 0},
    {"desk:" + kSalt + ":" + kDigest.substr(1), 0},
    {"desk:" + kSalt + "0:" + kDigest, 0},
    {"de.sk:" + kSalt + ":" + kDigest, 0},
    {":" + kSalt + ":" + kDigest, 0},
    {std::string(65, 'a') + ":" + kSalt + ":" + kDigest, 0},
    {"desk:" + std::string(32, 'g') + ":" + kDigest, 0},
};

}  // namespace

TEST_CASE("a file of keys is read line by line, or refused with the line") {
  for (const auto& [text, count] : kFiles) {
    CAPTURE(text);
    const auto keys = ApiKeys::parse(text);
    CHECK(keys.has_value() == (count > 0));
    if (keys) {
      CHECK(keys->size() == count);
    } else {
      CHECK(keys.error().code == ErrorCode::BadConfig);
      CHECK(keys.error().message.find("Line 1 ") == 0);
    }
  }
  CHECK(ApiKeys::parse("")->size() == 0);
  CHECK(ApiKeys::parse(kLine + "\nx").error().message.find("Line 2 ") == 0);
}

TEST_CASE("a key is found by its whole text only") {
  const ApiKeys keys = *ApiKeys::parse(kLine + ":7\n");
  REQUIRE(keys.find("desk.secret") != nullptr);
  CHECK(keys.find("desk.secret")->per_minute == 7);
  for (const char* wrong : {"", ".", "desk", "desk.", "desk.secre", "desk.secret1", "desk.Secret",
                            "Desk.secret", "des.secret", "secret", "x.desk.secret"}) {
    CAPTURE(wrong);
    CHECK(keys.find(wrong) == nullptr);
  }
  CHECK(keys.find("desk." + kDigest) == nullptr);
}

TEST_CASE("a key that was made opens with its line, and no two are the same") {
  const auto first = make_key("desk-1", std::nullopt);
  const auto second = make_key("desk-1", 30);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->key != second->key);
  const ApiKeys keys = *ApiKeys::parse(first->line + "\n" + second->line + "\n");
  REQUIRE(keys.find(first->key) != nullptr);
  CHECK_FALSE(keys.find(first->key)->per_minute.has_value());
  REQUIRE(keys.find(second->key) != nullptr);
  CHECK(keys.find(second->key)->per_minute == 30);
  CHECK_FALSE(make_key("a b", std::nullopt));
  CHECK_FALSE(make_key("", std::nullopt));
}

TEST_CASE("a quota is of one name and one minute") {
  Quota quota;
  const Quota::TimePoint start{seconds(1000)};
  CHECK(quota.take("a", 2, start).left == 1);
  const Quota::Use last = quota.take("a", 2, start + milliseconds(500));
  CHECK(last.allowed);
  CHECK(last.left == 0);
  CHECK(last.until_new == seconds(60));
  CHECK_FALSE(quota.take("a", 2, start + seconds(59)).allowed);
  CHECK(quota.take("a", 2, start + seconds(59)).until_new == seconds(1));
  CHECK(quota.take("b", 2, start + seconds(59)).allowed);
  CHECK(quota.take("a", 3, start + seconds(59)).allowed);
  CHECK(quota.take("a", 2, start + seconds(60)).left == 1);
}

}  // namespace backfile
