//! The cookie that carries the outcome of a plain form post to the page that shows it.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use crate::{
    access::Principal,
    account::server::token,
    error::{AppError, Conflict, Posted},
};

/// Seconds it is kept at most: long enough to sign in again in between.
const MAX_AGE: u32 = 600;
/// Browsers drop cookies beyond 4096 bytes (RFC 6265, 6.1).
const VALUE_MAX: usize = 3900;

/// How that cookie is called and whether it is `Secure`.
#[derive(Clone, Copy, Debug)]
pub(super) struct PostedCookie {
    pub(super) secure: bool,
}

impl PostedCookie {
    fn name(self) -> &'static str {
        if self.secure { "__Host-hallpass-form" } else { "hallpass-form" }
    }

    fn attributes(self) -> &'static str {
        if self.secure { "; Path=/; HttpOnly; SameSite=Lax; Secure" } else { "; Path=/; HttpOnly; SameSite=Lax" }
    }

    /// The `Set-Cookie` value; what is too long to carry goes without the typed values.
    pub(super) fn set(self, posted: &Posted) -> Option<HeaderValue> {
        let encode = |posted: &Posted| serde_json::to_vec(posted).ok().map(|json| BASE64_URL_SAFE_NO_PAD.encode(json));
        let value = encode(posted)
            .filter(|value| value.len() <= VALUE_MAX)
            .or_else(|| encode(&Posted { values: std::collections::BTreeMap::default(), ..posted.clone() }))?;
        HeaderValue::from_str(&format!("{}={value}; Max-Age={MAX_AGE}{}", self.name(), self.attributes())).ok()
    }

    /// The `Set-Cookie` value that forgets.
    pub(super) fn clear(self) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{}=; Max-Age=0{}", self.name(), self.attributes())).ok()
    }

    fn read(self, headers: &HeaderMap) -> Option<Posted> {
        let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let value = pairs
            .flat_map(|pairs| pairs.split(';'))
            .find_map(|pair| pair.trim().strip_prefix(self.name())?.strip_prefix('='))?;
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(value).ok()?).ok()
    }
}

/// Hands the outcome to the page it belongs to, and forgets it once that page has been shown, also
/// where that is a refusal, such as the ban page. A redirect on the way, to sign-in for example, and a
/// server that fails leave it for later.
pub(super) async fn hand_over(State(cookie): State<PostedCookie>, mut request: Request, next: Next) -> Response {
    let here = request.uri().path_and_query().map(|here| token::digest(here.as_str())).unwrap_or_default();
    let posted = cookie.read(request.headers()).filter(|posted| posted.page == here);
    let Some(mut posted) = posted else { return next.run(request).await };
    // What one person has typed, and what became of it, is not for another.
    let member = request.extensions().get::<Principal>().and_then(Principal::member);
    if !posted.account.is_empty() && member.is_none_or(|member| member.account_id != posted.account) {
        posted.values.clear();
        if posted.error != Some(AppError::Conflict { conflict: Conflict::SomebodyElse }) {
            return next.run(request).await;
        }
    }
    request.extensions_mut().insert(posted);
    let mut response = next.run(request).await;
    if response.status() == StatusCode::OK || response.status().is_client_error() {
        response.headers_mut().extend(cookie.clear().map(|value| (header::SET_COOKIE, value)));
    }
    response
}
