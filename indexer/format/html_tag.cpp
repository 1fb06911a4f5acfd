// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/html_tag.h"

#include <algorithm>
#include <iterator>

namespace backfile {
namespace {

struct NamedTag {
  std::string_view name;
  HtmlTag tag;
};

// Sorted by name.
constexpr NamedTag kTags[] = {
    {"a", HtmlTag::A},
    {"abbr", HtmlTag::Abbr},
    {"address", HtmlTag::Address},
    {"article", HtmlTag::Article},
    {"aside", HtmlTag::Aside},
    {"audio", HtmlTag::Audio},
    {"b", HtmlTag::B},
    {"base", HtmlTag::Base},
    {"blockquote", HtmlTag::Blockquote},
    {"body", HtmlTag::Body},
    {"br", HtmlTag::Br},
    {"button", HtmlTag::Button},
    {"canvas", HtmlTag::Canvas},
    {"center", HtmlTag::Center},
    {"cite", HtmlTag::Cite},
    {"code", HtmlTag::Code},
    {"dd", HtmlTag::Dd},
    {"del", HtmlTag::Del},
    {"details", HtmlTag::Details},
    {"dialog", HtmlTag::Dialog},
    {"div", HtmlTag::Div},
    {"dl", HtmlTag::Dl},
    {"dt", HtmlTag::Dt},
    {"em", HtmlTag::Em},
    {"embed", HtmlTag::Embed},
    {"fieldset", HtmlTag::Fieldset},
    {"figcaption", HtmlTag::Figcaption},
    {"figure", HtmlTag::Figure},
    {"font", HtmlTag::Font},
    {"footer", HtmlTag::Footer},
    {"form", HtmlTag::Form},
    {"h1", HtmlTag::H1},
    {"h2", HtmlTag::H2},
    {"h3", HtmlTag::H3},
    {"h4", HtmlTag::H4},
    {"h5", HtmlTag::H5},
    {"h6", HtmlTag::H6},
    {"head", HtmlTag::Head},
    {"header", HtmlTag::Header},
    {"hgroup", HtmlTag::Hgroup},
    {"hr", HtmlTag::Hr},
    {"html", HtmlTag::Html},
    {"i", HtmlTag::I},
    {"iframe", HtmlTag::Iframe},
    {"img", HtmlTag::Img},
    {"input", HtmlTag::Input},
    {"label", HtmlTag::Label},
    {"legend", HtmlTag::Legend},
    {"li", HtmlTag::Li},
    {"link", HtmlTag::Link},
    {"main", HtmlTag::Main},
    {"map", HtmlTag::Map},
    {"math", HtmlTag::Math},
    {"menu", HtmlTag::Menu},
    {"meta", HtmlTag::Meta},
    {"nav", HtmlTag::Nav},
    {"noframes", HtmlTag::Noframes},
    {"noscript", HtmlTag::Noscript},
    {"object", HtmlTag::Object},
    {"ol", HtmlTag::Ol},
    {"optgroup", HtmlTag::Optgroup},
    {"option", HtmlTag::Option},
    {"p", HtmlTag::P},
    {"picture", HtmlTag::Picture},
    {"pre", HtmlTag::Pre},
    {"q", HtmlTag::Q},
    {"s", HtmlTag::S},
    {"samp", HtmlTag::Samp},
    {"script", HtmlTag::Script},
    {"section", HtmlTag::Section},
    {"select", HtmlTag::Select},
    {"small", HtmlTag::Small},
    {"source", HtmlTag::Source},
    {"span", HtmlTag::Span},
    {"strong", HtmlTag::Strong},
    {"style", HtmlTag::Style},
    {"sub", HtmlTag::Sub},
    {"summary", HtmlTag::Summary},
    {"sup", HtmlTag::Sup},
    {"svg", HtmlTag::Svg},
    {"table", HtmlTag::Table},
    {"tbody", HtmlTag::Tbody},
    {"td", HtmlTag::Td},
    {"template", HtmlTag::Template},
    {"textarea", HtmlTag::Textarea},
    {"tfoot", HtmlTag::Tfoot},
    {"th", HtmlTag::Th},
    {"thead", HtmlTag::Thead},
    {"time", HtmlTag::Time},
    {"title", HtmlTag::Title},
    {"tr", HtmlTag::Tr},
    {"tt", HtmlTag::Tt},
    {"u", HtmlTag::U},
    {"ul", HtmlTag::Ul},
    {"video", HtmlTag::Video},
};

static_assert(std::is_sorted(std::begin(kTags), std::end(kTags),
                             [](const NamedTag& a, const NamedTag& b) { return a.name < b.name; }));

constexpr TagSet kBlocks = {
    HtmlTag::Address, HtmlTag::Article, HtmlTag::Aside,    HtmlTag::Blockquote, HtmlTag::Body,
    HtmlTag::Center,  HtmlTag::Dd,      HtmlTag::Details,  HtmlTag::Dialog,     HtmlTag::Div,
    HtmlTag::Dl,      HtmlTag::Dt,      HtmlTag::Fieldset, HtmlTag::Figcaption, HtmlTag::Figure,
    HtmlTag::Footer,  HtmlTag::Form,    HtmlTag::H1,       HtmlTag::H2,         HtmlTag::H3,
    HtmlTag::H4,      HtmlTag::H5,      HtmlTag::H6,       HtmlTag::Head,       HtmlTag::Header,
    HtmlTag::Hgroup,  HtmlTag::Hr,      HtmlTag::Html,     HtmlTag::Legend,     HtmlTag::Li,
    HtmlTag::Main,    HtmlTag::Menu,    HtmlTag::Nav,      HtmlTag::Ol,         HtmlTag::Optgroup,
    HtmlTag::Option,  HtmlTag::P,       HtmlTag::Pre,      HtmlTag::Section,    HtmlTag::Select,
    HtmlTag::Summary, HtmlTag::Table,   HtmlTag::Tbody,    HtmlTag::Td,         HtmlTag::Textarea,
    HtmlTag::Tfoot,   HtmlTag::Th,      HtmlTag::Thead,    HtmlTag::Tr,         HtmlTag::Ul,
    HtmlTag::Title};

constexpr TagSet kVoids = {HtmlTag::Base, HtmlTag::Br,   HtmlTag::Embed,
                           HtmlTag::Hr,   HtmlTag::Img,  HtmlTag::Input,
                           HtmlTag::Link, HtmlTag::Meta, HtmlTag::Source};

}  // namespace

HtmlTag html_tag(std::string_view lower_name) {
  const auto* found =
      std::lower_bound(std::begin(kTags), std::end(kTags), lower_name,
                       [](const NamedTag& row, std::string_view name) { return row.name < name; });
  return found != std::end(kTags) && found->name == lower_name ? found->tag : HtmlTag::Other;
}

bool is_block(HtmlTag tag) { return kBlocks.contains(tag); }

bool is_heading(HtmlTag tag) { return tag >= HtmlTag::H1 && tag <= HtmlTag::H6; }

bool is_void(HtmlTag tag) { return kVoids.contains(tag); }

}  // namespace backfile
