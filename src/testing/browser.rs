//! A person's browser: its cookies, and the two ways of calling a server function. It follows redirects only in
//! [`Browser::form`].

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use crate::{
    access::{Ending, Principal},
    error::AppError,
    server::config::Config,
    session::SessionSummary,
};
use reqwest::{
    Client, Method, RequestBuilder, Url,
    cookie::CookieStore,
    header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION, ORIGIN, SET_COOKIE},
    redirect::Policy,
};
use serde::de::DeserializeOwned;

use tokio::sync::RwLock;

/// Write-locked while leptos lists the routes, and read-locked during every request. Listing the routes suppresses the
/// resources of all pages in the whole process, so a page that is being rendered would wait forever. The program itself
/// needs no lock, because it lists the routes before it listens.
pub static ROUTES: RwLock<()> = RwLock::const_new(());

/// Cookies by name. Unlike a real browser, the test browser also sends secure cookies over plain HTTP, so that behavior
/// with TLS can be tested without TLS.
#[derive(Default)]
struct Jar(Mutex<BTreeMap<String, String>>);

impl CookieStore for Jar {
    fn set_cookies(&self, headers: &mut dyn Iterator<Item = &HeaderValue>, _url: &Url) {
        let mut cookies = self.0.lock().expect("the jar");
        for header in headers {
            let cookie = cookie::Cookie::parse(header.to_str().expect("ASCII").to_owned()).expect("a cookie");
            if cookie.max_age().is_some_and(cookie::time::Duration::is_zero) {
                cookies.remove(cookie.name());
            } else {
                cookies.insert(cookie.name().to_owned(), cookie.value().to_owned());
            }
        }
    }

    fn cookies(&self, _url: &Url) -> Option<HeaderValue> {
        let cookies = self.0.lock().expect("the jar");
        let pairs: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if pairs.is_empty() { None } else { HeaderValue::from_str(&pairs.join("; ")).ok() }
    }
}

/// One browser profile.
pub struct Browser {
    client: Client,
    jar: Arc<Jar>,
    address: SocketAddr,
    /// The value of `Origin` that browsers send from pages of this server.
    pub origin: String,
    /// The name of the session cookie, which depends on whether the public origin is HTTPS.
    pub cookie_name: &'static str,
}

impl Browser {
    /// A browser without cookies for the server at this address.
    pub fn new(address: SocketAddr, config: &Config) -> Self {
        let jar = Arc::new(Jar::default());
        let client = Client::builder().cookie_provider(Arc::clone(&jar)).redirect(Policy::none()).build();
        Self {
            client: client.expect("a client"),
            jar,
            address,
            origin: config.public_origin.ascii_serialization(),
            cookie_name: if config.is_https() { "__Host-hallpass" } else { "hallpass" },
        }
    }

    /// Another browser that has only this session cookie, as if the cookie had been stolen.
    #[must_use]
    pub fn replaying(&self, session: &str) -> Self {
        let jar = Arc::new(Jar::default());
        let client = Client::builder().cookie_provider(Arc::clone(&jar)).redirect(Policy::none()).build();
        let thief = Self {
            client: client.expect("a client"),
            jar,
            address: self.address,
            origin: self.origin.clone(),
            cookie_name: self.cookie_name,
        };
        thief.set_cookie(self.cookie_name, session);
        thief
    }

    /// Adds a cookie, or replaces the one with this name.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.jar.0.lock().expect("the jar").insert(name.to_owned(), value.to_owned());
    }

    /// The value of the cookie with this name, if the browser has it.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jar.0.lock().expect("the jar").get(name).cloned()
    }

    /// The session cookie's value.
    pub fn session(&self) -> Option<String> {
        self.cookie(self.cookie_name)
    }

    /// A request with this browser's cookies and no other headers. Send it with [`send()`].
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    /// Navigates to a page. Does not follow redirects.
    pub async fn get(&self, path: &str) -> Reply {
        send(self.request(Method::GET, path).header(ACCEPT, "text/html,*/*;q=0.8")).await
    }

    /// Requests a file as the scripts of a page do.
    pub async fn fetch_file(&self, path: &str) -> Reply {
        send(self.request(Method::GET, path).header(ACCEPT, "application/json")).await
    }

    /// Calls a server function as the scripts of a page do.
    pub async fn fetch(&self, function: &str, fields: &[(&str, &str)]) -> Reply {
        send(self.call(function, fields).header(ACCEPT, "application/json")).await
    }

    /// A request that calls a server function from the server's own origin. The test sets `Accept` and sends it.
    pub fn call(&self, function: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        self.request(Method::POST, &format!("/api/{function}")).header(ORIGIN, &self.origin).form(fields)
    }

    /// Sends a raw body to a server function as a form.
    pub async fn raw(&self, function: &str, body: impl Into<Vec<u8>>) -> Reply {
        let request = self.request(Method::POST, &format!("/api/{function}")).header(ORIGIN, &self.origin);
        let form = request.header(ACCEPT, "application/json").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        send(form.body(body.into())).await
    }

    /// Posts a form from `page` without JavaScript. Does not follow the redirect.
    pub async fn post(&self, page: &str, function: &str, fields: &[(&str, &str)]) -> Reply {
        let fields = [fields, &[("_page", page)]].concat();
        send(self.call(function, &fields).header(ACCEPT, "text/html,*/*;q=0.8")).await
    }

    /// Posts a form from `page` without JavaScript and follows the redirect.
    pub async fn form(&self, page: &str, function: &str, fields: &[(&str, &str)]) -> Reply {
        let reply = self.post(page, function, fields).await;
        assert_eq!(reply.status, 303, "a plain form is answered by a redirect: {}", reply.body);
        self.get(reply.location()).await
    }

    /// The current principal. Asking for it does not count as activity.
    pub async fn principal(&self) -> Principal {
        let reply = self.fetch("principal", &[]).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.json()
    }

    /// The public ID of this browser's session.
    pub async fn id(&self) -> String {
        match self.principal().await {
            Principal::Member(member) => member.session.id,
            other => panic!("a member is expected, not {other:?}"),
        }
    }

    /// The person's live sessions.
    pub async fn sessions(&self) -> Vec<SessionSummary> {
        let reply = self.fetch("list_sessions", &[]).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.json()
    }

    /// The reason why this guest's session ended.
    pub async fn ended(&self) -> Option<Ending> {
        match self.principal().await {
            Principal::Guest { ended, .. } => ended,
            other => panic!("a guest is expected, not {other:?}"),
        }
    }

    /// Whether the person is signed in and not banned. Asking does not count as activity.
    pub async fn is_member(&self) -> bool {
        matches!(self.principal().await, Principal::Member(_))
    }

    /// Whether the person sees the ban page: a ban that is in force has ended the session or will.
    pub async fn is_banned(&self) -> bool {
        matches!(self.principal().await, Principal::Banned(_))
    }
}

/// A response.
#[derive(Debug)]
pub struct Reply {
    /// The HTTP status code.
    pub status: u16,
    /// All headers, with repeated ones such as `Set-Cookie`.
    pub headers: HeaderMap,
    /// The body as text; invalid UTF-8 is replaced.
    pub body: String,
}

/// Sends a request and waits for the whole response, whatever its status.
pub async fn send(request: RequestBuilder) -> Reply {
    let _listing = ROUTES.read().await;
    let response = request.send().await.expect("a response");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.bytes().await.expect("a body");
    Reply { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
}

impl Reply {
    /// The body, parsed as JSON of this type.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The error in the body of a response with a status of at least 400.
    pub fn error(&self) -> AppError {
        assert!(self.status >= 400, "{} is no error: {}", self.status, self.body);
        self.json()
    }

    /// The errors of the fields, such as `text: Fill this in.`
    pub fn problems(&self) -> Vec<String> {
        match self.error() {
            AppError::Invalid { fields } => {
                fields.into_iter().map(|wrong| format!("{}: {}", wrong.field, wrong.problem)).collect()
            }
            error => panic!("no field is wrong: {error:?}"),
        }
    }

    /// The first value of the header with this name; empty if it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }

    /// The address to which the response redirects, as in `Location`; empty if it does not redirect.
    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// The cookies that the response sets.
    pub fn cookies(&self) -> Vec<cookie::Cookie<'static>> {
        let values = self.headers.get_all(SET_COOKIE).iter().map(|value| value.to_str().expect("ASCII").to_owned());
        values.map(|value| cookie::Cookie::parse(value).expect("a cookie")).collect()
    }
}
