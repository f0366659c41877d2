//! The server's end of the channel. It resolves its session again at every change, at every deadline and at every
//! heartbeat, does not count as activity, and ends with the session.

mod connection_limits;
mod console_changes;

use std::{sync::Arc, time::Duration};

use axum::{
    Extension, Router,
    extract::{
        State, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket, close_code},
    },
    http::HeaderMap,
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::{
    sync::{Semaphore, watch},
    time::{Instant, sleep_until, timeout},
};
use tracing::{Instrument, Span};

use self::{
    connection_limits::{ConnectionLimits, ConnectionPermit},
    console_changes::ConsoleChanges,
};
use super::{CONSOLE_CHANGED, HEARTBEAT, PATH, TOO_MANY_TABS};
use crate::{
    access::{
        Ending, Permission, Principal,
        server::{Caller, Client},
    },
    change::Watcher,
    database::Database,
    error::AppError,
    policy::TabLimits,
    session::server::{Evidence, ResolvedSession, Sessions},
};

/// The interval between two heartbeats.
const HEARTBEAT_EVERY: Duration = Duration::from_secs(HEARTBEAT);
/// A browser that has not answered a ping for this long is gone.
const SILENCE: Duration = Duration::from_secs(2 * HEARTBEAT + 10);
/// A browser that has not accepted a message for this long is gone.
const SEND_WITHIN: Duration = Duration::from_secs(10);
/// The maximum number of channels that query the database at the same time: the others wait, so that requests need not.
const LOOKUPS: usize = 4;
/// The buffer size of a connection, in bytes. The server's messages are small, and browsers must not send any.
const BUFFER: usize = 1024;
/// How long closing waits for the last messages to be sent.
const CLOSE_WITHIN: Duration = Duration::from_millis(500);

/// The service of this feature. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Live {
    database: Database,
    sessions: Sessions,
    connection_limits: ConnectionLimits,
    lookups: Arc<Semaphore>,
    closing: watch::Sender<bool>,
}

/// Why a channel ends.
enum End {
    /// The browser is gone.
    Gone,
    /// Close with this code (RFC 6455, 7.4.1) and reason.
    Close(u16, &'static str),
}

impl Live {
    /// Creates the service.
    pub fn new(database: Database, sessions: Sessions, limits: TabLimits) -> Self {
        Self {
            database,
            sessions,
            connection_limits: ConnectionLimits::new(limits),
            lookups: Arc::new(Semaphore::new(LOOKUPS)),
            closing: watch::Sender::new(false),
        }
    }

    /// The route of the channel.
    pub fn routes(&self) -> Router {
        Router::new().route(PATH, get(connect).with_state(self.clone()))
    }

    /// The number of open channels.
    pub fn tabs(&self) -> usize {
        self.connection_limits.taken()
    }

    /// Closes every channel; the tabs reconnect, each after a random pause.
    pub async fn close(&self) {
        self.closing.send_replace(true);
        let emptied = async {
            while self.connection_limits.taken() > 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        // Channels still open by then are cut off when the process exits.
        let _ = timeout(CLOSE_WITHIN, emptied).await;
    }

    /// `evidence`: of the request that opens the channel.
    async fn resolve(&self, secret: &str, evidence: Option<Evidence<'_>>) -> Result<Option<ResolvedSession>, AppError> {
        let _turn = self.lookups.acquire().await.map_err(|error| AppError::internal(&error))?;
        self.sessions.resolve(secret, false, evidence).await
    }

    async fn hold(self, mut socket: WebSocket, secret: String, permit: ConnectionPermit) {
        let end = self.run(&mut socket, &secret, &permit).await;
        if let Err(End::Close(code, reason)) = end {
            farewell(&mut socket, code, reason).await;
        }
    }

    /// Sends the principal to the browser whenever it changes; returns only with an error.
    async fn run(&self, socket: &mut WebSocket, secret: &str, permit: &ConnectionPermit) -> Result<(), End> {
        let mut watcher = self.database.changes().watch(permit.account_id());
        let mut console = ConsoleChanges::new(self.database.changes().watch_anything(), spread());
        let mut closing = self.closing.subscribe();
        // Watches the impersonated account, if this session impersonates one.
        let mut other: Option<Watcher> = None;
        let (mut last, mut heard) = (None, Instant::now());
        let mut heartbeat = Instant::now();
        loop {
            let resolved = self.resolve(secret, None).await.map_err(|_| End::Close(close_code::AGAIN, "try again"))?;
            let principal = resolved.map(|session| session.principal).unwrap_or_default();
            let shown = principal.member().map(|member| &*member.account_id).filter(|id| *id != permit.account_id());
            if other.as_ref().map(Watcher::account_id) != shown {
                other = shown.map(|id| self.database.changes().watch(id));
                if other.is_some() {
                    // Resolve again for changes made before it was watched.
                    continue;
                }
            }
            let is_heartbeat_due = Instant::now() >= heartbeat;
            if is_heartbeat_due || last.as_ref().is_none_or(|last| !is_same(last, &principal)) {
                send(socket, &principal).await?;
            }
            if is_heartbeat_due {
                deliver(socket, Message::Ping(axum::body::Bytes::new())).await?;
                heartbeat = Instant::now() + HEARTBEAT_EVERY;
            }
            let Some(deadline) = self.wake_at(&principal) else {
                return Err(End::Close(close_code::NORMAL, "this session is over"));
            };
            let uses_console = principal.member().is_some_and(|member| member.permissions.has(Permission::USE_CONSOLE));
            last = Some(principal);
            let wake = heartbeat.min(deadline);
            loop {
                let is_console_change = tokio::select! {
                    // Check account changes first, so that somebody who loses the console permission gets no more
                    // console changes.
                    biased;
                    () = watcher.changed() => false,
                    () = changed(&mut other) => false,
                    () = sleep_until(wake) => false,
                    () = console.due(), if uses_console => true,
                    _ = closing.wait_for(|closing| *closing) => {
                        return Err(End::Close(close_code::RESTART, "the server restarts"));
                    }
                    message = socket.recv() => {
                        heard = listen(message, heard)?;
                        continue;
                    }
                };
                if !is_console_change {
                    break;
                }
                deliver(socket, Message::text(CONSOLE_CHANGED)).await?;
            }
            if heard.elapsed() > SILENCE {
                return Err(End::Gone);
            }
        }
    }

    /// When the principal changes without any event; `None` if the session has ended.
    fn wake_at(&self, principal: &Principal) -> Option<Instant> {
        let deadline = match principal {
            Principal::Guest { .. } | Principal::Challenged(_) => return None,
            Principal::Member(member) => member.next_deadline(),
            Principal::Banned(ban) => ban.until.unwrap_or(i64::MAX),
        };
        let left = u64::try_from(deadline - self.database.now()).unwrap_or(0);
        // Seconds are rounded down, so the deadline may be up to one second later.
        Some(Instant::now() + Duration::from_secs(left.clamp(1, HEARTBEAT)))
    }
}

/// A random delay of up to about one second.
fn spread() -> Duration {
    let mut byte = [0];
    // Without randomness, all channels use the same delay.
    let _ = getrandom::fill(&mut byte);
    Duration::from_millis(u64::from(byte[0]) * 4)
}

/// Waits for a change of the watched account, or forever if none is watched.
async fn changed(watcher: &mut Option<Watcher>) {
    match watcher {
        Some(watcher) => watcher.changed().await,
        None => std::future::pending().await,
    }
}

/// Sends a close frame and waits until the browser has received it (RFC 6455, 7.1.1): a connection that is closed while
/// a pong is in flight is reset, and the last message is lost.
async fn farewell(socket: &mut WebSocket, code: u16, reason: &'static str) {
    let frame = CloseFrame { code, reason: reason.into() };
    let part = async {
        if socket.send(Message::Close(Some(frame))).await.is_ok() {
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    // A browser that is gone needs no close frame.
    let _ = timeout(SEND_WITHIN, part).await;
}

/// Handles a message from the browser: only pongs are expected.
fn listen(message: Option<Result<Message, axum::Error>>, heard: Instant) -> Result<Instant, End> {
    match message {
        None | Some(Err(_) | Ok(Message::Close(_))) => Err(End::Gone),
        Some(Ok(Message::Pong(_))) => Ok(Instant::now()),
        Some(Ok(Message::Ping(_))) => Ok(heard),
        Some(Ok(Message::Text(_) | Message::Binary(_))) => {
            Err(End::Close(close_code::POLICY, "nothing may be sent on this channel"))
        }
    }
}

async fn send(socket: &mut WebSocket, principal: &Principal) -> Result<(), End> {
    let text = serde_json::to_string(principal).map_err(|_| End::Close(close_code::ERROR, "unreadable"))?;
    deliver(socket, Message::Text(text.into())).await
}

async fn deliver(socket: &mut WebSocket, message: Message) -> Result<(), End> {
    match timeout(SEND_WITHIN, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(End::Gone),
    }
}

/// Whether two principals are equal except for the time at which they were computed.
fn is_same(one: &Principal, other: &Principal) -> bool {
    let timeless = |principal: &Principal| {
        let mut principal = principal.clone();
        match &mut principal {
            Principal::Member(member) => member.session.as_of = 0,
            Principal::Banned(ban) => ban.as_of = 0,
            Principal::Guest { .. } | Principal::Challenged(_) => {}
        }
        principal
    };
    timeless(one) == timeless(other)
}

/// Opens a channel for a browser with a session cookie. The `origin` layer has rejected requests from other sites.
async fn connect(
    State(live): State<Live>,
    client: Option<Extension<Client>>,
    caller: Option<Extension<Caller>>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, AppError> {
    let secret = live.sessions.secret_in(&headers).ok_or(AppError::SignInRequired)?;
    let client = client.map(|Extension(client)| client).unwrap_or_default();
    let evidence = Evidence { headers: &headers, client: &client };
    let seen = live.resolve(&secret, Some(evidence)).await?.ok_or(AppError::SignInRequired)?;
    // The tab tries again, and finds out by a request whether it is still signed in.
    if seen.principal == Principal::ended(Ending::Unconfirmed) {
        return Err(AppError::SignInRequired);
    }
    if let Some(caller) = caller {
        caller.note(&seen.principal);
    }
    let permit = live.connection_limits.take(&seen.account_id, &client.network());
    let upgrade = upgrade
        .read_buffer_size(BUFFER)
        .write_buffer_size(0)
        .max_write_buffer_size(64 * BUFFER)
        .max_message_size(BUFFER)
        .max_frame_size(BUFFER);
    let span = Span::current();
    let hold = move |mut socket: WebSocket| {
        let held = async move {
            match permit {
                Some(permit) => live.hold(socket, secret, permit).await,
                // Sent after the handshake, because browsers hide why a handshake was rejected.
                None => farewell(&mut socket, TOO_MANY_TABS, "too many tabs").await,
            }
        };
        held.instrument(span)
    };
    Ok(upgrade.on_upgrade(hold).into_response())
}
