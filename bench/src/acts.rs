//! Actions on a million live sessions: how long each takes to be answered, how long people wait to sign in meanwhile,
//! and how long it takes until every row is updated.

use std::{
    fmt::Write,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use clap::Args;
use serde_json::{Value, json};

use crate::{
    Common, Report, Result,
    people::Browser,
    seed::{fill_sessions, open},
    server::Setup,
    times::{Times, milliseconds, rounded},
};

/// The number of tabs that a server is configured for; none is opened.
const TABS: usize = 1;
/// How long people sign in before the first action, as a baseline.
const QUIET: Duration = Duration::from_secs(5);
/// The limit of an action's response time, in milliseconds.
const ANSWER: f64 = 1000.0;
/// The limit of a sign-in's response time, in milliseconds.
const WAIT: f64 = 2000.0;

#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) common: Common,
    /// An empty `PostgreSQL` database [default: a new `SQLite` file]
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// The number of live sessions, each of a different account
    #[arg(long, default_value_t = 1_000_000)]
    sessions: usize,
}

/// The measurements of an action.
struct Act {
    name: &'static str,
    answered: f64,
    /// The time until every row was updated; `None` if this was so at the response.
    done: Option<f64>,
    sign_ins: Times,
    refused: Vec<String>,
}

pub(crate) async fn measure(options: &Options) -> Result<Report> {
    let setup = Setup::new(&options.common.binary, options.database_url.clone(), TABS).await?;
    setup.run(&["migrate"], "").await?;
    #[expect(clippy::disallowed_methods, reason = "the server uses the system clock")]
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?;
    let mut connection = open(setup.database_url()).await?;
    fill_sessions(&mut connection, options.sessions, now).await?;
    drop(connection);
    let _server = setup.serve().await?;
    let browser = Browser::new(&setup.origin)?;
    let cookie = browser.administrator(&setup).await?;
    let names = browser.names(1).await?;
    let name = &*names[0];
    let mut quiet = Act::new("nothing");
    let until = Instant::now() + QUIET;
    while Instant::now() < until {
        quiet.sign_in(&browser, name).await;
    }
    let policy = [("id", "everyone"), ("remember_me_idle", "1h")];
    let mut acts = vec![quiet];
    for (name_of_act, function, fields) in [
        ("a preview of the policy", "preview_policy", &policy[..]),
        ("a change of the policy", "change_policy", &policy[..]),
        ("the end of every session", "end_every_session", &[("role", "everyone"), ("keep_own", "true")][..]),
    ] {
        acts.push(act(&browser, &cookie, name, (name_of_act, function, fields)).await?);
    }
    Ok(report(options.sessions, &acts))
}

async fn act(
    browser: &Browser,
    cookie: &str,
    name: &str,
    (name_of_act, function, fields): (&'static str, &str, &[(&str, &str)]),
) -> Result<Act> {
    let mut act = Act::new(name_of_act);
    let begun = Instant::now();
    let answer = async {
        let answer = browser.post(function, cookie, fields).await;
        (answer, begun.elapsed())
    };
    tokio::pin!(answer);
    // People sign in until the action is answered and its job is finished.
    let (answer, answered) = loop {
        tokio::select! {
            answered = &mut answer => break answered,
            () = act.sign_in(browser, name) => {}
        }
    };
    act.answered = milliseconds(answered);
    if let Err(error) = answer {
        act.refused.push(error.to_string());
    }
    while browser.is_at_work(cookie).await? {
        act.sign_in(browser, name).await;
        act.done = Some(milliseconds(begun.elapsed()));
    }
    Ok(act)
}

impl Act {
    fn new(name: &'static str) -> Self {
        Self { name, answered: 0.0, done: None, sign_ins: Times::default(), refused: Vec::new() }
    }

    async fn sign_in(&mut self, browser: &Browser, name: &str) {
        let begun = Instant::now();
        match browser.sign_in_and_out(name).await {
            Ok(took) => self.sign_ins.add(milliseconds(took)),
            Err(error) => {
                self.sign_ins.add(milliseconds(begun.elapsed()));
                self.refused.push(error.to_string());
            }
        }
    }
}

fn report(sessions: usize, acts: &[Act]) -> Report {
    let mut text = format!(
        "{sessions} live sessions\n{:<28}{:>12}{:>12}{:>28}\n",
        "", "answered", "done", "sign-ins: median and longest"
    );
    let (mut broken, mut json) = (Vec::new(), Vec::new());
    for act in acts {
        let longest = act.sign_ins.percentile(100);
        let done = act.done.map_or_else(|| "at once".to_owned(), |done| format!("{:.1} s", done / 1000.0));
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            text,
            "{:<28}{:>9.0} ms{done:>12}{:>14.0} ms{longest:>8.0} ms",
            act.name,
            act.answered,
            act.sign_ins.median()
        );
        if act.answered > ANSWER {
            broken.push(format!("{} was answered after {:.0} ms", act.name, act.answered));
        }
        if longest > WAIT {
            broken.push(format!("somebody waited {longest:.0} ms to sign in during {}", act.name));
        }
        broken.extend(act.refused.iter().map(|refused| format!("during {}: {refused}", act.name)));
        json.push(json!({
            "act": act.name,
            "answered_ms": rounded(act.answered),
            "done_ms": act.done.map(rounded),
            "sign_in_median_ms": rounded(act.sign_ins.median()),
            "sign_in_longest_ms": rounded(longest),
        }));
    }
    let json: Value = json!({ "sessions": sessions, "acts": json });
    Report { text: text.trim_end().to_owned(), json, broken, undecided: Vec::new() }
}
