// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/xml_tree.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "indexer/format/format.h"
#include "indexer/format/xml_text.h"

namespace backfile {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST_CASE("what strict parsers refuse and the world writes is read as it was meant") {
  struct Case {
    std::string_view xml;
    std::string_view text;
  };
  constexpr Case kCases[] = {
      {"<a>x &amp; y</a>", "x & y"},
      {"<a>x & y</a>", "x & y"},
      {"<a>caf&eacute;&nbsp;&mdash; open</a>", "café — open"},
      {"<a>it&#146;s &#x93;new&#x94;</a>", "it’s “new”"},
      {"<a>a&#2;b&#xFFFF;c&#xD800;d</a>", "abcd"},
      {"<a>a\x02\x1F"
       "b</a>",
       "ab"},
      {"<a>3 < 4 and 5 > 4</a>", "3 < 4 and 5 > 4"},
      {"<a>&unknown; thing</a>", "&unknown; thing"},
      {"<a>&lt;b&gt;</a>", "<b>"},
      {"\n\n <?xml version=\"1.0\"?>\n<a>x</a>", "x"},
      {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>caf\xE9</a>", "café"},
      {"<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>caf\xE9 \x93zu\x94</a>", "café “zu”"},
      {"<a><!-- -- not & read -- --><?pi <x?>x</a>", "x"},
      {"<a><![CDATA[1 < 2 && <b>]]></a>", "1 < 2 && <b>"},
      {"<!DOCTYPE a SYSTEM \"http://a.example/a.dtd\"><a>x</a>", "x"},
      {"<!DOCTYPE a [ <!ELEMENT a (#PCDATA)> <!-- ]> --> <!ENTITY e \"]>\"> ]><a>x</a>", "x"},
      {"<undeclared:a>x</undeclared:a>", "x"},
      {"<a b='1 < 2 & 3'>x</a>", "x"},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.xml);
    const auto tree = XmlTree::parse(row.xml, {});
    REQUIRE(tree);
    CHECK_FALSE(tree->error());
    CHECK(tree->root().text() == row.text);
  }
}

TEST_CASE("names have the usual prefix of their namespace, whatever the document writes") {
  const auto tree = XmlTree::parse(
      "<n:nitf xmlns:n='http://iptc.org/std/NITF/2006-10-18/' "
      "xmlns:d='http://purl.org/dc/elements/1.1/'>\n<d:date d:x='1' xml:lang='en'>now</d:date>"
      "<media:text xmlns:media='http://other.example/'/></n:nitf>",
      {});
  REQUIRE(tree);
  const XmlElement root = tree->root();
  CHECK(root.name() == "nitf");
  CHECK(root.find("dc:date").text() == "now");
  CHECK(root.find("dc:date").attribute("xml:lang") == "en");
  CHECK(root.find("dc:date").attribute("dc:x") == "1");
  CHECK(root.find("dc:date").line() == 2);
  CHECK(root.find("media:text"));
  CHECK_FALSE(root.find("dc:date/x"));
  CHECK(root.find("nothing/at/all").text() == "");
}

TEST_CASE("attributes are decoded and repaired like texts") {
  const auto tree = XmlTree::parse(
      "<a b='1 &amp; 2 &lt; 3' c='x & y' d=\"caf&eacute; &#8217; &#39;\" e='p < q' f=''/>", {});
  REQUIRE(tree);
  const XmlElement root = tree->root();
  CHECK(root.attribute("b") == "1 & 2 < 3");
  CHECK(root.attribute("c") == "x & y");
  CHECK(root.attribute("d") == "café ’ '");
  CHECK(root.attribute("e") == "p < q");
  CHECK(root.attribute("f") == "");
  CHECK(root.attribute("g") == "");
}

TEST_CASE("a document that breaks off keeps what was whole") {
  const auto tree = XmlTree::parse("<a>\n<b>one</b>\n<b>two", {});
  REQUIRE(tree);
  REQUIRE(tree->error());
  CHECK(tree->error()->message.starts_with("not well-formed XML in line 3: "));
  const auto parts = tree->root().children({"b"});
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].is_closed());
  CHECK(parts[0].text() == "one");
  CHECK_FALSE(parts[1].is_closed());
  CHECK_FALSE(tree->root().is_closed());
}

TEST_CASE("documents made to harm are refused with a reason, soon") {
  std::string laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol \"lol\">";
  for (int i = 1; i < 10; ++i) {
    const std::string before = i == 1 ? "lol" : "lol" + std::to_string(i - 1);
    laughs += "<!ENTITY lol" + std::to_string(i) + " \"" + repeated("&" + before + ";", 10) + "\">";
  }
  std::string namespaces;
  for (int i = 0; i < 30; ++i) {
    namespaces += "<x";
    for (int j = 0; j < 100; ++j) {
      namespaces += " xmlns:n" + std::to_string(i * 100 + j) + "='u" + std::to_string(j) + "'";
    }
    namespaces += '>';
  }
  std::string attributes = "<x";
  for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i) + "=''";
  struct Case {
    std::string xml;
    std::string_view reason;
  };
  const Case kCases[] = {
      {laughs + "]>\n<lolz>&lol9;</lolz>",
       "the text refers to the entity &lol9; in line 3, which the document type declares; entities "
       "are never expanded"},
      {"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
       "the text refers to the entity &x; in line 1, which the document type declares; entities "
       "are never expanded"},
      {attributes + "/>", "an element has more than 256 attributes in line 1"},
      {namespaces, "the XML document is refused: it has too many namespaces"},
      {"<a>" + repeated("<b/>", kMaxXmlElements),
       "the XML document is refused: it has more than "
       "500000 elements"},
      {"", "the XML document has no root element"},
      {"no markup", "the XML document has no root element"},
  };
  for (const Case& row : kCases) {
    const auto begin = std::chrono::steady_clock::now();
    const auto tree = XmlTree::parse(row.xml, {});
    REQUIRE_FALSE(tree);
    CHECK(tree.error().code == ErrorCode::BadRecord);
    CHECK(tree.error().message == row.reason);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
  }
  const auto deep = XmlTree::parse(repeated("<a>", 100'000), {});
  REQUIRE(deep);
  CHECK(deep->error());
}

TEST_CASE("text is paragraphs, rows of tables are lines, and media are left out") {
  struct Case {
    std::string_view xml;
    std::string_view text;
  };
  constexpr Case kCases[] = {
      {"<body><p>One\n  <b>two</b> three.</p>\n<p>Four.</p></body>", "One two three.\n\nFour."},
      {"<body>Loose.<p>One.</p>tail</body>", "Loose.\n\nOne.\n\ntail"},
      {"<body><p>One<br/>two<br/><br/>three</p></body>", "One\ntwo\n\nthree"},
      {"<body><p>One.</p><media><media-caption><p>Caption.</p></media-caption></media></body>",
       "One."},
      {"<body><table><tr><td>Ships</td><td>4</td></tr><tr><td><p>Boats</p></td><td/><td>9</td>"
       "</tr></table><p>End.</p></body>",
       "Ships | 4\nBoats | 9\n\nEnd."},
      {"<body><ul><li>a</li><li>b</li></ul></body>", "a\n\nb"},
      {"<body><script>x()</script></body>", ""},
  };
  for (const Case& row : kCases) {
    CAPTURE(row.xml);
    const auto tree = XmlTree::parse(row.xml, {});
    REQUIRE(tree);
    CHECK(xml_paragraphs(tree->root()) == row.text);
  }
}

}  // namespace
}  // namespace backfile
