//! Closes connections on which no data arrives: hyper's own header timeout starts only after it has read enough bytes
//! to know the protocol.

use std::{
    future::Future,
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum_server::accept::Accept;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep_until},
};

/// The number of bytes that distinguish HTTP/2 from HTTP/1 (RFC 9113, 3.4).
const PREFACE: usize = 24;

/// Wraps an acceptor and limits the time until a connection's first bytes.
#[derive(Clone, Debug)]
pub(super) struct FirstByteTimeout<A> {
    pub(super) inner: A,
    pub(super) patience: Duration,
}

impl<A, S> Accept<TcpStream, S> for FirstByteTimeout<A>
where
    A: Accept<TcpStream, S>,
    A::Future: Send + 'static,
{
    type Stream = FirstByteTimeoutStream<A::Stream>;
    type Service = A::Service;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        // The TLS handshake counts as well.
        let deadline = Instant::now() + self.patience;
        let accepted = self.inner.accept(stream, service);
        Box::pin(async move {
            let accepted = tokio::time::timeout_at(deadline, accepted).await.map_err(|_| too_slow())?;
            let (stream, service) = accepted?;
            Ok((FirstByteTimeoutStream { stream, read: 0, deadline: Some(Box::pin(sleep_until(deadline))) }, service))
        })
    }
}

fn too_slow() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "the client sent nothing")
}

/// A stream whose first bytes must arrive before a deadline.
#[derive(Debug)]
pub(super) struct FirstByteTimeoutStream<S> {
    stream: S,
    read: usize,
    /// `None` once enough bytes were read.
    deadline: Option<Pin<Box<Sleep>>>,
}

impl<S: AsyncRead + Unpin> AsyncRead for FirstByteTimeoutStream<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buf);
        let Some(deadline) = &mut self.deadline else { return polled };
        if polled.is_pending() {
            return deadline.as_mut().poll(cx).map(|()| Err(too_slow()));
        }
        self.read += buf.filled().len() - before;
        if self.read >= PREFACE {
            self.deadline = None;
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for FirstByteTimeoutStream<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    fn prompt<S>(stream: S) -> FirstByteTimeoutStream<S> {
        let deadline = Some(Box::pin(tokio::time::sleep(Duration::from_secs(15))));
        FirstByteTimeoutStream { stream, read: 0, deadline }
    }

    #[tokio::test(start_paused = true)]
    async fn only_silent_connections_time_out() {
        let (_silent, server) = duplex(64);
        let error = prompt(server).read_u8().await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);

        let (mut client, server) = duplex(64);
        let mut server = prompt(server);
        client.write_all(&[b'x'; PREFACE]).await.unwrap();
        server.read_exact(&mut [0; PREFACE]).await.unwrap();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_mins(1)).await;
            client.write_all(b"y").await
        });
        assert_eq!(server.read_u8().await.unwrap(), b'y', "long after the deadline");
    }
}
