// Mandelbrot in Rust: rows in parallel by rayon; sixteen pixels at a time, in
// lanes that the compiler makes vectors of.

use rayon::prelude::*;
use std::io::Write;

const STEPS: usize = 50;
const STEPS_BETWEEN: usize = 10;
const PIXELS: usize = 16;
type Lanes = [f64; PIXELS];

/// Of sixteen pixels, those that have not escaped; the first is the highest.
#[inline]
fn find_inside(real: &Lanes, imaginary: f64) -> u16 {
    let (mut x, mut y, mut square) = (*real, [imaginary; PIXELS], [0.0; PIXELS]);
    let mut inside = 0;
    for _ in 0..STEPS / STEPS_BETWEEN {
        for _ in 0..STEPS_BETWEEN {
            for k in 0..PIXELS {
                let (xx, yy, xy) = (x[k] * x[k], y[k] * y[k], x[k] * y[k]);
                square[k] = xx + yy;
                x[k] = xx - yy + real[k];
                y[k] = xy + xy + imaginary;
            }
        }
        inside = square.iter().fold(0, |bits, &one| bits << 1 | (one <= 4.0) as u16);
        if inside == 0 {
            break;
        }
    }
    inside
}

fn draw(size: usize, row: usize, reals: &[Lanes], bytes: &mut [u8]) {
    let imaginary = 2.0 * row as f64 / size as f64 - 1.0;
    for (pair, real) in bytes.chunks_mut(2).zip(reals) {
        let both = find_inside(real, imaginary).to_be_bytes();
        pair.copy_from_slice(&both[..pair.len()]);
    }
    if size % 8 != 0 {
        *bytes.last_mut().unwrap() &= 0xff << (8 - size % 8); // beyond the edge is nothing
    }
}

fn main() -> std::io::Result<()> {
    let size: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).expect("a number");
    let reals: Vec<Lanes> = (0..(size + PIXELS - 1) / PIXELS)
        .map(|i| std::array::from_fn(|k| 2.0 * (PIXELS * i + k) as f64 / size as f64 - 1.5))
        .collect();
    let width = (size + 7) / 8;
    let mut bytes = vec![0; width * size];
    bytes
        .par_chunks_mut(width)
        .enumerate()
        .for_each(|(row, bytes)| draw(size, row, &reals, bytes));
    let mut output = std::io::stdout().lock();
    write!(output, "P4\n{size} {size}\n")?;
    output.write_all(&bytes)
}
