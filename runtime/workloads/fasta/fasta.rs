// Fasta in Rust: threads make blocks of the sequences, and write them in their
// order. Sixteen states of the generator make sixteen steps at once.

use std::arch::x86_64::*;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

const LINE: usize = 60;
const BLOCK: usize = LINE * 1024;
const MODULUS: u64 = 139_968;

/// What one or more steps of the generator do: x becomes by * x + plus.
#[derive(Clone, Copy)]
struct Step {
    by: u64,
    plus: u64,
}

const ONE: Step = Step { by: 3877, plus: 29_573 };

impl Step {
    fn of(self, x: u64) -> u64 {
        (self.by * x + self.plus) % MODULUS
    }
    fn then(self, other: Step) -> Step {
        Step { by: self.by * other.by % MODULUS, plus: other.of(self.plus) }
    }
    fn times(mut self, mut count: usize) -> Step {
        let mut all = Step { by: 1, plus: 0 };
        while count > 0 {
            if count % 2 == 1 {
                all = all.then(self);
            }
            self = self.then(self);
            count /= 2;
        }
        all
    }
}

/// Letters, and for each but the last the first state that is not its any more.
struct Alphabet {
    letters: [u8; 16],
    limits: Vec<i32>,
}

impl Alphabet {
    fn new(text: &[u8], chances: &[f64]) -> Self {
        let mut letters = [0; 16];
        letters[..text.len()].copy_from_slice(text);
        let mut sum = 0.0;
        let limit = |chance: &f64| {
            sum += chance;
            (0..).find(|&state| state as f64 / MODULUS as f64 >= sum).unwrap()
        };
        Alphabet { letters, limits: chances[..text.len() - 1].iter().map(limit).collect() }
    }

    #[target_feature(enable = "avx2")]
    unsafe fn draw(&self, mut state: u64, count: usize, to: &mut [u8; BLOCK]) {
        let states: [f64; 16] = std::array::from_fn(|_| {
            state = ONE.of(state);
            state as f64
        });
        let mut all: [__m256d; 4] = std::array::from_fn(|i| _mm256_loadu_pd(&states[4 * i]));
        let sixteen = ONE.times(16);
        let by = _mm256_set1_pd(sixteen.by as f64);
        let plus = _mm256_set1_pd(sixteen.plus as f64);
        let modulus = _mm256_set1_pd(MODULUS as f64);
        let inverse = _mm256_set1_pd(1.0 / MODULUS as f64);
        let half = _mm256_set1_pd(0.5);
        let letters = _mm_loadu_si128(self.letters.as_ptr().cast());
        let mut limits = [_mm256_setzero_si256(); 15];
        for (to, limit) in limits.iter_mut().zip(&self.limits) {
            *to = _mm256_set1_epi32(limit - 1);
        }
        for sixteen in to[..(count + 15) / 16 * 16].chunks_exact_mut(16) {
            let whole = all.map(|four| _mm256_cvtpd_epi32(four));
            let low = _mm256_set_m128i(whole[1], whole[0]);
            let high = _mm256_set_m128i(whole[3], whole[2]);
            let (mut less, mut more) = (_mm256_setzero_si256(), _mm256_setzero_si256());
            for &limit in &limits[..self.limits.len()] {
                less = _mm256_add_epi32(less, _mm256_cmpgt_epi32(low, limit));
                more = _mm256_add_epi32(more, _mm256_cmpgt_epi32(high, limit));
            }
            // Each half of a register is packed by itself: 0 2 1 3 is their order.
            let both = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_abs_epi16(
                _mm256_packs_epi32(less, more),
            ));
            let which = _mm_packus_epi16(
                _mm256_castsi256_si128(both),
                _mm256_extracti128_si256::<1>(both),
            );
            _mm_storeu_si128(sixteen.as_mut_ptr().cast(), _mm_shuffle_epi8(letters, which));
            for four in &mut all {
                let next = _mm256_add_pd(_mm256_mul_pd(*four, by), plus);
                // A half more keeps the quotient of a multiple from being rounded below.
                let quotient =
                    _mm256_floor_pd(_mm256_mul_pd(_mm256_add_pd(next, half), inverse));
                *four = _mm256_sub_pd(next, _mm256_mul_pd(quotient, modulus));
            }
        }
    }
}

enum Letters<'a> {
    Repeated(&'a [u8]),
    Drawn(&'a Alphabet, u64),
}

struct Sequence<'a> {
    title: &'a str,
    size: usize,
    letters: Letters<'a>,
}

impl Sequence<'_> {
    fn blocks(&self) -> usize {
        (self.size + BLOCK - 1) / BLOCK
    }

    fn append(&self, number: usize, to: &mut Vec<u8>) {
        if number == 0 {
            to.extend_from_slice(self.title.as_bytes());
        }
        let first = number * BLOCK;
        let count = BLOCK.min(self.size - first);
        let mut letters = [0; BLOCK];
        match self.letters {
            Letters::Drawn(of, state) => unsafe {
                of.draw(ONE.times(first).of(state), count, &mut letters)
            },
            Letters::Repeated(text) => {
                let mut at = 0;
                while at < count {
                    let rest = &text[(first + at) % text.len()..];
                    let some = rest.len().min(count - at);
                    letters[at..at + some].copy_from_slice(&rest[..some]);
                    at += some;
                }
            }
        }
        for line in letters[..count].chunks(LINE) {
            to.extend_from_slice(line);
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

const ALU: &[u8] = b"GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGG\
    GAGGCCGAGGCGGGCGGATCACCTGAGGTCAGGAGTTCGAGA\
    CCAGCCTGGCCAACATGGTGAAACCCCGTCTCTACTAAAAAT\
    ACAAAAATTAGCCGGGCGTGGTGGCGCGCGCCTGTAATCCCA\
    GCTACTCGGGAGGCTGAGGCAGGAGAATCGCTTGAACCCGGG\
    AGGCGGAGGTTGCAGTGAGCCGAGATCGCGCCACTGCACTCC\
    AGCCTGGGCGACAGAGCGAGACTCCGTCTCAAAAA";

fn main() {
    let n: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).expect("a number");
    let mut chances = vec![0.02; 15];
    chances[..4].copy_from_slice(&[0.27, 0.12, 0.12, 0.27]);
    let ambiguous = Alphabet::new(b"acgtBDHKMNRSVWY", &chances);
    let human = Alphabet::new(
        b"acgt",
        &[0.3029549426680, 0.1979883004921, 0.1975473066391, 0.3015094502008],
    );
    let all = [
        (">ONE Homo sapiens alu\n", 2 * n, Letters::Repeated(ALU)),
        (">TWO IUB ambiguity codes\n", 3 * n, Letters::Drawn(&ambiguous, 42)),
        (
            ">THREE Homo sapiens frequency\n",
            5 * n,
            Letters::Drawn(&human, ONE.times(3 * n).of(42)),
        ),
    ]
    .map(|(title, size, letters)| Sequence { title, size, letters });
    write_blocks(all.iter().map(Sequence::blocks).sum(), |mut number, to| {
        for one in &all {
            if number < one.blocks() {
                return one.append(number, to);
            }
            number -= one.blocks();
        }
    });
}
