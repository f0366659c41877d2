//! `hallpass audit …`: lists, follows, exports and verifies the audit.

use std::{io::Write, process::ExitCode, time::Duration};

use clap::{Args, Subcommand};

use super::{
    error::CommandError,
    open::open_existing,
    output::{self, is_hang_up, print, remark, report},
};
use crate::{
    access::server::Grant,
    audit::{
        Act, AuditEvent, AuditFilter, Outcome,
        server::{Audit as Log, Format, Verdict},
    },
    server::config::Config,
    ui::time::machine,
};

/// How often to look for new events.
const FOLLOW_EVERY: Duration = Duration::from_millis(500);

#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// List events, newest first
    List {
        #[command(flatten)]
        filter: Filter,
        /// The maximum number of events
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Print one JSON object per line
        #[arg(long)]
        json: bool,
    },
    /// Print the latest events, and with -f new ones as they occur
    Tail {
        #[command(flatten)]
        filter: Filter,
        /// Keep printing new events until interrupted
        #[arg(short, long)]
        follow: bool,
        /// The number of past events to print
        #[arg(short = 'n', long, default_value_t = 10)]
        lines: u32,
        /// Print one JSON object per line
        #[arg(long)]
        json: bool,
    },
    /// Write all matching events to standard output, oldest first
    Export {
        #[command(flatten)]
        filter: Filter,
        #[arg(long, value_parser = format, value_name = "csv|jsonl")]
        format: Format,
    },
    /// Verify the hash chain, and report the first broken event
    Verify {
        /// The number and hash of an event, as printed by an earlier run
        #[arg(long, value_parser = noted, value_name = "NUMBER:HASH")]
        known: Option<(i64, String)>,
    },
}

#[derive(Debug, Args)]
pub(super) struct Filter {
    /// Only events with this act, such as account.ban
    #[arg(long, value_parser = act)]
    act: Option<Act>,
    /// Only events with this outcome
    #[arg(long, value_parser = outcome, value_name = "done|refused")]
    outcome: Option<Outcome>,
    /// Only events by or about this account: a username, an ID, operator or system
    #[arg(long, default_value = "", hide_default_value = true, value_name = "NAME")]
    account: String,
    /// Only events since this date or time (UTC)
    #[arg(long, default_value = "", hide_default_value = true, value_name = "DATE")]
    since: String,
    /// Only events up to the end of this date, or before this time (UTC)
    #[arg(long, default_value = "", hide_default_value = true, value_name = "DATE")]
    until: String,
    /// Only events from this IP address
    #[arg(long, default_value = "", hide_default_value = true)]
    address: String,
}

impl From<Filter> for AuditFilter {
    fn from(filter: Filter) -> Self {
        Self {
            act: filter.act.map_or("", Act::name).to_owned(),
            outcome: filter.outcome.map_or("", Outcome::name).to_owned(),
            account: filter.account,
            since: filter.since,
            until: filter.until,
            zone: String::new(),
            address: filter.address,
        }
    }
}

fn act(name: &str) -> Result<Act, String> {
    Act::from_name(name).ok_or_else(|| {
        let names: Vec<_> = Act::all().iter().map(|act| act.name()).collect();
        format!("expected one of: {}", names.join(", "))
    })
}

fn outcome(name: &str) -> Result<Outcome, String> {
    Outcome::from_name(name).ok_or_else(|| "expected done or refused".to_owned())
}

fn format(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| "expected csv or jsonl".to_owned())
}

fn noted(text: &str) -> Result<(i64, String), String> {
    let parts = text.split_once(':').and_then(|(seq, hash)| Some((seq.parse().ok()?, hash.to_owned())));
    parts.ok_or_else(|| "expected the form NUMBER:HASH".to_owned())
}

impl Audit {
    pub(super) async fn run(self, config: &Config) -> Result<ExitCode, CommandError> {
        let services = open_existing(config).await?;
        let (audit, grant) = (&services.audit, Grant::operator());
        let code = match self {
            Self::List { filter, limit, json } => {
                let mut events = audit.tail(&grant, &filter.into(), limit).await?;
                events.reverse();
                for event in &events {
                    print(&line(event, json))?;
                }
                ExitCode::SUCCESS
            }
            Self::Tail { filter, follow, lines, json } => {
                tail(audit, &grant, &filter.into(), (follow, lines, json)).await?;
                ExitCode::SUCCESS
            }
            Self::Export { filter, format } => {
                export(audit, &grant, &filter.into(), format).await?;
                ExitCode::SUCCESS
            }
            Self::Verify { known } => {
                let known = known.as_ref().map(|(seq, hash)| (*seq, &**hash));
                match audit.verify(&grant, known).await? {
                    Verdict::Sound { rows, seq, hash, removed, set_back } => {
                        let events = if rows == 1 { "1 event".to_owned() } else { format!("{rows} events") };
                        report(&format!("The audit is intact: {events}. The newest is {seq}:{hash}"));
                        if removed > 0 {
                            report(&format!(
                                "Events 1 to {removed} are gone: Hallpass removed them because of their age."
                            ));
                        }
                        if let Some(seq) = set_back {
                            report(&format!(
                                "Event {seq} has an earlier time than the event before it: the clock was wrong or was \
                                 corrected around then."
                            ));
                        }
                        ExitCode::SUCCESS
                    }
                    Verdict::Broken { seq, what } => {
                        let words = format!("the audit is broken. The first broken event is number {seq}: {what}.");
                        remark(&format!("hallpass: {words}"));
                        ExitCode::FAILURE
                    }
                }
            }
        };
        services.database.close().await;
        Ok(code)
    }
}

fn line(event: &AuditEvent, json: bool) -> String {
    if json {
        return Format::JsonLines.line(event).trim_end().to_owned();
    }
    let detail: Vec<_> = event.detail.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let reason = Some(&*event.reason).filter(|reason| !reason.is_empty()).map(|reason| format!(" ({reason})"));
    let address = event.address.as_ref().map(|address| format!(" from {address}")).unwrap_or_default();
    let words = format!("{}{}{address}", event.words(), reason.unwrap_or_default());
    format!("{}  {:<16} {words}  {}", machine(event.at), event.act, detail.join(" ")).trim_end().to_owned()
}

async fn tail(
    audit: &Log,
    grant: &Grant,
    filter: &AuditFilter,
    (follow, lines, json): (bool, u32, bool),
) -> Result<(), CommandError> {
    // Read the newest number first, so that events between the two queries are not missed.
    let mut seen = audit.newest(grant).await?;
    for event in audit.tail(grant, filter, lines).await? {
        print(&line(&event, json))?;
        seen = seen.max(event.seq);
    }
    if !follow {
        return Ok(());
    }
    loop {
        tokio::time::sleep(FOLLOW_EVERY).await;
        let newest = audit.newest(grant).await?;
        let events = audit.after(grant, filter, seen).await?;
        for event in &events {
            // The reader has hung up.
            match output::line(&line(event, json)) {
                Err(error) if is_hang_up(&error) => return Ok(()),
                written => written.map_err(CommandError::Output)?,
            }
            seen = event.seq;
        }
        if events.is_empty() {
            seen = seen.max(newest);
        }
    }
}

async fn export(audit: &Log, grant: &Grant, filter: &AuditFilter, format: Format) -> Result<(), CommandError> {
    let last = audit.newest(grant).await?;
    audit.begin_export(grant, filter, format).await?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    // An incomplete export is useless, so a reader that hangs up is an error as well.
    out.write_all(format.heading().as_bytes()).map_err(CommandError::Output)?;
    let mut after = 0;
    while after < last {
        let events = audit.after(grant, filter, after).await?;
        let Some(newest) = events.last() else { break };
        after = newest.seq;
        for event in events.iter().filter(|event| event.seq <= last) {
            out.write_all(format.line(event).as_bytes()).map_err(CommandError::Output)?;
        }
    }
    out.flush().map_err(CommandError::Output)
}
