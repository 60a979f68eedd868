# Regular expressions: libpcre2-dev.
set(Libraries pcre2-8)
set(Headers pcre2.h)
