// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/json_ld.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "common/text.h"
#include "common/url.h"
#include "indexer/format/article_types.h"
#include "indexer/format/html_text.h"
#include "indexer/format/json_repair.h"

namespace backfile {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 12;
constexpr std::size_t kMaxNodes = 5000;
constexpr std::size_t kMaxAuthors = 20;
constexpr std::size_t kMaxTags = 40;

const Json* member(const Json& node, const char* key) {
  if (!node.is_object()) return nullptr;
  const auto found = node.find(key);
  return found == node.end() || found->is_null() ? nullptr : &*found;
}

// A value that stands for one text: the string itself, a number, the first of an array, or the
// @value or name of an object.
std::string raw_text(const Json* value) {
  for (int depth = 0; value != nullptr && depth < 4; ++depth) {
    if (value->is_string()) return value->get<std::string>();
    if (value->is_number_integer()) return std::to_string(value->get<std::int64_t>());
    if (value->is_array()) {
      value = value->empty() ? nullptr : &value->front();
    } else if (value->is_object()) {
      const Json* inner = member(*value, "@value");
      value = inner != nullptr ? inner : member(*value, "name");
    } else {
      return {};
    }
  }
  return {};
}

std::string line(const Json& node, const char* key) {
  return html_to_line(raw_text(member(node, key)));
}

// The texts of a value, or of each value of an array.
void add_texts(const Json* value, std::vector<std::string>* texts) {
  if (value == nullptr) return;
  if (!value->is_array()) return texts->push_back(raw_text(value));
  for (const Json& one : *value) texts->push_back(raw_text(&one));
}

bool has_type(const Json& node, std::string_view wanted) {
  const Json* type = member(node, "@type");
  if (type == nullptr) return false;
  if (type->is_string()) return type->get_ref<const std::string&>().ends_with(wanted);
  if (!type->is_array()) return false;
  return std::any_of(type->begin(), type->end(), [&](const Json& one) {
    return one.is_string() && one.get_ref<const std::string&>() == wanted;
  });
}

int article_rank(const Json& node) {
  const Json* type = member(node, "@type");
  if (type == nullptr) return 0;
  int best = 0;
  const auto rank = [&](const Json& one) {
    if (!one.is_string()) return;
    best = std::max(best, rank_of_type(one.get_ref<const std::string&>()));
  };
  if (type->is_array()) {
    for (const Json& one : *type) rank(one);
  } else {
    rank(*type);
  }
  return best;
}

class Graph {
 public:
  explicit Graph(std::span<const std::string> blocks) {
    for (const std::string& block : blocks) {
      Json parsed = Json::parse(repair_json(block), nullptr, false);
      if (!parsed.is_discarded()) roots_.push_back(std::move(parsed));
    }
    for (const Json& root : roots_) collect(root);
  }

  const std::vector<const Json*>& nodes() const { return nodes_; }

  // The node that a mere {"@id": ...} points to, or the node itself.
  const Json& resolve(const Json& node) const {
    const Json* id = member(node, "@id");
    if (id == nullptr || !id->is_string() || node.contains("name")) return node;
    const auto found = by_id_.find(id->get_ref<const std::string&>());
    return found == by_id_.end() ? node : *found->second;
  }

 private:
  struct Open {
    const Json* value;
    int depth;
  };

  void collect(const Json& root) {
    std::vector<Open> open = {{&root, 0}};
    while (!open.empty() && nodes_.size() < kMaxNodes) {
      const auto [value, depth] = open.back();
      open.pop_back();
      if (value->is_object()) add(*value);
      if (depth >= kMaxDepth || !value->is_structured()) continue;
      // Pushed backwards, so that nodes come in the order in which they are written.
      for (auto inner = value->rbegin(); inner != value->rend(); ++inner) {
        if (inner->is_structured()) open.push_back({&*inner, depth + 1});
      }
    }
  }

  void add(const Json& node) {
    nodes_.push_back(&node);
    const Json* id = member(node, "@id");
    if (id != nullptr && id->is_string() && node.size() > 1) {
      by_id_.try_emplace(id->get_ref<const std::string&>(), &node);
    }
  }

  std::vector<Json> roots_;
  std::vector<const Json*> nodes_;
  std::map<std::string, const Json*, std::less<>> by_id_;
};

std::string url_of(const Json& node) {
  if (std::string url = raw_text(member(node, "url")); is_http_url(url)) return url;
  const Json* page = member(node, "mainEntityOfPage");
  if (page == nullptr) return {};
  if (page->is_string()) return page->get<std::string>();
  return raw_text(member(*page, "@id"));
}

const Json* choose_article(const Graph& graph, std::string_view page_url,
                           std::string_view page_title) {
  const std::string wanted_url = canonical_url(page_url);
  const std::string wanted_title = fold(page_title);
  const Json* best = nullptr;
  int best_score = 0;
  for (const Json* node : graph.nodes()) {
    int score = article_rank(*node);
    if (score == 0) continue;
    if (!wanted_url.empty() && canonical_url(url_of(*node)) == wanted_url) score += 8;
    const std::string headline = fold(line(*node, "headline"));
    if (!headline.empty() && wanted_title.find(headline) != std::string::npos) score += 8;
    if (node->contains("datePublished")) score += 4;
    if (node->contains("articleBody")) score += 2;
    if (node->contains("headline")) score += 2;
    // Reviews and works that merely occur on the page are no articles.
    if (article_rank(*node) == 1 && score < 10) continue;
    if (score > best_score) {
      best = node;
      best_score = score;
    }
  }
  return best;
}

void add_author(const Graph& graph, const Json& value, JsonLd* out) {
  if (out->authors.size() + out->organizations.size() >= kMaxAuthors) return;
  if (value.is_string()) {
    out->authors.push_back(html_to_line(value.get_ref<const std::string&>()));
    return;
  }
  if (!value.is_object()) return;
  const Json& node = graph.resolve(value);
  const bool person = !has_type(node, "Organization");
  const Json* name = member(node, "name");
  if (name != nullptr && name->is_array()) {
    for (const Json& one : *name) add_author(graph, one, out);
    return;
  }
  std::string text = line(node, "name");
  if (!text.empty()) (person ? out->authors : out->organizations).push_back(std::move(text));
}

void add_authors(const Graph& graph, const Json* value, JsonLd* out) {
  if (value == nullptr) return;
  if (!value->is_array()) return add_author(graph, *value, out);
  for (const Json& one : *value) add_author(graph, one, out);
}

// All names that an organization goes by.
void add_source_organization(const Graph& graph, const Json& value, JsonLd* out) {
  if (out->source_organizations.size() >= kMaxAuthors) return;
  std::vector<std::string> names;
  const auto add_name = [&names](const Json& one) {
    std::string name = one.is_string() ? html_to_line(one.get_ref<const std::string&>()) : "";
    if (!name.empty()) names.push_back(std::move(name));
  };
  const auto add_names = [&add_name](const Json* some) {
    if (some == nullptr) return;
    if (some->is_array()) {
      for (const Json& one : *some) add_name(one);
    } else {
      add_name(*some);
    }
  };
  const Json& node = graph.resolve(value);
  add_name(node);
  for (const char* key : {"name", "alternateName", "legalName"}) add_names(member(node, key));
  if (!names.empty()) out->source_organizations.push_back(std::move(names));
}

void add_source_organizations(const Graph& graph, const Json* value, JsonLd* out) {
  if (value == nullptr) return;
  if (!value->is_array()) return add_source_organization(graph, *value, out);
  for (const Json& one : *value) add_source_organization(graph, one, out);
}

void add_tags(const Json* value, JsonLd* out) {
  if (value == nullptr) return;
  const auto split = [out](const std::string& list) {
    for (std::size_t begin = 0; begin <= list.size() && out->tags.size() < kMaxTags;) {
      const std::size_t end = std::min(list.find(',', begin), list.size());
      std::string tag = html_to_line(std::string_view(list).substr(begin, end - begin));
      if (!tag.empty()) out->tags.push_back(std::move(tag));
      begin = end + 1;
    }
  };
  if (value->is_string()) return split(value->get<std::string>());
  if (!value->is_array()) return;
  for (const Json& one : *value) split(raw_text(&one));
}

void read_publisher(const Graph& graph, const Json* value, JsonLd* out) {
  if (value == nullptr) return;
  const Json& publisher = graph.resolve(*value);
  out->publisher = publisher.is_string() ? html_to_line(publisher.get_ref<const std::string&>())
                                         : line(publisher, "name");
  if (const Json* address = member(publisher, "address")) {
    out->publisher_country = line(*address, "addressCountry");
  }
}

void read_article(const Graph& graph, const Json& node, JsonLd* out) {
  out->has_article = true;
  out->headline = line(node, "headline");
  if (out->headline.empty()) out->headline = line(node, "name");
  out->alternative_headline = line(node, "alternativeHeadline");
  out->description = line(node, "description");
  out->body = html_to_text(raw_text(member(node, "articleBody")));
  out->url = url_of(node);
  out->published = raw_text(member(node, "datePublished"));
  if (out->published.empty()) out->published = raw_text(member(node, "dateCreated"));
  out->modified = raw_text(member(node, "dateModified"));
  out->section = line(node, "articleSection");
  out->language = raw_text(member(node, "inLanguage"));
  read_publisher(graph, member(node, "publisher"), out);
  for (const char* key : {"genre", "additionalType", "@type"}) {
    add_texts(member(node, key), &out->types);
  }
  add_authors(graph, member(node, "author"), out);
  if (out->authors.empty() && out->organizations.empty()) {
    add_authors(graph, member(node, "creator"), out);
  }
  add_source_organizations(graph, member(node, "sourceOrganization"), out);
  add_tags(member(node, "keywords"), out);
}

// The step before the page itself: [Home, Politics, this page] gives Politics.
std::string section_of(const Json& breadcrumbs) {
  const Json* steps = member(breadcrumbs, "itemListElement");
  if (steps == nullptr || !steps->is_array() || steps->size() < 3) return {};
  const Json& step = (*steps)[steps->size() - 2];
  if (std::string name = line(step, "name"); !name.empty()) return name;
  const Json* item = member(step, "item");
  return item == nullptr ? std::string() : line(*item, "name");
}

}  // namespace

JsonLd read_json_ld(std::span<const std::string> blocks, std::string_view page_url,
                    std::string_view page_title) {
  const Graph graph(blocks);
  JsonLd out;
  if (const Json* article = choose_article(graph, page_url, page_title)) {
    read_article(graph, *article, &out);
  }
  for (const Json* node : graph.nodes()) {
    if (out.page_published.empty() && has_type(*node, "WebPage")) {
      out.page_published = raw_text(member(*node, "datePublished"));
      out.page_modified = raw_text(member(*node, "dateModified"));
    }
    // Pages state it beside the article.
    if (has_type(*node, "ClaimReview")) out.types.emplace_back("ClaimReview");
    out.is_collection =
        out.is_collection || has_type(*node, "CollectionPage") || has_type(*node, "ItemList");
    if (out.breadcrumb.empty() && has_type(*node, "BreadcrumbList")) {
      out.breadcrumb = section_of(*node);
    }
  }
  return out;
}

}  // namespace backfile
