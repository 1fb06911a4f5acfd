// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <zlib.h>

#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/input/container.h"
#include "tests/support/temporary_directory.h"

namespace backfile {

using Events = std::vector<std::string>;

inline void write(const std::string& path, std::string_view content) {
  std::ofstream(path, std::ios::binary) << content;
}

inline std::string gzipped(std::string_view content) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(content.size() + 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
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
