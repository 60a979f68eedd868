// How often each word occurs in N generated documents of a thousand words: a
// parallel map makes them, a parallel fold counts them.

mod corpus;

use corpus::{add_table, add_words, make_document, print, Table};
use rayon::prelude::*;
use std::env;

fn main() {
    let count: u64 = env::args().nth(1).map_or(100, |n| n.parse().unwrap());
    let documents: Vec<_> = (0..count).into_par_iter().map(make_document).collect();
    print(documents.par_iter().fold(Table::new, add_words).reduce(Table::new, add_table));
}
