// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/ledger.h"

#include "common/json_text.h"
#include "server/render/json_members.h"
#include "server/render/links.h"

namespace backfile {
namespace {

std::string_view to_string(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::Added: return "added";
    case Change::Kind::Replaced: return "replaced";
    case Change::Kind::Removed: return "removed";
  }
  return "removed";
}

void add_change(JsonText& json, const Change& change) {
  json.begin_object();
  json.member("revision", change.revision).member("change", to_string(change.kind));
  json.member("id", change.id);
  if (change.kind != Change::Kind::Removed) json.member("version", change.version);
  set_text(json, "reason", change.reason);
  set_text(json, "now", change.now);
  json.end_object();
}

}  // namespace

std::string render_changes(const ChangesAnswer& answer, const ApiRequest& request) {
  JsonText json;
  json.begin_object();
  set_index(json, answer.index);
  json.member("since", request.since).key("changes").begin_array();
  for (const Change& change : answer.changes) add_change(json, change);
  json.end_array();
  set_text(json, "next_cursor", answer.next_cursor);
  json.key("links").begin_object().member("self", to_string(request.target));
  set_text(json, "next", next_link(request, answer.next_cursor));
  return json.end_object().end_object().take();
}

}  // namespace backfile
