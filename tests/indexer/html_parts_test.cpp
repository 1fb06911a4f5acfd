// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "indexer/format/author_names.h"
#include "indexer/format/class_words.h"
#include "indexer/format/date_in_text.h"
#include "indexer/format/date_in_url.h"
#include "indexer/format/html_charset.h"
#include "indexer/format/html_reducer.h"
#include "indexer/format/html_text.h"
#include "indexer/format/html_tree.h"
#include "indexer/format/json_repair.h"
#include "indexer/format/junk_lines.h"
#include "indexer/format/line_filter.h"
#include "indexer/format/text_blocks.h"

namespace backfile {

TEST_CASE("bylines give the names of people only") {
  using Names = std::vector<std::string>;
  const struct {
    const char* byline;
    Names names;
  } cases[] = {
      {"By Ada Quillfeather", {"Ada Quillfeather"}},
      {"By ADA QUILLFEATHER and BEN O'TARROW", {"Ada Quillfeather", "Ben O'Tarrow"}},
      {"Von Jörg Ähren und Mia Wald", {"Jörg Ähren", "Mia Wald"}},
      {"Por Inés Valdemora", {"Inés Valdemora"}},
      {"Ada Quillfeather, Staff Writer", {"Ada Quillfeather"}},
      {"Ada Quillfeather, MD, and Ben Tarrow; Cal Dew",
       {"Ada Quillfeather, MD", "Ben Tarrow", "Cal Dew"}},
      {"Ada Quillfeather | Jan 19, 2017", {"Ada Quillfeather"}},
      {"Ada Quillfeather January 19, 2017", {"Ada Quillfeather"}},
      {"Jan 19 Written by Ada Quillfeather", {"Ada Quillfeather"}},
      {"By Ada Quillfeather (ada@courier.example)", {"Ada Quillfeather"}},
      {"Maria van der Berg", {"Maria van der Berg"}},
      {"admin", {}},
      {"Editorial Staff", {}},
      {"View more posts", {}},
      {"2017", {}},
      {"the harbour bridge has been mended at last", {}},
      {"", {}},
  };
  for (const auto& [byline, names] : cases) {
    CAPTURE(byline);
    CHECK(author_names(byline) == names);
  }
}

TEST_CASE("a date is found inside of a line") {
  const struct {
    const char* line;
    const char* date;
  } cases[] = {
      {"By Ada Quillfeather | Jan 19, 2017", "2017-01-19"},
      {"Published on 19 January 2017 in Local", "2017-01-19"},
      {"Updated: 2017-01-19", "2017-01-19"},
      {"(19.01.2017)", "2017-01-19"},
      {"12 people walked across", ""},
      {"in 2017", ""},
      {"1500000000", ""},
  };
  for (const auto& [line, date] : cases) {
    CAPTURE(line);
    const auto when = date_in_text(line, {});
    CHECK((when ? to_iso(*when) : std::string()) == date);
  }
}

TEST_CASE("the day of a story is read from its address") {
  const struct {
    const char* url;
    const char* date;
  } cases[] = {
      {"https://courier.example/2017/01/19/bridge.html", "2017-01-19"},
      {"https://courier.example/news/2017/1/9/bridge", "2017-01-09"},
      {"https://courier.example/bridge-2017-01-19", "2017-01-19"},
      {"https://courier.example/2017/13/19/bridge", ""},
      {"https://courier.example/12017/01/19/", ""},
      {"https://2017-01-19.example/", ""},
      {"", ""},
  };
  for (const auto& [url, date] : cases) {
    CAPTURE(url);
    const auto when = date_in_url(url);
    CHECK((when ? to_iso(*when) : std::string()) == date);
  }
}

TEST_CASE("fragments of markup become paragraphs of text") {
  const struct {
    const char* fragment;
    const char* text;
  } cases[] = {
      {"<p>One &amp; two.</p><p>Three.</p>", "One & two.\n\nThree."},
      {"&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\n\nTwo."},
      {"One.\n\nTwo.", "One.\n\nTwo."},
      {"One.<br>Two.<br><br>Three.", "One.\nTwo.\n\nThree."},
      {"a < b and b > c", "a < b and b > c"},
      {"AT&T", "AT&T"},
      {"Tom &amp;amp; Ada", "Tom & Ada"},
      {"<script>var x = '<p>';</script>Text<style>p{}</style>", "Text"},
      {"<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"},
      {"", ""},
  };
  for (const auto& [fragment, text] : cases) {
    CAPTURE(fragment);
    CHECK(html_to_text(fragment) == text);
  }
}

TEST_CASE("broken JSON of pages is made strict, and strict JSON is left alone") {
  const struct {
    const char* written;
    const char* repaired;
  } cases[] = {
      {R"({"a":"b\"c","d":[1,2]})", R"({"a":"b\"c","d":[1,2]})"},
      {"//<![CDATA[\n{\"a\":1}\n//]]>", "{\"a\":1}"},
      {"<!--{\"a\":1}-->", "{\"a\":1}"},
      {"{\"a\":[1,2,],}", "{\"a\":[1,2]}"},
      {"{\"a\":\"b\nc\td\"}", "{\"a\":\"b\\nc d\"}"},
      {"{\"a\":\"say \"hi\" now\"}", R"({"a":"say \"hi\" now"})"},
      {R"({"a":"it\'s \x"})", R"({"a":"it's \\x"})"},
      {"{&quot;a&quot;:&quot;b &amp; c&quot;}", "{\"a\":\"b & c\"}"},
      {"no json", ""},
  };
  for (const auto& [written, repaired] : cases) {
    CAPTURE(written);
    CHECK(repair_json(written) == repaired);
  }
}

TEST_CASE("only whole words of class names speak against an element") {
  const struct {
    const char* name;
    bool junk;
  } cases[] = {
      {"share-buttons", true},
      {"shareholder-news", false},
      {"relatedArticles", true},
      {"has-post-thumbnail", false},
      {"tag-newsletter", false},
      {"tag-cloud", true},
      {"newsletterSignup box", true},
      {"story-body", false},
      {"article read", false},
      {"read-more", true},
      {"loading", false},
      {"ad", true},
      {"anzeige", true},
      {"werbung-oben", true},
      {"bloc publicite", true},
      {"publicidad", true},
      {"pubblicita", true},
      {"public", false},
  };
  for (const auto& [name, junk] : cases) {
    CAPTURE(name);
    const HtmlTree tree("<div class=\"" + std::string(name) + "\">x</div>");
    CHECK(class_verdict(tree, tree.find(HtmlTag::Div)).junk == junk);
  }
}

TEST_CASE("whole lines that are no prose are told from prose that begins like them") {
  const struct {
    const char* line;
    bool junk;
  } cases[] = {
      {"Advertisement", true},
      {"Read more: Ferry stops", true},
      {"Photo: Wexcombe Courier", true},
      {"© 2017 Wexcombe Courier", true},
      {"Lesen Sie auch: Die Fähre sagt ade", true},
      {"Leer más: La barca se despide", true},
      {"Advertisements for the post were printed in all three papers of the county last week.",
       false},
      {"Share prices fell.", false},
      {"Watching the bridge was free.", false},
  };
  for (const auto& [line, junk] : cases) {
    CAPTURE(line);
    CHECK(is_junk_line(line) == junk);
  }
}

TEST_CASE("the character set is taken from the first meta that names one") {
  CHECK(html_charset("<meta charset=\"ISO-8859-2\">", "") == "iso-8859-2");
  CHECK(html_charset("<meta http-equiv=a content='text/html; charset=koi8-r'>", "") == "koi8-r");
  CHECK(html_charset("<?xml version='1.0' encoding='Shift_JIS'?><html>", "") == "shift_jis");
  CHECK(html_charset("<meta charset=utf-16>", "") == "utf-8");
  CHECK(html_charset("<p>charset=koi8-r</p>", "") == "");
  CHECK(html_charset("<meta charset=koi8-r>", "utf-8") == "utf-8");
}

TEST_CASE("a reduced page is bounded in depth and loses what nobody reads") {
  std::string deep;
  for (std::size_t i = 0; i < 10 * kMaxDepth; ++i) deep += "<div>";
  const ReducedHtml reduced = reduce_html(deep + "text");
  std::size_t opened = 0;
  for (std::size_t at = reduced.html.find("<div>"); at != std::string::npos;
       at = reduced.html.find("<div>", at + 1)) {
    ++opened;
  }
  CHECK(opened == kMaxDepth);
  CHECK(reduced.html.ends_with("text"));
  CHECK(reduce_html("a<!-- b --><script>c</script><img alt=d><b onclick=e>f</b>").html == "af");
  CHECK(reduce_html("<p style=\"color:red\" data-x=1 class=y>z</p>").html ==
        "<p class=\"y\">z</p>");
  CHECK(reduce_html("<script type=application/ld+json>{}</script>").json_ld ==
        std::vector<std::string>{"{}"});
}

TEST_CASE("small print is seen through, and known as such") {
  const HtmlTree tree(
      "<p>Long ago.</p><p><small>Printed <b class=x>in</b> a shed.</small></p><p>a "
      "<small>b</small>");
  const DroppedNodes none(tree.size());
  const std::vector<TextBlock> blocks = text_blocks(tree, 0, none);
  REQUIRE(blocks.size() == 3);
  CHECK_FALSE(blocks[0].small_print);
  CHECK(blocks[1].text == "Printed in a shed.");
  CHECK(blocks[1].small_print);
  CHECK_FALSE(blocks[2].small_print);
  CHECK(tree.find(HtmlTag::Small) == tree.size());
}

TEST_CASE("small print behind a text is no part of it, unless there is nothing else") {
  const auto kept = [](const std::string& page) {
    const HtmlTree tree(page);
    const DroppedNodes none(tree.size());
    std::string text;
    for (const TextBlock& block : filter_lines(text_blocks(tree, 0, none), {})) {
      text += block.text + "|";
    }
    return text;
  };
  CHECK(kept("<p>Long ago.</p><hr><small>Printed in a shed.</small>") == "Long ago.|");
  CHECK(
      kept("<p>Long ago.</p><p><small>Printed in a shed.</small></p><p><small>Bye.</small></p>") ==
      "Long ago.|");
  CHECK(kept("<p>Long ago.</p><p><small>Aside.</small></p><p>The end.</p>") ==
        "Long ago.|Aside.|The end.|");
  CHECK(kept("<p>Long <small>ago.</small></p>") == "Long ago.|");
  CHECK(kept("<small><p>Long ago.</p><p>The end.</p></small>") == "Long ago.|The end.|");
}

TEST_CASE("a subtree is the range of its nodes") {
  const HtmlTree tree("<div><p>a <b>b</b></p><p>c</p></div><p>d");
  const NodeId div = tree.find(HtmlTag::Div);
  CHECK(tree.text_of(div) == "a b c");
  CHECK(tree.tag(tree[div].end) == HtmlTag::P);
  CHECK(tree.text_of(tree[div].end) == "d");
  CHECK(tree.find(HtmlTag::Table) == tree.size());
}

}  // namespace backfile
