//! An authenticator app, and people who use one.

use hallpass::{factor::NewAuthenticator, security::NewRecoveryCodes};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use hallpass::testing::{Browser, PASSWORD, TestApp};

/// An authenticator app, which computes its codes independently of the server (RFC 6238).
#[derive(Clone)]
pub(crate) struct Authenticator {
    secret: Vec<u8>,
}

impl Authenticator {
    /// Begins to set up an app for the member in this browser.
    pub(crate) async fn begin(browser: &Browser) -> Self {
        assert_eq!(browser.fetch("begin_authenticator", &[]).await.status, 200);
        let new: Option<NewAuthenticator> = browser.fetch("show_new_authenticator", &[]).await.json();
        Self { secret: decode(&new.expect("an app that is being set up").secret) }
    }

    /// Sets up an app for the member in this browser. Returns it with the recovery codes.
    pub(crate) async fn set_up(browser: &Browser) -> (Self, Vec<String>) {
        let app = Self::begin(browser).await;
        let now = browser.principal().await.member().expect("a member").session.as_of;
        let new: NewRecoveryCodes = browser.fetch("confirm_authenticator", &[("code", &app.code(now))]).await.json();
        (app, new.codes)
    }

    /// The app that is being set up, as the server describes it in JSON.
    pub(crate) fn reading(described: &str) -> Self {
        let new: Option<NewAuthenticator> = serde_json::from_str(described).expect("an app");
        Self { secret: decode(&new.expect("an app that is being set up").secret) }
    }

    /// The code at this time, in Unix seconds.
    pub(crate) fn code(&self, now: i64) -> String {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.secret).expect("a key of any length");
        mac.update(&(now / 30).to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest[19] & 15);
        let bytes = digest[offset..offset + 4].try_into().expect("four bytes");
        format!("{:06}", (u32::from_be_bytes(bytes) & 0x7fff_ffff) % 1_000_000)
    }
}

/// Decodes Base32 with spaces (RFC 4648, 6).
fn decode(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'2'..=b'7' => c - b'2' + 26,
        _ => panic!("{text} is not Base32"),
    };
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for c in text.bytes().filter(|c| *c != b' ') {
        held = (held << 5 | u32::from(value(c))) & 0xffff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits).to_be_bytes()[3]);
        }
    }
    bytes
}

/// A browser in which somebody has entered their password, and the app whose code is due. The account is new.
pub(crate) async fn challenged(app: &TestApp, name: &str) -> (Browser, Authenticator) {
    let (authenticator, _) = Authenticator::set_up(&app.member(name).await).await;
    let browser = app.browser();
    let reply = browser.fetch("sign_in", &[("username", name), ("password", PASSWORD)]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    (browser, authenticator)
}
