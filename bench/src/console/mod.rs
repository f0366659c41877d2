//! The console's pages, each alternately at a million accounts and at a thousand.

mod pages;
mod ratios;

use std::{
    path::PathBuf,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use clap::Args;
use sqlx::{AssertSqlSafe, Row, raw_sql};

use self::{
    pages::Page,
    ratios::{Measured, Ratios},
};
use crate::{
    Common, Report, Result,
    people::Browser,
    seed::{Plan, fill, open, place},
    server::{Server, Setup},
    times::milliseconds,
};

/// The number of tabs that a server is configured for; none is opened.
const TABS: usize = 1;
/// Texts of a page that failed to load, or that lists nothing.
const FAILURES: [&str; 4] =
    ["This page couldn’t be loaded", "Check your search", "a filter that doesn’t exist", "Nothing here"];
const NOTHING: [&str; 4] = ["No accounts found", "Nothing found", "No events found", "No appeals waiting"];

#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) common: Common,
    /// A `PostgreSQL` server to use instead of `SQLite` files; its user must be able to create databases. The two
    /// databases are named after the given one, with _small and _large appended, and are kept
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// Keep the `SQLite` files in this folder, and reuse existing ones
    #[arg(long, value_name = "FOLDER", conflicts_with = "database_url")]
    keep: Option<PathBuf>,
    /// The number of accounts in the large database; the audit has three times as many rows
    #[arg(long, default_value_t = 1_000_000, value_parser = at_least_a_thousand)]
    accounts: usize,
    /// How often each page is requested from each of the two servers
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u16).range(1..=1000))]
    rounds: u16,
    /// How often the servers are restarted to measure the first overview after a start
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=100))]
    starts: u16,
    /// Only the pages whose name contains this
    #[arg(long, value_name = "WORDS", default_value = "")]
    only: String,
}

/// The number of accounts in the small database.
const SMALL: usize = 1000;

fn at_least_a_thousand(typed: &str) -> std::result::Result<usize, String> {
    let count: usize = typed.parse().map_err(|_| "expected a number".to_owned())?;
    if count >= SMALL { Ok(count) } else { Err(format!("must be at least {SMALL}")) }
}

/// One of the two sites: a server on a filled database, and a signed-in administrator.
struct Site {
    setup: Setup,
    server: Option<Server>,
    browser: Browser,
    cookie: String,
    pages: Vec<Page>,
}

pub(crate) async fn measure(options: &Options) -> Result<Report> {
    let small = Site::make(options, "small", SMALL).await?;
    let large = Site::make(options, "large", options.accounts).await?;
    let mut sites = [small, large];
    let outcome = measure_with(&mut sites, options).await;
    match outcome {
        Ok(ratios) => Ok(ratios.report()),
        Err(error) => {
            let logs: Vec<_> = sites.iter().map(|site| site.setup.log()).collect();
            Err(format!("{error}\nThe servers' logs end with:\n{}", logs.join("\n")).into())
        }
    }
}

async fn measure_with(sites: &mut [Site; 2], options: &Options) -> Result<Ratios> {
    let names = sites[0].pages.iter().map(|page| page.name);
    let wanted: Vec<_> = names.enumerate().filter(|(_, name)| name.contains(&options.only)).collect();
    let mut measured: Vec<_> = wanted.iter().map(|(_, name)| Measured::new(name)).collect();
    // The first round does not count: it reads files and opens connections.
    for round in 0..=options.rounds {
        for ((place, _), measured) in wanted.iter().zip(&mut measured) {
            // Alternate the order, so that neither is always first.
            let order = if round % 2 == 0 { [0, 1] } else { [1, 0] };
            for side in order {
                let time = sites[side].ask(*place).await?;
                if round > 0 {
                    measured.add(side, time);
                }
            }
        }
    }
    let mut first = Measured::new("overview, the first after a start");
    let other = sites[0].pages.iter().position(|page| page.name == "access").unwrap_or_default();
    for _ in 0..options.starts {
        for (side, site) in sites.iter_mut().enumerate() {
            site.restart().await?;
            // Warm up what all pages need.
            site.ask(other).await?;
            first.add(side, site.ask(0).await?);
        }
    }
    Ok(Ratios { accounts: options.accounts, measured, first })
}

impl Site {
    async fn make(options: &Options, name: &str, accounts: usize) -> Result<Self> {
        #[expect(clippy::disallowed_methods, reason = "the server uses the system clock")]
        let now = SystemTime::now();
        let now = i64::try_from(now.duration_since(UNIX_EPOCH)?.as_secs())?;
        let url = place(options.database_url.as_deref(), options.keep.as_deref(), name).await?;
        let setup = Setup::new(&options.common.binary, url, TABS).await?;
        setup.run(&["migrate"], "").await?;
        let begun = Instant::now();
        let plan = fill(setup.database_url(), accounts, now).await?;
        eprintln!("{name}: {accounts} accounts, ready after {:.0} s", begun.elapsed().as_secs_f64());
        let middle = middle(setup.database_url(), plan).await?;
        let mut site = Self {
            browser: Browser::new(&setup.origin)?,
            setup,
            server: None,
            cookie: String::new(),
            pages: pages::all(plan, &middle),
        };
        site.server = Some(site.setup.serve().await?);
        site.cookie = site.browser.administrator(&site.setup).await?;
        site.browser.warm_up(&site.cookie).await?;
        Ok(site)
    }

    /// Requests a page; returns the time to its first byte in milliseconds.
    async fn ask(&self, place: usize) -> Result<f64> {
        let Page { name, path, has_rows } = &self.pages[place];
        let (time, page) = self.browser.page(&self.cookie, path).await?;
        let wrong = FAILURES.iter().chain(NOTHING.iter().filter(|_| *has_rows)).find(|words| page.contains(**words));
        match wrong {
            None if page.contains("</html>") => Ok(milliseconds(time)),
            _ => Err(format!("“{name}” ({path}) shows: {}", wrong.unwrap_or(&"an incomplete page")).into()),
        }
    }

    /// Starts a new process; sessions remain valid.
    async fn restart(&mut self) -> Result<()> {
        if let Some(server) = self.server.take() {
            server.stop().await?;
        }
        self.server = Some(self.setup.serve().await?);
        Ok(())
    }
}

/// A cursor in the middle of the list of live sessions.
async fn middle(url: &str, plan: Plan) -> Result<String> {
    let mut connection = open(url).await?;
    let sql = format!(
        "SELECT last_seen_at, id FROM sessions WHERE ended_at IS NULL ORDER BY last_seen_at DESC, id DESC LIMIT 1 OFFSET {}",
        plan.live() / 4
    );
    let row = raw_sql(AssertSqlSafe(sql)).fetch_one(&mut connection).await?;
    let (at, id): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
    Ok(format!("{at}-{id}"))
}
