// Binary trees in Rust: pieces of the trees in parallel by rayon, each in one arena
// that every tree of it leaves to the next.

use bumpalo::Bump;
use rayon::prelude::*;

struct Node<'a> {
    children: Option<(&'a Node<'a>, &'a Node<'a>)>,
}

fn make<'a>(depth: u32, arena: &'a Bump) -> &'a Node<'a> {
    let children = (depth > 0).then(|| (make(depth - 1, arena), make(depth - 1, arena)));
    arena.alloc(Node { children })
}

impl Node<'_> {
    fn count(&self) -> i64 {
        self.children.map_or(1, |(left, right)| 1 + left.count() + right.count())
    }
}

fn arena_of(depth: u32) -> Bump {
    Bump::with_capacity((2 << depth) * std::mem::size_of::<Node>())
}

fn count(depth: u32, trees: usize) -> i64 {
    let mut arena = arena_of(depth);
    let one = |_| {
        arena.reset();
        make(depth, &arena).count()
    };
    (0..trees).map(one).sum()
}

fn main() {
    let n = std::env::args().nth(1).and_then(|n| n.parse().ok()).expect("a number");
    let (least, most) = (4, std::cmp::max(6, n));
    println!("stretch tree of depth {}\t check: {}", most + 1, count(most + 1, 1));
    let arena = arena_of(most);
    let long_lived = make(most, &arena);
    let pieces = (4 * rayon::current_num_threads()).next_power_of_two().min(16);
    for depth in (least..=most).step_by(2) {
        let trees = 1 << (most - depth + least);
        let nodes: i64 = (0..pieces).into_par_iter().map(|_| count(depth, trees / pieces)).sum();
        println!("{trees}\t trees of depth {depth}\t check: {nodes}");
    }
    println!("long lived tree of depth {most}\t check: {}", long_lived.count());
}
