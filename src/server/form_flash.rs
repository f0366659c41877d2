//! The cookie that carries the result of a plain form post to the page that shows it.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use leptos::server_fn::ServerFn;

use crate::{
    access::{Principal, server::cookies},
    error::{AppError, Conflict, FormFlash},
    link::token,
    session::SignInAgain,
};

/// The lifetime of the cookie in seconds: long enough to sign in again meanwhile.
const MAX_AGE: u32 = 600;
/// The maximum length of the value: browsers drop cookies longer than 4096 bytes (RFC 6265, 6.1).
const VALUE_MAX: usize = 3900;
/// The minimum number of sessions to choose from in the cookie: this many fit even with the longest names.
const CHOICES_LEAST: usize = 10;

/// The cookie's variant: with TLS, it is `Secure` and has the `__Host-` prefix.
#[derive(Clone, Copy, Debug)]
pub(super) struct FlashCookie {
    pub(super) secure: bool,
}

impl FlashCookie {
    /// The cookie's name. Reauthentication has a cookie of its own, so that the form that waits for it stays in the
    /// other.
    fn name(self, function: &str) -> &'static str {
        match (self.secure, function == SignInAgain::PATH) {
            (true, false) => "__Host-hallpass-form",
            (true, true) => "__Host-hallpass-reauthentication",
            (false, false) => "hallpass-form",
            (false, true) => "hallpass-reauthentication",
        }
    }

    fn attributes(self) -> &'static str {
        if self.secure { "; Path=/; HttpOnly; SameSite=Lax; Secure" } else { "; Path=/; HttpOnly; SameSite=Lax" }
    }

    /// The `Set-Cookie` value. If it is too long, it carries less about the sessions to choose from, then fewer of them,
    /// and then no typed values.
    pub(super) fn set(self, posted: &FormFlash) -> Option<HeaderValue> {
        let encode =
            |posted: &FormFlash| serde_json::to_vec(posted).ok().map(|json| BASE64_URL_SAFE_NO_PAD.encode(json));
        let choices = match &posted.error {
            Some(AppError::TooManySessions { sessions, .. }) => sessions.len(),
            _ => 0,
        };
        let least = choices.min(CHOICES_LEAST);
        let shortened = (least..=choices).rev().filter_map(|most| encode(&with_choices(posted, most)));
        let value =
            encode(posted).into_iter().chain(shortened).find(|value| value.len() <= VALUE_MAX).or_else(|| {
                let mut bare = with_choices(posted, least);
                // The `id` field tells to which form the result belongs.
                bare.values.retain(|field, _| field == "id");
                encode(&bare)
            })?;
        let name = self.name(&posted.function);
        HeaderValue::from_str(&format!("{name}={value}; Max-Age={MAX_AGE}{}", self.attributes())).ok()
    }

    /// The `Set-Cookie` value that deletes the result of a function.
    fn clear(self, function: &str) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{}=; Max-Age=0{}", self.name(function), self.attributes())).ok()
    }

    /// The `Set-Cookie` values that delete all results.
    pub(super) fn clear_all(self) -> impl Iterator<Item = HeaderValue> {
        ["", SignInAgain::PATH].into_iter().filter_map(move |function| self.clear(function))
    }

    /// The result for this page, if any.
    fn read(self, headers: &HeaderMap, page: &str) -> Option<FormFlash> {
        // The reauthentication page comes first, because the other form may be waiting for it.
        let names = [SignInAgain::PATH, ""].map(|function| self.name(function));
        let mut values =
            names.into_iter().flat_map(|wanted| cookies(headers).filter(move |(name, _)| *name == wanted.as_bytes()));
        values.find_map(|(_, value)| {
            let posted: FormFlash = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(value).ok()?).ok()?;
            (posted.page == page).then_some(posted)
        })
    }
}

/// The same result with at most `most` sessions to choose from, and only what is needed to tell them apart.
fn with_choices(posted: &FormFlash, most: usize) -> FormFlash {
    let mut posted = posted.clone();
    if let Some(AppError::TooManySessions { sessions, more, .. }) = &mut posted.error {
        *more |= sessions.len() > most;
        sessions.truncate(most);
        for session in sessions {
            session.signed_in_at = None;
            session.address.clear();
        }
    }
    posted
}

/// Passes the result to the page that it belongs to, and deletes it once a page was shown, even if that was an error
/// page such as the ban page. Redirects (for example to sign-in), server errors and forms that wait for
/// reauthentication keep it.
pub(super) async fn flash(State(cookie): State<FlashCookie>, mut request: Request, next: Next) -> Response {
    let here = request.uri().path_and_query().map(|here| token::digest(here.as_str())).unwrap_or_default();
    let Some(mut posted) = cookie.read(request.headers(), &here) else { return next.run(request).await };
    let function = posted.function.clone();
    // One person's input and its result must not be shown to another.
    let member = request.extensions().get::<Principal>().and_then(Principal::member);
    if !posted.account.is_empty() && member.is_none_or(|member| member.account_id != posted.account) {
        posted.values.clear();
        if posted.error != Some(AppError::Conflict { conflict: Conflict::SomebodyElse }) {
            return next.run(request).await;
        }
    }
    let waits = posted.error == Some(AppError::ReauthenticationRequired)
        && member.is_some_and(|member| member.session.needs_reauthentication());
    request.extensions_mut().insert(posted);
    let mut response = next.run(request).await;
    if !waits && (response.status() == StatusCode::OK || response.status().is_client_error()) {
        response.headers_mut().extend(cookie.clear(&function).map(|value| (header::SET_COOKIE, value)));
    }
    response
}
