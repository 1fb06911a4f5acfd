// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/xml_tree.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <map>
#include <memory_resource>
#include <span>

#include "common/text.h"
#include "indexer/format/xml_names.h"
#include "indexer/format/xml_nodes.h"
#include "indexer/format/xml_source.h"

namespace backfile {
namespace {

constexpr std::size_t kMaxNamespaces = 1024;
constexpr std::size_t kMaxAttributes = 4 * kMaxXmlElements;
constexpr std::size_t kPiece = 64 << 10;
constexpr std::size_t kLongestReason = 160;

Error bad_record(std::string message) { return {ErrorCode::BadRecord, std::move(message)}; }

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

}  // namespace

// Receives the events of libxml2's parser and makes nodes of them.
class XmlBuilder {
 public:
  explicit XmlBuilder(XmlTree::Nodes* nodes) : nodes_(*nodes) {}

  void parse(const std::string& source) {
    xmlSAXHandler handler = {};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = [](void* self, const xmlChar* name, const xmlChar* prefix,
                                const xmlChar* uri, int namespaces, const xmlChar**, int attributes,
                                int, const xmlChar** values) {
      static_cast<XmlBuilder*>(self)->begin({view(name), view(prefix), view(uri)},
                                            static_cast<std::size_t>(namespaces),
                                            {values, static_cast<std::size_t>(attributes) * 5});
    };
    handler.endElementNs = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
      static_cast<XmlBuilder*>(self)->end();
    };
    const auto characters = [](void* self, const xmlChar* text, int length) {
      static_cast<XmlBuilder*>(self)->pending_.append(reinterpret_cast<const char*>(text),
                                                      static_cast<std::size_t>(length));
    };
    handler.characters = characters;
    handler.cdataBlock = characters;
    handler.serror = [](void* self, xmlErrorPtr error) {
      static_cast<XmlBuilder*>(self)->on_error(*error);
    };
    context_ = xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr);
    if (context_ == nullptr) {
      nodes_.error = Error{ErrorCode::System, "out of memory for an XML parser"};
      return;
    }
    // NOENT, which otherwise invites entities, makes "&amp;" in attributes an "&"; the source has
    // no other entities left.
    xmlCtxtUseOptions(context_, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT);
    // The options put the library's own handlers in the place of some of ours.
    *context_->sax = handler;
    xmlSwitchEncoding(context_, XML_CHAR_ENCODING_UTF8);
    feed(source);
    xmlDocPtr document = context_->myDoc;
    xmlFreeParserCtxt(context_);
    if (document != nullptr) xmlFreeDoc(document);
    finish();
  }

 private:
  struct QName {
    std::string_view local;
    std::string_view prefix;
    std::string_view uri;
  };

  void feed(const std::string& source) {
    for (std::size_t at = 0; at < source.size() && !stopped_; at += kPiece) {
      const std::size_t length = std::min(kPiece, source.size() - at);
      if (xmlParseChunk(context_, source.data() + at, static_cast<int>(length), 0) != 0 &&
          context_->wellFormed == 0) {
        return;
      }
    }
    if (!stopped_) xmlParseChunk(context_, nullptr, 0, 1);
  }

  void begin(const QName& name, std::size_t namespaces,
             std::span<const xmlChar* const> attributes) {
    if (stopped_) return;
    flush_text();
    namespaces_in_scope_ += namespaces;
    open_.push_back({static_cast<std::uint32_t>(nodes_.nodes.size()), namespaces});
    ++elements_;
    if (elements_ > kMaxXmlElements || nodes_.attributes.size() > kMaxAttributes) {
      return stop("it has more than " + std::to_string(kMaxXmlElements) + " elements");
    }
    if (namespaces_in_scope_ > kMaxNamespaces) return stop("it has too many namespaces");
    XmlTree::Nodes::Node node;
    node.name = named(name);
    node.line = static_cast<std::uint32_t>(std::max(0, xmlSAX2GetLineNumber(context_)));
    node.first_attribute = static_cast<std::uint32_t>(nodes_.attributes.size());
    for (std::size_t i = 0; i + 4 < attributes.size(); i += 5) {
      const std::string_view value(reinterpret_cast<const char*>(attributes[i + 3]),
                                   static_cast<std::size_t>(attributes[i + 4] - attributes[i + 3]));
      nodes_.attributes.emplace_back(
          named({view(attributes[i]), view(attributes[i + 1]), view(attributes[i + 2])}),
          nodes_.keep(value));
    }
    node.attribute_count =
        static_cast<std::uint32_t>(nodes_.attributes.size() - node.first_attribute);
    nodes_.nodes.push_back(node);
  }

  void end() {
    if (stopped_ || open_.empty()) return;
    flush_text();
    close_last(true);
  }

  void close_last(bool is_closed) {
    XmlTree::Nodes::Node& node = nodes_.nodes[open_.back().node];
    node.end = static_cast<std::uint32_t>(nodes_.nodes.size());
    node.is_closed = is_closed;
    namespaces_in_scope_ -= open_.back().namespaces;
    open_.pop_back();
  }

  void flush_text() {
    if (pending_.empty()) return;
    XmlTree::Nodes::Node node;
    // Indentation between elements is most of the texts, and one blank says as much.
    const bool blank = pending_.find_first_not_of(" \t\r\n") == std::string::npos;
    node.text = blank ? std::string_view(" ") : nodes_.keep(pending_);
    pending_.clear();
    if (open_.empty()) return;
    node.end = static_cast<std::uint32_t>(nodes_.nodes.size() + 1);
    nodes_.nodes.push_back(node);
  }

  // "dc:date"; a view that lives as long as the tree.
  std::string_view named(const QName& name) {
    const auto key = std::make_pair(name.uri.empty() ? nullptr : name.uri.data(),
                                    std::make_pair(name.prefix.data(), name.local.data()));
    // The parser keeps each name once, so that its address stands for it.
    const auto [found, is_new] = names_.try_emplace(key);
    if (is_new) {
      const auto usual = usual_prefix(name.uri);
      const std::string_view prefix = usual ? *usual : name.prefix;
      std::string text(prefix);
      if (!text.empty()) text += ':';
      found->second = nodes_.keep(text.append(name.local));
    }
    return found->second;
  }

  void on_error(const xmlError& error) {
    if (stopped_ || nodes_.error || error.level < XML_ERR_FATAL) return;
    std::string reason = collapse_blanks(to_utf8(view_of(error.message)));
    while (reason.ends_with('.')) reason.pop_back();
    // The library's own limit of 10 MB.
    if (reason.ends_with("Huge input lookup")) reason = "a text or a tag is too long";
    nodes_.error = bad_record("not well-formed XML in line " + std::to_string(error.line) + ": " +
                              std::string(truncate_utf8(reason, kLongestReason)));
  }

  static std::string_view view_of(const char* text) {
    return text == nullptr ? std::string_view("no reason given") : text;
  }

  void stop(std::string reason) {
    stopped_ = true;
    fatal_ = true;
    nodes_.error = bad_record("the XML document is refused: " + std::move(reason));
    xmlStopParser(context_);
  }

  void finish() {
    flush_text();
    while (!open_.empty()) {
      if (open_.back().node < nodes_.nodes.size()) {
        close_last(false);
      } else {
        open_.pop_back();
      }
    }
    if (fatal_) nodes_.nodes.clear();
  }

  struct Open {
    std::uint32_t node;
    std::size_t namespaces;
  };
  using NameKey = std::pair<const char*, std::pair<const char*, const char*>>;

  XmlTree::Nodes& nodes_;
  xmlParserCtxtPtr context_ = nullptr;
  std::vector<Open> open_;
  std::string pending_;
  std::map<NameKey, std::string_view> names_;
  std::size_t elements_ = 0;
  std::size_t namespaces_in_scope_ = 0;
  bool stopped_ = false;
  bool fatal_ = false;
};

XmlTree::XmlTree(std::unique_ptr<Nodes> nodes) : nodes_(std::move(nodes)) {}
XmlTree::XmlTree(XmlTree&& other) noexcept = default;
XmlTree& XmlTree::operator=(XmlTree&& other) noexcept = default;
XmlTree::~XmlTree() = default;

Result<XmlTree> XmlTree::parse(std::string_view bytes, std::string_view charset) {
  const Result<std::string> source = xml_source(bytes, charset);
  if (!source) return source.error();
  auto nodes = std::make_unique<Nodes>();
  XmlBuilder(nodes.get()).parse(*source);
  if (nodes->nodes.empty()) {
    const bool has_tag = source->find('<') != std::string::npos;
    if (nodes->error && has_tag) return *std::move(nodes->error);
    return bad_record("the XML document has no root element");
  }
  return XmlTree(std::move(nodes));
}

XmlElement XmlTree::root() const { return {nodes_.get(), 0}; }
const std::optional<Error>& XmlTree::error() const { return nodes_->error; }

}  // namespace backfile
