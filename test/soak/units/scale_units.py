"""Small projects of any number of units, for scale.py, and what their steps would write.

Every unit has a class with a lock, a function that moves its argument and one that calls the next unit's. All names have the same
length, so that what `extract` writes for one unit is, with other numbers and hashes, what it writes for any: `copy_unit` does that
where parsing a hundred thousand units would take an hour, and is compared with what was parsed. `write_headers` makes units
that read about 300 headers each.
"""

import json
import os
import random
import re
import zlib

STD = """#pragma once
#pragma clang system_header
namespace std {
struct mutex { void lock(); void unlock(); };
template <class M> struct lock_guard { explicit lock_guard(M &); ~lock_guard(); };
}
"""
COMMON = """#pragma once
#include "std.h"
struct Name { Name(); Name(Name &&); ~Name(); int text; };
"""
SOURCE = """#include "common.h"
struct Account{n} {{
  std::mutex lock;
  int count = 0;
}};
static Account{n} all{n};
void take{n}(Name &name) {{ Name mine = static_cast<Name &&>(name); }}
void add{n}(int value) {{
  std::lock_guard<std::mutex> hold(all{n}.lock);
  all{n}.count += value;
}}
int sum{n}() {{
  std::lock_guard<std::mutex> hold(all{n}.lock);
  return all{n}.count;
}}
void take{next}(Name &name);
int use{n}() {{
  Name name;
  take{next}(name);
  return name.text + sum{n}();
}}
"""
# What is named by a hash of its USR, with the unit's number.
HASHED = ("c:@F@take{0}#&$@S@Name#", "c:@F@add{0}#I#", "c:@F@sum{0}#", "c:@F@use{0}#", "c:@S@Account{0}@FI@lock", "c:@S@Account{0}@FI@count",
          "c:unit{0}.cpp@all{0}")


def text_of(number):
    return f"{number:06}"


def name_of(number):
    return f"unit{text_of(number)}.cpp"


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def write_units(folder, count):
    write(folder, "std.h", STD)
    write(folder, "common.h", COMMON)
    write(folder, ".holdfast.yaml", "{}\n")
    for n in range(count):
        write(folder, name_of(n), SOURCE.format(n=text_of(n), next=text_of((n + 1) % count)))
    write(folder, "compile_commands.json", json.dumps(
        [{"directory": folder, "file": name_of(n), "command": f"c++ -std=c++17 -c {name_of(n)}"} for n in range(count)]))


def hash_of(data):
    import xxhash  # python3-xxhash
    return xxhash.xxh3_64_hexdigest(data).upper().lstrip("0")


def unpack_unit(data):
    """The four texts of a unit's file."""
    head, rest = data.split(b"\n", 1)
    texts = []
    for length in json.loads(head)["parts"]:
        part, rest = rest[:length], rest[length:]
        texts.append(zlib.decompress(part.split(b"\n", 1)[1]))
    return texts


def pack_unit(texts):
    parts = [f"{len(text)} {hash_of(text)}\n".encode() + zlib.compress(text, 1) for text in texts]
    return json.dumps({"holdfast-unit": 1, "parts": [len(part) for part in parts]}, separators=(",", ":")).encode() + b"\n" + b"".join(parts)


def copy_unit(texts, number, count):
    """What the unit `number` of `count` has, by what unit 0 has, whose neighbour is unit 1."""
    news = {}
    for old, new in ((0, number), (1, (number + 1) % count)):
        news[text_of(old).encode()] = text_of(new).encode()
        for usr in HASHED:
            news[hash_of(usr.format(text_of(old))).encode()] = hash_of(usr.format(text_of(new))).encode()
    pattern = re.compile(b"|".join(news))
    return [sort_effects(pattern.sub(lambda match: news[match[0]], text)) for text in texts]


def sort_effects(text):
    """What is told and asked stands in the order of its hashes."""
    if not text.startswith(b'{"asks"'):
        return text
    effects = json.loads(text)
    effects["asks"].sort()
    return json.dumps(effects, separators=(",", ":"), sort_keys=True).encode()


def write_headers(folder, count):
    """Units that include four of many headers, which include others, six layers deep."""
    chosen = random.Random(1)
    sizes = [count // 5, count // 10, count // 20, 300, 120, 60]

    def header(layer, n):
        return f"library{layer}/component{n % 20}/header_of_component_{n}.h"

    def includes(layer, some):
        return "".join(f'#include "{header(layer, n)}"\n' for n in sorted(chosen.sample(range(sizes[layer]), some)))

    for layer, size in enumerate(sizes):
        for n in range(size):
            write(folder, header(layer, n), f"#pragma once\n{includes(layer + 1, 3) if layer + 1 < len(sizes) else ''}struct S{layer}_{n} {{ int x; }};\n")
    for n in range(count):
        write(folder, f"part{n % 50}/{name_of(n)}", includes(0, 4) + f"int unit{n}() {{ return {n}; }}\n")
    write(folder, ".holdfast.yaml", "{}\n")
    write(folder, "compile_commands.json", json.dumps(
        [{"directory": folder, "file": f"part{n % 50}/{name_of(n)}", "command": f"c++ -std=c++17 -I. -c part{n % 50}/{name_of(n)}"}
         for n in range(count)]))
