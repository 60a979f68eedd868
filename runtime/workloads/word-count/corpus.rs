// What word-count and word-count-group have in common: documents to count, and
// tables of words.

use ahash::AHashMap;

pub type Table<'a> = AHashMap<&'a str, u64>;

/// A thousand words of one to four syllables, each followed by a space.
pub fn make_document(number: u64) -> String {
    const SYLLABLES: &str = "bacedifoguhajekilomunapereqisotu";
    let mut seed = number;
    let mut text = String::with_capacity(8 * 1024);
    for _ in 0..1000 {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let mut word = ((seed >> 48) * (seed >> 32 & 0xffff)) >> 16;
        loop {
            let at = 2 * (word % 16) as usize;
            text.push_str(&SYLLABLES[at..at + 2]);
            word /= 16;
            if word == 0 {
                break;
            }
        }
        text.push(' ');
    }
    text
}

pub fn add_words<'a>(mut counts: Table<'a>, text: &'a String) -> Table<'a> {
    for word in text.split_terminator(' ') {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

/// The sum of both: the smaller one is added to the other.
pub fn add_table<'a>(mut counts: Table<'a>, mut more: Table<'a>) -> Table<'a> {
    if counts.len() < more.len() {
        std::mem::swap(&mut counts, &mut more);
    }
    for (word, count) in more {
        *counts.entry(word).or_insert(0) += count;
    }
    counts
}

pub fn print(counts: Table) {
    println!("{} words, {} different", counts.values().sum::<u64>(), counts.len());
    let mut words: Vec<_> = counts.into_iter().collect();
    words.sort_unstable_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    for (word, count) in words.iter().take(10) {
        println!("{word} {count}");
    }
}
