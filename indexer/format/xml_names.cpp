// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/xml_names.h"

#include <array>

#include "common/text.h"

namespace backfile {
namespace {

struct Namespace {
  std::string_view uri;  // Versions of a format differ behind it.
  std::string_view prefix;
};

constexpr std::array kNamespaces = {
    // Main namespaces of formats.
    Namespace{"http://iptc.org/std/NITF/", ""},
    Namespace{"http://iptc.org/std/nar/", ""},
    Namespace{"http://iptc.org/std/NewsML/", ""},
    Namespace{"http://www.w3.org/2005/Atom", ""},
    Namespace{"http://purl.org/atom/ns#", ""},
    Namespace{"http://purl.org/rss/1.0/modules/content/", "content"},
    Namespace{"http://purl.org/rss/1.0/", ""},
    Namespace{"http://my.netscape.com/rdf/simple/0.9/", ""},
    Namespace{"http://backend.userland.com/rss", ""},
    Namespace{"http://www.w3.org/1999/xhtml", ""},
    Namespace{"http://www.loc.gov/METS/", ""},
    Namespace{"http://www.loc.gov/standards/alto/", ""},
    Namespace{"http://bibnum.bnf.fr/ns/alto", ""},
    Namespace{"http://schema.ccs-gmbh.com/", ""},
    Namespace{"http://www.sitemaps.org/schemas/sitemap/", ""},
    Namespace{"https://www.sitemaps.org/schemas/sitemap/", ""},
    // What stands inside of them.
    Namespace{"http://purl.org/dc/elements/", "dc"},
    Namespace{"http://purl.org/dc/terms/", "dcterms"},
    Namespace{"http://search.yahoo.com/mrss", "media"},
    Namespace{"http://www.itunes.com/dtds/", "itunes"},
    Namespace{"http://rssnamespace.org/feedburner/", "feedburner"},
    Namespace{"http://purl.org/atompub/tombstones/", "at"},
    Namespace{"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"},
    Namespace{"http://www.google.com/schemas/sitemap-news/", "news"},
    Namespace{"http://www.google.com/schemas/sitemap-image/", "image"},
    Namespace{"http://www.loc.gov/mods/", "mods"},
    Namespace{"urn:mpeg:mpeg21:2002:02-DIDL-NS", ""},
    Namespace{"info:srw/schema/1/dc", "srw_dc"},
    Namespace{"http://krait.kb.nl/coop/tel/handbook/telterms.html", "dcx"},
    Namespace{"http://www.w3.org/1999/xlink", "xlink"},
    Namespace{"http://www.w3.org/TR/xlink", "xlink"},
    Namespace{"http://www.w3.org/XML/1998/namespace", "xml"},
};

}  // namespace

std::optional<std::string_view> usual_prefix(std::string_view namespace_uri) {
  for (const Namespace& row : kNamespaces) {
    if (starts_with_ignoring_case(namespace_uri, row.uri)) return row.prefix;
  }
  return std::nullopt;
}

}  // namespace backfile
