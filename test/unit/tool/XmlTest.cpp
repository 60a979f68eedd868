// What is written into XML comes back from a reader of XML 1.0, except what
// XML has no spelling for, which is replaced.

#include "tool/output/Xml.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

TEST(XmlTest, MarkupIsEscaped) {
  EXPECT_EQ(xmlText("a<b>&\"c\"'"), "a&lt;b&gt;&amp;&quot;c&quot;&apos;");
}

TEST(XmlTest, LineEndsAndTabsAreReferences) {
  EXPECT_EQ(xmlText("a\r\n\tb"), "a&#13;&#10;&#9;b");
}

TEST(XmlTest, TextBeyondAsciiStays) { EXPECT_EQ(xmlText("größe"), "größe"); }

TEST(XmlTest, WhatXmlForbidsIsReplaced) {
  const std::string Bell("a\ab\0c", 5);
  EXPECT_EQ(xmlText(Bell), "a\uFFFDb\uFFFDc");
  EXPECT_EQ(xmlText("a\xEF\xBF\xBE\xEF\xBF\xBF"), "a\uFFFD\uFFFD");
  EXPECT_EQ(xmlText("a\xFF"), "a\uFFFD");
}

} // namespace
