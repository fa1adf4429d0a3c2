//! Merge queues: a batch of pull requests on top of a base.

use super::logs::cargo_test;
use super::said::expect;
use super::world::{Job, RUN, Run, World};

fn failing() -> Vec<String> {
    cargo_test("cart::tests::adds", "src/cart.rs", "assertion `left == right` failed")
}

fn batch(subjects: &[&str]) -> Run {
    Run::queue(RUN, "12:00", 26, 610).jobs([Job::red("test", failing())]).brings(subjects, &[("src/cart.rs", "+b")])
}

#[test]
fn a_batch_of_one() {
    let green = Run::main(610, "11:00").jobs([Job::green("test")]);
    expect(&World::new(&batch(&["Carts of many (#26)"]), &[green]), "yours", "`#26` is the only pull request in the batch");
}

#[test]
fn a_batch_of_three() {
    let green = Run::main(610, "11:00").jobs([Job::green("test")]);
    let run = batch(&["Sums (#24)", "Merge pull request #25 from o/words", "Carts of many (#26)"]);
    expect(&World::new(&run, &[green]), "unknown", "the batch holds `#24`, `#25` and `#26`: which of them did it is not known");
}

#[test]
fn a_batch_on_top_of_one_that_fails_alike() {
    let ahead = Run::queue(610, "11:00", 25, 600).jobs([Job::red("test", failing())]);
    expect(&World::new(&batch(&["Carts of many (#26)"]), &[ahead]), "base", "it also fails in the batch that it was put on");
}
