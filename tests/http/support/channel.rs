//! A test client for the WebSocket at `/live`. The tests do not measure speed: a message that has not arrived within
//! a generous time limit counts as never sent.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use hallpass::{
    access::{Ending, Member, Principal},
    live::CONSOLE_CHANGED,
};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{
        Error, Message,
        client::IntoClientRequest,
        http::{HeaderName, HeaderValue},
    },
};

use hallpass::testing::{Browser, TestApp};

/// How long to wait for a message.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a channel ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// The server sent a close frame with this code.
    Closed(u16),
    /// The connection was closed without a close frame.
    Cut,
}

/// An open channel.
#[derive(Debug)]
pub(crate) struct Channel(WebSocketStream<TcpStream>);

impl Channel {
    /// Does the handshake with exactly these headers; returns the status if it is rejected.
    pub(crate) async fn with_headers(app: &TestApp, headers: &[(&str, &str)]) -> Result<Self, u16> {
        let mut request = format!("ws://{}/live", app.address).into_client_request().expect("a request");
        for (name, value) in headers {
            let (name, value) = (name.parse::<HeaderName>(), HeaderValue::from_str(value));
            request.headers_mut().insert(name.expect("a name"), value.expect("a value"));
        }
        let stream = TcpStream::connect(app.address).await.expect("a connection");
        match timeout(PATIENCE, client_async(request, stream)).await.expect("an answer") {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("no answer to the handshake: {error}"),
        }
    }

    /// Does the handshake as Hallpass's pages in that browser do.
    pub(crate) async fn ask(app: &TestApp, browser: &Browser) -> Result<Self, u16> {
        let cookie = format!("{}={}", browser.cookie_name, browser.session().unwrap_or_default());
        let origin = format!("http://{}", app.address);
        Self::with_headers(app, &[("cookie", &cookie), ("origin", &origin)]).await
    }

    /// Opens a channel for that browser and returns it with the first principal.
    pub(crate) async fn open(app: &TestApp, browser: &Browser) -> (Self, Principal) {
        let mut channel = Self::ask(app, browser).await.expect("a channel");
        let first = channel.next().await.expect("the principal");
        (channel, first)
    }

    /// The next principal, or how the channel ended.
    pub(crate) async fn next(&mut self) -> Result<Principal, Heard> {
        loop {
            let text = self.word().await?;
            if text != CONSOLE_CHANGED {
                return Ok(serde_json::from_str(&text).expect("a principal"));
            }
        }
    }

    /// Waits until the channel sends the change signal.
    pub(crate) async fn console_changed(&mut self) {
        while self.word().await.expect("an open channel") != CONSOLE_CHANGED {}
    }

    /// The next message as text, or how the channel ended.
    pub(crate) async fn word(&mut self) -> Result<String, Heard> {
        loop {
            let message = timeout(PATIENCE, self.0.next()).await.expect("a word from the server");
            return match message {
                Some(Ok(Message::Text(text))) => Ok(text.to_string()),
                Some(Ok(Message::Close(Some(frame)))) => Err(Heard::Closed(frame.code.into())),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
                _ => Err(Heard::Cut),
            };
        }
    }

    /// Waits for a principal that satisfies the predicate.
    pub(crate) async fn until(&mut self, expected: impl Fn(&Principal) -> bool) -> Principal {
        loop {
            let principal = self.next().await.expect("an open channel");
            if expected(&principal) {
                return principal;
            }
        }
    }

    /// Waits for a member that satisfies the predicate.
    pub(crate) async fn until_member(&mut self, expected: impl Fn(&Member) -> bool) -> Member {
        let found = self.until(|principal| principal.member().is_some_and(&expected)).await;
        found.member().cloned().expect("a member")
    }

    /// Asserts that the channel reports this ending and then closes.
    pub(crate) async fn ends(&mut self, ending: Ending) {
        let is_over = |principal: &Principal| matches!(principal, Principal::Guest { .. });
        match self.until(is_over).await {
            Principal::Guest { ended, .. } => assert_eq!(ended, Some(ending)),
            other => panic!("{other:?}"),
        }
        assert_eq!(self.closed().await, Heard::Closed(1000));
    }

    /// How the channel ends, ignoring all messages before.
    pub(crate) async fn closed(&mut self) -> Heard {
        loop {
            if let Err(end) = self.next().await {
                return end;
            }
        }
    }

    pub(crate) async fn send(&mut self, message: Message) {
        self.0.send(message).await.expect("an open channel");
    }
}
