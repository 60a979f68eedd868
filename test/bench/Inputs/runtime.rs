// The Rust half of test/bench/runtime.py; as Inputs/runtime.cpp.

use std::sync::{mpsc, Mutex};
use std::time::Instant;

fn lock(threads: usize, each: u64) -> f64 {
    let total = Mutex::new(0u64);
    let start = Instant::now();
    std::thread::scope(|scope| {
        let work = || {
            for _ in 0..each {
                *std::hint::black_box(&total).lock().unwrap() += 1;
            }
        };
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    start.elapsed().as_nanos() as f64 / (threads as u64 * each) as f64
}

fn channel(senders: usize, each: u64) -> f64 {
    let (sender, receiver) = mpsc::sync_channel::<u64>(1024);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..senders {
            let to = sender.clone();
            scope.spawn(move || {
                for number in 0..each {
                    to.send(number).unwrap();
                }
            });
        }
        drop(sender);
        std::hint::black_box(receiver.iter().sum::<u64>());
    });
    start.elapsed().as_nanos() as f64 / (senders as u64 * each) as f64
}

fn main() {
    let measure = std::env::args().nth(1).unwrap();
    let nanoseconds = match measure.as_str() {
        "lock" => lock(1, 20_000_000),
        "lock-2" => lock(2, 5_000_000),
        "channel-1" => channel(1, 3_000_000),
        "channel-2" => channel(2, 1_500_000),
        _ => std::process::exit(2),
    };
    println!("{nanoseconds}");
}
