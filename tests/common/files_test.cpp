// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/files.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "common/archive/manifest.h"
#include "common/log.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;

TEST_CASE("a file is replaced whole and read back") {
  const TemporaryDirectory directory;
  REQUIRE(replace_file(directory.path(), "x", "one"));
  REQUIRE(replace_file(directory.path(), "x", "two"));
  CHECK(*read_file(directory.path() + "/x", 100) == "two");
  CHECK_FALSE(std::filesystem::exists(directory.path() + "/x.new"));
}

TEST_CASE("errors of files name the path and the reason") {
  const TemporaryDirectory directory;
  const auto missing = read_file(directory.path() + "/none", 100);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::NoInput);
  CHECK(missing.error().message.find("/none: No such file") != std::string::npos);
  REQUIRE(replace_file(directory.path(), "x", "12345"));
  CHECK_FALSE(read_file(directory.path() + "/x", 4));
  CHECK_FALSE(read_file(directory.path(), 100));
}

TEST_CASE("SHA-256 agrees with FIPS 180-2") {
  const TemporaryDirectory directory;
  REQUIRE(replace_file(directory.path(), "x", "abc"));
  CHECK(*sha256_of_file(directory.path() + "/x") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a manifest comes back as it was published") {
  const TemporaryDirectory directory;
  Manifest manifest;
  manifest.uuid = make_uuid();
  manifest.revision = 7;
  manifest.updated = "2026-09-21T04:10:09Z";
  manifest.segments = {{"segments/7-0",
                        {{"segments/7-0.xapian", std::string(64, 'a'), std::string(32, 'e'), 4096},
                         {"segments/7-0.words", std::string(64, 'd'), std::string(32, 'f'), 8}},
                        10,
                        {2, 5},
                        {{"stories/7-of-7-0", std::string(64, 'b'), std::string(32, 'h'), 20}},
                        -30610224000,
                        1484823360,
                        {"de", "en"}},
                       {"segments/7-1", {}, 1, {}, {}, {}, {}, {"und"}}};
  manifest.inputs = {{"inputs/7", std::string(64, 'c'), std::string(32, 'g'), 3}};
  REQUIRE(publish_manifest(directory.path(), manifest));
  const auto back = read_manifest(directory.path());
  REQUIRE(back);
  CHECK(back->uuid == manifest.uuid);
  CHECK(back->revision == 7);
  CHECK(back->articles() == 9);
  REQUIRE(back->segments.size() == 2);
  CHECK(back->segments[0].files == manifest.segments[0].files);
  CHECK(back->segments[0].stories == manifest.segments[0].stories);
  CHECK(back->segments[0].bytes() == 4124);
  CHECK(back->segments[0].dead == std::vector<std::uint32_t>{2, 5});
  CHECK(back->segments[0].oldest == -30610224000);
  CHECK_FALSE(back->segments[1].oldest);
  REQUIRE(back->inputs.size() == 1);
  CHECK(back->inputs == manifest.inputs);
}

TEST_CASE("what is no manifest of ours is refused with the reason") {
  const TemporaryDirectory directory;
  CHECK(read_manifest(directory.path()).error().code == ErrorCode::NotFound);
  const struct {
    const char* content;
    ErrorCode code;
  } cases[] = {
      {"", ErrorCode::Corrupt},
      {"{\"format\": 1", ErrorCode::Corrupt},
      {"{\"format\": 5}", ErrorCode::Corrupt},
      {"{\"format\": 4}", ErrorCode::Incompatible},
      {"{\"format\": \"1\"}", ErrorCode::Corrupt},
      {"{\"format\": 999}", ErrorCode::Incompatible},
  };
  for (const auto& c : cases) {
    CAPTURE(c.content);
    REQUIRE(replace_file(directory.path(), "manifest", c.content));
    const auto manifest = read_manifest(directory.path());
    REQUIRE_FALSE(manifest);
    CHECK(manifest.error().code == c.code);
  }
}

TEST_CASE("a changed letter in a manifest is found") {
  const TemporaryDirectory directory;
  Manifest manifest;
  manifest.uuid = make_uuid();
  manifest.revision = 7;
  REQUIRE(publish_manifest(directory.path(), manifest));
  std::string content = *read_file(directory.path() + "/manifest", 1 << 20);
  content.replace(content.find("7"), 1, "8");
  REQUIRE(replace_file(directory.path(), "manifest", content));
  CHECK(read_manifest(directory.path()).error().code == ErrorCode::Corrupt);
}

TEST_CASE("a hostile value cannot forge a log line") {
  CHECK(log_line(LogLevel::Warn, "reject",
                 {{"file", "a\nlevel=error \"x\""}, {"n", std::uint64_t{7}}, {"s", "plain"}}) ==
        "level=warn event=reject file=\"a\\nlevel=error \\\"x\\\"\" n=7 s=plain");
}
