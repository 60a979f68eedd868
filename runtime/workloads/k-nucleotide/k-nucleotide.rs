// K-nucleotide in Rust: the counts of each length and each part of the text in
// parallel by rayon, in tables of hashbrown; a sequence is a number of two bits
// for each letter, rolled over the text.

use hashbrown::HashMap;
use rayon::prelude::*;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::Read;

#[derive(Default)]
struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn write(&mut self, _: &[u8]) {
        unreachable!("only numbers are hashed")
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = key.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

type Table = HashMap<u64, u32, BuildHasherDefault<NumberHasher>>;

const LETTERS: &[u8] = b"ACTG";
const LENGTHS: [usize; 7] = [18, 12, 6, 4, 3, 2, 1]; // the long ones, which take longest, first
const QUESTIONS: [&str; 5] = ["GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT"];
const PARTS: usize = 2;

fn number_of(letter: u8) -> u8 {
    letter >> 1 & 3
}

/// The letters of the third section, as their numbers.
fn pack(mut text: Vec<u8>) -> Vec<u8> {
    let title = text.windows(6).position(|six| six == b">THREE").unwrap_or(text.len());
    let (mut from, mut to) = (title, 0);
    let end_of_line = |text: &[u8], from: usize| {
        memchr::memchr(b'\n', &text[from..]).map_or(text.len(), |end| from + end)
    };
    from = end_of_line(&text, from);
    while from < text.len() {
        let line = from + 1;
        let end = end_of_line(&text, line.min(text.len()));
        if line < end && text[line] == b'>' {
            break;
        }
        for at in line..end {
            text[to + at - line] = number_of(text[at]);
        }
        to += end.saturating_sub(line);
        from = end;
    }
    text.truncate(to);
    text
}

/// Counts the sequences of that length that begin in a part of the text.
fn count(text: &[u8], length: usize, first: usize, last: usize) -> Table {
    let mut counts = Table::default();
    let last = (last + length - 1).min(text.len());
    let begin = (first + length - 1).min(last);
    let mask = (1 << (2 * length)) - 1;
    let mut key = text[first.min(begin)..begin].iter().fold(0, |key, &one| key << 2 | one as u64);
    for &one in &text[begin..last] {
        key = (key << 2 | one as u64) & mask;
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}

fn print_shares(counts: &Table, length: usize, all: usize) {
    let mut shares: Vec<(u32, String)> = counts
        .iter()
        .map(|(key, &number)| {
            let letter = |i: usize| LETTERS[(key >> (2 * i) & 3) as usize] as char;
            (number, (0..length).rev().map(letter).collect())
        })
        .collect();
    shares.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    for (number, name) in shares {
        println!("{name} {:.3}", 100.0 * number as f64 / (all - length + 1) as f64);
    }
    println!();
}

fn main() -> std::io::Result<()> {
    let size = std::fs::metadata("/dev/stdin").map_or(0, |about| about.len() as usize);
    let mut text = Vec::with_capacity(size + 1);
    std::io::stdin().read_to_end(&mut text)?;
    let text = pack(text);
    let size = text.len() / PARTS + 1;
    let mut counts: Vec<Table> = (0..LENGTHS.len() * PARTS)
        .into_par_iter()
        .with_max_len(1)
        .map(|i| {
            let first = i / LENGTHS.len() * size;
            count(&text, LENGTHS[i % LENGTHS.len()], first, first + size)
        })
        .collect();
    let rest = counts.split_off(LENGTHS.len());
    for (i, part) in rest.into_iter().enumerate() {
        for (key, number) in part {
            *counts[i % LENGTHS.len()].entry(key).or_insert(0) += number;
        }
    }
    let of_length = |length| &counts[LENGTHS.iter().position(|&one| one == length).unwrap()];
    print_shares(of_length(1), 1, text.len());
    print_shares(of_length(2), 2, text.len());
    for question in QUESTIONS {
        let key = question.bytes().fold(0, |key, letter| key << 2 | number_of(letter) as u64);
        println!("{}\t{question}", of_length(question.len()).get(&key).unwrap_or(&0));
    }
    Ok(())
}
