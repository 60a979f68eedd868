"""Slow twins of the concurrency programs: what each must print for N, from its
definition, one step after the other.

MODELS is {program: function of N that gives the bytes}.
"""

import collections

MASK = 2**64 - 1


def draws(seed):
    """The numbers of the generator that the programs share."""
    while True:
        seed = (seed * 6364136223846793005 + 1442695040888963407) & MASK
        yield seed


def skewed(seed):
    """A product of two numbers of 16 bits, cut to 16 bits."""
    return ((seed >> 48) * (seed >> 32 & 0xFFFF)) >> 16


def ten_threads(n):
    return "".join(f"{i}\n" for i in range(n))


def bank(n):
    balances = [1000] * 1000
    for teller in range(8):
        numbers = draws(teller)
        for _ in range((n + teller) // 8):
            source, other, amount = (next(numbers) >> 33 for _ in range(3))
            source %= 1000
            balances[source] -= amount % 100
            balances[(source + 1 + other % 999) % 1000] += amount % 100
    checksum = sum(place * balance for place, balance in enumerate(balances, 1))
    return f"total 1000000\nchecksum {checksum}\n"


def steps_to_one(number):
    steps = 0
    while number > 1:
        number = 3 * number + 1 if number % 2 else number // 2
        steps += 1
    return steps


def cache(n):
    total = 0
    for reader in range(8):
        for _, seed in zip(range((n + reader) // 8), draws(reader)):
            total += steps_to_one(skewed(seed))
    return f"{total}\n"


def pipeline(n):
    seed, checksum = 1, 0
    for _ in range(n):
        kept = 0
        for _ in range(256):
            seed = (seed * 1664525 + 1013904223) % 2**32
            number = (seed ^ seed >> 15) * 0x2C1B3C6D % 2**32
            kept += number if number % 2 == 0 else 0
        checksum = (checksum * 31 + kept) & MASK
    return f"{checksum}\n"


def image_filter(n):
    weights = [1]
    for k in range(16):
        weights.append(weights[-1] * (16 - k) // (k + 1))
    image = [[(x * x + y * y >> 5) % 256 for x in range(n)] for y in range(n)]

    def blurred(line):
        last = len(line) - 1
        return [sum(weight * line[min(max(at + k - 8, 0), last)]
                    for k, weight in enumerate(weights)) + 2**15 >> 16
                for at in range(len(line))]

    columns = [blurred(column) for column in zip(*image)]
    points = b"".join(bytes(blurred(row)) for row in zip(*columns))
    return b"P5\n%d %d\n255\n" % (n, n) + points


def word_count(n):
    syllables = "ba ce di fo gu ha je ki lo mu na pe re qi so tu".split()
    counts = collections.Counter()
    for number in range(n):
        for _, seed in zip(range(1000), draws(number)):
            digits = f"{skewed(seed):x}"
            counts["".join(syllables[int(one, 16)] for one in reversed(digits))] += 1
    top = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:10]
    return "".join([f"{1000 * n} words, {len(counts)} different\n",
                    *(f"{word} {count}\n" for word, count in top)])


def as_bytes(model):
    return lambda n: text if isinstance(text := model(n), bytes) else text.encode()


MODELS = {name: as_bytes(model) for name, model in {
    "ten-threads": ten_threads,
    "bank": bank,
    "cache": cache,
    "pipeline": pipeline,
    "image-filter": image_filter,
    "word-count": word_count,
    "word-count-group": word_count,
}.items()}
