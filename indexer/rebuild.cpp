// SPDX-License-Identifier: GPL-3.0-or-later
// The command `rebuild`: an archive of the present format from stored records.
#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "common/exit_status.h"
#include "indexer/commands.h"
#include "indexer/index/archive_rebuild.h"

namespace backfile {

int run_rebuild(const CommandOptions& options) {
  WriterMeans means;
  means.threads =
      options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  means.memory = memory_for_inverting(std::uint64_t{options.memory} << 20);
  const std::string& target = options.into.empty() ? options.archive : options.into;
  const Result<NewsHosts> hosts =
      options.hosts.empty() ? NewsHosts::with_rows({}, {}) : NewsHosts::with_file(options.hosts);
  if (!hosts) return report_error(hosts.error());
  const Result<RebuildOutcome> rebuilt =
      rebuild_archive(options.archive, target, means, *hosts, stop_requested());
  if (const int signal = stop_requested().load(); signal != 0) return 128 + signal;
  if (!rebuilt) return report_error(rebuilt.error());
  if (options.verbose) {
    fmt::print("{} articles and {} older versions of format {} in {}; revision {}\n",
               rebuilt->articles, rebuilt->superseded, rebuilt->from_format, target,
               rebuilt->revision);
  }
  return kExitDone;
}

}  // namespace backfile
