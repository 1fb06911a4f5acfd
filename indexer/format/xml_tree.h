// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"

namespace backfile {

class XmlElement;

// An XML document as nodes in document order, as HtmlTree is for pages. Names are "dc:date": the
// prefix is the usual one of the namespace, whatever the document writes, and elements of the
// formats' main namespaces (Atom, NITF, NewsML-G2, ALTO, METS, XHTML, ...) have none. Names of a
// namespace that is not in the table keep the prefix that they are written with.
class XmlTree {
 public:
  // See xml_source.h for what is read and repaired before. BadRecord, with the line, for what has
  // no root element, and for a document with more than kMaxXmlElements elements, deeper than 256
  // levels, with more than 1,024 namespaces in scope, or with a text of more than 10 MB.
  // A document that is broken or cut off behind its first tag is a tree with an error(): elements
  // that were closed before are whole, and the others end where it broke.
  static Result<XmlTree> parse(std::string_view bytes, std::string_view charset);

  XmlTree(XmlTree&& other) noexcept;
  XmlTree& operator=(XmlTree&& other) noexcept;
  ~XmlTree();

  XmlElement root() const;

  // Why and where the document ends before its end; nothing for a whole one.
  const std::optional<Error>& error() const;

 private:
  friend class XmlElement;
  friend class XmlBuilder;
  struct Nodes;
  explicit XmlTree(std::unique_ptr<Nodes> nodes);

  std::unique_ptr<Nodes> nodes_;
};

inline constexpr std::size_t kMaxXmlElements = 500'000;

// An element, or no element, of a tree that outlives it. All that is asked of no element is empty,
// so that paths need no checks.
class XmlElement {
 public:
  XmlElement() = default;

  explicit operator bool() const { return nodes_ != nullptr; }
  bool operator==(const XmlElement& other) const = default;

  std::string_view name() const;
  std::uint32_t line() const;  // Of the start tag in the document, from 1.
  bool is_root() const { return nodes_ != nullptr && id_ == 0; }
  bool is_closed() const;  // False when the document broke inside of it.

  std::string_view attribute(std::string_view name) const;  // Empty when there is none.

  // The first element at a path of children: "head/docdata/doc-id". A step "*" is any name.
  XmlElement find(std::string_view path) const;
  // All children with one of the names; without names, all.
  std::vector<XmlElement> children(std::initializer_list<std::string_view> names = {}) const;
  // All elements below, in document order, with the name.
  std::vector<XmlElement> descendants(std::string_view name) const;
  // The first of them.
  XmlElement descendant(std::string_view name) const;

  // All text below, blanks collapsed and trimmed, and as it stands.
  std::string text() const;
  std::string raw_text() const;
  // The text at a path of children, blanks collapsed.
  std::string text_at(std::string_view path) const { return find(path).text(); }

  // The nodes below in document order: begin and end of an element, and text between.
  enum class Event : std::uint8_t { Begin, Text, End };
  struct Step {
    Event event;
    std::string_view name;  // Of the element that begins or ends.
    std::string_view text;
  };
  // Calls `visit(step, element)` for all below; where it returns false at Begin, the element is
  // passed over, without an End.
  template <typename Visit>
  void walk(const Visit& visit) const;

 private:
  friend class XmlTree;
  XmlElement(const XmlTree::Nodes* nodes, std::uint32_t id) : nodes_(nodes), id_(id) {}

  std::uint32_t end() const;
  std::uint32_t end_of(std::uint32_t node) const;
  bool is_element(std::uint32_t node) const;
  std::string_view name_of(std::uint32_t node) const;
  std::string_view text_of(std::uint32_t node) const;

  const XmlTree::Nodes* nodes_ = nullptr;
  std::uint32_t id_ = 0;
};

template <typename Visit>
void XmlElement::walk(const Visit& visit) const {
  if (nodes_ == nullptr) return;
  std::vector<std::uint32_t> open;
  const std::uint32_t last = end();
  std::uint32_t node = id_ + 1;
  const auto close_up_to = [&](std::uint32_t at) {
    while (!open.empty() && end_of(open.back()) <= at) {
      const XmlElement closed(nodes_, open.back());
      visit(Step{Event::End, closed.name(), {}}, closed);
      open.pop_back();
    }
  };
  while (node < last) {
    close_up_to(node);
    const XmlElement here(nodes_, node);
    if (!is_element(node)) {
      visit(Step{Event::Text, {}, text_of(node)}, here);
      ++node;
    } else if (visit(Step{Event::Begin, here.name(), {}}, here)) {
      open.push_back(node++);
    } else {
      node = end_of(node);
    }
  }
  close_up_to(last);
}

}  // namespace backfile
