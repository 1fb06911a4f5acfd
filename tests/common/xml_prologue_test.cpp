// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/xml_prologue.h"

#include <doctest/doctest.h>

namespace backfile {
namespace {

TEST_CASE("the root element is found behind declarations and comments") {
  CHECK(xml_root_name("<?xml version='1.0'?>\n<!-- <x> -->\n<!DOCTYPE a [<!ENTITY b \">\">]>\n"
                      "<p:a b='c'>") == "a");
  CHECK(xml_root_name("\xEF\xBB\xBF<rss version='2.0'>") == "rss");
  CHECK(xml_root_name("<!-- never closed") == "");
  CHECK(xml_root_name("text <a>") == "");
  CHECK(xml_root_name("") == "");
}

}  // namespace
}  // namespace backfile
