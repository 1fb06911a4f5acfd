// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/corpus/read_articles.h"

#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <optional>

#include "common/article_json.h"

namespace backfile {
namespace {

std::optional<Error> read(std::istream* in, const std::string& path, std::size_t most,
                          std::vector<Article>* articles) {
  std::size_t number = 0;
  for (std::string line; articles->size() < most && std::getline(*in, line);) {
    ++number;
    Result<Article> article = from_json_line(line);
    if (!article) {
      return Error{ErrorCode::BadRecord,
                   fmt::format("{}, line {}: no JSON object; print articles with "
                               "backfile-index extract",
                               path, number)};
    }
    articles->push_back(std::move(*article));
  }
  if (in->bad()) return Error{ErrorCode::Io, "cannot read " + path};
  return std::nullopt;
}

}  // namespace

Result<std::vector<Article>> read_articles(const std::vector<std::string>& paths,
                                           std::size_t most) {
  std::vector<Article> articles;
  for (const std::string& path : paths) {
    std::ifstream file;
    if (path != "-") {
      file.open(path);
      if (!file) return Error{ErrorCode::NoInput, "cannot open " + path};
    }
    if (auto problem = read(path == "-" ? &std::cin : &file, path, most, &articles)) {
      return std::move(*problem);
    }
  }
  return articles;
}

}  // namespace backfile
