//! Sessions against a model: random sequences of what people, administrators and time do, played
//! on the real router and on a model that knows nothing of its code. Nobody is let in whom the
//! model refuses, and the reason told is its. `PROPTEST_CASES`: how many sequences.
#![cfg(feature = "ssr")]

mod operations;
mod people;
mod play;
mod races;
mod reference;
mod world;

use std::cell::RefCell;

use proptest::test_runner::{Config, TestCaseError, TestRunner};

/// Sequences in an ordinary run.
const CASES: u32 = 500;

#[test]
fn the_system_lets_in_whom_the_model_lets_in_and_tells_its_reasons() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(CASES);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let world = RefCell::new(runtime.block_on(world::World::make()));
    let outcome = TestRunner::new(config).run(&operations::sequences(), |sequence| {
        let mut world = world.borrow_mut();
        let played = runtime.block_on(play::play(&mut world, &sequence));
        played.map_err(TestCaseError::fail)
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    println!("{}", world.borrow().said());
}
