// N threads, each of which prints its own number on a line of its own.

use std::{env, thread};

fn main() {
    let count: u32 = env::args().nth(1).map_or(10, |n| n.parse().unwrap());
    thread::scope(|threads| {
        for number in 0..count {
            threads.spawn(move || println!("{number}"));
        }
    });
}
