//! What the process does on signals. None of those that an operator's tools send by habit may kill it.

use std::{io, time::Duration};

use axum_server::{Address, Handle};
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::live::server::Live;

/// What is being answered when told to stop has this long to finish.
const GRACE: Duration = Duration::from_millis(1500);

/// Has writes beyond a limit on the size of files (`RLIMIT_FSIZE`) fail, instead of killing the process.
///
/// # Errors
/// When the system takes no handler; then they kill as before.
pub fn survive_file_size_limit() -> io::Result<()> {
    // Nobody listens: that there is a handler replaces the default action, for good.
    signal(SignalKind::from_raw(libc::SIGXFSZ)).map(drop)
}

/// SIGHUP, which ends a process that does not listen for it.
///
/// # Errors
/// When the system takes no handler.
pub(super) fn hang_up() -> io::Result<Signal> {
    signal(SignalKind::hangup())
}

/// Says that there is nothing to reload, for ever.
pub(super) async fn reload_nothing(mut hang_up: Signal) {
    while hang_up.recv().await.is_some() {
        tracing::info!("SIGHUP: there is no certificate to reload");
    }
}

/// Stops the server on SIGINT and SIGTERM.
pub(super) async fn stop<A: Address>(handle: Handle<A>, live: Live) {
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        tracing::error!("signals cannot be listened to; stop the server with SIGKILL");
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
