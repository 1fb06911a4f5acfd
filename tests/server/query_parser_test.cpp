// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/date.h"
#include "server/query/ast.h"
#include "server/query/parser.h"

namespace backfile {
namespace {

struct Accepted {
  std::string_view query;
  std::string_view tree;
  std::string_view warnings;  // Codes, separated by blanks.
};

// clang-format off
const Accepted kAccepted[] = {
    // Words.
    {"ferry", "ferry", ""},
    {"Ferry", "Ferry", ""},
    {"  ferry  ", "ferry", ""},
    {"Café", "Café", ""},
    {"Straße", "Straße", ""},
    {"МОСКВА", "МОСКВА", ""},
    {"moscow's", "\"moscow s\"", ""},
    {"well-being", "\"well being\"", ""},
    {"U.S.", "\"U S\"", ""},
    {"O'Neill", "\"O Neill\"", ""},
    {"O’Neill", "\"O Neill\"", ""},
    {"1,000", "\"1 000\"", ""},
    {"COVID-19", "\"COVID 19\"", ""},
    {"東京", "\"東 京\"", ""},
    {"東", "東", ""},
    {"हिन्दी", "हिन्दी", ""},
    {"ferry,", "ferry", ""},
    // Phrases.
    {"\"ferry\"", "\"ferry\"", ""},
    {"\"The Ferry\"", "\"The Ferry\"", ""},
    {"\"well-being centre\"", "\"well being centre\"", ""},
    {"\"to be or not to be\"", "\"to be or not to be\"", ""},
    {"\"what is to be done?\"", "\"what is to be done\"", "ignored_punctuation"},
    {"\"AND\"", "\"AND\"", ""},
    {"\"W/5\"", "\"W 5\"", ""},
    {"\"a OR b\"", "\"a OR b\"", ""},
    {"\"word~1\"", "\"word 1\"", ""},
    // Exact forms and prefixes.
    {"=ferry", "\"ferry\"", ""},
    {"=Café", "\"Café\"", ""},
    {"=well-being", "\"well being\"", ""},
    {"=\"new york\"", "\"new york\"", ""},
    {"=ferry harbour", "\"ferry\" AND harbour", ""},
    {"elect*", "elect*", ""},
    {"Élect*", "Élect*", ""},
    {"abc*", "abc*", ""},
    {"2014*", "2014*", ""},
    // Operators.
    {"ferry harbour", "ferry AND harbour", ""},
    {"ferry AND harbour", "ferry AND harbour", ""},
    {"ferry harbour island", "ferry AND harbour AND island", ""},
    {"ferry AND harbour AND island", "ferry AND harbour AND island", ""},
    {"ferry AND harbour island", "ferry AND harbour AND island", ""},
    {"ferry OR harbour", "ferry OR harbour", ""},
    {"ferry OR harbour OR island", "ferry OR harbour OR island", ""},
    {"NOT ferry", "NOT ferry", ""},
    {"-ferry", "NOT ferry", ""},
    {"-\"new york\"", "NOT \"new york\"", ""},
    {"-(ferry OR boat)", "NOT (ferry OR boat)", ""},
    {"-=ferry", "NOT \"ferry\"", ""},
    {"-elect*", "NOT elect*", ""},
    {"-title:ferry", "NOT title:ferry", ""},
    {"NOT NOT ferry", "NOT (NOT ferry)", ""},
    {"NOT -ferry", "NOT (NOT ferry)", ""},
    {"ferry NOT harbour", "ferry AND (NOT harbour)", ""},
    {"ferry AND NOT harbour", "ferry AND (NOT harbour)", ""},
    {"ferry -harbour", "ferry AND (NOT harbour)", ""},
    {"ferry OR NOT harbour", "ferry OR (NOT harbour)", ""},
    {"NOT ferry harbour", "(NOT ferry) AND harbour", ""},
    // Brackets.
    {"(ferry)", "ferry", ""},
    {"((ferry))", "ferry", ""},
    {"(ferry harbour)", "ferry AND harbour", ""},
    {"(ferry OR boat) harbour", "(ferry OR boat) AND harbour", ""},
    {"(ferry OR boat)(harbour OR port)", "(ferry OR boat) AND (harbour OR port)", ""},
    {"(ferry AND harbour) AND island", "ferry AND harbour AND island", ""},
    {"ferry AND (harbour AND island)", "ferry AND harbour AND island", ""},
    {"(ferry OR boat) OR ship", "ferry OR boat OR ship", ""},
    {"NOT (ferry AND harbour)", "NOT (ferry AND harbour)", ""},
    {"ferry AND(harbour)", "ferry AND harbour", ""},
    {"NOT(ferry)", "NOT ferry", ""},
    {"(a OR (b AND (c OR d)))", "a OR (b AND (c OR d))", ""},
    // AND and OR on one level.
    {"ferry AND harbour OR island", "(ferry AND harbour) OR island", "mixed_operators"},
    {"ferry harbour OR island", "(ferry AND harbour) OR island", "mixed_operators"},
    {"ferry OR harbour island", "ferry OR (harbour AND island)", "mixed_operators"},
    {"ferry OR harbour AND island OR boat", "ferry OR (harbour AND island) OR boat", "mixed_operators"},
    {"(ferry AND harbour) OR island", "(ferry AND harbour) OR island", ""},
    {"ferry AND (harbour OR island)", "ferry AND (harbour OR island)", ""},
    {"ferry -harbour OR island", "(ferry AND (NOT harbour)) OR island", "mixed_operators"},
    {"(a OR b c) (d OR e AND f)", "(a OR (b AND c)) AND (d OR (e AND f))", "mixed_operators mixed_operators"},
    {"title:(a b OR c)", "(title:a AND title:b) OR title:c", "mixed_operators"},
    // Fields of words.
    {"title:ferry", "title:ferry", ""},
    {"Title:ferry", "title:ferry", ""},
    {"TITLE:ferry", "title:ferry", ""},
    {"title:\"new ferry\"", "title:\"new ferry\"", ""},
    {"title:=ferry", "title:\"ferry\"", ""},
    {"title:elect*", "title:elect*", ""},
    {"title:(ferry OR boat)", "title:ferry OR title:boat", ""},
    {"title:(ferry -\"new york\")", "title:ferry AND (NOT title:\"new york\")", ""},
    {"title:(NOT ferry)", "NOT title:ferry", ""},
    {"title:(a AND (b OR c))", "title:a AND (title:b OR title:c)", ""},
    {"title:well-being", "title:\"well being\"", ""},
    {"text:ferry", "text:ferry", ""},
    {"text:\"the ferry\"", "text:\"the ferry\"", ""},
    {"title:ferry harbour", "title:ferry AND harbour", ""},
    {"title:10:30", "title:\"10 30\"", ""},
    {"title:https://example.com/a", "title:\"https example com a\"", ""},
    // Keyword fields.
    {"source:example.com", "source:\"example.com\"", ""},
    {"source:\"Example News\"", "source:\"Example News\"", ""},
    {"author:\"Ada Byron\"", "author:\"Ada Byron\"", ""},
    {"author:O'Neill", "author:\"O'Neill\"", ""},
    {"section:politics", "section:\"politics\"", ""},
    {"agency:reuters", "agency:\"reuters\"", ""},
    {"place:moscow", "place:\"moscow\"", ""},
    {"place:\"New York\"", "place:\"New York\"", ""},
    {"place:(moscow OR \"new york\")", "place:\"moscow\" OR place:\"new york\"", ""},
    {"place:(moscow)", "place:\"moscow\"", ""},
    {"place:(\"new  york\" OR moscow OR 東京)", "place:\"new york\" OR place:\"moscow\" OR place:\"東京\"", ""},
    {"language:de", "language:\"de\"", ""},
    {"tag:election", "tag:\"election\"", ""},
    {"tag:\"a * b\"", "tag:\"a * b\"", ""},
    {"tag:\"C++\"", "tag:\"C++\"", ""},
    {"tag:«the \"big\" one»", "tag:«the \"big\" one»", "quotes_normalised"},
    {"tag:「the \"big\" «one»」", "tag:「the \"big\" «one»」", "quotes_normalised"},
    {"tag:“the «big» one”", "tag:\"the «big» one\"", "quotes_normalised"},
    {"status:corrected", "status:\"corrected\"", ""},
    {"date_source:json-ld", "date_source:\"json-ld\"", ""},
    {"tag:a:b", "tag:\"a:b\"", ""},
    {"source:https://example.com", "source:\"https://example.com\"", ""},
    {"tag:AND", "tag:\"AND\"", ""},
    {"Place:moscow ferry", "place:\"moscow\" AND ferry", ""},
    {"-place:moscow", "NOT place:\"moscow\"", ""},
    {"NOT place:(moscow OR paris)", "NOT (place:\"moscow\" OR place:\"paris\")", ""},
    // Dates.
    {"date:2014", "date:2014", ""},
    {"date:2014-02", "date:2014-02", ""},
    {"date:2014-02-03", "date:2014-02-03", ""},
    {"date:2014-02..2014-04", "date:2014-02..2014-04", ""},
    {"date:2014-01..2014-12", "date:2014", ""},
    {"date:2014..2015", "date:2014..2015", ""},
    {"date:2014/2015", "date:2014..2015", ""},
    {"date:2014-02/2014-04", "date:2014-02..2014-04", ""},
    {"date:2014-02-03/", "date:2014-02-03..", ""},
    {"date:..2014", "date:..2014", ""},
    {"date:2014..", "date:2014..", ""},
    {"date:2014-02-03..2014-02-03", "date:2014-02-03", ""},
    {"date:2014-02-03T10:30:00Z..2014-02-03T11:00:00Z", "date:2014-02-03T10:30:00..2014-02-03T11:00:00", ""},
    {"date:\"2014-02-03 10:30\"", "date:2014-02-03T10:30:00..2014-02-03T10:30:59", ""},
    {"date:\"2014-02\"", "date:2014-02", ""},
    {"date:2016-02-29", "date:2016-02-29", ""},
    {"-date:2014", "NOT date:2014", ""},
    {"ferry date:2014 place:moscow", "ferry AND date:2014 AND place:\"moscow\"", ""},
    // No fields: addresses and times.
    {"https://example.com/a?b=c*d", "\"https example com a b c d\"", ""},
    {"https://example.com/?q=~x|y", "\"https example com q x y\"", ""},
    {"http://example.com", "\"http example com\"", ""},
    {"10:30", "\"10 30\"", ""},
    {"10:30:15", "\"10 30 15\"", ""},
    {"2:1 score", "\"2 1\" AND score", ""},
    // Punctuation.
    {"ferry & harbour", "ferry AND harbour", "ignored_punctuation"},
    {"ferry - harbour", "ferry AND harbour", "ignored_punctuation"},
    {"ferry – harbour", "ferry AND harbour", "ignored_punctuation"},
    {"ferry / harbour", "ferry AND harbour", "ignored_punctuation"},
    {"ferry + harbour", "ferry AND harbour", "ignored_punctuation"},
    {"ferry ! harbour", "ferry AND harbour", "ignored_punctuation"},
    {"où va la France ?", "où AND va AND la AND France", "ignored_punctuation"},
    {"ferry -- harbour", "ferry AND harbour", "ignored_punctuation"},
    {"ferry ... harbour", "ferry AND harbour", "ignored_punctuation"},
    {"😀 ferry", "ferry", "ignored_punctuation"},
    // Lookalikes.
    {"ferry and harbour", "ferry AND and AND harbour", "lowercase_operator"},
    {"ferry or harbour", "ferry AND or AND harbour", "lowercase_operator"},
    {"ferry And harbour", "ferry AND And AND harbour", "lowercase_operator"},
    {"ferry not harbour", "ferry AND not AND harbour", "lowercase_operator"},
    {"not ferry", "not AND ferry", "lowercase_operator"},
    {"and ferry", "and AND ferry", ""},
    {"ferry and", "ferry AND and", ""},
    {"ferry title:and harbour", "ferry AND title:and AND harbour", ""},
    {"'new york'", "new AND york", "single_quotes"},
    {"‘new york’", "new AND york", "single_quotes"},
    {"rock 'n roll", "rock AND n AND roll", ""},
    {"'ferry'", "ferry", "single_quotes"},
    // Normalised.
    {"“new york”", "\"new york\"", "quotes_normalised"},
    {"„new york“", "\"new york\"", "quotes_normalised"},
    {"”new york”", "\"new york\"", "quotes_normalised"},
    {"«new york»", "\"new york\"", "quotes_normalised"},
    {"»new york«", "\"new york\"", "quotes_normalised"},
    {"「東京」", "\"東 京\"", "quotes_normalised"},
    {"\"new york”", "\"new york\"", "quotes_normalised"},
    {"“the «big» one”", "\"the big one\"", "quotes_normalised"},
    {"ferry harbour", "ferry AND harbour", ""},
    {"ferry\u3000harbour", "ferry AND harbour", "blanks_normalised"},
    {"ｆｅｒｒｙ", "ferry", "width_normalised"},
    {"ａ ＡＮＤ ｂ", "a AND b", "width_normalised"},
    {"（ferry OR boat）", "ferry OR boat", "width_normalised"},
    {"＂new york＂", "\"new york\"", "width_normalised"},
    {"fer\u200bry", "ferry", "invisible_removed"},
    {"fer\u00adry", "ferry", "invisible_removed"},
    {"–ferry", "NOT ferry", "dashes_normalised"},
    {"−ferry", "NOT ferry", "dashes_normalised"},
    {"\"ferry\" \"harbour\"", "\"ferry\" AND \"harbour\"", ""},
    // Signs that are no operators.
    {"[sic] ferry", "sic AND ferry", ""},
    {"US$5 million", "\"US 5\" AND million", ""},
    {"$100", "100", "ignored_punctuation"},
    {"C++", "C", "ignored_punctuation"},
    {"C#", "C", "ignored_punctuation"},
    {"AT&T", "\"AT T\"", ""},
    {"P!nk", "\"P nk\"", ""},
    {"n/a", "\"n a\"", ""},
    {"24/7", "\"24 7\"", ""},
    {"9/11", "\"9 11\"", ""},
    {"w/o", "\"w o\"", ""},
    {"1/5", "\"1 5\"", ""},
    {"and/or", "\"and or\"", ""},
    {"snake_case", "\"snake case\"", ""},
    {"me@example.com", "\"me example com\"", ""},
    {"你好！", "\"你 好\"", ""},
    {"what？", "what", ""},
    {"ferry harbour", "ferry AND harbour", ""},
    {"- -ferry", "NOT ferry", "ignored_punctuation"},
    {"near 5", "near AND 5", ""},
    {"place:AND", "place:\"AND\"", ""},
    // Words that only look like operators.
    {"notes", "notes", ""},
    {"android ORB", "android AND ORB", ""},
    {"near nearby near5th", "near AND nearby AND near5th", ""},
    {"w/out", "\"w out\"", ""},
    {"24/7 news", "\"24 7\" AND news", ""},
    {"10~a", "\"10 a\"", ""},
    {"HK$100", "\"HK 100\"", ""},
    {"(BBC) (ITV)", "BBC AND ITV", ""},
    {"#metoo", "metoo", "ignored_punctuation"},
    {"50%", "50", "ignored_punctuation"},
    // Blanks and invisible characters.
    {"new\u00a0york", "new AND york", "blanks_normalised"},
    {"new\tyork\nharbour", "new AND york AND harbour", ""},
    {"\ufeffferry", "ferry", "invisible_removed"},
    {"fer\u200bry \u00a0 \u3000harbour", "ferry AND harbour", "invisible_removed blanks_normalised blanks_normalised"},
    // Full width.
    {"ｔｉｔｌｅ：ｆｅｒｒｙ", "title:ferry", "width_normalised"},
    {"ｅｌｅｃｔ＊", "elect*", "width_normalised"},
    {"place:（moscow OR paris）", "place:\"moscow\" OR place:\"paris\"", "width_normalised"},
    // Proximity, counting, leads, wildcards, wrong letters.
    {"el*ct", "el*ct", ""},
    {"wom?n", "wom?n", ""},
    {"polic?", "polic?", "question_mark"},
    {"electi?*", "electi?*", ""},
    {"\"elect* result\"", "elect* PRE/1 \"result\"", ""},
    {"\"wom?n\"", "wom?n", ""},
    {"climate W/5 strike", "climate W/5 strike", ""},
    {"climate w/5 strike", "climate W/5 strike", ""},
    {"climate W/S strike", "climate W/S strike", ""},
    {"climate w/p strike", "climate W/P strike", ""},
    {"climate NEAR/5 strike", "climate W/5 strike", ""},
    {"climate near/5 strike", "climate W/5 strike", ""},
    {"climate PRE/5 strike", "climate PRE/5 strike", ""},
    {"climate pre/5 strike", "climate PRE/5 strike", ""},
    {"climate NOT W/5 strike", "climate NOT W/5 strike", ""},
    {"climate NOT NEAR/5 strike", "climate NOT W/5 strike", ""},
    {"climate NOT W/S strike", "climate NOT W/S strike", ""},
    {"climate NOT w/p strike", "climate NOT W/P strike", ""},
    {"(climate) W/5 (strike)", "climate W/5 strike", ""},
    {"(climate OR weather) W/5 (strike OR protest)", "(climate OR weather) W/5 (strike OR protest)", ""},
    {"\"climate change\" W/10 strik*", "\"climate change\" W/10 strik*", ""},
    {"\"climate change\" W/10 (strik* OR wom?n OR protest~1)", "\"climate change\" W/10 (strik* OR wom?n OR protest~1)", ""},
    {"climate W/1 strike", "climate W/1 strike", ""},
    {"climate W/255 strike", "climate W/255 strike", ""},
    {"climate W/3 change W/3 strike", "(climate W/3 change) W/3 strike", ""},
    {"climate W/3 change W/10 strike", "(climate W/3 change) W/10 strike", "mixed_operators"},
    {"(climate W/3 change) W/10 strike", "(climate W/3 change) W/10 strike", ""},
    {"climate W/3 (change W/10 strike)", "climate W/3 (change W/10 strike)", ""},
    {"climate W/S (strike W/P vote)", "climate W/S (strike W/P vote)", ""},
    {"(a W/3 b) NOT W/5 (c PRE/2 d)", "(a W/3 b) NOT W/5 (c PRE/2 d)", ""},
    {"a OR b W/5 c", "a OR (b W/5 c)", ""},
    {"a AND b W/5 c", "a AND (b W/5 c)", ""},
    {"a b W/5 c", "a AND (b W/5 c)", "mixed_operators"},
    {"a W/5 b c", "(a W/5 b) AND c", "mixed_operators"},
    {"a W/5 b AND c", "(a W/5 b) AND c", ""},
    {"(a W/5 b) c", "(a W/5 b) AND c", ""},
    {"NOT a W/5 b", "NOT (a W/5 b)", ""},
    {"-climate W/5 strike", "NOT (climate W/5 strike)", ""},
    {"NOT (a W/5 b)", "NOT (a W/5 b)", ""},
    {"a AND NOT b W/5 c", "a AND (NOT (b W/5 c))", ""},
    {"title:climate W/5 title:strike", "title:climate W/5 title:strike", ""},
    {"title:(climate W/5 strike)", "title:climate W/5 title:strike", ""},
    {"text:(climate OR \"global warming\") W/S strike", "(text:climate OR text:\"global warming\") W/S strike", ""},
    {"lead:(climate W/5 strike)", "lead:climate W/5 lead:strike", ""},
    {"=climate W/5 =strike", "\"climate\" W/5 \"strike\"", ""},
    {"'climate' W/5 strike", "climate W/5 strike", "single_quotes"},
    {"ATLEAST5(climate)", "ATLEAST5(climate)", ""},
    {"atleast5(climate)", "ATLEAST5(climate)", ""},
    {"ATLEAST5 (climate)", "ATLEAST5(climate)", ""},
    {"-ATLEAST5(climate)", "NOT ATLEAST5(climate)", ""},
    {"NOT ATLEAST5(climate)", "NOT ATLEAST5(climate)", ""},
    {"ATLEAST3(climate OR weather)", "ATLEAST3(climate OR weather)", ""},
    {"ATLEAST2(\"climate change\" W/5 strike)", "ATLEAST2(\"climate change\" W/5 strike)", ""},
    {"ATLEAST1000(climate)", "ATLEAST1000(climate)", ""},
    {"ATLEAST3(climate) AND ATLEAST2(strike)", "ATLEAST3(climate) AND ATLEAST2(strike)", ""},
    {"LEAD(climate)", "lead:climate", ""},
    {"lead(climate)", "lead:climate", ""},
    {"LEAD(climate AND strike)", "lead:climate AND lead:strike", ""},
    {"LEAD(climate OR \"night ferry\")", "lead:climate OR lead:\"night ferry\"", ""},
    {"LEAD(climate W/5 strike)", "lead:climate W/5 lead:strike", ""},
    {"lead:climate", "lead:climate", ""},
    {"lead:\"night ferry\"", "lead:\"night ferry\"", ""},
    {"lead:strik*", "lead:strik*", ""},
    {"Lead:=climate", "lead:\"climate\"", ""},
    {"-lead:climate", "NOT lead:climate", ""},
    {"climate lead:strike", "climate AND lead:strike", ""},
    {"word~1", "word~1", ""},
    {"word~", "word~1", ""},
    {"strike~2", "strike~2", ""},
    {"strasse~1", "strasse~1", ""},
    {"title:strike~1", "title:strike~1", ""},
    {"(strike~1 OR vote) W/5 climate", "(strike~1 OR vote) W/5 climate", ""},
    {"-strike~1", "NOT strike~1", ""},
    {"wom?n*", "wom?n*", ""},
    {"co?operat*", "co?operat*", ""},
    {"st?ike?", "st?ike?", "question_mark"},
    {"\"wom?n's march\"", "(wom?n PRE/1 \"s\") PRE/1 \"march\"", ""},
    {"\"strik* W/5\"", "(strik* PRE/1 \"W\") PRE/1 \"5\"", ""},
    {"\"climate strik*\" W/5 vote", "(\"climate\" PRE/1 strik*) W/5 vote", ""},
    {"\"what is wom?n?\"", "(\"what\" PRE/1 \"is\") PRE/1 wom?n", "ignored_punctuation"},
    {"Élect?n", "Élect?n", ""},
    {"МОСК*А", "МОСК*А", ""},
    {"\"climate\" W/5 \"strike\"", "\"climate\" W/5 \"strike\"", ""},
    {"climate W/05 strike", "climate W/5 strike", ""},
    {"fe*y", "fe*y", ""},
    {"place:strike~1", "place:\"strike~1\"", ""},
    {"climate w/ strike", "climate AND w AND strike", "ignored_punctuation"},
    // Everything together.
    {"(title:ferry OR \"night boat\") AND NOT place:(riga OR \"new york\") date:1986.. -rescu*",
     "(title:ferry OR \"night boat\") AND (NOT (place:\"riga\" OR place:\"new york\")) AND date:1986.. AND (NOT rescu*)", ""},
};

struct Refused {
  std::string_view query;
  std::size_t position;  // In code points.
  std::string_view message;  // Part of it.
  std::string_view suggestion;
};

const Refused kRefused[] = {
    {"a \"b c\" -d =e f* title:g place:h date:2014", 14, "Expected at least 3 letters before \"*\": shorter prefixes match too", "a \"b c\" -d =e f title:g place:h date:2014"},
    // Brackets.
    {"(ferry", 6, "Expected \")\" for the \"(\" at position 0.", "(ferry)"},
    {"ferry)", 5, "Expected an operator or the end before \")\", which closes no \"(\".", "ferry"},
    {"((ferry)", 8, "Expected \")\" for the \"(\" at position 0.", "((ferry))"},
    {"()", 1, "Expected a word, a phrase or \"(\" after \"(\".", ""},
    {"( )", 2, "Expected a word, a phrase or \"(\" after \"(\".", ""},
    {"ferry ()", 7, "Expected a word, a phrase or \"(\" after \"(\".", "ferry"},
    // Operators without operands.
    {"AND", 0, "Expected a word, a phrase or \"(\" at the beginning.", ""},
    {"OR", 0, "Expected a word, a phrase or \"(\" at the beginning.", ""},
    {"NOT", 3, "Expected a word, a phrase or \"(\" after NOT.", ""},
    {"-", 0, "Expected a word or a phrase, but there is only punctuation.", ""},
    {"&", 0, "Expected a word or a phrase, but there is only punctuation.", ""},
    {"\"", 0, "Expected a second quotation mark: nothing closes the one at this", ""},
    {"\"\"", 0, "Expected a word between the quotation marks.", ""},
    {"\"&\"", 0, "Expected a word between the quotation marks.", ""},
    {"\" \"", 0, "Expected a word between the quotation marks.", ""},
    {"ferry AND", 9, "Expected a word, a phrase or \"(\" after AND.", "ferry"},
    {"ferry OR", 8, "Expected a word, a phrase or \"(\" after OR.", "ferry"},
    {"ferry NOT", 9, "Expected a word, a phrase or \"(\" after NOT.", "ferry"},
    {"ferry AND OR harbour", 10, "Expected a word, a phrase or \"(\" after AND.", "ferry AND harbour"},
    {"ferry AND AND harbour", 10, "Expected a word, a phrase or \"(\" after AND.", "ferry AND harbour"},
    {"AND ferry", 0, "Expected a word, a phrase or \"(\" at the beginning.", "ferry"},
    {"OR ferry", 0, "Expected a word, a phrase or \"(\" at the beginning.", "ferry"},
    {"ferry AND )", 10, "Expected a word, a phrase or \"(\" after AND.", "ferry"},
    {"(AND ferry)", 1, "Expected a word, a phrase or \"(\" after \"(\".", "( ferry)"},
    {"(ferry AND)", 10, "Expected a word, a phrase or \"(\" after AND.", "(ferry )"},
    {"NOT AND ferry", 4, "Expected a word, a phrase or \"(\" after NOT.", "NOT ferry"},
    {"NOT )", 4, "Expected a word, a phrase or \"(\" after NOT.", ""},
    {"--ferry", 1, "Expected a word, a phrase or \"(\" after \"-\".", "-ferry"},
    {"-–ferry", 1, "Expected a word, a phrase or \"(\" after \"-\".", "-ferry"},
    // Quotation marks.
    {"\"new york", 0, "Expected a second quotation mark: nothing closes the one at this", "\"new york\""},
    {"“new york", 0, "Expected a second quotation mark: nothing closes the one at this", "“new york\""},
    {"ferry \"new york", 6, "Expected a second quotation mark: nothing closes the one at this", "ferry \"new york\""},
    {"«new york\"", 0, "Expected a second quotation mark: nothing closes the one at this", ""},
    {"ferry\"harbour\"", 5, "Expected a blank between \"ferry\" and the quotation mark.", "ferry \"harbour\""},
    {"\"new york\"ferry", 10, "Expected a blank between \"new york\" and \"ferry\".", "\"new york\" ferry"},
    {"\"new\"\"york\"", 5, "Expected a blank between \"new\" and the quotation mark.", "\"new\" \"york\""},
    {"ferry(harbour)", 5, "Expected a blank between \"ferry\" and \"(\".", "ferry (harbour)"},
    {"\"new york\"(harbour)", 10, "Expected a blank between \"new york\" and \"(\".", "\"new york\" (harbour)"},
    // Operators of other systems after a phrase.
    {"\"a b\"~5", 5, "Expected ~1 or ~2 right after a word, for so many wrong letters; for w", "\"a b\""},
    {"\"a b\"^2", 5, "Expected no \"^\" after a word or phrase: weights are not supported.", "\"a b\""},
    {"\"a b\"*", 5, "Expected no wildcard after a phrase or brackets; in a phrase it stands", "\"a b\""},
    {"\"a b\"o", 5, "Expected a blank between \"a b\" and \"o\".", "\"a b\" o"},
    {"(a b)~2", 5, "Expected ~1 or ~2 right after a word, for so many wrong letters; for w", "(a b)"},
    // Exact forms.
    {"=", 0, "Expected a word right after \"=\", without a blank.", ""},
    {"= ferry", 0, "Expected a word right after \"=\", without a blank.", "ferry"},
    {"=(ferry OR boat)", 1, "Expected a word or a phrase after \"=\".", "(ferry OR boat)"},
    {"==ferry", 1, "Expected a word or a phrase instead of a second \"=\".", "=ferry"},
    {"=ferry*", 0, "Expected no \"=\" before a word with wildcards or \"~\", which stands for", "ferry*"},
    {"=&", 0, "Expected a word right after \"=\", without a blank.", ""},
    {"ferry =", 6, "Expected a word right after \"=\", without a blank.", "ferry"},
    // Wildcards.
    {"*", 0, "Expected at least 3 letters before \"*\": shorter prefixes match too", ""},
    {"a*", 0, "Expected at least 3 letters before \"*\": shorter prefixes match too", "a"},
    {"ab*", 0, "Expected at least 3 letters before \"*\": shorter prefixes match too", "ab"},
    {"東京*", 0, "Expected at least 3 letters before \"*\": shorter prefixes match too man", "東京"},
    {"東*", 0, "Expected at least 3 letters before \"*\": shorter prefixes match too", "東"},
    {"well-be*", 0, "Expected at least 3 letters before \"*\": shorter prefixes match too man", "well-be"},
    {"*ism", 0, "Expected at least 2 letters before the first wildcard of a word, and 3", ""},
    {"*a*", 0, "Expected at least 2 letters before the first wildcard of a word, and 3", ""},
    {"elect**", 5, "Expected one \"*\" instead of two.", "elect*"},
    {"?ferry", 0, "Expected at least 2 letters before the first wildcard of a word, and 3", ""},
    {"\"a * b\"", 3, "Expected letters beside a wildcard between quotation marks; for any wo", ""},
    // Proximity.
    {"climate /5 strike", 8, "Expected a word, but \"/5\" is an operator for proximity; write W/5 betw", "climate W/5 strike"},
    {"climate /s strike", 8, "Expected a word, but \"/s\" is an operator for proximity; write W/S betw", "climate W/S strike"},
    {"climate near5 strike", 8, "Expected a word, but \"near5\" is an operator for proximity; write W/5 b", "climate W/5 strike"},
    {"climate NEAR5 strike", 8, "Expected a word, but \"NEAR5\" is an operator for proximity; write W/5 b", "climate W/5 strike"},
    {"climate ADJ5 strike", 8, "Expected a word, but \"ADJ5\" is an operator for proximity; write PRE/5", "climate PRE/5 strike"},
    {"climate adj5 strike", 8, "Expected a word, but \"adj5\" is an operator for proximity; write PRE/5", "climate PRE/5 strike"},
    {"climate ADJ/5 strike", 8, "Expected a word, but \"ADJ/5\" is an operator for proximity; write PRE/5", "climate PRE/5 strike"},
    {"climate ONEAR/5 strike", 8, "Expected a word, but \"ONEAR/5\" is an operator for proximity; write PRE", "climate PRE/5 strike"},
    {"climate W/5, strike", 8, "Expected a word, but \"W/5,\" is an operator for proximity; write W/5 be", "climate W/5 strike"},
    {"'w/5'", 1, "Expected a word, but \"w/5\" is an operator for proximity; write W/5 bet", ""},
    {"climate NEAR strike", 8, "Expected AND, OR or NOT, but \"NEAR\" is an operator of other systems; w", "climate W/10 strike"},
    {"climate NEAR, strike", 8, "Expected AND, OR or NOT, but \"NEAR\" is an operator of other systems;", ""},
    {"climate XOR strike", 8, "Expected AND, OR or NOT, but \"XOR\" is an operator of other systems;", "climate AND strike"},
    {"climate SAME strike", 8, "Expected AND, OR or NOT, but \"SAME\" is an operator of other systems; w", "climate W/P strike"},
    {"climate ANDNOT strike", 8, "Expected AND, OR or NOT, but \"ANDNOT\" is an operator of other", "climate AND NOT strike"},
    {"climate AND\u00adNOT strike", 8, "Expected AND, OR or NOT, but \"AND\u00adNOT\" is an operator of other", "climate AND NOT strike"},
    {"climate \uff2e\uff25\uff21\uff32 strike", 8, "Expected AND, OR or NOT, but \"ＮＥＡＲ\" is an operator of other systems; w", "climate W/10 strike"},
    {"atleast5 climate", 0, "Expected \"(\" right after \"atleast5\", which counts what stands in brack", "climate"},
    // Functions and other operators.
    {"HLEAD(climate)", 0, "Expected \"title:(\" instead of \"HLEAD(\".", "title:(climate)"},
    {"/F50/ climate", 0, "Expected a word or a phrase: what stands between slashes is an", "\"/F50/\" climate"},
    {"/ferr.*/", 0, "Expected a word or a phrase: what stands between slashes is an operato", ""},
    {"word~0.8", 4, "Expected ~1 or ~2 right after a word, for so many wrong letters; for w", "word"},
    {"~word", 0, "Expected a word or a phrase, but \"~\" is an operator of other systems", ""},
    {"~5", 0, "Expected ~1 or ~2 right after a word, for so many wrong letters; for w", ""},
    {"word^2", 4, "Expected no \"^\" after a word or phrase: weights are not supported.", "word"},
    {"^word", 0, "Expected a word or a phrase, but \"^\" is an operator of other systems", ""},
    {"word!", 4, "Expected \"*\" instead of \"!\" for any ending; leave it out if it is", "word*"},
    {"Yahoo!", 5, "Expected \"*\" instead of \"!\" for any ending; leave it out if it is", "Yahoo*"},
    {"elect!", 5, "Expected \"*\" instead of \"!\" for any ending; leave it out if it is", "elect*"},
    {"go!", 2, "Expected \"*\" instead of \"!\" for any ending; leave it out if it is", "go"},
    {"!word", 0, "Expected NOT or \"-\" instead of \"!\".", "-word"},
    {"elect$", 5, "Expected \"*\" instead of \"$\" for any ending; leave it out if it is", "elect*"},
    {"elect$3", 5, "Expected \"*\" instead of \"$\" for any ending; leave it out if it is", "elect*"},
    {"+word", 0, "Expected no \"+\": every word is required anyway; write =word for its", "word"},
    {"+\"new york\"", 0, "Expected no \"+\": every word is required anyway; write =word for its", "\"new york\""},
    {"+(a b)", 0, "Expected no \"+\": every word is required anyway; write =word for its", "(a b)"},
    {"+5", 0, "Expected no \"+\": every word is required anyway; write =word for its", "5"},
    {"a && b", 2, "Expected AND instead of \"&&\".", "a AND b"},
    {"a&&b", 0, "Expected AND instead of \"&&\".", "a AND b"},
    {"a || b", 2, "Expected OR instead of \"|\".", "a OR b"},
    {"a||b", 0, "Expected OR instead of \"|\".", "a OR b"},
    {"a|b", 0, "Expected OR instead of \"|\".", "a OR b"},
    {"a | b", 2, "Expected OR instead of \"|\".", "a OR b"},
    {"[a TO b]", 0, "Expected a word, but this is a range as other systems write it; for", ""},
    {"{a TO b}", 0, "Expected a word, but this is a range as other systems write it; for", ""},
    {"date:[2014 TO 2015]", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", "date:2014..2015"},
    {"title:[a TO b]", 6, "Expected a word, but this is a range as other systems write it; for", ""},
    {"words>500", 0, "Expected a word or a phrase: comparisons are not supported; for dates", ""},
    {"LENGTH > 500", 7, "Expected a word or a phrase: comparisons are not supported; for dates", ""},
    {"words >= 5", 6, "Expected a word or a phrase: comparisons are not supported; for dates", ""},
    {"a\\*b", 0, "Expected no \"\\\": nothing is escaped in a query; put the text in quotes", ""},
    {"AC\\DC", 0, "Expected no \"\\\": nothing is escaped in a query; put the text in", "\"AC\\DC\""},
    // Unknown fields.
    {"foo:bar", 0, "There is no field \"foo\"; to search for the text, put it in quotes or", "\"foo:bar\""},
    {"titel:ferry", 0, "There is no field \"titel\"; did you mean \"title\"?", "title:ferry"},
    {"tittle:ferry", 0, "There is no field \"tittle\"; did you mean \"title\"?", "title:ferry"},
    {"headline:ferry", 0, "There is no field \"headline\"; did you mean \"title\"?", "title:ferry"},
    {"byline:byron", 0, "There is no field \"byline\"; did you mean \"author\"?", "author:byron"},
    {"lang:de", 0, "There is no field \"lang\"; did you mean \"language\"?", "language:de"},
    {"autor:\"Ada Byron\"", 0, "There is no field \"autor\"; did you mean \"author\"?", "author:\"Ada Byron\""},
    {"plcae:moscow", 0, "There is no field \"plcae\"; did you mean \"place\"?", "place:moscow"},
    {"foo:\"new york\"", 0, "There is no field \"foo\"; to search for the text, put it in quotes or", "\"new york\""},
    {"foo:(a b)", 0, "There is no field \"foo\"; to search for the text, put it in quotes or", "(a b)"},
    {"Re: meeting", 0, "There is no field \"Re\"; to search for the text, put it in quotes or", "Re meeting"},
    {"words:>1000", 0, "There is no field \"words\"; to search for the text, put it in quotes", "\"words:>1000\""},
    {"last:7d", 0, "There is no field \"last\"; to search for the text, put it in quotes or", "\"last:7d\""},
    {"été:x", 0, "There is no field \"été\"; to search for the text, put it in quotes or", "\"été:x\""},
    // Fields of words.
    {"title:", 6, "Expected a value right after \"title:\", without a blank.", ""},
    {"title: ferry", 6, "Expected a value right after \"title:\", without a blank.", "title:ferry"},
    {"title:)", 6, "Expected a value right after \"title:\", without a blank.", ""},
    {"title:-ferry", 6, "Expected a word or a phrase here; the \"-\" of NOT stands before a", "-title:ferry"},
    {"title:+ferry", 6, "Expected no \"+\": every word is required anyway; write =word for its", "title:ferry"},
    {"title:AND", 6, "Expected \"AND\" to stand alone; as a word write it in small letters or", "title:\"AND\""},
    {"title:&", 6, "Expected a word, but there is only punctuation.", ""},
    {"title:title:ferry", 6, "Expected a word after a field, but found another field.", "title:ferry"},
    {"title:place:moscow", 6, "Expected a word after a field, but found another field.", "title:moscow"},
    {"title:(place:moscow)", 7, "Expected a word, a phrase or \"(\" in the brackets of \"title:\", but", "title:(moscow)"},
    {"title:(ferry date:2014)", 13, "Expected a word, a phrase or \"(\" in the brackets of \"title:\", but", "title:(ferry 2014)"},
    {"title:NOT ferry", 6, "Expected \"NOT\" to stand alone; as a word write it in small letters or", "title:\"NOT\" ferry"},
    {"title:()", 7, "Expected a word, a phrase or \"(\" after \"(\".", ""},
    {"title:\"\"", 6, "Expected a word between the quotation marks.", ""},
    {"ferry, OR, harbour", 7, "Expected \"OR\" to stand alone; as a word write it in small letters or", "ferry, OR harbour"},
    {"(OR,)", 1, "Expected \"OR\" to stand alone; as a word write it in small letters or", ""},
    {"-AND", 1, "Expected \"AND\" to stand alone; as a word write it in small letters or", "-\"AND\""},
    // Keyword fields.
    {"place:", 6, "Expected a value right after \"place:\", without a blank.", ""},
    {"place: moscow", 6, "Expected a value right after \"place:\", without a blank.", "place:moscow"},
    {"place:()", 7, "Expected a value, with or without quotes, after \"place:\".", ""},
    {"place:(moscow paris)", 14, "Expected OR or \")\" in the brackets of \"place:\"; put a value of", "place:(moscow OR paris)"},
    {"place:(moscow AND paris)", 14, "Expected OR or \")\" in the brackets of \"place:\"; put a value of", "place:(moscow OR paris)"},
    {"place:(NOT moscow)", 7, "Expected a value, with or without quotes, after \"place:\".", ""},
    {"place:(moscow OR)", 16, "Expected a value, with or without quotes, after \"place:\".", ""},
    {"place:(moscow OR (paris))", 17, "Expected a value, with or without quotes, after \"place:\".", ""},
    {"place:(moscow", 13, "Expected \")\" for the \"(\" at position 6.", "place:(moscow)"},
    {"place:mos*", 6, "Expected a value, but \"mos*\" has an operator or a wildcard in it,", "place:\"mos*\""},
    {"place:mo?cow", 6, "Expected a value, but \"mo?cow\" has an operator or a wildcard in it,", "place:\"mo?cow\""},
    {"place:-moscow", 6, "Expected a value, but \"-moscow\" has an operator or a wildcard in it,", "place:\"-moscow\""},
    {"place:=moscow", 6, "Expected a value, but \"=moscow\" has an operator or a wildcard in it,", "place:\"=moscow\""},
    {"place:\"\"", 6, "Expected a value after \"place:\".", ""},
    {"place:\" \"", 6, "Expected a value after \"place:\".", ""},
    // Dates.
    {"date:", 5, "Expected a value right after \"date:\", without a blank.", ""},
    {"date:soon", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", ""},
    {"date:2014-13", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", ""},
    {"date:2014-02-30", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", ""},
    {"date:1066", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", ""},
    {"date:..", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", ""},
    {"date:2015..2014", 5, "The range of dates ends before it begins.", "date:2014..2015"},
    {"date:>2014", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", "date:2014.."},
    {"date:>=2014-02", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", "date:2014-02.."},
    {"date:<2014", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", "date:..2014"},
    {"date:2015/2014", 5, "The range of dates ends before it begins.", "date:2014..2015"},
    {"date:2014...2015", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", "date:2014..2015"},
    {"date:2014–2015", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", "date:2014..2015"},
    {"date:03.02.2014", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", "date:2014-02-03"},
    {"date:(2014 OR 2015)", 5, "Expected a date or a range of dates, with or without quotes, after", ""},
    {"date:\"\"", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", ""},
    {"date:2014..2015..2016", 5, "Expected a date such as 2014, 2014-02 or 2014-02-03, or a range such", ""},
    // Proximity, counting, leads, wildcards, wrong letters.
    {"\"the wom?n of*\"", 1, "Expected at least 3 letters before \"*\": shorter prefixes match too man", "\"the wom?n of\""},
    {"near/5 W/5 far", 0, "Expected a word, a phrase or \"(\" at the beginning.", "far"},
    {"w/s", 0, "Expected a word, a phrase or \"(\" at the beginning.", ""},
    {"climate W/5", 11, "Expected a word, a phrase or \"(\" after \"W/5\".", "climate"},
    {"W/5 strike", 0, "Expected a word, a phrase or \"(\" at the beginning.", "strike"},
    {"W/5", 0, "Expected a word, a phrase or \"(\" at the beginning.", ""},
    {"climate W/5 AND strike", 12, "Expected a word, a phrase or \"(\" after \"W/5\".", "climate W/5 strike"},
    {"climate W/5 OR strike", 12, "Expected a word, a phrase or \"(\" after \"W/5\".", "climate W/5 strike"},
    {"climate AND W/5 strike", 12, "Expected a word, a phrase or \"(\" after AND.", "climate AND strike"},
    {"climate W/5 W/5 strike", 12, "Expected a word, a phrase or \"(\" after \"W/5\".", "climate W/5 strike"},
    {"climate W/5 NOT strike", 12, "Expected a word, a phrase or \"(\" after \"W/5\"; NOT stands before it.", "climate NOT W/5 strike"},
    {"climate W/5 -strike", 12, "Expected a word, a phrase or \"(\" after \"W/5\".", "climate -strike"},
    {"climate NOT PRE/5 strike", 12, "Expected a word, a phrase or \"(\" after NOT.", "climate NOT strike"},
    {"climate NOT W/5", 15, "Expected a word, a phrase or \"(\" after \"W/5\".", "climate"},
    {"climate W/0 strike", 8, "Expected a distance from 1 to 255; neighbouring words are within 1.", "climate W/1 strike"},
    {"climate W/256 strike", 8, "Expected a distance from 1 to 255; neighbouring words are within 1.", "climate W/255 strike"},
    {"climate NEAR/9999999999 strike", 8, "Expected a distance from 1 to 255; neighbouring words are within 1.", "climate W/255 strike"},
    {"climate NOT W/0 strike", 12, "Expected a distance from 1 to 255; neighbouring words are within 1.", "climate NOT W/1 strike"},
    {"climate W/5 (strike AND vote)", 12, "Expected words, phrases, or several of them with OR, at \"W/5\": AND, NO", ""},
    {"(climate AND change) W/5 strike", 0, "Expected words, phrases, or several of them with OR, at \"W/5\": AND, NO", ""},
    {"(NOT climate) W/5 strike", 0, "Expected words, phrases, or several of them with OR, at \"W/5\": AND, NO", ""},
    {"climate W/5 (strike OR NOT vote)", 12, "Expected words, phrases, or several of them with OR, at \"W/5\": AND, NO", ""},
    {"climate W/5 place:moscow", 12, "Expected words, phrases, or several of them with OR, at \"W/5\": AND, NO", ""},
    {"date:2014 W/5 climate", 0, "Expected words, phrases, or several of them with OR, at \"W/5\": AND, NO", ""},
    {"climate W/5 ATLEAST3(strike)", 12, "Expected words, phrases, or several of them with OR, at \"W/5\": AND, NO", ""},
    {"ATLEAST0(climate)", 0, "Expected a number from 1 to 1000 after ATLEAST.", "ATLEAST5(climate)"},
    {"ATLEAST1001(climate)", 0, "Expected a number from 1 to 1000 after ATLEAST.", "ATLEAST5(climate)"},
    {"ATLEAST5(climate AND strike)", 8, "Expected words, phrases, or several of them with OR, at \"ATLEAST5\": AN", ""},
    {"ATLEAST5(NOT climate)", 8, "Expected words, phrases, or several of them with OR, at \"ATLEAST5\": AN", ""},
    {"ATLEAST5()", 9, "Expected a word, a phrase or \"(\" after \"(\".", ""},
    {"ATLEAST5(place:moscow)", 8, "Expected words, phrases, or several of them with OR, at \"ATLEAST5\": AN", ""},
    {"ATLEAST5(ATLEAST3(a))", 8, "Expected words, phrases, or several of them with OR, at \"ATLEAST5\": AN", ""},
    {"ATLEAST(climate)", 7, "Expected a blank between \"ATLEAST\" and \"(\".", "ATLEAST (climate)"},
    {"ATLEAST5 climate", 0, "Expected \"(\" right after \"ATLEAST5\", which counts what stands in brack", "climate"},
    {"ATLEAST5\"climate\"", 0, "Expected \"(\" right after \"ATLEAST5\", which counts what stands in brack", "\"climate\""},
    {"=ATLEAST5(climate)", 1, "Expected a word or a phrase after \"=\".", "ATLEAST5(climate)"},
    {"LEAD()", 5, "Expected a word, a phrase or \"(\" after \"(\".", "LEAD"},
    {"LEAD(place:moscow)", 5, "Expected a word, a phrase or \"(\" in the brackets of \"lead:\", but found", "LEAD(moscow)"},
    {"lead:(title:climate)", 6, "Expected a word, a phrase or \"(\" in the brackets of \"lead:\", but found", "lead:(climate)"},
    {"abc~1", 3, "Expected a word of at least 4 letters before \"~1\": shorter ones are ne", "abc"},
    {"ab~1", 2, "Expected a word of at least 4 letters before \"~1\": shorter ones are ne", "ab"},
    {"climb~2", 5, "Expected a word of at least 6 letters before \"~2\": shorter ones are ne", "climb"},
    {"word~3", 4, "Expected ~1 or ~2 right after a word, for so many wrong letters; for w", "word"},
    {"word~1.5", 4, "Expected ~1 or ~2 right after a word, for so many wrong letters; for w", "word"},
    {"two-words~1", 9, "Expected one word without wildcards before \"~\"; for words near each ot", "two-words"},
    {"wom?n~1", 5, "Expected one word without wildcards before \"~\"; for words near each ot", "wom?n"},
    {"=strike~1", 0, "Expected no \"=\" before a word with wildcards or \"~\", which stands for", "strike~1"},
    {"=wom?n", 0, "Expected no \"=\" before a word with wildcards or \"~\", which stands for", "wom?n"},
    {"\"climate strike\"~1", 16, "Expected ~1 or ~2 right after a word, for so many wrong letters; for w", "\"climate strike\""},
    {"a?", 1, "Expected at least 2 letters before the first wildcard of a word, and 3", ""},
    {"a?b?c", 1, "Expected at least 2 letters before the first wildcard of a word, and 3", ""},
    {"?erry", 0, "Expected at least 2 letters before the first wildcard of a word, and 3", ""},
    {"f?rry", 1, "Expected at least 2 letters before the first wildcard of a word, and 3", ""},
    {"*erry", 0, "Expected at least 2 letters before the first wildcard of a word, and 3", ""},
    {"f*", 0, "Expected at least 3 letters before \"*\": shorter prefixes match too man", "f"},
    {"fe*", 0, "Expected at least 3 letters before \"*\": shorter prefixes match too man", "fe"},
    {"f*rry", 1, "Expected at least 2 letters before the first wildcard of a word, and 3", ""},
    {"elect***", 5, "Expected one \"*\" instead of two.", "elect*"},
    {"\"a* word\"", 1, "Expected at least 3 letters before \"*\": shorter prefixes match too man", ""},
    {"\"*erry boat\"", 1, "Expected at least 2 letters before the first wildcard of a word, and 3", ""},
    {"author:Byr*", 7, "Expected a value, but \"Byr*\" has an operator or a wildcard in it, whic", "author:\"Byr*\""},
    {"author:Byr?n", 7, "Expected a value, but \"Byr?n\" has an operator or a wildcard in it, whi", "author:\"Byr?n\""},
    {"climate /10 strike", 8, "Expected a word, but \"/10\" is an operator for proximity; write W/10 be", "climate W/10 strike"},
    {"climate /p strike", 8, "Expected a word, but \"/p\" is an operator for proximity; write W/P betw", "climate W/P strike"},
    {"climate +5 strike", 8, "Expected no \"+\": every word is required anyway; write =word for its ex", "climate 5 strike"},
    {"climate within/5 strike", 8, "Expected a word, but \"within/5\" is an operator for proximity; write W/", "climate W/5 strike"},
    {"climate NOTNEAR5 strike", 8, "Expected a word, but \"NOTNEAR5\" is an operator for proximity; write NO", "climate NOT W/5 strike"},
    {"climate NOTW/5 strike", 8, "Expected a word, but \"NOTW/5\" is an operator for proximity; write NOT", "climate NOT W/5 strike"},
    {"climate ONEAR strike", 8, "Expected AND, OR or NOT, but \"ONEAR\" is an operator of other systems;", "climate PRE/10 strike"},
    {"climate ADJ strike", 8, "Expected AND, OR or NOT, but \"ADJ\" is an operator of other systems; wr", "climate PRE/1 strike"},
    {"climate NOTNEAR strike", 8, "Expected AND, OR or NOT, but \"NOTNEAR\" is an operator of other systems", "climate NOT W/10 strike"},
    {"climate N/5 strike", 8, "Expected a word, but \"N/5\" is an operator for proximity; write W/5 bet", "climate W/5 strike"},
    {"climate P/5 strike", 8, "Expected a word, but \"P/5\" is an operator for proximity; write PRE/5 b", "climate PRE/5 strike"},
    {"climate W/SENT strike", 8, "Expected a word, but \"W/SENT\" is an operator for proximity; write W/S", "climate W/S strike"},
    {"climate W/PARA strike", 8, "Expected a word, but \"W/PARA\" is an operator for proximity; write W/P", "climate W/P strike"},
    {"climate W/SEG strike", 8, "Expected a word, but \"W/SEG\" is an operator for proximity; write W/P b", "climate W/P strike"},
    {"w/5", 0, "Expected a word, a phrase or \"(\" at the beginning.", ""},
    {"(w/5)", 1, "Expected a word, a phrase or \"(\" after \"(\".", ""},
    {"climate W/5) strike", 11, "Expected a word, a phrase or \"(\" after \"W/5\".", "climate strike"},
    {"climate W/5 (strike", 19, "Expected \")\" for the \"(\" at position 12.", "climate W/5 (strike)"},
    // Positions count code points, not bytes.
    {"été AND", 7, "after AND.", "été"},
    {"東京 \"ferry", 3, "second quotation mark", "東京 \"ferry\""},
    {"\u200bferry )", 7, "closes no", "\u200bferry"},
    // Found in the second half.
    {"ferry OR (boat AND (ship OR))", 27, "after OR.", "ferry OR (boat AND (ship ))"},
    {"title(ferry)", 0, "Expected \"title:(\" instead of \"title(\".", "title:(ferry)"},
    {"date:(2014)", 5, "Expected a date or a range of dates", ""},
    {"place:moscow*", 6, "wildcard", "place:\"moscow*\""},
    {"ferry AND \xff", 10, "Expected UTF-8", ""},
    {"\xc3", 0, "Expected UTF-8", ""},
};
// clang-format on

std::string codes(const std::vector<Warning>& warnings) {
  std::string text;
  for (const Warning& warning : warnings) {
    if (!text.empty()) text += ' ';
    text += warning.code;
  }
  return text;
}

std::string repeated(const std::string& piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

Node parsed(const std::string& query) {
  const Result<Query> result = parse_query(query);
  REQUIRE(result.has_value());
  REQUIRE(result->root.has_value());
  return *result->root;
}

Error refused(const std::string& query) {
  const Result<Query> result = parse_query(query);
  REQUIRE_FALSE(result.has_value());
  return result.error();
}

}  // namespace

TEST_CASE("a query is read as this tree with these warnings") {
  for (const Accepted& c : kAccepted) {
    CAPTURE(c.query);
    const Result<Query> query = parse_query(c.query);
    REQUIRE_MESSAGE(query.has_value(), query.error().message);
    REQUIRE(query->root.has_value());
    CHECK(to_string(*query->root) == c.tree);
    CHECK(codes(query->warnings) == c.warnings);
  }
}

TEST_CASE("what is no query is refused with its position, the reason and a way out") {
  for (const Refused& c : kRefused) {
    CAPTURE(c.query);
    const Result<Query> query = parse_query(c.query);
    REQUIRE_FALSE(query.has_value());
    const Error& error = query.error();
    CAPTURE(error.message);
    CHECK(error.code == ErrorCode::InvalidArgument);
    CHECK(error.detail.parameter == "q");
    CHECK(error.detail.position == c.position);
    CHECK(error.message.find(c.message) != std::string::npos);
    CHECK(error.detail.suggestion == c.suggestion);
    CHECK_FALSE(error.detail.expected.empty());
    if (error.detail.suggestion.empty()) continue;
    CHECK(parse_query(error.detail.suggestion).has_value());
  }
}

TEST_CASE("an empty query has no tree and no error") {
  for (const char* query : {"", " ", "\t\n ", "\u00a0", "\u200b"}) {
    CAPTURE(query);
    const Result<Query> result = parse_query(query);
    REQUIRE(result.has_value());
    CHECK_FALSE(result->root.has_value());
  }
}

TEST_CASE("the example of each field is a query on that field") {
  for (const Field& row : kFields) {
    CAPTURE(row.name);
    const Result<Query> query = parse_query(row.example);
    REQUIRE(query.has_value());
    CHECK(query->root->field == row.id);
    CHECK(query->warnings.empty());
  }
}

TEST_CASE("words are kept folded for the index and as written for people") {
  const Node word = parsed("Café");
  CHECK(word.kind == Node::Kind::Word);
  CHECK(word.words == std::vector<std::string>{"cafe"});
  CHECK(word.value == "Café");
  CHECK_FALSE(word.field.has_value());
  const Node phrase = parsed("title:\"Süddeutsche, Zeitung!\"");
  CHECK(phrase.kind == Node::Kind::Exact);
  CHECK(phrase.words == std::vector<std::string>{"suddeutsche", "zeitung"});
  CHECK(phrase.value == "Süddeutsche Zeitung");
  CHECK(phrase.field == FieldId::Title);
  const Node exact = parsed("text:=Ferries");
  CHECK(exact.kind == Node::Kind::Exact);
  CHECK(exact.words == std::vector<std::string>{"ferries"});
  CHECK(exact.field == FieldId::Text);
  const Node prefix = parsed("Élec*");
  CHECK(prefix.kind == Node::Kind::Prefix);
  CHECK(prefix.words == std::vector<std::string>{"elec"});
  const Node place = parsed("place:\" New   York \"");
  CHECK(place.kind == Node::Kind::Keyword);
  CHECK(place.value == "New York");
  CHECK(place.field == FieldId::Place);
}

TEST_CASE("a date stands for its first second to its end") {
  struct Case {
    const char* query;
    const char* from;  // Empty: open.
    const char* until;
  };
  const Case cases[] = {
      {"date:2014", "2014-01-01T00:00:00Z", "2015-01-01T00:00:00Z"},
      {"date:2014-02", "2014-02-01T00:00:00Z", "2014-03-01T00:00:00Z"},
      {"date:2014-02..2014-04", "2014-02-01T00:00:00Z", "2014-05-01T00:00:00Z"},
      {"date:2014-12-31", "2014-12-31T00:00:00Z", "2015-01-01T00:00:00Z"},
      {"date:1912-04-14..1912-04-15", "1912-04-14T00:00:00Z", "1912-04-16T00:00:00Z"},
      {"date:..2014", "", "2015-01-01T00:00:00Z"},
      {"date:2014..", "2014-01-01T00:00:00Z", ""},
      {"date:\"2014-02-03 10:30\"", "2014-02-03T10:30:00Z", "2014-02-03T10:31:00Z"},
      {"date:2014-02-03T10:30:00+01:00..", "2014-02-03T09:30:00Z", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.query);
    const Node node = parsed(c.query);
    CHECK(node.kind == Node::Kind::Date);
    CHECK(node.field == FieldId::Published);
    if (*c.from == 0) {
      CHECK(node.from == kOpenFrom);
    } else {
      CHECK(to_iso_utc(node.from) == c.from);
    }
    if (*c.until == 0) {
      CHECK(node.until == kOpenUntil);
    } else {
      CHECK(to_iso_utc(node.until) == c.until);
    }
  }
}

TEST_CASE("a warning on mixed operators shows the reading of that level") {
  const Result<Query> query = parse_query("ferry harbour OR (boat OR ship sail)");
  REQUIRE(query.has_value());
  REQUIRE(query->warnings.size() == 2);
  CHECK(query->warnings[0].detail.find("boat OR (ship AND sail)") != std::string::npos);
  CHECK(query->warnings[1].detail.find("(ferry AND harbour) OR boat") != std::string::npos);
}

TEST_CASE("a query at a limit is accepted, and one step beyond it is refused") {
  const std::string longest = '"' + std::string(kMaxQueryBytes - 2, 'x') + '"';
  CHECK(parse_query(longest).has_value());
  CHECK(refused(longest + ' ').message.find("2048 bytes, this one has 2049") != std::string::npos);

  CHECK(parse_query(repeated("a ", kMaxQueryTerms)).has_value());
  const Error terms = refused(repeated("a ", kMaxQueryTerms + 1));
  CHECK(terms.detail.position == kMaxQueryTerms * 2);
  CHECK(refused(repeated("place:a date:2014 ", 33)).message.find("at most 64") !=
        std::string::npos);
  CHECK(refused(repeated("\"a b c d e f g h\" ", 8) + "i").message.find("at most 64") !=
        std::string::npos);

  const std::string phrase = repeated("a ", kMaxPhraseWords);
  CHECK(parse_query('"' + phrase + '"').has_value());
  CHECK(refused('"' + phrase + "b\"").message.find("has 17") != std::string::npos);
  CHECK(refused("https://example.com/" + repeated("a/", 15)).message.find("at most 16") !=
        std::string::npos);

  const std::string open = repeated("(", kMaxQueryDepth);
  const std::string close = repeated(")", kMaxQueryDepth);
  CHECK(parse_query(open + "a" + close).has_value());
  CHECK(refused('(' + open + "a" + close + ')').detail.position == kMaxQueryDepth);
  CHECK(parse_query(repeated("NOT ", kMaxQueryDepth) + "a").has_value());
  CHECK(refused(repeated("NOT ", kMaxQueryDepth + 1) + "a").detail.position == 32);
}

TEST_CASE("operators above one another are limited, not only brackets") {
  // Each level is an OR, an AND and a NOT deep.
  std::string query = "a";
  for (int i = 0; i < 3; ++i) query = "b OR c AND NOT (" + query + ")";
  CHECK(refused(query).message.find("8 levels") != std::string::npos);
  CHECK(refused(repeated("(", 2000)).message.find("8 levels") != std::string::npos);
  CHECK(refused(repeated("NOT ", 500)).message.find("8 levels") != std::string::npos);
  CHECK(refused(repeated("-(", 1000)).message.find("8 levels") != std::string::npos);
}

}  // namespace backfile
