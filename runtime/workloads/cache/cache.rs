// A cache that is mostly read: eight threads look up N keys in all, some of them
// far more often than others; every 256th lookup makes the cache forget its key.

use ahash::AHashMap;
use std::{env, sync::RwLock, thread};

/// How often a number is halved, or tripled and one added, until it is one.
fn steps_to_one(mut number: u64) -> u32 {
    let mut steps = 0;
    while number > 1 {
        number = if number % 2 == 0 { number / 2 } else { 3 * number + 1 };
        steps += 1;
    }
    steps
}

struct Cache {
    shards: [RwLock<AHashMap<u64, u32>>; 64],
}

impl Cache {
    fn new() -> Self {
        Cache { shards: std::array::from_fn(|_| RwLock::default()) }
    }
    fn shard_of(&self, key: u64) -> &RwLock<AHashMap<u64, u32>> {
        &self.shards[key as usize % self.shards.len()]
    }
    fn get(&self, key: u64) -> u32 {
        let mine = self.shard_of(key);
        if let Some(found) = mine.read().unwrap().get(&key) {
            return *found;
        }
        let made = steps_to_one(key);
        mine.write().unwrap().entry(key).or_insert(made);
        made
    }
    fn forget(&self, key: u64) {
        self.shard_of(key).write().unwrap().remove(&key);
    }
}

fn look_up(cache: &Cache, mut seed: u64, lookups: u64) -> u64 {
    let mut sum = 0;
    for i in 1..=lookups {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let key = ((seed >> 48) * (seed >> 32 & 0xffff)) >> 16;
        sum += u64::from(cache.get(key));
        if i % 256 == 0 {
            cache.forget(key);
        }
    }
    sum
}

fn main() {
    const READERS: u64 = 8;
    let count: u64 = env::args().nth(1).map_or(1000, |n| n.parse().unwrap());
    let shared = Cache::new();
    let sum: u64 = thread::scope(|threads| {
        let readers: Vec<_> = (0..READERS)
            .map(|reader| {
                let shared = &shared;
                threads.spawn(move || look_up(shared, reader, (count + reader) / READERS))
            })
            .collect();
        readers.into_iter().map(|one| one.join().unwrap()).sum()
    });
    println!("{sum}");
}
