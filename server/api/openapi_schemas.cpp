// SPDX-License-Identifier: GPL-3.0-or-later
// What answers look like. New members may appear, so most objects leave room for them; the tests
// compare real answers with these schemas.
#include "server/api/openapi.h"

namespace backfile {

std::string_view openapi_schemas() {
  return R"json(
{
 "Source":
   {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"},
   "domain": {"type": "string"}, "country": {"type": "string"}}, "additionalProperties": false,
   "required": []},
 "Links":
   {"type": "object", "properties": {"self": {"type": "string"}, "next": {"type":
   "string"}, "atom": {"type": "string"}, "csv": {"type": "string"}, "html": {"type":
   "string"}}, "required": ["self"], "additionalProperties": {"type": "string"}},
 "Index":
   {"type": "object", "properties": {"uuid": {"type": "string"}, "revision": {"type":
   "integer", "minimum": 0}, "updated": {"type": "string"}, "articles": {"type": "integer",
   "minimum": 0}, "coverage": {"type": "object", "properties": {"from": {"type": "string"},
   "to": {"type": "string"}}, "additionalProperties": false, "required": []}},
   "additionalProperties": false, "required": ["uuid", "revision", "updated", "articles"]},
 "Query":
   {"type": "object", "properties": {"q": {"type": "string"}, "parsed": {"type": "string"},
   "syntax": {"type": "string", "enum": ["nexis", "factiva", "lucene", "simple"]},
   "holds_until": {"type": "string"}, "query_language": {"type": "string"},
   "in": {"type": "string", "enum": ["title", "text", "lead"]},
   "from": {"type": "string"}, "to": {"type": "string"}, "tz": {"type": "string"},
   "filters": {"type": "object", "additionalProperties": {"type": "array", "items":
   {"type": "string"}}}, "excluded": {"type": "object", "additionalProperties": {"type":
   "array", "items": {"type": "string"}}}, "missing": {"type": "array", "items": {"type":
   "string"}}, "exists": {"type": "array", "items": {"type": "string"}}, "sort": {"type":
   "string", "enum": ["relevance", "newest", "oldest"]}, "ranking": {"type": "object",
   "additionalProperties": {"type": "number"}}, "collapse": {"const": "story"}, "queries":
   {"type": "array",
   "items": {"type": "object", "properties": {"q": {"type": "string"}, "parsed": {"type":
   "string"}}, "additionalProperties": false, "required": ["q", "parsed"]}}},
   "additionalProperties": true, "required": ["tz", "filters", "sort"]},
 "Total":
   {"type": "object", "properties": {"articles": {"type": "integer", "minimum": 0},
   "stories": {"type": "integer", "minimum": 0}, "relation": {"type": "string", "enum":
   ["eq"]}}, "additionalProperties": true,
   "required": ["articles", "relation"]},
 "Warning":
   {"type": "object", "properties": {"code": {"type": "string"}, "detail": {"type":
   "string"}}, "additionalProperties": false, "required": ["code", "detail"]},
 "ConvertAnswer":
   {"type": "object", "properties": {"query": {"type": "object", "properties": {"q": {"type":
   "string"}, "syntax": {"type": "string"}, "parsed": {"type": "string"}},
   "additionalProperties": false, "required": ["q", "syntax", "parsed"]}, "conversions":
   {"type": "array", "items": {"type": "object", "properties": {"syntax": {"type": "string"},
   "q": {"type": "string"}, "error": {"type": "object", "properties": {"detail": {"type":
   "string"}, "position": {"type": "integer", "minimum": 0}, "found": {"type": "string"}},
   "additionalProperties": false, "required": ["detail", "position", "found"]}},
   "additionalProperties": false, "required": ["syntax"]}}, "warnings": {"type": "array",
   "items": {"$ref": "#/components/schemas/Warning"}}, "links": {"$ref":
   "#/components/schemas/Links"}}, "additionalProperties": true, "required": ["query",
   "conversions", "links", "warnings"]},
 "Article":
   {"type": "object", "properties": {"id": {"type": "string"}, "url": {"type": "string"},
   "canonical_url": {"type": "string"}, "source": {"$ref": "#/components/schemas/Source"},
   "title": {"type": "string"}, "subtitle": {"type": "string"}, "abstract": {"type":
   "string"}, "text": {"type": "string"}, "authors": {"type": "array", "items": {"type":
   "string"}}, "agency": {"type": "string"}, "place": {"type": "string"}, "section":
   {"type": "string"}, "type": {"type": "string"},
   "language": {"type": "string"}, "tags": {"type": "array", "items":
   {"type": "string"}}, "published": {"type": "string"}, "date_precision": {"type":
   "string", "enum": ["year", "month", "day", "minute", "second"]}, "date_source": {"type":
   "string"}, "updated": {"type": "string"}, "status": {"type": "string"}, "version":
   {"type": "integer", "minimum": 0}, "words": {"type": "integer", "minimum": 0},
   "story_id": {"type": "string"}, "story_articles": {"type": "integer", "minimum": 2},
   "links": {"$ref": "#/components/schemas/Links"}}, "additionalProperties": true,
   "required": ["id"]},
 "Hit":
   {"type": "object", "properties": {"id": {"type": "string"}, "url": {"type": "string"},
   "source": {"$ref": "#/components/schemas/Source"}, "title": {"type": "string"},
   "subtitle": {"type": "string"}, "abstract": {"type": "string"}, "authors": {"type":
   "array", "items": {"type": "string"}}, "agency": {"type": "string"}, "place": {"type":
   "string"}, "section": {"type": "string"}, "type": {"type": "string"},
   "language": {"type": "string"}, "tags":
   {"type": "array", "items": {"type": "string"}}, "published": {"type": "string"},
   "date_precision": {"type": "string", "enum": ["year", "month", "day", "minute",
   "second"]}, "status": {"type": "string"}, "version": {"type": "integer", "minimum": 0},
   "words": {"type": "integer", "minimum": 0}, "links": {"$ref":
   "#/components/schemas/Links"}, "title_marks": {"type": "array", "items": {"type":
   "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}},
   "snippets": {"type": "array", "items": {"type": "object", "properties": {"field":
   {"type": "string"}, "text": {"type": "string"}, "marks": {"type": "array", "items":
   {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems":
   2}}, "html": {"type": "string"}}, "additionalProperties": false, "required": ["field",
   "text"]}}, "score": {"type": "number"}, "explanation": {"$ref":
   "#/components/schemas/Explanation"}, "story_id": {"type": "string"},
   "story_articles": {"type": "integer", "minimum": 2}, "story_matches": {"type":
   "integer", "minimum": 1}}, "additionalProperties": true, "required":
   ["id"]},
 "Explanation":
   {"type": "object", "properties": {"parts": {"type": "array", "items": {"type": "object",
   "properties": {"clause": {"type": "string"}, "part": {"type": "string", "enum":
   ["title_match", "proximity", "recency"]}, "score": {"type": "number"}, "matching": {"type": "integer",
   "minimum": 0}, "weight": {"type": "number"}, "frequency": {"type": "number"}, "age_days":
   {"type": "number"}}, "additionalProperties": true, "required": ["score"]}}, "length":
   {"type": "number"}, "average_length": {"type": "number"}}, "additionalProperties": true,
   "required": ["parts", "length", "average_length"]},
 "DidYouMean":
   {"type": "object", "properties": {"q": {"type": "string"}, "articles": {"type": "integer",
   "minimum": 1}, "url": {"type": "string"}}, "additionalProperties": true, "required": ["q",
   "articles", "url"]},
 "Clause":
   {"type": "object", "properties": {"clause": {"type": "string"}, "operator": {"type":
   "string"}, "articles": {"type": "integer", "minimum": 0}, "without": {"type": "integer",
   "minimum": 0}, "parts": {"type": "array", "items": {"$ref":
   "#/components/schemas/Clause"}}}, "additionalProperties": true, "required": ["clause",
   "articles", "without"]},
 "ExplainAnswer":
   {"type": "object", "properties": {"query": {"$ref": "#/components/schemas/Query"},
   "index": {"$ref": "#/components/schemas/Index"}, "total": {"$ref":
   "#/components/schemas/Total"}, "tree": {"$ref": "#/components/schemas/Clause"}, "filters":
   {"type": "array", "items": {"type": "object", "properties": {"parameter": {"type":
   "string"}, "without": {"type": "integer", "minimum": 0}}, "additionalProperties": true,
   "required": ["parameter", "without"]}}, "dates": {"type": "object", "properties": {"from":
   {"type": "string"}, "to": {"type": "string"}, "articles": {"type": "integer", "minimum":
   0}, "undated": {"type": "integer", "minimum": 0}}, "additionalProperties": true,
   "required": ["articles", "undated"]}, "spelling": {"type": "array", "items": {"type":
   "object", "properties": {"word": {"type": "string"}, "articles": {"type": "integer",
   "minimum": 0}, "instead": {"type": "array", "items": {"type": "object", "properties":
   {"word": {"type": "string"}, "articles": {"type": "integer", "minimum": 1}},
   "additionalProperties": true, "required": ["word", "articles"]}}}, "additionalProperties":
   true, "required": ["word", "articles", "instead"]}}, "did_you_mean": {"$ref":
   "#/components/schemas/DidYouMean"}, "links": {"$ref": "#/components/schemas/Links"},
   "warnings": {"type": "array", "items": {"$ref": "#/components/schemas/Warning"}}},
   "additionalProperties": true, "required": ["query", "index", "total", "filters", "dates",
   "spelling", "links", "warnings"]},
 "WhyAnswer":
   {"type": "object", "properties": {"query": {"$ref": "#/components/schemas/Query"},
   "index": {"$ref": "#/components/schemas/Index"}, "outcome": {"type": "string", "enum":
   ["not_in_archive", "removed", "no_match", "match"]}, "article": {"$ref":
   "#/components/schemas/Article"}, "total": {"$ref": "#/components/schemas/Total"},
   "article_status": {"type": "string"}, "removed": {"type": "string"}, "reason": {"type":
   "string"}, "reasons": {"type": "array", "items": {"type": "object", "properties": {"code":
   {"type": "string"}, "clause": {"type": "string"}, "detail": {"type": "string"}},
   "additionalProperties": true, "required": ["code", "clause", "detail"]}}, "rank": {"type":
   "integer", "minimum": 1}, "score": {"type": "number"}, "explanation": {"$ref":
   "#/components/schemas/Explanation"}, "links": {"$ref": "#/components/schemas/Links"},
   "warnings": {"type": "array", "items": {"$ref": "#/components/schemas/Warning"}}},
   "additionalProperties": true, "required": ["query", "index", "outcome", "links",
   "warnings"]},
 "FacetBucket":
   {"type": "object", "properties": {"value": {"type": "string"}, "label": {"type":
   "string"}, "articles": {"type": "integer", "minimum": 0}, "stories": {"type":
   "integer", "minimum": 0}, "selected": {"type": "boolean"}, "excluded": {"type": "boolean"}, "toggle": {"type": "string"}},
   "additionalProperties": true, "required": ["value", "label", "articles", "selected",
   "toggle"]},
 "Facet":
   {"type": "object", "properties": {"type": {"const": "terms"}, "relation": {"const":
   "eq"}, "distinct": {"type": "integer", "minimum": 0}, "missing": {"type": "integer",
   "minimum": 0}, "other": {"type": "integer", "minimum": 0}, "matching": {"type":
   "integer", "minimum": 0}, "buckets": {"type": "array", "items": {"$ref":
   "#/components/schemas/FacetBucket"}}}, "additionalProperties": true, "required":
   ["type", "relation", "distinct", "missing", "other", "buckets"]},
 "TimelineBucket":
   {"type": "object", "properties": {"start": {"type": "string"}, "end": {"type":
   "string"}, "articles": {"type": "integer", "minimum": 0}, "total": {"type": "integer",
   "minimum": 0}, "share": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
   "share_95": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems":
   2}, "coverage": {"type": "string", "enum": ["ok", "low", "none"]}, "stories": {"type":
   "integer", "minimum": 0}, "url": {"type": "string"}}, "additionalProperties": true,
   "required": ["start", "end", "articles",
   "total", "share", "coverage"]},
 "TimelineSeries":
   {"type": "object", "properties": {"value": {"type": "string"}, "label": {"type":
   "string"}, "q": {"type": "string"}, "parsed": {"type": "string"}, "articles": {"type":
   "integer", "minimum": 0}, "buckets": {"type": "array", "items": {"type": "object",
   "properties": {"articles": {"type": "integer", "minimum": 0}, "total": {"type":
   "integer", "minimum": 0}, "share": {"type": ["number", "null"], "minimum": 0, "maximum":
   1}, "share_95": {"type": "array", "items": {"type": "number"}, "minItems": 2,
   "maxItems": 2}, "coverage": {"type": "string", "enum": ["ok", "low", "none"]}},
   "additionalProperties": true, "required": ["articles", "total", "share", "coverage"]}}},
   "additionalProperties": true, "required": ["articles", "buckets"]},
 "Timeline":
   {"type": "object", "properties": {"interval": {"type": "string"}, "tz": {"type":
   "string"}, "relation": {"const": "eq"}, "undated": {"type": "integer", "minimum": 0},
   "buckets": {"type": "array", "items": {"$ref": "#/components/schemas/TimelineBucket"}},
   "by": {"type": "string"}, "series": {"type": "array", "items": {"$ref":
   "#/components/schemas/TimelineSeries"}}}, "additionalProperties": true, "required":
   ["interval", "tz", "relation", "undated", "buckets"]},
 "CountAnswer":
   {"type": "object", "properties": {"query": {"$ref": "#/components/schemas/Query"},
   "index": {"$ref": "#/components/schemas/Index"}, "total": {"$ref":
   "#/components/schemas/Total"}, "took_ms": {"type": "number"}, "links": {"$ref":
   "#/components/schemas/Links"}, "warnings": {"type": "array", "items": {"$ref":
   "#/components/schemas/Warning"}}}, "additionalProperties": true, "required": ["query",
   "index", "total", "took_ms", "links", "warnings"]},
 "FacetsAnswer":
   {"type": "object", "properties": {"query": {"$ref": "#/components/schemas/Query"},
   "index": {"$ref": "#/components/schemas/Index"}, "total": {"$ref":
   "#/components/schemas/Total"}, "took_ms": {"type": "number"}, "links": {"$ref":
   "#/components/schemas/Links"}, "warnings": {"type": "array", "items": {"$ref":
   "#/components/schemas/Warning"}}, "facets": {"type": "object", "additionalProperties":
   {"$ref": "#/components/schemas/Facet"}}, "next_cursor": {"type": "string"}},
   "additionalProperties": true, "required": ["query", "index", "total", "took_ms",
   "links", "warnings", "facets"]},
 "TimelineAnswer":
   {"type": "object", "properties": {"query": {"$ref": "#/components/schemas/Query"},
   "index": {"$ref": "#/components/schemas/Index"}, "total": {"$ref":
   "#/components/schemas/Total"}, "took_ms": {"type": "number"}, "links": {"$ref":
   "#/components/schemas/Links"}, "warnings": {"type": "array", "items": {"$ref":
   "#/components/schemas/Warning"}}, "timeline": {"$ref":
   "#/components/schemas/Timeline"}}, "additionalProperties": true, "required": ["query",
   "index", "total", "took_ms", "links", "warnings", "timeline"]},
 "SearchAnswer":
   {"type": "object", "properties": {"query": {"$ref": "#/components/schemas/Query"},
   "index": {"$ref": "#/components/schemas/Index"}, "total": {"$ref":
   "#/components/schemas/Total"}, "took_ms": {"type": "number"}, "links": {"$ref":
   "#/components/schemas/Links"}, "warnings": {"type": "array", "items": {"$ref":
   "#/components/schemas/Warning"}}, "results": {"type": "array", "items": {"$ref":
   "#/components/schemas/Hit"}}, "facets": {"type": "object", "additionalProperties":
   {"$ref": "#/components/schemas/Facet"}}, "timeline": {"$ref":
   "#/components/schemas/Timeline"}, "did_you_mean": {"$ref":
   "#/components/schemas/DidYouMean"}, "next_cursor": {"type": "string"}},
   "additionalProperties": true, "required": ["query", "index", "total", "took_ms",
   "links", "warnings", "results"]},
 "SourceSummary":
   {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"},
   "domain": {"type": "string"}, "country": {"type": "string"},
   "articles": {"type": "integer", "minimum": 0}, "undated":
   {"type": "integer", "minimum": 0}, "first": {"type": "string"}, "last": {"type":
   "string"}}, "additionalProperties": true, "required": ["id", "articles", "undated"]},
 "SourceCoverage":
   {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"},
   "domain": {"type": "string"}, "country": {"type": "string"},
   "articles": {"type": "integer", "minimum": 0}, "undated":
   {"type": "integer", "minimum": 0}, "first": {"type": "string"}, "last": {"type":
   "string"}, "undated_share": {"type": "number"}, "gaps": {"type": "array", "items":
   {"type": "object", "properties": {"from": {"type": "string"}, "to": {"type": "string"},
   "days": {"type": "integer", "minimum": 0}}, "additionalProperties": false, "required":
   ["from", "to", "days"]}}, "buckets": {"type": "array", "items": {"type": "object",
   "properties": {"start": {"type": "string"}, "articles": {"type": "integer", "minimum":
   0}, "coverage": {"type": "string", "enum": ["ok", "low", "none"]}},
   "additionalProperties": false, "required": ["start", "articles", "coverage"]}}},
   "additionalProperties": true, "required": ["id", "articles", "undated", "undated_share",
   "gaps", "buckets"]},
 "SourcesAnswer":
   {"type": "object", "properties": {"index": {"$ref": "#/components/schemas/Index"},
   "sources": {"type": "array", "items": {"$ref": "#/components/schemas/SourceSummary"}},
   "links": {"$ref": "#/components/schemas/Links"}},
   "additionalProperties": true, "required": ["index", "sources", "links"]},
 "SourceAnswer":
   {"type": "object", "properties": {"index": {"$ref": "#/components/schemas/Index"},
   "interval": {"type": "string"}, "source": {"$ref":
   "#/components/schemas/SourceCoverage"}, "links": {"$ref": "#/components/schemas/Links"}},
   "additionalProperties": true, "required": ["index", "interval", "source", "links"]},
 "CoverageAnswer":
   {"type": "object", "properties": {"query": {"type": "object", "properties": {"filters":
   {"type": "object", "additionalProperties": {"type": "array", "items": {"type":
   "string"}}}}, "required": ["filters"], "additionalProperties": true}, "index": {"$ref": "#/components/schemas/Index"},
   "interval": {"type": "string"}, "total": {"type": "integer", "minimum": 0}, "sources":
   {"type": "array", "items": {"$ref": "#/components/schemas/SourceCoverage"}},
   "next_cursor": {"type": "string"}, "links": {"$ref": "#/components/schemas/Links"}},
   "additionalProperties": true, "required": ["query", "index", "interval", "total",
   "sources", "links"]},
 "ArticleAnswer":
   {"type": "object", "properties": {"article": {"$ref": "#/components/schemas/Article"},
   "index": {"$ref": "#/components/schemas/Index"}}, "additionalProperties": true,
   "required": ["article", "index"]},
 "SampleAnswer":
   {"type": "object", "properties": {"query": {"$ref": "#/components/schemas/Query"},
   "index": {"$ref": "#/components/schemas/Index"}, "total": {"$ref":
   "#/components/schemas/Total"}, "size": {"type": "integer", "minimum": 0}, "seed":
   {"type": "integer", "minimum": 0}, "strata": {"type": "array", "items": {"type":
   "object", "properties": {"values": {"type": "object", "additionalProperties": {"type":
   "string"}}, "articles": {"type": "integer", "minimum": 0}, "drawn": {"type": "integer",
   "minimum": 0}}, "additionalProperties": false, "required": ["values", "articles",
   "drawn"]}}, "results": {"type": "array", "items": {"type": "object", "properties":
   {"id": {"type": "string"}, "url": {"type": "string"}, "canonical_url": {"type":
   "string"}, "source": {"$ref": "#/components/schemas/Source"}, "title": {"type":
   "string"}, "subtitle": {"type": "string"}, "abstract": {"type": "string"}, "text":
   {"type": "string"}, "authors": {"type": "array", "items": {"type": "string"}}, "agency":
   {"type": "string"}, "place": {"type": "string"}, "section": {"type": "string"},
   "type": {"type": "string"},
   "language": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}},
   "published": {"type": "string"}, "date_precision": {"type": "string", "enum": ["year",
   "month", "day", "minute", "second"]}, "date_source": {"type": "string"}, "updated":
   {"type": "string"}, "status": {"type": "string"}, "version": {"type": "integer",
   "minimum": 0}, "words": {"type": "integer", "minimum": 0}, "links": {"$ref":
   "#/components/schemas/Links"}, "stratum": {"type": "integer", "minimum": 0},
   "probability": {"type": "number", "exclusiveMinimum": 0, "maximum": 1}},
   "additionalProperties": true, "required": ["id", "stratum", "probability"]}}, "links":
   {"$ref": "#/components/schemas/Links"}, "warnings": {"type": "array", "items": {"$ref":
   "#/components/schemas/Warning"}}}, "additionalProperties": true, "required": ["query",
   "index", "total", "size", "seed", "strata", "results", "links", "warnings"]},
 "ChangesAnswer":
   {"type": "object", "properties": {"index": {"$ref": "#/components/schemas/Index"}, "since":
   {"type": "integer", "minimum": 0}, "changes": {"type": "array", "items": {"type": "object",
   "properties": {"revision": {"type": "integer", "minimum": 0}, "change": {"type": "string",
   "enum": ["added", "replaced", "removed"]}, "id": {"type": "string"}, "version": {"type":
   "integer", "minimum": 0}, "reason": {"type": "string"}, "now": {"type": "string"}},
   "required": ["revision", "change", "id"], "additionalProperties": true}}, "next_cursor":
   {"type": "string"}, "links": {"$ref": "#/components/schemas/Links"}}, "required": ["index",
   "since", "changes", "links"], "additionalProperties": true},
 "TermsAnswer":
   {"type": "object", "properties": {"query": {"$ref": "#/components/schemas/Query"},
   "index": {"$ref": "#/components/schemas/Index"}, "vs": {"type": "object", "properties": {"q":
   {"type": "string"}, "parsed": {"type": "string"}}, "required": ["q", "parsed"],
   "additionalProperties": true}, "target": {"$ref": "#/components/schemas/WordTotal"},
   "reference": {"$ref": "#/components/schemas/WordTotal"}, "measure": {"type": "string", "enum":
   ["log_likelihood", "log_ratio"]}, "min_frequency": {"type": "integer", "minimum": 1},
   "distinct": {"type": "integer", "minimum": 0}, "terms": {"type": "array", "items": {"type":
   "object", "properties": {"word": {"type": "string"}, "count": {"type": "integer", "minimum":
   1}, "per_million": {"type": "number"}, "reference_count": {"type": "integer", "minimum": 0},
   "reference_per_million": {"type": "number"}, "log_likelihood": {"type": "number", "minimum":
   0}, "log_ratio": {"type": "number"}}, "required": ["word", "count", "per_million",
   "reference_count", "reference_per_million", "log_likelihood", "log_ratio"],
   "additionalProperties": true}}, "links": {"$ref": "#/components/schemas/Links"}, "warnings":
   {"type": "array", "items": {"$ref": "#/components/schemas/Warning"}}}, "required": ["query",
   "index", "vs", "target", "reference", "measure", "min_frequency", "distinct", "terms",
   "links", "warnings"], "additionalProperties": true},
 "WordTotal":
   {"type": "object", "properties": {"articles": {"type": "integer", "minimum": 0}, "words":
   {"type": "integer", "minimum": 0}}, "required": ["articles", "words"],
   "additionalProperties": true},
 "Reference":
   {"type": "object", "properties": {"id": {"type": "string"}, "title": {"type": "string"},
   "published": {"type": "string"}, "source": {"$ref": "#/components/schemas/Source"}, "links":
   {"$ref": "#/components/schemas/Links"}}, "required": ["id", "links"], "additionalProperties":
   true},
 "ConcordanceAnswer":
   {"type": "object", "properties": {"query": {"$ref": "#/components/schemas/Query"},
   "index": {"$ref": "#/components/schemas/Index"}, "total": {"type": "object", "properties":
   {"lines": {"type": "integer", "minimum": 0}, "articles": {"type": "integer", "minimum": 0},
   "relation": {"const": "eq"}}, "required": ["lines", "articles", "relation"],
   "additionalProperties": true}, "line_order": {"type": "string", "enum": ["newest", "left",
   "right", "match"]}, "lines": {"type": "array", "items": {"type": "object", "properties":
   {"left": {"type": "string"}, "match": {"type": "string"}, "right": {"type": "string"},
   "field": {"type": "string", "enum": ["title", "text"]}, "article": {"$ref":
   "#/components/schemas/Reference"}}, "required": ["left", "match", "right", "field",
   "article"], "additionalProperties": true}}, "next_cursor": {"type": "string"}, "links":
   {"$ref": "#/components/schemas/Links"}, "warnings": {"type": "array", "items": {"$ref":
   "#/components/schemas/Warning"}}}, "required": ["query", "index", "total", "line_order",
   "lines", "links", "warnings"], "additionalProperties": true},
 "CollocatesAnswer":
   {"type": "object", "properties": {"query": {"$ref": "#/components/schemas/Query"},
   "index": {"$ref": "#/components/schemas/Index"}, "total": {"type": "object", "properties":
   {"matches": {"type": "integer", "minimum": 0}, "articles": {"type": "integer", "minimum": 0},
   "window_words": {"type": "integer", "minimum": 0}, "words": {"type": "integer", "minimum": 0},
   "relation": {"const": "eq"}}, "required": ["matches", "articles", "window_words", "words",
   "relation"], "additionalProperties": true}, "measure": {"type": "string", "enum":
   ["log_likelihood", "mi", "log_dice", "t_score"]}, "min_frequency": {"type": "integer",
   "minimum": 1}, "distinct": {"type": "integer", "minimum": 0}, "collocates": {"type": "array",
   "items": {"type": "object", "properties": {"word": {"type": "string"}, "count": {"type":
   "integer", "minimum": 1}, "total_count": {"type": "integer", "minimum": 1},
   "log_likelihood": {"type": "number", "minimum": 0}, "mi": {"type": "number"}, "log_dice":
   {"type": "number"}, "t_score": {"type": "number"}}, "required": ["word", "count",
   "total_count", "log_likelihood", "mi", "log_dice", "t_score"], "additionalProperties": true}},
   "links": {"$ref": "#/components/schemas/Links"}, "warnings": {"type": "array", "items":
   {"$ref": "#/components/schemas/Warning"}}}, "required": ["query", "index", "total",
   "measure", "min_frequency", "distinct", "collocates", "links", "warnings"],
   "additionalProperties": true},
 "NameSuggestion":
   {"type": "object", "properties": {"value": {"type": "string"}, "label": {"type": "string"},
   "articles": {"type": "integer", "minimum": 1}}, "required": ["value", "label", "articles"],
   "additionalProperties": true},
 "SuggestAnswer":
   {"type": "object", "properties": {"q": {"type": "string"}, "index": {"$ref":
   "#/components/schemas/Index"}, "words": {"type": "array", "items": {"type": "object",
   "properties": {"word": {"type": "string"}, "text": {"type": "string"}, "articles": {"type":
   "integer", "minimum": 1}}, "required": ["word", "text", "articles"], "additionalProperties":
   true}}, "titles": {"type": "array", "items": {"$ref": "#/components/schemas/Reference"}},
   "sources": {"type": "array", "items": {"$ref": "#/components/schemas/NameSuggestion"}},
   "authors": {"type": "array", "items": {"$ref": "#/components/schemas/NameSuggestion"}},
   "links": {"$ref": "#/components/schemas/Links"}}, "required": ["q", "index", "words",
   "titles", "sources", "authors", "links"], "additionalProperties": true},
 "SimilarAnswer":
   {"type": "object", "properties": {"query": {"$ref": "#/components/schemas/Query"},
   "index": {"$ref": "#/components/schemas/Index"}, "words": {"type": "array", "items": {"type":
   "string"}}, "total": {"$ref": "#/components/schemas/Total"}, "results": {"type": "array",
   "items": {"$ref": "#/components/schemas/Hit"}}, "links": {"$ref":
   "#/components/schemas/Links"}, "warnings": {"type": "array", "items": {"$ref":
   "#/components/schemas/Warning"}}}, "required": ["query", "index", "words", "total",
   "results", "links", "warnings"], "additionalProperties": true},
 "Problem":
   {"type": "object", "properties": {"type": {"type": "string"}, "title": {"type":
   "string"}, "status": {"type": "integer", "minimum": 0}, "code": {"type": "string"},
   "detail": {"type": "string"}, "instance": {"type": "string"}, "errors": {"type":
   "array", "items": {"type": "object", "properties": {"parameter": {"type": "string"},
   "position": {"type": "integer", "minimum": 0}, "found": {"type": "string"}, "expected":
   {"type": "array", "items": {"type": "string"}}, "suggestion": {"type": "string"}},
   "additionalProperties": true, "required": []}}}, "additionalProperties": true,
   "required": ["type", "title", "status", "code", "detail"]},
 "State":
   {"type": "object"}
}
)json";
}

}  // namespace backfile
