//! The cookie that carries the outcome of a plain form post to the page that shows it.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use leptos::server_fn::ServerFn;

use crate::{
    access::Principal,
    account::server::token,
    error::{AppError, Conflict, FormFlash},
    session::{SignInAgain, server::cookies},
};

/// Seconds it is kept at most: long enough to sign in again in between.
const MAX_AGE: u32 = 600;
/// Browsers drop cookies beyond 4096 bytes (RFC 6265, 6.1).
const VALUE_MAX: usize = 3900;
/// So many sessions to choose from are carried in any case: with the longest names, no more fit.
const CHOICES_LEAST: usize = 10;

/// How that cookie is called and whether it is `Secure`.
#[derive(Clone, Copy, Debug)]
pub(super) struct FlashCookie {
    pub(super) secure: bool,
}

impl FlashCookie {
    /// The cookie's name. Typing the password once more has one of its own: what waits for that stays in
    /// the other.
    fn name(self, function: &str) -> &'static str {
        match (self.secure, function == SignInAgain::PATH) {
            (true, false) => "__Host-hallpass-form",
            (true, true) => "__Host-hallpass-proof",
            (false, false) => "hallpass-form",
            (false, true) => "hallpass-proof",
        }
    }

    fn attributes(self) -> &'static str {
        if self.secure { "; Path=/; HttpOnly; SameSite=Lax; Secure" } else { "; Path=/; HttpOnly; SameSite=Lax" }
    }

    /// The `Set-Cookie` value; what is too long to carry goes with fewer sessions to choose from, and then
    /// without the typed values.
    pub(super) fn set(self, posted: &FormFlash) -> Option<HeaderValue> {
        let encode =
            |posted: &FormFlash| serde_json::to_vec(posted).ok().map(|json| BASE64_URL_SAFE_NO_PAD.encode(json));
        let choices = match &posted.error {
            Some(AppError::TooManySessions { sessions, .. }) => sessions.len(),
            _ => 0,
        };
        let least = choices.min(CHOICES_LEAST);
        let value = (least..=choices)
            .rev()
            .filter_map(|most| encode(&with_choices(posted, most)))
            .find(|value| value.len() <= VALUE_MAX)
            .or_else(|| {
                let mut bare = with_choices(posted, least);
                // Whose form it was is known by this.
                bare.values.retain(|field, _| field == "id");
                encode(&bare)
            })?;
        let name = self.name(&posted.function);
        HeaderValue::from_str(&format!("{name}={value}; Max-Age={MAX_AGE}{}", self.attributes())).ok()
    }

    /// The `Set-Cookie` value that forgets what became of that function.
    fn clear(self, function: &str) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{}=; Max-Age=0{}", self.name(function), self.attributes())).ok()
    }

    /// The `Set-Cookie` values that forget everything.
    pub(super) fn clear_all(self) -> impl Iterator<Item = HeaderValue> {
        ["", SignInAgain::PATH].into_iter().filter_map(move |function| self.clear(function))
    }

    /// What is for that page.
    fn read(self, headers: &HeaderMap, page: &str) -> Option<FormFlash> {
        // First the one that is on the page for once: the other may wait for it.
        let names = [SignInAgain::PATH, ""].map(|function| self.name(function));
        let mut values =
            names.into_iter().flat_map(|wanted| cookies(headers).filter(move |(name, _)| *name == wanted.as_bytes()));
        values.find_map(|(_, value)| {
            let posted: FormFlash = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(value).ok()?).ok()?;
            (posted.page == page).then_some(posted)
        })
    }
}

/// The same with at most so many sessions to choose from.
fn with_choices(posted: &FormFlash, most: usize) -> FormFlash {
    let mut posted = posted.clone();
    if let Some(AppError::TooManySessions { sessions, more, .. }) = &mut posted.error {
        *more |= sessions.len() > most;
        sessions.truncate(most);
    }
    posted
}

/// Hands the outcome to the page it belongs to, and forgets it once that page has been shown, also
/// where that is a refusal, such as the ban page. A redirect on the way, to sign-in for example, and a
/// server that fails leave it for later, and so does what waits for the password.
pub(super) async fn flash(State(cookie): State<FlashCookie>, mut request: Request, next: Next) -> Response {
    let here = request.uri().path_and_query().map(|here| token::digest(here.as_str())).unwrap_or_default();
    let Some(mut posted) = cookie.read(request.headers(), &here) else { return next.run(request).await };
    let function = posted.function.clone();
    // What one person has typed, and what became of it, is not for another.
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
