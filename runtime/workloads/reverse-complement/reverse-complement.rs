// Reverse-complement in Rust: threads make blocks of the other strand, 32
// letters at a time, and write them in their order.

use std::arch::x86_64::*;
use std::io::{Read, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

const LINE: usize = 60;
const LINES_OF_BLOCK: usize = 2048;
const MARGIN: usize = 64; // bytes in front of the text and behind that may be read

/// By the lower five bits of a letter: the letter that it is bound to.
const COMPLEMENTS: [u8; 32] = {
    let (from, to) = (*b"ACGTUMRWSYKVHDBN", *b"TGCAAKYWSRMBDHVN");
    let mut all = [0; 32];
    let mut i = 0;
    while i < from.len() {
        all[from[i] as usize % 32] = to[i];
        i += 1;
    }
    all
};

/// Writes the complements of the 32 letters that end there, the last first.
#[target_feature(enable = "avx2")]
unsafe fn reverse_32(end: *const u8, to: *mut u8) {
    let table = |half: usize| {
        _mm256_broadcastsi128_si256(_mm_loadu_si128(COMPLEMENTS.as_ptr().add(16 * half).cast()))
    };
    let order = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
    ));
    let letters = _mm256_loadu_si256(end.sub(32).cast());
    let turned = _mm256_shuffle_epi8(_mm256_permute2x128_si256::<1>(letters, letters), order);
    let low = _mm256_and_si256(turned, _mm256_set1_epi8(15));
    // Bit 4 of a letter, which says in which half of the table it is, as a sign.
    let half = _mm256_slli_epi16::<3>(turned);
    let found = _mm256_blendv_epi8(
        _mm256_shuffle_epi8(table(0), low),
        _mm256_shuffle_epi8(table(1), low),
        half,
    );
    _mm256_storeu_si256(to.cast(), found);
}

struct Section<'a> {
    title: &'a [u8],
    body: &'a [u8], // without its last end of line
    letters: usize,
}

impl<'a> Section<'a> {
    fn new(text: &'a [u8]) -> Self {
        let end = memchr::memchr(b'\n', text).expect("a title without a line behind it") + 1;
        let body = text[end..].strip_suffix(b"\n").unwrap_or(&text[end..]);
        Section { title: &text[..end], body, letters: body.len() - body.len() / (LINE + 1) }
    }

    fn blocks(&self) -> usize {
        self.letters / (LINE * LINES_OF_BLOCK) + 1
    }

    /// The letters from that one on, the last first, and the end of the line.
    #[target_feature(enable = "avx2")]
    unsafe fn reverse_line(&self, first: usize, to: *mut u8) {
        let end = (first / LINE + 1) * (LINE + 1) - 1;
        let in_next = first % LINE;
        assert!(end >= self.body.len() || self.body[end] == b'\n', "a line of not 60 letters");
        let end = self.body.as_ptr().add(end);
        reverse_32(end.add(1 + in_next), to);
        reverse_32(end.add(1 + in_next).sub(32), to.add(32));
        reverse_32(end, to.add(in_next));
        reverse_32(end.sub(32), to.add(in_next + 32));
        *to.add(LINE) = b'\n';
    }

    fn append(&self, number: usize, to: &mut Vec<u8>) {
        if number == 0 {
            to.extend_from_slice(self.title);
        }
        let first = number * LINES_OF_BLOCK;
        let whole = self.letters / LINE - first;
        let count = whole.min(LINES_OF_BLOCK);
        to.reserve(count * (LINE + 1) + MARGIN);
        // What was reserved is written up to the new length, and some behind.
        unsafe {
            let from = to.as_mut_ptr().add(to.len());
            for i in 0..count {
                let begin = self.letters - (first + i + 1) * LINE;
                self.reverse_line(begin, from.add(i * (LINE + 1)));
            }
            to.set_len(to.len() + count * (LINE + 1));
        }
        if whole < LINES_OF_BLOCK && self.letters % LINE != 0 {
            let rest = self.body[..self.letters % LINE].iter().rev();
            to.extend(rest.map(|&letter| COMPLEMENTS[letter as usize % 32]));
            to.push(b'\n');
        }
    }
}

/// Writes what fill(number, text) appends, in the order of the numbers.
fn write_blocks(count: usize, fill: impl Fn(usize, &mut Vec<u8>) + Sync) {
    let (next, turn, turned) = (AtomicUsize::new(0), Mutex::new(0), Condvar::new());
    let work = || {
        let mut text = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return;
            }
            text.clear();
            fill(number, &mut text);
            drop(turned.wait_while(turn.lock().unwrap(), |turn| *turn != number).unwrap());
            std::io::stdout().write_all(&text).expect("standard output");
            *turn.lock().unwrap() += 1;
            turned.notify_all();
        }
    };
    std::thread::scope(|threads| {
        for _ in 0..std::thread::available_parallelism().map_or(1, |n| n.get()) {
            threads.spawn(work);
        }
    });
}

fn main() -> std::io::Result<()> {
    let size = std::fs::metadata("/dev/stdin").map_or(0, |about| about.len() as usize);
    let mut input = Vec::with_capacity(size + 2 * MARGIN + 1);
    input.resize(MARGIN, 0);
    std::io::stdin().read_to_end(&mut input)?;
    let end = input.len();
    input.reserve_exact(MARGIN);
    let mut text = &input[MARGIN..end];
    let mut all = Vec::new();
    while !text.is_empty() {
        let end = memchr::memchr(b'>', &text[1..]).map_or(text.len(), |end| end + 1);
        all.push(Section::new(&text[..end]));
        text = &text[end..];
    }
    write_blocks(all.iter().map(Section::blocks).sum(), |mut number, to| {
        for one in &all {
            if number < one.blocks() {
                return one.append(number, to);
            }
            number -= one.blocks();
        }
    });
    Ok(())
}
