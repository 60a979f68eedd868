// N blocks of numbers through four stages, with crossbeam's channels: one makes
// them, one scrambles, one sorts out the odd ones, and the last adds up.

use crossbeam::channel::{bounded, Receiver, Sender};
use std::{env, thread};

type Block = Vec<u32>;

const BLOCK_SIZE: usize = 256;
const PLACES: usize = 64;

fn make(count: u64, to: Sender<Block>) {
    let mut seed = 1u32;
    for _ in 0..count {
        let mut numbers = vec![0; BLOCK_SIZE];
        for number in &mut numbers {
            seed = seed.wrapping_mul(1664525).wrapping_add(1013904223);
            *number = seed;
        }
        to.send(numbers).unwrap();
    }
}

fn scramble(from: Receiver<Block>, to: Sender<Block>) {
    for mut numbers in from {
        for number in &mut numbers {
            *number = (*number ^ *number >> 15).wrapping_mul(0x2c1b3c6d);
        }
        to.send(numbers).unwrap();
    }
}

fn keep_even(from: Receiver<Block>, to: Sender<Block>) {
    for mut numbers in from {
        numbers.retain(|number| number % 2 == 0);
        to.send(numbers).unwrap();
    }
}

/// A checksum that depends on the order of the blocks.
fn add_up(from: Receiver<Block>) -> u64 {
    from.iter().fold(0u64, |checksum, numbers| {
        let sum: u64 = numbers.iter().map(|&number| u64::from(number)).sum();
        checksum.wrapping_mul(31).wrapping_add(sum)
    })
}

fn main() {
    let count: u64 = env::args().nth(1).map_or(1000, |n| n.parse().unwrap());
    let (made, to_scramble) = bounded(PLACES);
    let (scrambled, to_keep) = bounded(PLACES);
    let (kept, to_add) = bounded(PLACES);
    thread::spawn(move || make(count, made));
    thread::spawn(move || scramble(to_scramble, scrambled));
    thread::spawn(move || keep_even(to_keep, kept));
    println!("{}", add_up(to_add));
}
