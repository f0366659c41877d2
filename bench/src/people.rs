//! Accounts with open tabs and the administrator who bans them, using HTTP like a browser.

use std::time::{Duration, Instant};

use futures_util::{StreamExt, TryStreamExt, stream};
use reqwest::{
    Client, Response,
    header::{ACCEPT, COOKIE, ORIGIN},
};
use serde_json::Value;

use crate::{Result, server::Setup};

/// Satisfies the password rules.
const PASSWORD: &str = "violet anchor drums seven harbours";
/// The number of sessions of each account; its tabs are spread over them.
const SESSIONS: usize = 3;
/// The number of concurrent requests while accounts are created.
const AT_ONCE: usize = 8;

/// An account and its sessions.
pub(crate) struct Person {
    pub(crate) id: String,
    /// `name=value` of each session cookie.
    pub(crate) cookies: Vec<String>,
}

/// A client that reuses connections to the server.
#[derive(Clone)]
pub(crate) struct Browser {
    client: Client,
    origin: String,
}

impl Setup {
    /// Creates an account with the command line.
    pub(crate) async fn create(&self, name: &str) -> Result<()> {
        self.run(&["account", "create", name, "--password-stdin"], PASSWORD).await
    }
}

impl Browser {
    pub(crate) fn new(origin: &str) -> Result<Self> {
        let client = Client::builder().timeout(Duration::from_secs(30)).build()?;
        Ok(Self { client, origin: origin.to_owned() })
    }

    pub(crate) async fn post(&self, function: &str, cookie: &str, fields: &[(&str, &str)]) -> Result<Response> {
        let request = self.client.post(format!("{}/api/{function}", self.origin)).header(ORIGIN, &self.origin);
        let response = request.header(COOKIE, cookie).form(fields).send().await?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        Err(format!("{function} returned {status}: {}", response.text().await?).into())
    }

    /// Starts a session; returns its cookie and the account's ID.
    async fn start(&self, function: &str, name: &str) -> Result<(String, String)> {
        let response = self.post(function, "", &[("username", name), ("password", PASSWORD)]).await?;
        let cookie = response.cookies().find(|cookie| cookie.name() == "hallpass");
        let cookie = cookie.map(|cookie| format!("hallpass={}", cookie.value())).ok_or("a session without a cookie")?;
        let principal: Value = response.json().await?;
        let id = principal["account_id"].as_str().ok_or("a principal without an account")?;
        Ok((cookie, id.to_owned()))
    }

    async fn person(&self, name: &str) -> Result<Person> {
        let (cookie, id) = self.start("sign_up", name).await?;
        let mut cookies = vec![cookie];
        while cookies.len() < SESSIONS {
            cookies.push(self.start("sign_in", name).await?.0);
        }
        Ok(Person { id, cookies })
    }

    /// Creates accounts with sessions.
    pub(crate) async fn people(&self, count: usize) -> Result<Vec<Person>> {
        let run = std::process::id();
        let people =
            stream::iter(0..count).map(|number| async move { self.person(&format!("tab{run}n{number}")).await });
        people.buffered(AT_ONCE).try_collect().await
    }

    /// Creates accounts and returns their names.
    pub(crate) async fn names(&self, count: usize) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for number in 0..count {
            let name = format!("visitor{}n{number}", std::process::id());
            self.start("sign_up", &name).await?;
            names.push(name);
        }
        Ok(names)
    }

    /// Signs in, which is measured, and out again, so that the account never reaches its session limit.
    pub(crate) async fn sign_in_and_out(&self, name: &str) -> Result<Duration> {
        let sent = Instant::now();
        let (cookie, _) = self.start("sign_in", name).await?;
        let took = sent.elapsed();
        self.post("sign_out", &cookie, &[]).await?;
        Ok(took)
    }

    /// Whether a job is in progress. Versions without jobs have none.
    pub(crate) async fn is_at_work(&self, cookie: &str) -> Result<bool> {
        let Ok(response) = self.post("list_jobs", cookie, &[]).await else { return Ok(false) };
        let jobs: Vec<Value> = response.json().await?;
        Ok(jobs.iter().any(|job| job["finished_at"].is_null()))
    }

    /// Creates an administrator and signs in; returns the session cookie.
    pub(crate) async fn administrator(&self, setup: &Setup) -> Result<String> {
        let name = format!("admin{}", std::process::id());
        let words = ["account", "create", &name, "--role", "administrator", "--password-stdin"];
        setup.run(&words, PASSWORD).await?;
        Ok(self.start("sign_in", &name).await?.0)
    }

    /// Tries to sign in with a wrong password.
    pub(crate) async fn fail(&self, name: &str) -> Result<()> {
        let request = self.client.post(format!("{}/api/sign_in", self.origin)).header(ORIGIN, &self.origin);
        let response = request.form(&[("username", name), ("password", "not this one, ever")]).send().await?;
        let status = response.status().as_u16();
        response.bytes().await?;
        if status == 401 { Ok(()) } else { Err(format!("a wrong password returned {status}").into()) }
    }

    /// Sends requests until every part of the server that requests need has been used.
    pub(crate) async fn warm_up(&self, cookie: &str) -> Result<()> {
        let asked = stream::iter(0..400).map(|_| self.round_trip(cookie));
        asked.buffered(4 * AT_ONCE).try_for_each(|_| async { Ok(()) }).await
    }

    /// The time of the simplest request: one database lookup, as each tab needs one.
    pub(crate) async fn round_trip(&self, cookie: &str) -> Result<Duration> {
        let sent = Instant::now();
        self.post("principal", cookie, &[]).await?.bytes().await?;
        Ok(sent.elapsed())
    }

    /// Requests a page as a browser does; returns the time to its first byte and its text.
    pub(crate) async fn page(&self, cookie: &str, path: &str) -> Result<(Duration, String)> {
        let request =
            self.client.get(format!("{}{path}", self.origin)).header(COOKIE, cookie).header(ACCEPT, "text/html");
        let sent = Instant::now();
        let mut response = request.send().await?;
        let mut page = response.chunk().await?.unwrap_or_default().to_vec();
        let first_byte = sent.elapsed();
        while let Some(chunk) = response.chunk().await? {
            page.extend_from_slice(&chunk);
        }
        let (status, page) = (response.status(), String::from_utf8(page)?);
        if status.is_success() { Ok((first_byte, page)) } else { Err(format!("{path} returned {status}").into()) }
    }

    /// Bans an account; returns when the request was sent and when the response arrived.
    pub(crate) async fn ban(&self, cookie: &str, id: &str) -> Result<(Instant, Instant)> {
        let sent = Instant::now();
        let fields = [("id", id), ("reason", "measured"), ("until", "")];
        self.post("ban_account", cookie, &fields).await?.bytes().await?;
        Ok((sent, Instant::now()))
    }
}
