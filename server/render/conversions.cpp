// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/conversions.h"

#include "common/json_text.h"
#include "server/query/convert.h"
#include "server/render/json_members.h"
#include "server/render/names.h"

namespace backfile {
namespace {

void add_conversion(JsonText& json, Syntax syntax, const Node& root) {
  const Result<std::string> text = print_as(syntax, root);
  json.begin_object().member("syntax", name_of(kSyntaxNames, syntax));
  if (text) {
    json.member("q", *text);
  } else {
    const Error& error = text.error();
    json.key("error").begin_object().member("detail", error.message);
    json.member("position", error.detail.position.value_or(0));
    json.member("found", error.detail.found).end_object();
  }
  json.end_object();
}

}  // namespace

std::string render_conversions(const ApiRequest& request) {
  const Node& root = *request.search.query.root;
  JsonText json;
  json.begin_object().key("query").begin_object().member("q", request.q);
  json.member("syntax", name_of(kSyntaxNames, request.syntax));
  json.member("parsed", to_string(root)).end_object();
  json.key("conversions").begin_array();
  for (const auto& [name, syntax] : kSyntaxNames) {
    if (!request.into || request.into == syntax) add_conversion(json, syntax, root);
  }
  json.end_array();
  json.key("links").begin_object().member("self", to_string(request.target)).end_object();
  set_warnings(json, request.search.query.warnings);
  return json.end_object().take();
}

}  // namespace backfile
