// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/input/container.h"
#include "tests/support/gzip.h"
#include "tests/support/temporary_directory.h"

namespace backfile {

using Events = std::vector<std::string>;

inline void write(const std::string& path, std::string_view content) {
  std::ofstream(path, std::ios::binary) << content;
}

// What a container yields, one string an event: "ok ..." with what `show` makes of the document,
// "bad REASON" or "end REASON".
using Show = std::function<std::string(const RawDocument&)>;

inline Events events_of(Result<std::unique_ptr<Container>> container, const Show& show) {
  Events all;
  if (!container) return {"end " + container.error().message};
  for (;;) {
    auto next = (*container)->next();
    if (!next && next.error().code == ErrorCode::BadRecord) {
      all.push_back("bad " + next.error().message);
    } else if (!next) {
      all.push_back("end " + next.error().message);
      return all;
    } else if (!*next) {
      return all;
    } else {
      all.push_back("ok " + show(**next));
    }
  }
}

// The same of a file with that content and name.
inline Events events_of(std::string_view content, const Show& show, const std::string& name = "x") {
  const TemporaryDirectory directory;
  write(directory.path() + "/" + name, content);
  return events_of(open_container(directory.path() + "/" + name), show);
}

}  // namespace backfile
