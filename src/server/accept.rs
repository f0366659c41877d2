//! The listening socket. Failures to accept a connection are logged, because axum-server retries silently.

use std::{
    io,
    net::SocketAddr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::extract::connect_info::Connected;
use axum_server::{AddrListener, Address};
use tokio::{
    net::{TcpListener, TcpStream},
    time::Instant,
};

/// Failures are logged at most this often.
const LOG_EVERY: Duration = Duration::from_mins(1);

/// The client's address of a connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) SocketAddr);

impl Address for Peer {
    type Stream = TcpStream;
    type Listener = Socket;
}

impl Connected<Peer> for SocketAddr {
    fn connect_info(peer: Peer) -> Self {
        peer.0
    }
}

/// The listening socket.
#[derive(Debug)]
pub(super) struct Socket {
    listener: TcpListener,
    failures: Mutex<Failures>,
}

/// Failures since the last one was logged.
#[derive(Debug, Default)]
struct Failures {
    count: u64,
    logged_at: Option<Instant>,
}

impl Socket {
    /// # Errors
    /// If the runtime does not accept the socket.
    pub(super) fn new(socket: std::net::TcpListener) -> io::Result<Self> {
        Ok(Self { listener: TcpListener::from_std(socket)?, failures: Mutex::default() })
    }

    fn log(&self, error: &io::Error) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.count += 1;
        if failures.logged_at.is_none_or(|at| at.elapsed() >= LOG_EVERY) {
            let hint = match error.raw_os_error() {
                Some(libc::EMFILE) => "the process has reached its limit of open files: raise LimitNOFILE",
                Some(libc::ENFILE) => "the system has reached its limit of open files",
                _ => "",
            };
            tracing::error!(failed = failures.count, cause = %error, hint, "connections cannot be accepted");
            *failures = Failures { count: 0, logged_at: Some(Instant::now()) };
        }
    }
}

/// Whether the client has closed only this connection, which any client can cause.
fn is_the_client_s(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

impl AddrListener<TcpStream, Peer> for Socket {
    async fn bind_to(address: Peer) -> io::Result<Self> {
        Ok(Self { listener: TcpListener::bind(address.0).await?, failures: Mutex::default() })
    }

    async fn accept_stream(&self) -> io::Result<(TcpStream, Peer)> {
        let accepted = self.listener.accept().await;
        if let Err(error) = &accepted
            && !is_the_client_s(error)
        {
            self.log(error);
        }
        let (stream, address) = accepted?;
        // Otherwise, data that does not fill a packet waits until the client acknowledges the one before, about 40 ms.
        stream.set_nodelay(true)?;
        Ok((stream, Peer(address)))
    }

    fn get_local_addr(&self) -> io::Result<Peer> {
        self.listener.local_addr().map(Peer)
    }
}
