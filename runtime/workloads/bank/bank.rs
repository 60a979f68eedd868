// A bank: N transfers by eight tellers between a thousand accounts behind locks.
// The lock of the account with the lower number is taken first.

use std::{env, sync::Mutex, thread};

fn transfer(all: &[Mutex<i64>], from: usize, to: usize, amount: i64) {
    let (mut source, mut target);
    if from < to {
        source = all[from].lock().unwrap();
        target = all[to].lock().unwrap();
    } else {
        target = all[to].lock().unwrap();
        source = all[from].lock().unwrap();
    }
    *source -= amount;
    *target += amount;
}

fn work(all: &[Mutex<i64>], mut seed: u64, transfers: u64) {
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % below
    };
    for _ in 0..transfers {
        let from = random(all.len());
        let other = 1 + random(all.len() - 1);
        transfer(all, from, (from + other) % all.len(), random(100) as i64);
    }
}

fn main() {
    const TELLERS: u64 = 8;
    let count: u64 = env::args().nth(1).map_or(1000, |n| n.parse().unwrap());
    let all: Vec<_> = (0..1000).map(|_| Mutex::new(1000i64)).collect();
    thread::scope(|threads| {
        for teller in 0..TELLERS {
            let all = &all;
            threads.spawn(move || work(all, teller, (count + teller) / TELLERS));
        }
    });
    let (mut total, mut checksum) = (0, 0);
    for (place, one) in (1..).zip(&all) {
        let balance = *one.lock().unwrap();
        total += balance;
        checksum += place * balance;
    }
    println!("total {total}\nchecksum {checksum}");
}
