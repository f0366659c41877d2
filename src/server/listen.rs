//! The socket: plain HTTP/1.1 or TLS with HTTP/2, limits for slow clients, and a graceful end.

use std::{
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use axum::Router;
use axum_server::{
    Handle, Server,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};
use hyper_util::rt::TokioTimer;

use super::{
    config::{Config, TlsFiles},
    prompt::Prompt,
};
use crate::live::server::Live;

/// A client that has not sent its headers by then is cut off (slow-loris).
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// What is being answered when told to stop has this long to finish.
const GRACE: Duration = Duration::from_millis(1500);

/// Why the server does not listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    #[error("tls_certificate and tls_key cannot be used: {0}")]
    Tls(std::io::Error),
    #[error("tls_key: {0}")]
    KeyMode(String),
    #[error("cannot listen on {0}: {1}")]
    Socket(SocketAddr, std::io::Error),
}

/// Takes the address, so that a start that cannot have it ends before anything else is said.
///
/// # Errors
/// [`ListenError::Socket`].
pub(super) fn bind(config: &Config) -> Result<TcpListener, ListenError> {
    let fail = |error| ListenError::Socket(config.listen, error);
    let socket = TcpListener::bind(config.listen).map_err(fail)?;
    socket.set_nonblocking(true).map_err(fail)?;
    Ok(socket)
}

/// Answers requests until SIGINT or SIGTERM.
///
/// # Errors
/// See [`ListenError`].
pub(super) async fn listen(
    config: &Config,
    socket: TcpListener,
    router: Router,
    live: Live,
) -> Result<(), ListenError> {
    let address = config.listen;
    let fail = move |error| ListenError::Socket(address, error);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let origin = config.public_origin.ascii_serialization();
    let listening = || tracing::info!(%address, origin, "listening");
    let handle = Handle::new();
    tokio::spawn(stop_on_signal(handle.clone(), live));
    if let Some(files) = &config.tls {
        let tls = tls(files).await?;
        let mut server = axum_server::from_tcp(socket)
            .map_err(fail)?
            .map(|inner| Prompt { inner: RustlsAcceptor::new(tls).acceptor(inner), patience: HEADER_TIMEOUT });
        limit_slow_clients(&mut server);
        listening();
        server.handle(handle).serve(service).await
    } else {
        let server = axum_server::from_tcp(socket).map_err(fail)?;
        let mut server = server.map(|inner| Prompt { inner, patience: HEADER_TIMEOUT });
        limit_slow_clients(&mut server);
        listening();
        server.handle(handle).serve(service).await
    }
    .map_err(fail)
}

fn limit_slow_clients<A>(server: &mut Server<SocketAddr, A>) {
    server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT);
    server.http_builder().http2().timer(TokioTimer::new()).keep_alive_interval(HEADER_TIMEOUT);
}

pub(super) async fn tls(files: &TlsFiles) -> Result<RustlsConfig, ListenError> {
    private_mode(&files.key)?;
    // Fails only when one is installed already, which serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    RustlsConfig::from_pem_file(&files.certificate, &files.key).await.map_err(ListenError::Tls)
}

/// A key that others can read is no key (ASVS 13.3.2).
fn private_mode(file: &std::path::Path) -> Result<(), ListenError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(file).map_err(ListenError::Tls)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        let file = file.display();
        let reason = format!("{file} can be read by others (mode {mode:o}); run `chmod 600 {file}`");
        return Err(ListenError::KeyMode(reason));
    }
    Ok(())
}

async fn stop_on_signal(handle: Handle<SocketAddr>, live: Live) {
    use tokio::signal::unix::{SignalKind, signal};
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
