// The Rust peers of test/bench/runtime.py. Usage: peers MEASURE@PEER

use rayon::prelude::*;
use std::hint::black_box;
use std::time::Instant;

const SORT: usize = 10_000_000;
const SUM: usize = 100_000_000;

fn timed(count: usize, body: impl FnOnce()) -> f64 {
    let start = Instant::now();
    body();
    start.elapsed().as_nanos() as f64 / count as f64
}

fn timed_twice(count: usize, mut body: impl FnMut()) -> f64 {
    timed(count, &mut body);
    timed(count, body)
}

fn lock(threads: usize, add: impl Fn() + Sync) -> f64 {
    let each = if threads == 1 { 20_000_000 } else { 5_000_000 };
    timed(threads * each, || {
        std::thread::scope(|scope| {
            let work = || (0..each).for_each(|_| add());
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        })
    })
}

fn lock_std(threads: usize) -> f64 {
    let total = std::sync::Mutex::new(0u64);
    lock(threads, || *black_box(&total).lock().unwrap() += 1)
}

fn lock_parking_lot(threads: usize) -> f64 {
    let total = parking_lot::Mutex::new(0u64);
    lock(threads, || *black_box(&total).lock() += 1)
}

trait Message: Send + 'static {
    fn new(number: u64) -> Self;
    fn first(&self) -> u64;
}
impl Message for u64 {
    fn new(number: u64) -> Self {
        number
    }
    fn first(&self) -> u64 {
        *self
    }
}
impl Message for [u64; 8] {
    fn new(number: u64) -> Self {
        [number, 0, 0, 0, 0, 0, 0, 0]
    }
    fn first(&self) -> u64 {
        self[0]
    }
}

fn crossbeam<T: Message>(pairs: usize, each: usize, bound: Option<usize>) -> f64 {
    let (sender, receiver) = match bound {
        Some(count) => crossbeam_channel::bounded::<T>(count),
        None => crossbeam_channel::unbounded::<T>(),
    };
    timed(pairs * each, || {
        std::thread::scope(|scope| {
            for _ in 0..pairs {
                let (to, from) = (sender.clone(), receiver.clone());
                scope.spawn(move || {
                    for number in 0..each as u64 {
                        to.send(T::new(number)).unwrap();
                    }
                });
                scope.spawn(move || black_box(from.iter().map(|one| one.first()).sum::<u64>()));
            }
            drop(sender);
        })
    })
}

fn select_of_four() -> f64 {
    let each = 250_000;
    let ends: Vec<_> = (0..4).map(|_| crossbeam_channel::bounded::<u64>(1024)).collect();
    timed(4 * each, || {
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for i in 0..4 * each {
                    ends[i % 4].0.send(i as u64).unwrap();
                }
            });
            let mut sum = 0;
            for _ in 0..4 * each {
                crossbeam_channel::select! {
                    recv(ends[0].1) -> one => sum += one.unwrap(),
                    recv(ends[1].1) -> one => sum += one.unwrap(),
                    recv(ends[2].1) -> one => sum += one.unwrap(),
                    recv(ends[3].1) -> one => sum += one.unwrap(),
                }
            }
            black_box(sum);
        })
    })
}

fn standard<T: Message>(each: usize, bound: usize) -> f64 {
    let (sender, receiver) = std::sync::mpsc::sync_channel::<T>(bound);
    timed(each, || {
        std::thread::scope(|scope| {
            scope.spawn(move || {
                for number in 0..each as u64 {
                    sender.send(T::new(number)).unwrap();
                }
            });
            black_box(receiver.iter().map(|one| one.first()).sum::<u64>());
        })
    })
}

fn tree(depth: u32) {
    if depth != 0 {
        rayon::join(|| tree(depth - 1), || tree(depth - 1));
    }
}

fn spawn() -> f64 {
    timed_twice(100_000, || {
        rayon::scope(|scope| {
            for _ in 0..100_000 {
                scope.spawn(|_| {});
            }
        })
    })
}

fn random_numbers() -> Vec<u64> {
    let mut state = 88172645463325252u64;
    (0..SORT)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        })
        .collect()
}

fn sort(body: impl Fn(&mut Vec<u64>)) -> f64 {
    let all = random_numbers();
    let mut copy = all.clone();
    body(&mut copy);
    copy.copy_from_slice(&all);
    timed(SORT, || body(&mut copy))
}

fn reduce(map: impl Fn(f64) -> f64 + Sync) -> f64 {
    let all = vec![1.5f64; SUM];
    timed_twice(SUM, || {
        black_box(black_box(&all).par_iter().map(|x| map(*x)).sum::<f64>());
    })
}

fn main() {
    let measure = std::env::args().nth(1).unwrap();
    let nanoseconds = match measure.as_str() {
        "lock@rust std" => lock_std(1),
        "lock-2@rust std" => lock_std(2),
        "lock@parking_lot" => lock_parking_lot(1),
        "lock-2@parking_lot" => lock_parking_lot(2),
        "bounded-1@crossbeam" => crossbeam::<u64>(1, 2_000_000, Some(1024)),
        "bounded-2@crossbeam" => crossbeam::<u64>(2, 2_000_000, Some(1024)),
        "bounded-1-wide@crossbeam" => crossbeam::<[u64; 8]>(1, 2_000_000, Some(1024)),
        "bounded-2-wide@crossbeam" => crossbeam::<[u64; 8]>(2, 2_000_000, Some(1024)),
        "bounded-1@rust std" => standard::<u64>(2_000_000, 1024),
        "bounded-1-wide@rust std" => standard::<[u64; 8]>(2_000_000, 1024),
        "unbounded@crossbeam" => crossbeam::<u64>(1, 2_000_000, None),
        "rendezvous@crossbeam" => crossbeam::<u64>(1, 200_000, Some(0)),
        "select-4@crossbeam" => select_of_four(),
        "fork-join@rayon" => timed_twice(1 << 22, || tree(22)),
        "spawn@rayon" => spawn(),
        "sum@rayon" => reduce(|x| x),
        "map-reduce@rayon" => reduce(f64::sqrt),
        "sort@rayon" => sort(|all| all.par_sort_unstable()),
        "sort@rust serial" => sort(|all| all.sort_unstable()),
        "stable-sort@rayon" => sort(|all| all.par_sort_by_key(|one| one >> 8)),
        _ => std::process::exit(2),
    };
    println!("{nanoseconds}");
}
