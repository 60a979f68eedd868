// How often each word occurs in N generated documents of a thousand words: a
// thread for each processor makes its part and counts it; a scope joins them.

#[path = "../word-count/corpus.rs"]
mod corpus;

use corpus::{add_table, add_words, make_document, print, Table};
use std::{env, thread};

fn main() {
    let count: u64 = env::args().nth(1).map_or(100, |n| n.parse().unwrap());
    let parts = thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let mut documents = vec![Vec::new(); parts as usize];
    let counts = thread::scope(|threads| {
        let handles: Vec<_> = (0..parts)
            .zip(&mut documents)
            .map(|(part, documents)| {
                threads.spawn(move || {
                    *documents = (count * part / parts..count * (part + 1) / parts)
                        .map(make_document)
                        .collect();
                    documents.iter().fold(Table::new(), add_words)
                })
            })
            .collect();
        handles.into_iter().map(|one| one.join().unwrap()).reduce(add_table).unwrap()
    });
    print(counts);
}
