//! The cost of hashing passwords: memory, compared with the documented bound, and time, which must not reveal whether
//! an account exists after the parameters were changed.

use std::time::{Duration, Instant};

use clap::Args;
use futures_util::{StreamExt, stream};
use serde_json::json;

use crate::{
    Common, Report, Result,
    people::Browser,
    server::{Server, Setup},
    times::{Times, milliseconds, rounded},
};

/// The memory in KiB that the server needs besides its hashes and its memory at startup, for waiting requests and their
/// threads.
const BESIDE: u64 = 64 * 1024;
/// The maximum difference between the median times, in percent.
const SPREAD: f64 = 5.0;

#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) common: Common,
    /// The number of hashes computed at the same time
    #[arg(long, default_value_t = 2)]
    workers: u64,
    /// The memory per hash, in KiB
    #[arg(long, default_value_t = 19_456)]
    memory: u64,
    /// The number of failed sign-ins one after another
    #[arg(long, default_value_t = 200)]
    one_by_one: usize,
    /// The number of failed sign-ins at once
    #[arg(long, default_value_t = 500)]
    at_once: usize,
    /// Seconds to wait before the memory is read again
    #[arg(long, default_value_t = 15)]
    settle: u64,
    /// The number of timed sign-ins of each kind
    #[arg(long, default_value_t = 300)]
    samples: usize,
}

pub(crate) async fn measure(options: &Options) -> Result<Report> {
    let mut report = Report { text: String::new(), json: json!({}), broken: Vec::new(), undecided: Vec::new() };
    memory(options, &mut report).await?;
    for (name, before, after) in [("raised", (19_456, 2), (47_104, 1)), ("lowered", (47_104, 1), (19_456, 2))] {
        times(options, &mut report, name, before, after).await?;
    }
    Ok(report)
}

async fn memory(options: &Options, report: &mut Report) -> Result<()> {
    let mut setup = Setup::new(&options.common.binary, None, 1).await?;
    setup.set("HALLPASS_HASH_WORKERS", &options.workers);
    setup.set("HALLPASS_ARGON2_MEMORY_KIB", &options.memory);
    setup.set("HALLPASS_ARGON2_ITERATIONS", &2);
    let server = setup.serve().await?;
    let browser = Browser::new(&setup.origin)?;
    let start = server.memory()?;
    for number in 0..options.one_by_one {
        browser.fail(&format!("nobody{number}")).await?;
    }
    let after = server.memory()?;
    let peak = flood(options, &browser, &server).await?;
    tokio::time::sleep(Duration::from_secs(options.settle)).await;
    let later = server.memory()?;
    let bound = start + options.workers * options.memory + BESIDE;
    let line = format!(
        "memory in KiB: {start} at the start, {after} after {} failed sign-ins, {peak} at the peak of {} at once, \
         {later} after {} s; bound {bound}\n",
        options.one_by_one, options.at_once, options.settle
    );
    report.text.push_str(&line);
    report.json["memory"] =
        json!({ "start": start, "one_by_one": after, "peak": peak, "later": later, "bound": bound });
    for (name, found) in [("one after another", after), ("at once", peak), ("later", later)] {
        if found > bound {
            report.broken.push(format!("memory, {name}: {found} KiB, more than {bound}"));
        }
    }
    server.stop().await.map(drop)
}

/// Runs many failed sign-ins at once; returns the peak of the memory.
async fn flood(options: &Options, browser: &Browser, server: &Server) -> Result<u64> {
    let tried = stream::iter(0..options.at_once).map(|number| {
        let browser = browser.clone();
        // Sign-ins that are rejected because too many are waiting count as answered.
        async move { browser.fail(&format!("nobody{number}")).await.is_ok() }
    });
    let mut tried = std::pin::pin!(tried.buffer_unordered(options.at_once));
    let (mut peak, mut watch) = (0, tokio::time::interval(Duration::from_millis(20)));
    loop {
        tokio::select! {
            answer = tried.next() => if answer.is_none() { return Ok(peak) },
            _ = watch.tick() => peak = peak.max(server.memory()?),
        }
    }
}

/// Measures failed sign-ins with an unknown name, with an account hashed with the old parameters and with one hashed
/// with the new parameters, in turn.
async fn times(
    options: &Options,
    report: &mut Report,
    name: &str,
    before: (u64, u64),
    after: (u64, u64),
) -> Result<()> {
    let mut setup = Setup::new(&options.common.binary, None, 1).await?;
    for ((memory, iterations), account) in [(before, "oldaccount"), (after, "newaccount")] {
        setup.set("HALLPASS_ARGON2_MEMORY_KIB", &memory);
        setup.set("HALLPASS_ARGON2_ITERATIONS", &iterations);
        setup.create(account).await?;
    }
    let server = setup.serve().await?;
    let browser = Browser::new(&setup.origin)?;
    let names = ["unknownname", "oldaccount", "newaccount"];
    let mut times = names.map(|_| Times::default());
    for round in 0..options.samples {
        for turn in 0..names.len() {
            let kind = (round + turn) % names.len();
            let sent = Instant::now();
            browser.fail(names[kind]).await?;
            times[kind].add(milliseconds(sent.elapsed()));
        }
    }
    server.stop().await?;
    let medians = times.map(|times| times.median());
    let least = medians.iter().copied().fold(f64::INFINITY, f64::min);
    let most = medians.iter().copied().fold(0.0, f64::max);
    let spread = (most / least - 1.0) * 100.0;
    let [unknown, old, new] = medians;
    let line = format!(
        "costs {name}, medians of {}: unknown {unknown:.1} ms, old {old:.1} ms, current {new:.1} ms; {spread:.1} % apart\n",
        options.samples
    );
    report.text.push_str(&line);
    report.json[name] = json!({ "unknown": rounded(unknown), "old": rounded(old), "current": rounded(new) });
    if spread > SPREAD {
        report.broken.push(format!("costs {name}: medians are {spread:.1} % apart, more than {SPREAD} %"));
    }
    Ok(())
}
