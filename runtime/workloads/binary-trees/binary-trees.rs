// Binary trees in Rust: an arena for each tree, the trees in parallel by rayon.

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

fn count(depth: u32) -> i64 {
    make(depth, &arena_of(depth)).count()
}

fn main() {
    let n = std::env::args().nth(1).and_then(|n| n.parse().ok()).expect("a number");
    let (least, most) = (4, std::cmp::max(6, n));
    println!("stretch tree of depth {}\t check: {}", most + 1, count(most + 1));
    let arena = arena_of(most);
    let long_lived = make(most, &arena);
    for depth in (least..=most).step_by(2) {
        let trees = 1 << (most - depth + least);
        let nodes: i64 = (0..trees).into_par_iter().map(|_| count(depth)).sum();
        println!("{trees}\t trees of depth {depth}\t check: {nodes}");
    }
    println!("long lived tree of depth {most}\t check: {}", long_lived.count());
}
