// Spectral-norm in Rust: rows in parallel by rayon; two fractions are added
// before they are divided, in lanes that the compiler makes vectors of.

use rayon::prelude::*;

type Four = [f64; 4];

/// Element i of A times v, or of its transpose times v.
fn times<const TRANSPOSED: bool>(i: usize, v: &[f64]) -> f64 {
    let i = i as f64;
    let denominator = |j: f64| {
        let sum = i + j;
        sum * (sum + 1.0) * 0.5 + (if TRANSPOSED { j } else { i }) + 1.0
    };
    let mut sum: Four = [0.0; 4];
    let mut j: Four = [0.0, 1.0, 2.0, 3.0];
    for eight in v.chunks_exact(8) {
        for k in 0..4 {
            let (below, beside) = (denominator(j[k]), denominator(j[k] + 4.0));
            sum[k] += (eight[k] * beside + eight[k + 4] * below) / (below * beside);
            j[k] += 8.0;
        }
    }
    sum.iter().sum()
}

fn multiply<const TRANSPOSED: bool>(v: &[f64], product: &mut [f64], size: usize) {
    product[..size]
        .par_iter_mut()
        .enumerate()
        .with_min_len(16)
        .for_each(|(i, one)| *one = times::<TRANSPOSED>(i, v));
}

fn main() {
    let size: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).expect("a number");
    let mut u = vec![0.0; (size + 7) / 8 * 8];
    u[..size].fill(1.0);
    let (mut v, mut between) = (u.clone(), u.clone());
    for _ in 0..10 {
        multiply::<false>(&u, &mut between, size);
        multiply::<true>(&between, &mut v, size);
        multiply::<false>(&v, &mut between, size);
        multiply::<true>(&between, &mut u, size);
    }
    let uv: f64 = u.iter().zip(&v).map(|(u, v)| u * v).sum();
    let vv: f64 = v.iter().map(|v| v * v).sum();
    println!("{:.9}", (uv / vv).sqrt());
}
