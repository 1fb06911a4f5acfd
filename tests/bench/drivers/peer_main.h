// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "common/article.h"
#include "common/result.h"

namespace backfile {

// What the drivers of other engines have in common: their command line and reading the corpus.
struct PeerProgram {
  std::string name;
  std::function<std::optional<Error>(const std::string& corpus, const std::string& index)> add;
  std::function<std::optional<Error>(const std::string& index)> serve;
};

// "NAME index CORPUS INDEX" or "NAME serve INDEX"; the exit status.
int peer_main(int argc, char** argv, const PeerProgram& program);

// Calls `visit` for each article of JSON Lines until it returns an error.
std::optional<Error> for_each_article(
    const std::string& corpus,
    const std::function<std::optional<Error>(const std::string& line, const Article&)>& visit);

}  // namespace backfile
