//! Serves connections: plain HTTP/1.1 or TLS with HTTP/2, with timeouts for slow clients and a graceful shutdown.

use std::{
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use axum::Router;
use axum_server::{Handle, Server, tls_rustls::RustlsAcceptor};
use hyper_util::rt::TokioTimer;
use tokio::signal::unix::Signal;

use super::{
    accept::{Peer, Socket},
    certificate::{Certificate, CertificateError},
    config::Config,
    first_byte_timeout::FirstByteTimeout,
    services::Services,
    signals,
};

/// The time limit for a client to send its headers (slow loris).
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);

/// Why the server cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The TLS certificate or its key cannot be used.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The handler of SIGHUP could not be installed.
    #[error("cannot listen for signals: {0}")]
    Signals(std::io::Error),
    /// The address could not be bound, for example because another process uses it, or serving it failed.
    #[error("cannot listen on {0}: {1}")]
    Socket(SocketAddr, std::io::Error),
    /// The socket of the metrics cannot be used.
    #[error("cannot serve metrics: {0}")]
    Metrics(std::io::Error),
}

/// Binds an address. Call this first: a server that cannot have its address stops before it does anything else.
///
/// # Errors
/// [`ListenError::Socket`].
pub(super) fn bind(address: SocketAddr) -> Result<TcpListener, ListenError> {
    let fail = |error| ListenError::Socket(address, error);
    let socket = TcpListener::bind(address).map_err(fail)?;
    socket.set_nonblocking(true).map_err(fail)?;
    Ok(socket)
}

/// Serves requests until SIGINT or SIGTERM. `hang_up` is SIGHUP, which reloads the certificate.
///
/// # Errors
/// See [`ListenError`].
pub(super) async fn listen(
    config: &Config,
    socket: TcpListener,
    hang_up: Signal,
    router: Router,
    services: &Services,
) -> Result<(), ListenError> {
    let address = config.listen;
    let fail = move |error| ListenError::Socket(address, error);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let origin = config.public_origin.ascii_serialization();
    let listening = || tracing::info!(%address, origin, "listening");
    let handle = Handle::new();
    let server = Server::<Peer>::from_listener(Socket::new(socket).map_err(fail)?);
    tokio::spawn(signals::stop(handle.clone(), services.live.clone()));
    if let Some(files) = &config.tls {
        let certificate = Certificate::load(files).await?;
        let tls = certificate.config();
        tokio::spawn(certificate.keep(hang_up, services.database.clone()));
        let mut server = server.map(|inner| FirstByteTimeout {
            inner: RustlsAcceptor::new(tls).acceptor(inner),
            patience: HEADER_TIMEOUT,
        });
        limit_slow_clients(&mut server);
        listening();
        server.handle(handle).serve(service).await
    } else {
        tokio::spawn(signals::reload_nothing(hang_up));
        let mut server = server.map(|inner| FirstByteTimeout { inner, patience: HEADER_TIMEOUT });
        limit_slow_clients(&mut server);
        listening();
        server.handle(handle).serve(service).await
    }
    .map_err(fail)
}

fn limit_slow_clients<A>(server: &mut Server<Peer, A>) {
    server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT);
    server.http_builder().http2().timer(TokioTimer::new()).keep_alive_interval(HEADER_TIMEOUT);
}
