// A generated picture of N by N grey points, blurred, as PGM: rows in parallel.

use rayon::prelude::*;
use std::{env, io, io::Write};

const RADIUS: usize = 8;
/// Row 16 of Pascal's triangle; the sum is 65536.
const WEIGHTS: [u32; 2 * RADIUS + 1] =
    [1, 16, 120, 560, 1820, 4368, 8008, 11440, 12870, 11440, 8008, 4368, 1820, 560, 120, 16, 1];

fn draw_row(row: &mut [u8], y: usize) {
    for (x, point) in row.iter_mut().enumerate() {
        *point = ((x * x + y * y) >> 5) as u8;
    }
}

fn blur_row(image: &[u8], row: &mut [u8], y: usize) {
    let size = row.len();
    let mut sums = vec![1u32 << 15; size]; // halves are rounded up
    for (k, weight) in WEIGHTS.iter().enumerate() {
        // Beyond an edge the picture goes on as it is there.
        let at = (y + k).clamp(RADIUS, size - 1 + RADIUS) - RADIUS;
        let source = &image[at * size..(at + 1) * size];
        for (sum, point) in sums.iter_mut().zip(source) {
            *sum += weight * *point as u32;
        }
    }
    let mut column = vec![0u8; size + 2 * RADIUS];
    for (point, sum) in column[RADIUS..].iter_mut().zip(&sums) {
        *point = (sum >> 16) as u8;
    }
    let (first, last) = (column[RADIUS], column[RADIUS + size - 1]);
    column[..RADIUS].fill(first);
    column[RADIUS + size..].fill(last);
    for (x, point) in row.iter_mut().enumerate() {
        let near: &[u8; WEIGHTS.len()] = column[x..x + WEIGHTS.len()].try_into().unwrap();
        let sum: u32 = near.iter().zip(&WEIGHTS).map(|(point, weight)| weight * *point as u32).sum();
        *point = ((sum + (1 << 15)) >> 16) as u8;
    }
}

fn main() -> io::Result<()> {
    let size: usize = env::args().nth(1).map_or(100, |n| n.parse().unwrap());
    let (mut image, mut blurred) = (vec![0; size * size], vec![0; size * size]);
    image.par_chunks_mut(size.max(1)).enumerate().for_each(|(y, row)| draw_row(row, y));
    blurred.par_chunks_mut(size.max(1)).enumerate().for_each(|(y, row)| blur_row(&image, row, y));
    let mut out = io::stdout().lock();
    write!(out, "P5\n{size} {size}\n255\n")?;
    out.write_all(&blurred)
}
