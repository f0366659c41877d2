//! The open tabs: one WebSocket each, and its messages with the times of their arrival.

use std::time::{Duration, Instant};

use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::Value;
use tokio::{
    net::TcpStream,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{ClientRequestBuilder, Message, protocol::WebSocketConfig},
};

use crate::{Result, people::Person};

/// The number of tabs that open at the same time.
const AT_ONCE: usize = 16;
/// The time limit for an expected message.
const PATIENCE: Duration = Duration::from_secs(10);
/// A repeated message that arrives sooner than this after the previous one, or after opening, is not one of the
/// server's heartbeats, which come every 25 seconds.
const SOONEST_BEAT: Duration = Duration::from_secs(20);

/// An event on a channel.
struct Heard {
    tab: usize,
    at: Instant,
    what: What,
}

enum What {
    Principal(Value),
    /// With the code of RFC 6455, 7.4.1; `None` if there was no close frame.
    Closed(Option<u16>),
}

struct Tab {
    /// The index of the person.
    owner: usize,
    /// The principal, without the time at which it was computed.
    shows: Value,
    /// When the tab was opened or got its last heartbeat.
    beat: Instant,
}

/// All open tabs.
pub(crate) struct Tabs {
    all: Vec<Tab>,
    heard: UnboundedReceiver<Heard>,
    /// Heartbeats: repeated messages that were due.
    pub(crate) beats: usize,
    /// Messages that did not concern their recipients.
    pub(crate) strays: usize,
}

impl Tabs {
    /// Opens tabs of each person and waits for the first message of each.
    pub(crate) async fn open(origin: &str, people: &[Person], each: usize) -> Result<Self> {
        let (tell, heard) = unbounded_channel();
        let numbers = stream::iter(0..people.len() * each);
        let opened = numbers.map(|number| {
            let (owner, tell) = (number / each, tell.clone());
            let cookies = &people[owner].cookies;
            async move {
                let mut socket = connect(origin, &cookies[number % cookies.len()]).await?;
                let shows = timeless(first(&mut socket).await?);
                tokio::spawn(watch(number, socket, tell));
                Result::Ok(Tab { owner, shows, beat: Instant::now() })
            }
        });
        let tabs: Vec<Tab> = opened.buffered(AT_ONCE).try_collect().await?;
        match tabs.iter().find(|tab| tab.shows["account_id"] != *people[tab.owner].id) {
            Some(tab) => Err(format!("a tab shows somebody else: {}", tab.shows).into()),
            None => Ok(Self { all: tabs, heard, beats: 0, strays: 0 }),
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.all.len()
    }

    /// Waits until every tab of a person shows the ban; returns when the last one did, or `None` if one of them never
    /// does.
    pub(crate) async fn banned(&mut self, owner: usize) -> Result<Option<Instant>> {
        let mut left = self.all.iter().filter(|tab| tab.owner == owner).count();
        let mut last = Instant::now();
        while left > 0 {
            let Ok(Some(heard)) = timeout(PATIENCE, self.heard.recv()).await else { return Ok(None) };
            let at = heard.at;
            if self.take(heard, Some(owner))? {
                left -= 1;
                last = at;
            }
        }
        Ok(Some(last))
    }

    /// Handles the messages that arrived while nobody was banned.
    pub(crate) fn catch_up(&mut self) -> Result<()> {
        while let Ok(heard) = self.heard.try_recv() {
            self.take(heard, None)?;
        }
        Ok(())
    }

    /// Handles a message; returns whether it notifies a tab of its owner's ban.
    fn take(&mut self, heard: Heard, owner: Option<usize>) -> Result<bool> {
        let What::Principal(shows) = heard.what else { return Err("a channel was closed".into()) };
        let (tab, shows) = (&mut self.all[heard.tab], timeless(shows));
        if tab.shows == shows {
            let is_due = heard.at - tab.beat > SOONEST_BEAT;
            tab.beat = heard.at;
            self.beats += usize::from(is_due);
            self.strays += usize::from(!is_due);
            return Ok(false);
        }
        tab.shows = shows;
        let is_told = Some(tab.owner) == owner && tab.shows["kind"] == "banned";
        self.strays += usize::from(!is_told);
        Ok(is_told)
    }

    /// Waits until every channel is closed; returns how many were closed with the expected code.
    pub(crate) async fn closed(mut self, expected: u16) -> Result<usize> {
        let (mut left, mut matching) = (self.count(), 0);
        while left > 0 {
            let heard = timeout(PATIENCE, self.heard.recv()).await.map_err(|_| "a channel stays open")?;
            if let What::Closed(code) = heard.ok_or("a channel is lost")?.what {
                left -= 1;
                matching += usize::from(code == Some(expected));
            }
        }
        Ok(matching)
    }
}

async fn connect(origin: &str, cookie: &str) -> Result<WebSocketStream<TcpStream>> {
    let address = origin.strip_prefix("http://").ok_or("not a plain origin")?;
    let request = ClientRequestBuilder::new(format!("ws://{address}/live").parse()?);
    let request = request.with_header("Cookie", cookie).with_header("Origin", origin);
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    // A thousand buffers of the default size would need too much memory in this program.
    let config = WebSocketConfig::default().read_buffer_size(2048).write_buffer_size(0);
    Ok(client_async_with_config(request, stream, Some(config)).await?.0)
}

/// The first message, which the server sends without a request.
async fn first(socket: &mut WebSocketStream<TcpStream>) -> Result<Value> {
    match timeout(PATIENCE, socket.next()).await.map_err(|_| "a tab received no first message")? {
        Some(Ok(Message::Text(text))) => Ok(serde_json::from_str(&text)?),
        other => Err(format!("not a first message: {other:?}").into()),
    }
}

/// Forwards the messages of a channel until it is closed. The library answers pings.
async fn watch(tab: usize, mut socket: WebSocketStream<TcpStream>, tell: UnboundedSender<Heard>) {
    let mut code = None;
    while let Some(Ok(message)) = socket.next().await {
        let at = Instant::now();
        match message {
            Message::Text(text) => {
                let what = What::Principal(serde_json::from_str(&text).unwrap_or_default());
                // Fails only after the measurement.
                let _ = tell.send(Heard { tab, at, what });
            }
            Message::Close(frame) => code = frame.map(|frame| frame.code.into()),
            _ => {}
        }
    }
    let _ = tell.send(Heard { tab, at: Instant::now(), what: What::Closed(code) });
}

/// Removes the time at which a principal was computed.
fn timeless(mut principal: Value) -> Value {
    for place in ["/as_of", "/session/as_of"] {
        if let Some(time) = principal.pointer_mut(place) {
            time.take();
        }
    }
    principal
}
