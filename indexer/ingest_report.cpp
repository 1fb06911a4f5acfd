// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest_report.h"

#include <nlohmann/json.hpp>

namespace backfile {

void add_outcome(const BatchOutcome& batch, IngestReport* report) {
  BatchOutcome& sum = report->outcome;
  sum.added += batch.added;
  sum.updated += batch.updated;
  sum.unchanged += batch.unchanged;
  sum.duplicates += batch.duplicates;
  sum.reindexed += batch.reindexed;
  sum.outdated += batch.outdated;
  sum.refused += batch.refused;
  sum.removed += batch.removed;
  sum.held = batch.held;
}

std::string to_json_line(const IngestReport& report) {
  const nlohmann::ordered_json json = {{"files", report.files},
                                       {"files_known", report.files_known},
                                       {"records", report.records},
                                       {"new", report.outcome.added},
                                       {"new_versions", report.outcome.updated},
                                       {"unchanged", report.outcome.unchanged},
                                       {"duplicates", report.outcome.duplicates},
                                       {"reindexed", report.outcome.reindexed},
                                       {"outdated", report.outcome.outdated},
                                       {"refused", report.outcome.refused},
                                       {"removed", report.outcome.removed},
                                       {"held", report.outcome.held},
                                       {"rejected", report.rejected},
                                       {"rejected_by_code", report.rejected_by_code},
                                       {"rejects_file", report.rejects_file},
                                       {"repaired", report.repaired},
                                       {"revision", report.revision}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace backfile
