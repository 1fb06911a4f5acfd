// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages say of files, options, fields and statuses, compared with what is there.
#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "common/article_type.h"
#include "common/files.h"
#include "common/schema.h"
#include "common/text.h"
#include "tests/support/process.h"

using namespace backfile;
namespace fs = std::filesystem;

namespace {

const std::string kRoot = BACKFILE_ROOT;

std::string page(const std::string& path) {
  const auto content = read_file(kRoot + "/" + path, 1 << 20);
  REQUIRE_MESSAGE(content, path);
  return *content;
}

std::vector<std::string> pages() {
  std::vector<std::string> found = {"README.md"};
  for (const auto& entry : fs::recursive_directory_iterator(kRoot + "/docs")) {
    if (entry.path().extension() == ".md") found.push_back(fs::relative(entry.path(), kRoot));
  }
  return found;
}

// What stands between `open` and `close`, each time.
std::vector<std::string> between(const std::string& text, const std::string& open,
                                 const std::string& close) {
  std::vector<std::string> found;
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    const std::size_t end = text.find(close, at);
    if (end == std::string::npos) break;
    found.push_back(text.substr(at, end - at));
  }
  return found;
}

std::set<std::string> options_in(const std::string& help) {
  std::set<std::string> options;
  for (const std::string_view line : split_lines(help)) {
    const std::string_view text = trim(line);
    if (!text.starts_with('-')) continue;
    const std::size_t dashes = text.find("--");
    options.emplace(text.substr(dashes, text.find_first_of(" ,", dashes) - dashes));
  }
  return options;
}

std::string help(std::vector<std::string> command) {
  command.emplace_back("--help");
  return run_program(command).out;
}

}  // namespace

TEST_CASE("each link of a page leads to a file") {
  for (const std::string& name : pages()) {
    const fs::path folder = fs::path(kRoot + "/" + name).parent_path();
    for (const std::string& link : between(page(name), "](", ")")) {
      if (link.find("://") != std::string::npos || link.starts_with('#')) continue;
      CAPTURE(name);
      CAPTURE(link);
      CHECK(fs::exists(folder / link.substr(0, link.find('#'))));
    }
  }
}

TEST_CASE("each source file that the architecture names is there") {
  std::size_t named = 0;
  const std::string text = page("docs/ARCHITECTURE.md");
  for (const std::string& line : between(text, "\n", "\n")) {
    for (const std::string_view folder : {"indexer/", "server/", "common/"}) {
      const std::size_t at = line.find(folder);
      if (at == std::string::npos) continue;
      const std::string path = line.substr(at, line.find_first_of(" `,()", at) - at);
      if (!path.ends_with(".cpp") && !path.ends_with(".h")) continue;
      CAPTURE(path);
      CHECK(fs::exists(kRoot + "/" + path));
      ++named;
    }
  }
  CHECK(named >= 10);
}

TEST_CASE("each option of both programs is explained, and no other") {
  const std::string operations = page("docs/operations.md");
  std::set<std::string> options;
  for (const char* command :
       {"add", "extract", "rebuild", "remove", "restore", "stats", "verify"}) {
    options.merge(options_in(help({BACKFILE_INDEX, command})));
  }
  options.merge(options_in(help({BACKFILE_INDEX})));
  options.merge(options_in(help({BACKFILE_SERVER})));
  options.merge(options_in(help({BACKFILE_SERVER, "new-key"})));
  options.erase("--help");
  options.erase("--version");
  CHECK(options.size() >= 12);
  for (const std::string& option : options) {
    CAPTURE(option);
    CHECK(operations.find("`" + option) != std::string::npos);
  }
  for (const std::string& name : between(operations, "\n| `--", "`")) {
    const std::string option = "--" + name.substr(0, name.find(' '));
    CAPTURE(option);
    CHECK(options.contains(option));
  }
}

TEST_CASE("every type of article is explained, and has a name on the page for people") {
  const std::string formats = page("docs/formats.md");
  const std::string labels = page("web/labels.js");
  for (const ArticleType& row : kArticleTypes) {
    CAPTURE(row.name);
    CHECK(formats.find("\n| `" + std::string(row.name) + "` | ") != std::string::npos);
    CHECK(labels.find("\n  " + std::string(row.name) + ": '") != std::string::npos);
  }
}

TEST_CASE("the table of fields in the format's page is the schema") {
  const std::string format = page("docs/index-format.md");
  for (const Field& row : kFields) {
    std::string line = "| `" + std::string(row.name) + "` | `" + std::string(row.key) + "` | ";
    line += row.prefix.empty() ? "| " : "`" + std::string(row.prefix) + "` | ";
    line += row.slot == kNoSlot ? "|" : std::to_string(row.slot) + " |";
    CAPTURE(line);
    CHECK(format.find(line) != std::string::npos);
  }
  CHECK(format.find("\"format\": " + std::to_string(kFormatVersion)) != std::string::npos);
}
