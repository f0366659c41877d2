//! Sessions of requests: resolves the principal of each request, and has the layers that let server functions start and
//! end sessions.

use axum::{
    Router,
    extract::Request,
    http::{
        HeaderName, HeaderValue, Method, StatusCode, Uri,
        header::{CONTENT_TYPE, SET_COOKIE},
    },
    middleware::{self, Next},
    response::IntoResponse,
};
use axum_login::{
    AuthManagerLayerBuilder,
    tower_sessions::{SessionManagerLayer, cookie::SameSite},
};
use leptos::server_fn::ServerFn;

use super::{
    backend::Backend,
    bound::{cookie_removal, key::Evidence},
    challenge::{self, ChallengeSecret},
    device_cookie,
    lookup::ResolvedSession,
    service::Sessions,
    tower_store::{LOGIN, TowerStore},
};
use crate::{
    access::{Principal, Table, server::Client},
    error::AppError,
    session::{EndAllSessions, SignOut},
};

/// The account ID of the banned person behind a request, as a request extension.
#[derive(Clone, Debug)]
pub(crate) struct BannedAccount(pub(crate) String);

/// How often the policy had changed when the session of a request was read, as a request extension.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PolicyChanges(pub(crate) i64);

/// The server functions that sign out. If one succeeds, the response clears the session cookie and the
/// browser's storage.
const LEAVING: [&str; 2] = [SignOut::PATH, EndAllSessions::PATH];

/// Tells the browser to delete what pages have stored (ASVS 14.3.1).
pub(crate) const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");
/// Not `"cache"`: private responses are never cached, and clearing the cache takes seconds. Not `"cookies"`:
/// other sites on the same domain have cookies, too.
pub(crate) const STORAGE: HeaderValue = HeaderValue::from_static("\"storage\"");

/// Adds the principal to the extensions of a request. Fails if the database does not respond, so nobody is let in.
pub(crate) async fn resolve_principal(sessions: &Sessions, request: &mut Request) -> Result<(), AppError> {
    let expired = match sessions.challenged(request.headers()).await? {
        Some((principal, Some(secret))) => {
            request.extensions_mut().insert(secret);
            request.extensions_mut().insert(principal);
            return Ok(());
        }
        Some((expired, None)) => Some(expired),
        None => None,
    };
    let resolved = match sessions.secret_in(request.headers()) {
        Some(secret) => {
            let unknown = Client::default();
            let client = request.extensions().get().unwrap_or(&unknown);
            let evidence = Evidence { headers: request.headers(), client };
            sessions.resolve(&secret, is_activity(request.method(), request.uri()), Some(evidence)).await?
        }
        None => None,
    };
    if let Some(ResolvedSession { account_id, principal, policy_changes }) = &resolved {
        request.extensions_mut().insert(PolicyChanges(*policy_changes));
        if matches!(principal, Principal::Banned(_)) {
            request.extensions_mut().insert(BannedAccount(account_id.clone()));
        }
    }
    let principal = resolved.map(|resolved| resolved.principal).or(expired).unwrap_or_default();
    request.extensions_mut().insert(principal);
    Ok(())
}

/// Whether a request counts as activity. Passive functions do not, because open pages call them by themselves.
/// Reading a page is recorded when the page is loaded or navigated to.
fn is_activity(method: &Method, uri: &Uri) -> bool {
    let is_passive = Table::get().function(uri.path()).is_some_and(|function| function.passive);
    matches!(*method, Method::GET | Method::POST) && !is_passive
}

/// Wraps the server functions in the layers that start and end sessions.
pub(crate) fn with_sessions(functions: Router, sessions: &Sessions) -> Router {
    let cookie = sessions.cookie;
    let store = TowerStore { database: sessions.database.clone(), activity: sessions.activity.clone() };
    let manager = SessionManagerLayer::new(store)
        .with_name(cookie.name())
        .with_secure(cookie.is_secure())
        .with_same_site(SameSite::Lax);
    let auth = AuthManagerLayerBuilder::new(Backend(sessions.accounts.clone()), manager).with_data_key(LOGIN).build();
    functions.layer(auth).layer(middleware::from_fn(move |mut request: Request, next: Next| async move {
        let leaving = LEAVING.contains(&request.uri().path());
        if let Some(device) = device_cookie::secret_in(cookie, request.headers()) {
            request.extensions_mut().insert(device);
        }
        let is_challenged = request.extensions().get::<ChallengeSecret>().is_some();
        let old_challenge = challenge::removal(cookie, request.headers()).filter(|_| !is_challenged);
        cookie.isolate(request.headers_mut());
        let mut response = next.run(request).await;
        // If the session store fails, the inner layers respond with a bare 500. Our own errors have a body.
        if response.status() == StatusCode::INTERNAL_SERVER_ERROR && !response.headers().contains_key(CONTENT_TYPE) {
            response = AppError::Busy.into_response();
        }
        let left = leaving && response.status().is_success();
        cookie.tidy(response.headers_mut(), left);
        if left {
            response.headers_mut().insert(CLEAR_SITE_DATA, STORAGE);
            // Otherwise the next page would say that a sign-in was not completed.
            if let Some(removal) = old_challenge {
                response.headers_mut().append(SET_COOKIE, removal);
            }
            if cookie.is_secure() {
                response.headers_mut().append(SET_COOKIE, cookie_removal());
            }
        }
        response
    }))
}
