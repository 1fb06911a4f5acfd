// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>

#include "common/text.h"
#include "indexer/format/xml_nodes.h"
#include "indexer/format/xml_tree.h"

namespace backfile {

std::string_view XmlElement::name() const { return nodes_ == nullptr ? "" : name_of(id_); }
std::string_view XmlElement::name_of(std::uint32_t node) const { return nodes_->nodes[node].name; }
std::string_view XmlElement::text_of(std::uint32_t node) const { return nodes_->nodes[node].text; }
std::uint32_t XmlElement::end() const { return nodes_ == nullptr ? 0 : end_of(id_); }
std::uint32_t XmlElement::end_of(std::uint32_t node) const { return nodes_->nodes[node].end; }
bool XmlElement::is_element(std::uint32_t node) const { return !name_of(node).empty(); }

std::uint32_t XmlElement::line() const { return nodes_ == nullptr ? 0 : nodes_->nodes[id_].line; }

bool XmlElement::is_closed() const { return nodes_ != nullptr && nodes_->nodes[id_].is_closed; }

std::string_view XmlElement::attribute(std::string_view name) const {
  if (nodes_ == nullptr) return {};
  for (const auto& [key, value] : nodes_->attributes_of(nodes_->nodes[id_])) {
    if (key == name) return value;
  }
  return {};
}

XmlElement XmlElement::find(std::string_view path) const {
  if (nodes_ == nullptr) return {};
  const std::size_t slash = path.find('/');
  const std::string_view step = path.substr(0, slash);
  for (std::uint32_t node = id_ + 1; node < end(); node = end_of(node)) {
    if (!is_element(node) || (step != "*" && name_of(node) != step)) continue;
    const XmlElement child(nodes_, node);
    if (slash == std::string_view::npos) return child;
    if (const XmlElement found = child.find(path.substr(slash + 1))) return found;
  }
  return {};
}

std::vector<XmlElement> XmlElement::children(std::initializer_list<std::string_view> names) const {
  std::vector<XmlElement> found;
  if (nodes_ == nullptr) return found;
  for (std::uint32_t node = id_ + 1; node < end(); node = end_of(node)) {
    const std::string_view name = name_of(node);
    const bool wanted =
        names.size() == 0 || std::find(names.begin(), names.end(), name) != names.end();
    if (is_element(node) && wanted) found.push_back(XmlElement(nodes_, node));
  }
  return found;
}

std::vector<XmlElement> XmlElement::descendants(std::string_view name) const {
  std::vector<XmlElement> found;
  for (std::uint32_t node = id_ + 1; node < end(); ++node) {
    if (name_of(node) == name) found.push_back(XmlElement(nodes_, node));
  }
  return found;
}

XmlElement XmlElement::descendant(std::string_view name) const {
  for (std::uint32_t node = id_ + 1; node < end(); ++node) {
    if (name_of(node) == name) return XmlElement(nodes_, node);
  }
  return {};
}

std::string XmlElement::raw_text() const {
  std::string text;
  for (std::uint32_t node = id_ + 1; node < end(); ++node) {
    if (!is_element(node)) text += text_of(node);
  }
  return text;
}

std::string XmlElement::text() const { return collapse_blanks(raw_text()); }

}  // namespace backfile
