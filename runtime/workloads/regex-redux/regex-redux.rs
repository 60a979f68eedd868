// Regex-redux in Rust: PCRE2's patterns, compiled to machine code. The text is
// cleaned in parts; then the replacements run beside the counts.

use pcre2::bytes::{Regex, RegexBuilder};
use rayon::prelude::*;
use std::io::Read;

const VARIANTS: [&str; 9] = [
    "agggtaaa|tttaccct",
    "[cgt]gggtaaa|tttaccc[acg]",
    "a[act]ggtaaa|tttacc[agt]t",
    "ag[act]gtaaa|tttac[agt]ct",
    "agg[act]taaa|ttta[agt]cct",
    "aggg[acg]aaa|ttt[cgt]ccct",
    "agggt[cgt]aa|tt[acg]accct",
    "agggta[cgt]a|t[acg]taccct",
    "agggtaa[cgt]|[acg]ttaccct",
];
const REPLACEMENTS: [(&str, &str); 5] = [
    ("tHa[Nt]", "<4>"),
    ("aND|caN|Ha[DS]|WaS", "<3>"),
    ("a[NSt]|BY", "<2>"),
    ("<[^>]*>", "|"),
    ("\\|[^|][^|]*\\|", "-"),
];
const PARTS: usize = 16;

fn compile(pattern: &str) -> Regex {
    RegexBuilder::new().jit(true).build(pattern).expect("a pattern")
}

fn replace(pattern: &Regex, text: &[u8], with: &str) -> Vec<u8> {
    let mut result = Vec::with_capacity(text.len());
    let mut done = 0;
    for found in pattern.find_iter(text) {
        let found = found.expect("a search");
        result.extend_from_slice(&text[done..found.start()]);
        result.extend_from_slice(with.as_bytes());
        done = found.end();
    }
    result.extend_from_slice(&text[done..]);
    result
}

fn length_of_replaced(text: &[u8]) -> usize {
    let mut result = None;
    for (pattern, with) in REPLACEMENTS {
        result = Some(replace(&compile(pattern), result.as_deref().unwrap_or(text), with));
    }
    result.map_or(0, |text| text.len())
}

/// Where a part begins, behind an end of a line.
fn begin(text: &[u8], part: usize) -> usize {
    let at = text.len() / PARTS * part;
    match part {
        0 => 0,
        PARTS => text.len(),
        _ => text[at..].iter().position(|&one| one == b'\n').map_or(text.len(), |end| at + end + 1),
    }
}

fn main() -> std::io::Result<()> {
    let size = std::fs::metadata("/dev/stdin").map_or(0, |about| about.len() as usize);
    let mut input = Vec::with_capacity(size + 1);
    std::io::stdin().read_to_end(&mut input)?;
    let no_letters = compile(">.*\n|\n");
    let parts: Vec<Vec<u8>> = (0..PARTS)
        .into_par_iter()
        .map(|part| replace(&no_letters, &input[begin(&input, part)..begin(&input, part + 1)], ""))
        .collect();
    let text = parts.concat();
    let (replaced, counts) = rayon::join(
        || length_of_replaced(&text),
        || -> Vec<usize> {
            let count = |&variant| compile(variant).find_iter(&text).count();
            VARIANTS.par_iter().with_max_len(1).map(count).collect()
        },
    );
    for (variant, count) in VARIANTS.iter().zip(counts) {
        println!("{variant} {count}");
    }
    println!("\n{}\n{}\n{replaced}", input.len(), text.len());
    Ok(())
}
