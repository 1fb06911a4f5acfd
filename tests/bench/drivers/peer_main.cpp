// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/drivers/peer_main.h"

#include <cstdio>
#include <fstream>
#include <string_view>

#include "common/article_json.h"
#include "common/exit_status.h"

namespace backfile {

int peer_main(int argc, char** argv, const PeerProgram& program) {
  const std::string_view command = argc > 1 ? argv[1] : "";
  std::optional<Error> problem;
  if (command == "index" && argc == 4) {
    problem = program.add(argv[2], argv[3]);
  } else if (command == "serve" && argc == 3) {
    problem = program.serve(argv[2]);
  } else {
    std::fprintf(stderr, "Usage: %s index CORPUS INDEX | serve INDEX\n", program.name.c_str());
    return kExitUsage;
  }
  if (!problem) return kExitDone;
  std::fprintf(stderr, "%s: %s\n", program.name.c_str(), problem->message.c_str());
  return exit_status(problem->code);
}

std::optional<Error> for_each_article(
    const std::string& corpus,
    const std::function<std::optional<Error>(const std::string& line, const Article&)>& visit) {
  std::ifstream file(corpus);
  if (!file) return Error{ErrorCode::NoInput, "cannot open " + corpus};
  for (std::string line; std::getline(file, line);) {
    const Result<Article> article = from_json_line(line);
    if (!article) return article.error();
    if (auto problem = visit(line, *article)) return problem;
  }
  if (file.bad()) return Error{ErrorCode::Io, "cannot read " + corpus};
  return std::nullopt;
}

}  // namespace backfile
