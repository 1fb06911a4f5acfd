// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace backfile {

// The elements that the extraction tells apart; every other element is Other and behaves as an
// inline one. Text is a run of text, not an element.
enum class HtmlTag : std::uint8_t {
  Other,
  Text,
  A,
  Abbr,
  Address,
  Article,
  Aside,
  Audio,
  B,
  Base,
  Blockquote,
  Body,
  Br,
  Button,
  Canvas,
  Center,
  Cite,
  Code,
  Dd,
  Del,
  Details,
  Dialog,
  Div,
  Dl,
  Dt,
  Em,
  Embed,
  Fieldset,
  Figcaption,
  Figure,
  Font,
  Footer,
  Form,
  H1,
  H2,
  H3,
  H4,
  H5,
  H6,
  Head,
  Header,
  Hgroup,
  Hr,
  Html,
  I,
  Iframe,
  Img,
  Input,
  Label,
  Legend,
  Li,
  Link,
  Main,
  Map,
  Math,
  Menu,
  Meta,
  Nav,
  Noframes,
  Noscript,
  Object,
  Ol,
  Optgroup,
  Option,
  P,
  Picture,
  Pre,
  Q,
  S,
  Samp,
  Script,
  Section,
  Select,
  Small,
  Source,
  Span,
  Strong,
  Style,
  Sub,
  Summary,
  Sup,
  Svg,
  Table,
  Tbody,
  Td,
  Template,
  Textarea,
  Tfoot,
  Th,
  Thead,
  Time,
  Title,
  Tr,
  Tt,
  U,
  Ul,
  Video,
};

// A set of elements, made at compile time.
class TagSet {
 public:
  constexpr TagSet(std::initializer_list<HtmlTag> tags) {
    for (const HtmlTag tag : tags) has_[static_cast<std::size_t>(tag)] = true;
  }
  constexpr bool contains(HtmlTag tag) const { return has_[static_cast<std::size_t>(tag)]; }

 private:
  bool has_[static_cast<std::size_t>(HtmlTag::Video) + 1] = {};
};

// By the element's name in lower case. Text is never returned.
HtmlTag html_tag(std::string_view lower_name);

// Elements that begin and end a paragraph of text.
bool is_block(HtmlTag tag);
bool is_heading(HtmlTag tag);
// Elements without content and end tag.
bool is_void(HtmlTag tag);

}  // namespace backfile
