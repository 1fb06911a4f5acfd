// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/html_reducer.h"

#include "indexer/format/html_scanner.h"
#include "indexer/format/open_elements.h"

namespace backfile {
namespace {

constexpr std::size_t kMaxJsonLd = 4 * 1024 * 1024;

// What becomes of an element's tags.
enum class Treatment {
  Keep,      // Emitted as it is, not tracked: the parser closes it by itself or never nests it.
  Track,     // Emitted while the nesting allows.
  TypeFace,  // A span if it is small print or has attributes that are read, else dropped.
  DropTag,   // Its content stays.
  DropAll,   // Its content goes up to its end tag.
};

constexpr TagSet kKept = {
    HtmlTag::A,     HtmlTag::Body,  HtmlTag::Br,    HtmlTag::Button, HtmlTag::Dd,    HtmlTag::Dt,
    HtmlTag::Form,  HtmlTag::H1,    HtmlTag::H2,    HtmlTag::H3,     HtmlTag::H4,    HtmlTag::H5,
    HtmlTag::H6,    HtmlTag::Head,  HtmlTag::Hr,    HtmlTag::Html,   HtmlTag::Li,    HtmlTag::Link,
    HtmlTag::Meta,  HtmlTag::P,     HtmlTag::Tbody, HtmlTag::Td,     HtmlTag::Tfoot, HtmlTag::Th,
    HtmlTag::Thead, HtmlTag::Title, HtmlTag::Tr};

constexpr TagSet kTypeFaces = {HtmlTag::B,    HtmlTag::Code,   HtmlTag::Em,   HtmlTag::Font,
                               HtmlTag::I,    HtmlTag::S,      HtmlTag::Samp, HtmlTag::Small,
                               HtmlTag::Span, HtmlTag::Strong, HtmlTag::Tt,   HtmlTag::U};

constexpr TagSet kTagDropped = {HtmlTag::Base,  HtmlTag::Embed,   HtmlTag::Img,
                                HtmlTag::Input, HtmlTag::Picture, HtmlTag::Source};

constexpr TagSet kAllDropped = {
    HtmlTag::Audio,    HtmlTag::Canvas,   HtmlTag::Iframe,   HtmlTag::Map,      HtmlTag::Math,
    HtmlTag::Noframes, HtmlTag::Noscript, HtmlTag::Object,   HtmlTag::Script,   HtmlTag::Select,
    HtmlTag::Style,    HtmlTag::Svg,      HtmlTag::Template, HtmlTag::Textarea, HtmlTag::Video};

Treatment treatment_of(HtmlTag tag) {
  if (kKept.contains(tag)) return Treatment::Keep;
  if (kTypeFaces.contains(tag)) return Treatment::TypeFace;
  if (kTagDropped.contains(tag)) return Treatment::DropTag;
  if (kAllDropped.contains(tag)) return Treatment::DropAll;
  return Treatment::Track;
}

// Elements whose parsing would change how the text after them is read, and formatting elements
// without a meaning of their own.
bool is_tag_to_drop(std::string_view name) {
  for (const std::string_view known :
       {"applet",   "basefont", "bgsound",   "big",     "frame", "frameset", "image",
        "isindex",  "keygen",   "listing",   "marquee", "nobr",  "noembed",  "option",
        "optgroup", "param",    "plaintext", "strike",  "track", "wbr",      "xmp"}) {
    if (known == name) return true;
  }
  return false;
}

class Reducer {
 public:
  explicit Reducer(std::string_view utf8) : scanner_(utf8) { out_.html.reserve(utf8.size() / 2); }

  ReducedHtml run() && {
    while (out_.html.size() < kMaxHtml) {
      const HtmlToken token = scanner_.next();
      if (token.kind == HtmlToken::Kind::End) break;
      if (token.kind == HtmlToken::Kind::Text) emit_text(token.text);
      if (token.kind == HtmlToken::Kind::StartTag) start_tag(token);
      if (token.kind == HtmlToken::Kind::EndTag) end_tag(token);
    }
    return std::move(out_);
  }

 private:
  void emit_text(std::string_view text) {
    if (text.size() > kMaxHtml - out_.html.size())
      text = text.substr(0, kMaxHtml - out_.html.size());
    if (text.find('\0') == std::string_view::npos) {
      out_.html.append(text);
      return;
    }
    for (const char c : text) {
      if (c != '\0') out_.html.push_back(c);
    }
  }

  void start_tag(const HtmlToken& token) {
    if (token.tag == HtmlTag::Other && is_tag_to_drop(token.name)) return;
    const Treatment treatment = treatment_of(token.tag);
    if (treatment == Treatment::DropTag) return;
    if (treatment == Treatment::DropAll) return drop_content(token);
    if (token.tag == HtmlTag::Title) return title(token);
    if (elements_ >= kMaxElements) {
      out_.html.push_back('\n');
      return;
    }
    const bool wanted = treatment != Treatment::TypeFace || token.attribute_count > 0 ||
                        token.tag == HtmlTag::Small;
    if (treatment == Treatment::Keep) return emit_start(token, token.name);
    const bool emitted = wanted && open_.depth() < kMaxDepth;
    if (emitted) emit_start(token, treatment == Treatment::TypeFace ? "span" : token.name);
    if (is_block(token.tag) && !emitted) out_.html.push_back('\n');
    open_.push(token.name, is_block(token.tag), emitted);
  }

  void end_tag(const HtmlToken& token) {
    if (token.tag == HtmlTag::Body || token.tag == HtmlTag::Html) return;
    if (token.tag == HtmlTag::Other && is_tag_to_drop(token.name)) return;
    const Treatment treatment = treatment_of(token.tag);
    if (treatment == Treatment::Keep) return emit_end(token.name);
    if (treatment != Treatment::Track && treatment != Treatment::TypeFace) return;
    if (open_.close(token.name, is_block(token.tag))) {
      emit_end(treatment == Treatment::TypeFace ? "span" : token.name);
    }
  }

  void drop_content(const HtmlToken& token) {
    const auto content = scanner_.skip_to_end_tag(token.name);
    if (token.tag == HtmlTag::Script && token.is_json_ld && content &&
        content->size() <= kMaxJsonLd) {
      out_.json_ld.emplace_back(*content);
    }
  }

  void title(const HtmlToken& token) {
    const auto content = scanner_.skip_to_end_tag(token.name);
    if (!content || elements_ >= kMaxElements) return;
    emit_start(token, token.name);
    emit_text(*content);
    emit_end(token.name);
  }

  void emit_start(const HtmlToken& token, std::string_view name) {
    ++elements_;
    std::string& html = out_.html;
    html.push_back('<');
    html.append(name);
    for (std::size_t i = 0; i < token.attribute_count; ++i) {
      const auto& [attribute, value] = token.attributes[i];
      const char quote = value.find('"') == std::string_view::npos ? '"' : '\'';
      html.push_back(' ');
      html.append(attribute_name(attribute)).push_back('=');
      html.push_back(quote);
      for (const char c : value) {
        if (c != quote && c != '\0') html.push_back(c);
      }
      html.push_back(quote);
    }
    if (token.tag == HtmlTag::Small) {
      html.append(" ").append(attribute_name(HtmlAttribute::SmallPrint)).append("=\"\"");
    }
    html.push_back('>');
  }

  void emit_end(std::string_view name) {
    // An end tag can create an element too (</p>), so the count holds for both.
    if (elements_ >= kMaxElements) return;
    out_.html.append("</").append(name).push_back('>');
  }

  HtmlScanner scanner_;
  OpenElements open_;
  std::size_t elements_ = 0;
  ReducedHtml out_;
};

}  // namespace

ReducedHtml reduce_html(std::string_view utf8) { return Reducer(utf8).run(); }

}  // namespace backfile
