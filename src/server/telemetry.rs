//! Request logging: one line per request, without query, body, cookies or anything else that may be secret.

use std::{
    backtrace::{Backtrace, BacktraceStatus},
    io::IsTerminal,
    net::{IpAddr, SocketAddr},
    panic::PanicHookInfo,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, header::USER_AGENT},
    middleware::Next,
    response::Response,
};
use ipnet::IpNet;
use tracing::Instrument;
use tracing_subscriber::EnvFilter;

use super::{config::Config, log::Log};
use crate::{
    access::server::{Caller, Client, read_address},
    account::server::text::deceives,
    database::new_id,
    error::server::RequestId,
    preferences::server::in_cookie,
};

/// The maximum number of characters of a `User-Agent` header that are stored.
const USER_AGENT_MAX: usize = 300;

/// Silences crates that log our refusals as errors, and failures that our code logs itself.
const SILENT: &str = "axum_login=off,tower_sessions=off,tower_sessions_core=off";

/// Starts the log, and logs panics instead of printing them: nothing else writes to standard error while
/// the server runs.
pub fn start(config: &Config) -> Log {
    // Of two directives for the same target, the later one wins.
    let filter =
        EnvFilter::try_new(format!("{SILENT},{}", config.log_level)).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = Log::start();
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(log.clone())
        .log_internal_errors(false)
        .with_ansi(std::io::stderr().is_terminal());
    // A second start, as in tests, changes nothing.
    let _ = if config.log_json {
        lines.json().flatten_event(true).with_current_span(false).with_span_list(true).try_init()
    } else {
        lines.with_target(false).try_init()
    };
    std::panic::set_hook(Box::new(log_panic));
    log
}

/// Starts a log of warnings and errors only, for commands.
pub fn start_quietly() {
    let filter = EnvFilter::new(format!("{SILENT},warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).log_internal_errors(false);
    let _ = log.with_ansi(std::io::stderr().is_terminal()).with_target(false).without_time().try_init();
}

fn log_panic(panic: &PanicHookInfo<'_>) {
    let cause = panic.payload_as_str().unwrap_or("unknown");
    let at = panic.location().map(ToString::to_string);
    // If RUST_BACKTRACE asks for one.
    let backtrace = Backtrace::capture();
    let backtrace = (backtrace.status() == BacktraceStatus::Captured).then(|| tracing::field::debug(backtrace));
    tracing::error!(cause = ?cause, at, backtrace, "panic");
}

/// The maximum number of bytes of a path to log: guests must not fill the log with a few requests.
const PATH_MAX: usize = 300;

fn start_of(path: &str) -> &str {
    &path[..path.floor_char_boundary(PATH_MAX)]
}

/// Assigns each request an ID and the client's address, and logs its result.
pub(super) async fn request(
    State(proxies): State<std::sync::Arc<[IpNet]>>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = new_id();
    let client = client(&request, &proxies, &id);
    // Only the path is logged: queries may contain one-time links (ASVS 14.2.1). A URI contains no control characters.
    // An error-level span, so that every log line has its fields.
    let span = tracing::error_span!(
        "request", id, method = %request.method(), path = start_of(request.uri().path()), address = %client.address,
        account = tracing::field::Empty
    );
    let caller = Caller::default();
    request.extensions_mut().insert(caller.clone());
    request.extensions_mut().insert(RequestId(id.clone()));
    request.extensions_mut().insert(client);
    let started = tokio::time::Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    let _entered = span.enter();
    tracing::info!(
        status = response.status().as_u16(),
        ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        account = caller.account(),
        "answered"
    );
    response
}

fn client(request: &Request, proxies: &[IpNet], id: &str) -> Client {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical());
    let default = Client::default();
    let peer = peer.unwrap_or(default.address);
    let user_agent = request.headers().get(USER_AGENT).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let (preferences, last_preferences) = in_cookie(request.headers());
    // It is displayed later, also in terminals.
    let readable = |agent: &str| agent.chars().filter(|c| !deceives(*c)).take(USER_AGENT_MAX).collect();
    Client {
        address: client_address(peer, request.headers(), proxies),
        user_agent: user_agent.map(|agent| readable(&agent)).unwrap_or_default(),
        request_id: id.to_owned(),
        preferences,
        last_preferences,
    }
}

/// The last address in `X-Forwarded-For` that does not belong to a trusted proxy, or the peer's own address if the peer
/// is not trusted.
fn client_address(peer: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let trusted = |address: &IpAddr| proxies.iter().any(|network| network.contains(address));
    if !trusted(&peer) {
        return peer;
    }
    let forwarded = headers.get_all("x-forwarded-for").iter();
    let hops: Vec<&[u8]> = forwarded.flat_map(|value| value.as_bytes().split(|byte| *byte == b',')).collect();
    let mut client = peer;
    for hop in hops.into_iter().rev().map(<[u8]>::trim_ascii).filter(|hop| !hop.is_empty()) {
        // Trusted proxies write valid addresses, so stop at the last known hop.
        let Some(address) = std::str::from_utf8(hop).ok().and_then(read_address) else { break };
        client = address;
        if !trusted(&client) {
            break;
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &'static str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static(forwarded));
        let proxies = ["10.0.0.0/8".parse().unwrap()];
        client_address(peer.parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn forwarded_for_is_trusted_only_from_proxies() {
        assert_eq!(seen("192.0.2.9", "198.51.100.1"), "192.0.2.9");
        assert_eq!(seen("10.0.0.1", "198.51.100.1"), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "203.0.113.5, 198.51.100.1, 10.0.0.2"), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "nonsense"), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", "198.51.100.1:1234"), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "[2001:db8::2]:80"), "2001:db8::2");
    }

    #[test]
    fn a_panic_is_logged_as_one_line() {
        let log = Log::default();
        let lines = tracing_subscriber::fmt().with_writer(log.clone()).with_ansi(false).finish();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(log_panic));
        let panicked = tracing::subscriber::with_default(lines, || std::panic::catch_unwind(|| panic!("one\nline")));
        std::panic::set_hook(before);
        assert!(panicked.is_err());
        let line = log.waiting();
        assert!(line.contains("ERROR") && line.contains(r#"cause="one\nline""#), "{line}");
        assert!(line.contains("at=\"src/server/telemetry.rs:"), "{line}");
    }
}
