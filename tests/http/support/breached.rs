//! Breached passwords: a list, and a service with the range API of Have I Been Pwned. Hashes are computed independently of
//! the server.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    extract::{Path as PathPart, State},
    http::{HeaderMap, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
    routing::get,
};
use hallpass::account::server::breached::{Source, build};
use sha1::{Digest, Sha1};

/// The problem of a breached password, as people read it.
pub(crate) const BREACHED: &str = "This password has appeared in a data breach. Choose another one.";

/// The SHA-1 hash of a password, in capitals.
pub(crate) fn sha1(password: &str) -> String {
    hex::encode_upper(Sha1::digest(password))
}

/// The lines of the public list for these passwords, each of which appeared so often.
pub(crate) fn lines(passwords: &[(&str, u64)]) -> String {
    let mut lines: Vec<_> = passwords.iter().map(|(password, count)| format!("{}:{count}", sha1(password))).collect();
    lines.sort();
    lines.join("\r\n")
}

/// Makes a list of these passwords in a folder.
pub(crate) fn list(folder: &Path, passwords: &[&str]) -> PathBuf {
    let (source, list) = (folder.join("source.txt"), folder.join("breached"));
    let counted: Vec<_> = passwords.iter().map(|password| (*password, 3)).collect();
    std::fs::write(&source, lines(&counted)).expect("the source is written");
    let sources = [Source::from(source)];
    build(&sources, &list, 1, 0, |_| {}).expect("a list");
    list
}

/// How a service answers.
#[derive(Clone, Debug)]
pub(crate) enum Behaviour {
    /// With the hashes of these passwords, which appeared so often. The count 0 pads the answer.
    Knows(Vec<(&'static str, u64)>),
    /// With this status and body.
    Says(u16, &'static str),
    /// With a redirect to another path, where it knows everything.
    Redirects,
    /// With more than any range has.
    Rambles,
    /// Never.
    Stalls,
}

/// A request that a service got: its path and its headers.
pub(crate) type Asked = (String, HeaderMap);

/// A service on a port of its own.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) address: String,
    behaviour: Arc<Mutex<Behaviour>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Service {
    pub(crate) fn start(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("a listener for tokio");
        let address = format!("http://{}/mirror", listener.local_addr().expect("an address"));
        let behaviour = Arc::new(Mutex::new(behaviour));
        let service = Self { address, behaviour, asked: Arc::default() };
        let router = Router::new().route("/mirror/{*path}", get(answer)).with_state(service.clone());
        // It answers while a test waits for a program.
        std::thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                axum::serve(listener, router).await
            })
        });
        service
    }

    pub(crate) fn behave(&self, behaviour: Behaviour) {
        *self.behaviour.lock().expect("the behaviour") = behaviour;
    }

    /// The requests since this was last called.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.asked.lock().expect("the requests"))
    }
}

async fn answer(State(service): State<Service>, PathPart(path): PathPart<String>, headers: HeaderMap) -> Response {
    service.asked.lock().expect("the requests").push((path.clone(), headers));
    let behaviour = service.behaviour.lock().expect("the behaviour").clone();
    let prefix = path.trim_start_matches("range/").to_owned();
    match behaviour {
        Behaviour::Knows(passwords) => {
            let lines = lines(&passwords);
            let known = lines.lines().filter_map(|line| line.strip_prefix(&prefix));
            // Some that nobody has asked for.
            let others = (0..50).map(|number| format!("{number:035X}:{}", number % 3));
            known.map(str::to_owned).chain(others).collect::<Vec<_>>().join("\r\n").into_response()
        }
        Behaviour::Says(status, body) => (StatusCode::from_u16(status).expect("a status"), body).into_response(),
        Behaviour::Redirects => {
            (StatusCode::FOUND, [(LOCATION, format!("{}/elsewhere/{prefix}", service.address))]).into_response()
        }
        Behaviour::Rambles => format!("{:035X}:1\r\n", 7).repeat(100_000).into_response(),
        Behaviour::Stalls => std::future::pending().await,
    }
}
