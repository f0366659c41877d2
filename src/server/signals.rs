//! Signal handling. Signals that operators' tools commonly send must not kill the process.

use std::{io, time::Duration};

use axum_server::{Address, Handle};
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::live::server::Live;

/// How long requests in progress have to finish when the server stops.
pub(super) const GRACE: Duration = Duration::from_millis(1500);

/// Makes writes past the file size limit (`RLIMIT_FSIZE`) fail instead of killing the process.
///
/// # Errors
/// If no handler can be installed; then such writes still kill the process.
pub fn survive_file_size_limit() -> io::Result<()> {
    // Nothing listens for the signal: the handler only replaces the default action.
    signal(SignalKind::from_raw(libc::SIGXFSZ)).map(drop)
}

/// Listens for SIGHUP, which would otherwise end the process.
///
/// # Errors
/// If no handler can be installed.
pub(super) fn hang_up() -> io::Result<Signal> {
    signal(SignalKind::hangup())
}

/// Answers every SIGHUP with a log line: without TLS there is nothing to reload. Never returns.
pub(super) async fn reload_nothing(mut hang_up: Signal) {
    while hang_up.recv().await.is_some() {
        tracing::info!("SIGHUP: there is no certificate to reload");
    }
}

/// Stops the server on SIGINT and SIGTERM.
pub(super) async fn stop<A: Address>(handle: Handle<A>, live: Live) {
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        tracing::error!("cannot listen for signals; stop the server with SIGKILL");
        return;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("stopping");
    live.close().await;
    handle.graceful_shutdown(Some(GRACE));
}
