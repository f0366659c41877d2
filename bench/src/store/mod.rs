//! How fast a signed-in page and "who am I" are with ten million stored sessions, compared with ten thousand, and how
//! many bytes a session takes on disk.

mod figures;

use std::{
    path::PathBuf,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use clap::Args;
use serde_json::Value;
use sqlx::{AnyConnection, Connection};

use self::figures::{Asked, Figures};
use crate::{
    Common, Report, Result,
    people::Browser,
    seed::{Size, Store, is_postgres, mix, place, run, size_of},
    server::{Server, Setup},
    times::milliseconds,
};

/// The number of tabs that a server is configured for; none is opened.
const TABS: usize = 1;
/// The contents of the small database.
const SMALL: Store = Store { accounts: 1000, sessions: 10_000 };
/// The maximum number of sessions of an account, by the default policy.
const SESSIONS: usize = 20;
/// How long a server runs again before it is measured, to catch up on what is done every second.
const SETTLE: Duration = Duration::from_secs(1);

#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) common: Common,
    /// A `PostgreSQL` server to use instead of `SQLite` files; its user must be able to create databases. The two
    /// databases are named after the given one, with `_store_small` and `_store_large` appended, and are kept
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// Keep the `SQLite` files in this folder, and reuse existing ones
    #[arg(long, value_name = "FOLDER", conflicts_with = "database_url")]
    keep: Option<PathBuf>,
    /// The number of sessions in the large database
    #[arg(long, default_value_t = 10_000_000, value_parser = at_least::<{ SMALL.sessions }>)]
    sessions: usize,
    /// The number of accounts in the large database
    #[arg(long, default_value_t = 1_000_000, value_parser = at_least::<{ SMALL.accounts }>)]
    accounts: usize,
    /// The number of sessions, in each database, with which the servers are asked
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u16).range(100..=10_000))]
    cookies: u16,
    /// How often each of them asks for each answer
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    rounds: u16,
}

fn at_least<const LEAST: usize>(typed: &str) -> std::result::Result<usize, String> {
    let count: usize = typed.parse().map_err(|_| "expected a number".to_owned())?;
    if count >= LEAST { Ok(count) } else { Err(format!("must be at least {LEAST}")) }
}

/// What is asked for.
#[derive(Clone, Copy)]
enum Answer {
    Page,
    Principal,
}

const ANSWERS: [(Answer, &str); 2] = [(Answer::Page, "a signed-in page"), (Answer::Principal, "who am I")];

/// One of the two sites: a server on a filled database, and the sessions that ask.
struct Site {
    setup: Setup,
    server: Server,
    /// Beside the server.
    connection: AnyConnection,
    store: Store,
    numbers: Vec<usize>,
    sizes: Vec<Size>,
}

pub(crate) async fn measure(options: &Options) -> Result<Report> {
    let (accounts, sessions) = (options.accounts, options.sessions);
    if sessions > SESSIONS * accounts {
        return Err(format!("{accounts} accounts can have {} sessions at most", SESSIONS * accounts).into());
    }
    let small = Site::make(options, "small", SMALL).await?;
    let large = Site::make(options, "large", Store { accounts, sessions }).await?;
    let mut sites = [small, large];
    let outcome = measure_with(&mut sites, options).await;
    match outcome {
        Ok(figures) => Ok(figures.report()),
        Err(error) => {
            let logs: Vec<_> = sites.iter().map(|site| site.setup.log()).collect();
            Err(format!("{error}\nThe servers' logs end with:\n{}", logs.join("\n")).into())
        }
    }
}

async fn measure_with(sites: &mut [Site; 2], options: &Options) -> Result<Figures> {
    let mut asked = ANSWERS.map(|(_, name)| Asked::new(name));
    let mut read = [0; 2];
    // The first round does not count: it reads from the disk what the others find in memory.
    for round in 0..=options.rounds {
        // Alternate the order, so that neither is always first.
        let order = if round % 2 == 0 { [0, 1] } else { [1, 0] };
        for side in order {
            let before = sites[side].server.read_from_disk()?;
            let times = sites[side].round(round).await?;
            if round > 0 {
                asked.iter_mut().zip(times).for_each(|(asked, times)| asked.add(side, times));
                read[side] += sites[side].server.read_from_disk()? - before;
            }
        }
    }
    let is_sqlite = !is_postgres(&sites[0].connection);
    Ok(Figures {
        sessions: [0, 1].map(|side| sites[side].store.sessions),
        accounts: [0, 1].map(|side| sites[side].store.accounts),
        asked,
        read: is_sqlite.then_some(read),
        sizes: [0, 1].map(|side| std::mem::take(&mut sites[side].sizes)),
    })
}

impl Site {
    async fn make(options: &Options, name: &str, store: Store) -> Result<Self> {
        #[expect(clippy::disallowed_methods, reason = "the server uses the system clock")]
        let now = SystemTime::now();
        let now = i64::try_from(now.duration_since(UNIX_EPOCH)?.as_secs())?;
        let place_name = format!("store_{name}");
        let url = place(options.database_url.as_deref(), options.keep.as_deref(), &place_name).await?;
        let setup = Setup::new(&options.common.binary, url, TABS).await?;
        setup.run(&["migrate"], "").await?;
        let begun = Instant::now();
        store.fill(setup.database_url(), now).await?;
        let sizes = size_of(setup.database_url(), "sessions").await?;
        let Store { accounts, sessions } = store;
        let took = begun.elapsed().as_secs_f64();
        eprintln!("{name}: {sessions} sessions of {accounts} accounts, ready after {took:.0} s");
        // One out of each part, so that they are spread over the whole table.
        let count = usize::from(options.cookies);
        let part = sessions / count;
        let numbers = (0..count).map(|place| place * part + mix(25, place) % part).collect();
        let server = setup.serve().await?;
        server.pause().await?;
        let connection = AnyConnection::connect(setup.database_url()).await?;
        Ok(Self { setup, server, connection, store, numbers, sizes })
    }

    /// Lets the server run, and asks for each answer once with each session, one after another. Returns the times in
    /// milliseconds.
    async fn round(&mut self, round: u16) -> Result<[Vec<f64>; 2]> {
        // The other server stands still, so that what it does by itself is not measured here.
        self.server.resume().await?;
        tokio::time::sleep(SETTLE).await;
        // The server may have closed old connections.
        let browser = Browser::new(&self.setup.origin)?;
        browser.page("", "/").await?;
        self.numbers.sort_by_key(|number| mix(100 + u64::from(round), *number));
        let mut times = [Vec::new(), Vec::new()];
        for ((answer, _), times) in ANSWERS.iter().zip(&mut times) {
            // Any commit empties the server's cache of sessions, so every request reads the database.
            run(&mut self.connection, "UPDATE locks SET taken = taken + 1 WHERE name = 'probe'").await?;
            for number in &self.numbers {
                times.push(self.ask(&browser, *answer, *number).await?);
            }
        }
        self.server.pause().await?;
        Ok(times)
    }

    /// The time until the whole answer has arrived, in milliseconds.
    async fn ask(&self, browser: &Browser, answer: Answer, number: usize) -> Result<f64> {
        let (cookie, name) = (format!("hallpass={}", Store::cookie(number)), self.store.username(number));
        let sent = Instant::now();
        let (took, is_right) = match answer {
            Answer::Page => {
                let (_, page) = browser.page(&cookie, "/account").await?;
                (sent.elapsed(), page.contains(&name) && page.contains("</html>"))
            }
            Answer::Principal => {
                let principal: Value = browser.post("principal", &cookie, &[]).await?.json().await?;
                (sent.elapsed(), principal["username"] == *name)
            }
        };
        if is_right { Ok(milliseconds(took)) } else { Err(format!("an answer does not show {name}").into()) }
    }
}
