//===- Span.h - where something is written --------------------------------===//
//
// A Span is an opaque pair of positions as the front end numbers them. Only
// lowering makes one, and only a SourceMap, which lowering implements, turns
// one into a file, a line and a column. That is done for findings alone.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUPPORT_SPAN_H
#define HOLDFAST_SUPPORT_SPAN_H

#include <compare>
#include <cstdint>
#include <string>

namespace holdfast {

/// Front-end positions of the first and last token; 0 is "nowhere".
struct Span {
  uint32_t Begin = 0;
  uint32_t End = 0;

  bool isValid() const { return Begin != 0; }
  friend auto operator<=>(const Span &, const Span &) = default;
};

/// A resolved range of characters in one file. Lines and columns count from
/// 1, columns and offsets in bytes; End is one past the last character.
struct Location {
  std::string File; ///< absolute, without "." and ".."
  unsigned Line = 0;
  unsigned Column = 0;
  unsigned EndLine = 0;
  unsigned EndColumn = 0;
  unsigned Offset = 0;
  unsigned EndOffset = 0;

  bool isValid() const { return Line != 0; }
  friend auto operator<=>(const Location &, const Location &) = default;
};

/// Turns spans into locations. A macro's argument is where it is written, a
/// macro's body where the macro is used.
class SourceMap {
public:
  virtual ~SourceMap() = default;
  virtual Location resolve(Span Where) const = 0;
  /// The characters of `Where` as the user wrote them, or "" where there are
  /// none (generated code, a macro's body).
  virtual std::string textOf(Span Where) const = 0;
  /// True where an edit of `Where` changes just the text that it names: it
  /// lies in one file and in no macro.
  virtual bool isEditable(Span Where) const = 0;
};

} // namespace holdfast

#endif
