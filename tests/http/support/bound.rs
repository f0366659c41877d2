//! A browser with Device Bound Session Credentials: it creates a key when it is asked to, and signs challenges.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hallpass::testing::{Browser, PASSWORD, Reply, TestApp, send};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use reqwest::{Method, header::ORIGIN};

/// The name of the bound cookie.
pub(crate) const BOUND: &str = "__Host-hallpass-bound";

/// Settings that make the public origin `https`. The tests choose the address of requests themselves.
pub(crate) const HTTPS: [(&str, &str); 3] =
    [("public_origin", "https://pass.example.org"), ("behind_tls_proxy", "true"), ("trusted_proxies", "127.0.0.1")];

fn encode(bytes: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// The private key of a device.
pub(crate) struct Key(SigningKey);

impl Key {
    /// A key that differs with the seed.
    pub(crate) fn new(seed: u8) -> Self {
        Self(SigningKey::from_slice(&[seed; 32]).expect("a key"))
    }

    /// The public key, as in a JWT's header.
    fn jwk(&self) -> String {
        let point = self.0.verifying_key().to_sec1_point(false);
        let (x, y) = (encode(point.x().expect("x")), encode(point.y().expect("y")));
        format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#)
    }

    /// Signs a header and a challenge.
    pub(crate) fn sign_as(&self, head: &str, challenge: &str) -> String {
        let message = format!("{}.{}", encode(head), encode(format!(r#"{{"jti":"{challenge}"}}"#)));
        let signature: Signature = self.0.sign(message.as_bytes());
        format!("{message}.{}", encode(signature.to_bytes()))
    }

    /// The signed challenge that registers this key.
    pub(crate) fn registration(&self, challenge: &str) -> String {
        self.sign_as(&format!(r#"{{"alg":"ES256","jwk":{},"typ":"dbsc+jwt"}}"#, self.jwk()), challenge)
    }

    /// The signed challenge that refreshes the bound cookie.
    pub(crate) fn sign(&self, challenge: &str) -> String {
        self.sign_as(r#"{"alg":"ES256","typ":"dbsc+jwt"}"#, challenge)
    }
}

/// The challenge with which a response asks the browser to create a key, if it does.
pub(crate) fn offered(reply: &Reply) -> Option<String> {
    let header = Some(reply.header("secure-session-registration")).filter(|header| !header.is_empty())?;
    let challenge = header.strip_prefix(r#"(ES256);path="/dbsc/start";challenge=""#).expect("an offer");
    Some(challenge.strip_suffix('"').expect("an offer").to_owned())
}

/// Registers a key as browsers do.
pub(crate) async fn register(browser: &Browser, signed: &str) -> Reply {
    let request = browser.request(Method::POST, "/dbsc/start").header(ORIGIN, &browser.origin);
    send(request.header("secure-session-response", signed)).await
}

/// Asks for a new value of the bound cookie, as browsers do; without a signed one, for a challenge.
pub(crate) async fn refresh(browser: &Browser, session_id: &str, signed: Option<&str>) -> Reply {
    let request = browser.request(Method::POST, "/dbsc/refresh").header(ORIGIN, &browser.origin);
    let request = request.header("sec-secure-session-id", session_id);
    send(match signed {
        Some(signed) => request.header("secure-session-response", signed),
        None => request,
    })
    .await
}

/// The challenge to sign for that session.
pub(crate) async fn challenge(browser: &Browser, session_id: &str) -> String {
    challenge_in(&refresh(browser, session_id, None).await, session_id)
}

/// The challenge in a response.
pub(crate) fn challenge_in(reply: &Reply, session_id: &str) -> String {
    assert_eq!(reply.status, 403, "{}", reply.body);
    let end = format!("\";id=\"{session_id}\"");
    let header = reply.header("secure-session-challenge").strip_suffix(&end).expect("the session's ID");
    header.strip_prefix('"').expect("a challenge").to_owned()
}

/// A browser whose session is bound to its device.
pub(crate) struct Bound {
    pub(crate) browser: Browser,
    pub(crate) key: Key,
    /// The session's ID.
    pub(crate) id: String,
}

impl Bound {
    /// Signs somebody up in such a browser, and waits until no request can be on its way.
    pub(crate) async fn sign_up(app: &TestApp, name: &str) -> Self {
        app.policy(&[("device_bound", "yes")]).await;
        let (browser, key) = (app.browser(), Key::new(7));
        let reply = browser.fetch("sign_up", &[("username", name), ("email", ""), ("password", PASSWORD)]).await;
        let offer = offered(&reply).expect("an offer");
        let registered = register(&browser, &key.registration(&offer)).await;
        assert_eq!(registered.status, 200, "{}", registered.body);
        app.clock.shift(60);
        let id = browser.id().await;
        Self { browser, key, id }
    }

    /// Gets a new value of the bound cookie.
    pub(crate) async fn refresh(&self) {
        let challenge = challenge(&self.browser, &self.id).await;
        let reply = refresh(&self.browser, &self.id, Some(&self.key.sign(&challenge))).await;
        assert_eq!((reply.status, &*reply.body), (200, ""));
    }

    /// A browser that has only a copy of the session cookie.
    pub(crate) fn copy(&self) -> Browser {
        self.browser.replaying(&self.browser.session().expect("a session"))
    }
}
