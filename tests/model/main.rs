//! Tests sessions against a model: random sequences of acts, played on the real router and on an independent model. The
//! system must admit nobody whom the model rejects, and must give the model's reason. `PROPTEST_CASES` sets the number
//! of sequences.
#![cfg(feature = "ssr")]

mod operations;
mod people;
mod play;
mod races;
mod reference;
mod world;

use std::cell::RefCell;

use proptest::test_runner::{Config, TestCaseError, TestRunner};

/// The default number of sequences.
const CASES: u32 = 500;
/// Without the session cache, the number of sequences is divided by this.
const WITHOUT_CACHE: u32 = 5;

#[test]
fn the_system_admits_whom_the_model_admits_and_gives_the_same_reasons() {
    play_sequences(cases(), true);
}

#[test]
fn the_same_holds_without_the_session_cache() {
    play_sequences(cases() / WITHOUT_CACHE, false);
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(CASES)
}

fn play_sequences(cases: u32, cache: bool) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let world = RefCell::new(runtime.block_on(world::World::make(cache)));
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
