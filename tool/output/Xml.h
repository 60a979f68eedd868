//===- Xml.h - text in XML ------------------------------------------------===//
//
// What both XML formats share: any text as the value of an attribute or as
// character data, so that a reader gets it back. What XML 1.0 cannot hold in
// any spelling (control characters, bytes that are not UTF-8) is U+FFFD.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_XML_H
#define HOLDFAST_TOOL_OUTPUT_XML_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace holdfast {

inline constexpr const char XmlHeader[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// `Text`, escaped for both places. Line ends and tabs are references, which
/// an attribute keeps.
std::string xmlText(llvm::StringRef Text);

/// ` Name="Text"`, with the space before it.
void writeAttribute(llvm::raw_ostream &Out, llvm::StringRef Name,
                    llvm::StringRef Text);

} // namespace holdfast

#endif
