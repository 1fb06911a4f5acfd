// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/service.h"

#include <nlohmann/json.hpp>

#include "common/schema.h"
#include "server/search/engine.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string render_health() { return dump({{"status", "ok"}}); }

std::string render_ready(const ArchiveStatus& index, const std::string& problem) {
  Json json = {{"status", "ready"}, {"revision", index.revision}};
  if (!problem.empty()) json["problem"] = problem;
  return dump(json);
}

std::string render_version() {
  return dump(
      {{"version", BACKFILE_VERSION}, {"format", kFormatVersion}, {"xapian", engine_version()}});
}

std::string version_line() {
  return "backfile-server " BACKFILE_VERSION " (archive format " + std::to_string(kFormatVersion) +
         ", Xapian " + engine_version() + ")";
}

}  // namespace backfile
