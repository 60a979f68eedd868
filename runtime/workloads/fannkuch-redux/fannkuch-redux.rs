// Fannkuch-redux in Rust: blocks of permutations, flipped in parallel by rayon.
// A permutation is 16 bytes of a register; the 120 of one block are fixed
// shuffles of its first; eight at a time are flipped together.

use rayon::prelude::*;
use std::arch::x86_64::*;

type Bytes = [u8; 16];

fn factorial(n: usize) -> usize {
    (1..=n).product()
}

fn permutation(n: usize, mut number: usize) -> Bytes {
    let mut all: Bytes = std::array::from_fn(|i| i as u8);
    for i in (1..n).rev() {
        let digit = number / factorial(i);
        number %= factorial(i);
        all[..=i].rotate_left(digit);
    }
    all
}

struct Blocks {
    n: usize,
    size: usize,
    count: usize,
    shuffles: [Bytes; 120],
}

fn load(from: &Bytes) -> __m128i {
    unsafe { _mm_loadu_si128(from.as_ptr().cast()) }
}

/// Flips until every first element is 0, and counts, in each byte, how often.
#[target_feature(enable = "avx2")]
unsafe fn flip_together(four: &mut [__m256i; 4]) -> [__m256i; 4] {
    let places = _mm256_broadcastsi128_si256(load(&std::array::from_fn(|i| i as u8)));
    let zero = _mm256_setzero_si256();
    let mut counts = [zero; 4];
    loop {
        let first = four.map(|one| _mm256_shuffle_epi8(one, zero));
        let any = _mm256_or_si256(
            _mm256_or_si256(first[0], first[1]),
            _mm256_or_si256(first[2], first[3]),
        );
        if _mm256_testz_si256(any, any) != 0 {
            return counts;
        }
        for k in 0..4 {
            // Element i comes from first - i, where that is not negative.
            let mirrored = _mm256_sub_epi8(first[k], places);
            let from = _mm256_blendv_epi8(mirrored, places, mirrored);
            four[k] = _mm256_shuffle_epi8(four[k], from);
            counts[k] = _mm256_sub_epi8(counts[k], _mm256_cmpgt_epi8(first[k], zero));
        }
    }
}

impl Blocks {
    fn new(n: usize) -> Self {
        let size = factorial(n.min(5));
        let mut shuffles = [[0x80; 16]; 120]; // to nothing but zeros: no flips
        for (i, one) in shuffles[..size].iter_mut().enumerate() {
            *one = permutation(n.min(5), i);
        }
        Blocks { n, size, count: factorial(n) / size, shuffles }
    }

    /// The checksum and the most flips of one block.
    #[target_feature(enable = "avx2")]
    unsafe fn flip(&self, block: usize) -> (i64, i32) {
        let base = _mm256_broadcastsi128_si256(load(&permutation(self.n, block * self.size)));
        let mut sum = _mm256_setzero_si256();
        let mut most = sum;
        for eight in self.shuffles[..self.size.max(8)].chunks_exact(8) {
            let mut four: [__m256i; 4] = std::array::from_fn(|k| {
                let two = _mm256_set_m128i(load(&eight[2 * k + 1]), load(&eight[2 * k]));
                _mm256_shuffle_epi8(base, two)
            });
            for one in flip_together(&mut four) {
                sum = _mm256_add_epi64(sum, _mm256_sad_epu8(one, _mm256_setzero_si256()));
                most = _mm256_max_epu8(most, one);
            }
        }
        // Each sum is of eight bytes that are all the same.
        let checksum = (_mm256_extract_epi64::<0>(sum) - _mm256_extract_epi64::<2>(sum)) / 8;
        (checksum, _mm256_extract_epi8::<0>(most).max(_mm256_extract_epi8::<16>(most)))
    }
}

fn main() {
    let n = std::env::args().nth(1).and_then(|n| n.parse().ok()).expect("a number");
    let blocks = Blocks::new(n);
    let (checksum, most) = (0..blocks.count)
        .into_par_iter()
        .map(|block| unsafe { blocks.flip(block) })
        .reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1.max(b.1)));
    println!("{checksum}\nPfannkuchen({n}) = {most}");
}
