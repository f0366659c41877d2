//! The tour: what a guest decides, and the steps that the server checks.

mod guests;
mod steps;

use std::collections::BTreeSet;

use hallpass::{
    testing::Browser,
    tour::{Stage, Step, TourProgress},
};

/// Calls a function of the tour.
async fn call(browser: &Browser, function: &str) -> TourProgress {
    let reply = browser.fetch(function, &[]).await;
    assert_eq!(reply.status, 200, "{function}: {}", reply.body);
    reply.json()
}

/// The steps that are done.
async fn done(browser: &Browser) -> BTreeSet<Step> {
    let progress = call(browser, "show_tour").await;
    progress.steps.into_iter().filter(|(_, is_done)| *is_done).map(|(step, _)| step).collect()
}

async fn stage(browser: &Browser) -> Stage {
    call(browser, "show_tour").await.stage
}
