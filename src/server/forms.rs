//! Connects server functions to HTTP: errors get their status, and plain form posts (without JavaScript) get a redirect
//! to the page that shows the result.

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use leptos::server_fn::ServerFn;

use super::{form_flash::FlashCookie, negotiation::wants_html, refusals::Refused};
use crate::{
    access::{Function, Principal, Table, local_path},
    closing::CloseAccount,
    error::{AppError, Conflict, Fields, FormFlash, OWNER_FIELD, server::BODY_LIMIT},
    link::token,
    session::server::{
        REGISTRATION,
        layers::{CLEAR_SITE_DATA, STORAGE},
    },
};

const FORM: &str = "application/x-www-form-urlencoded";
/// The header that marks a server function's error response; the body is an [`AppError`].
const FUNCTION_ERROR: &str = "serverfnerror";
/// Fields of our forms that control the redirect and are not arguments.
const PAGE: &str = "_page";
const NEXT: &str = "_next";

/// Runs a server function for a plain form or a script.
pub(super) async fn run(State(cookie): State<FlashCookie>, request: Request, next: Next) -> Result<Response, AppError> {
    if request.method() != Method::POST {
        return Err(AppError::method("POST"));
    }
    if !is_form(request.headers()) {
        return Err(AppError::UnsupportedMediaType);
    }
    let (mut parts, body) = request.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.map_err(|_| AppError::TooLarge)?;
    let is_plain = wants_html(&parts.headers);
    let (form, unreadable) = PostedForm::read(&body, is_plain);
    let function = parts.uri.path().to_owned();
    let declared = Table::get().function(&function).copied();
    let marked = |mark: fn(&Function) -> bool| declared.as_ref().is_some_and(mark);
    // The function responds to a plain form as to a script; the redirect is created here.
    parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    parts.headers.remove(header::CONTENT_LENGTH);
    let member = parts.extensions.get::<Principal>().and_then(Principal::member);
    let is_for_another = member.is_some_and(|member| form.is_for_another(&member.account_id));
    let mut response = if let Some(reason) = unreadable {
        AppError::Malformed { reason }.into_response()
    } else if is_for_another && !marked(|function| function.nameless) {
        AppError::Conflict { conflict: Conflict::SomebodyElse }.into_response()
    } else {
        answer(next.run(Request::from_parts(parts, Body::from(form.arguments.write()))).await).await
    };
    let is_closed = function == CloseAccount::PATH && response.status().is_success();
    if is_closed {
        // Keep the session cookie: it tells this browser that the account is closed.
        response.headers_mut().insert(CLEAR_SITE_DATA, STORAGE);
    }
    if is_closed || marked(|function| function.forgets) {
        response.headers_mut().extend(cookie.clear_all().map(|value| (header::SET_COOKIE, value)));
    }
    let refused = response.extensions().get().map(|error: &AppError| Refused::new(error, &form.arguments));
    let mut response = if is_plain {
        form.redirect(
            function,
            (marked(|function| function.answers), marked(|function| function.forgets)),
            response,
            cookie,
        )
        .await
    } else {
        response
    };
    if let Some(refused) = refused {
        response.extensions_mut().insert(refused);
    }
    Ok(response)
}

/// Sets the status and headers of an error response.
async fn answer(response: Response) -> Response {
    if !response.headers().contains_key(FUNCTION_ERROR) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
    if let Ok(error) = serde_json::from_slice::<AppError>(&body) {
        parts.status = status(&error);
        parts.headers.extend(header_of(&error));
        parts.extensions.insert(error);
    }
    Response::from_parts(parts, Body::from(body))
}

fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The header that accompanies the error's status.
fn header_of(error: &AppError) -> Option<(header::HeaderName, HeaderValue)> {
    match error {
        AppError::TooMany { retry_after } => Some((header::RETRY_AFTER, HeaderValue::from(*retry_after))),
        AppError::Busy => Some((header::RETRY_AFTER, HeaderValue::from(1))),
        AppError::MethodNotAllowed { allow } => Some((header::ALLOW, HeaderValue::from_str(allow).ok()?)),
        _ => None,
    }
}

/// JSON error responses of the layers, for scripts. `error_pages` creates pages for people.
impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let body = serde_json::to_string(&self).unwrap_or_default();
        let mut response = (status(&self), [(header::CONTENT_TYPE, "application/json")], body).into_response();
        response.headers_mut().extend(header_of(&self));
        response.extensions_mut().insert(self);
        response
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let kind = kind.split(|byte| *byte == b';').next().unwrap_or_default();
    kind.trim_ascii().eq_ignore_ascii_case(FORM.as_bytes())
}

/// A posted form, from a script or a plain post.
struct PostedForm {
    /// The page with the form.
    page: String,
    /// Where to redirect on success; defaults to the page itself.
    next: Option<String>,
    /// The account to which the page belonged; empty for a guest.
    account: String,
    /// The remaining fields.
    arguments: Fields,
}

impl PostedForm {
    /// Parses a form; if that fails, also returns the error, and the form contains only its page, which shows the
    /// error. `is_plain`: it is a plain post, so it may control the redirect.
    fn read(body: &[u8], is_plain: bool) -> (Self, Option<String>) {
        let (fields, unreadable) = match Fields::read(body) {
            Ok(fields) => (fields, None),
            Err(reason) => {
                let page = form_urlencoded::parse(body).into_owned().find(|(name, _)| name == PAGE);
                (Fields::from_pairs(page).unwrap_or_default(), Some(reason))
            }
        };
        (Self::from_fields(fields, is_plain), unreadable)
    }

    fn from_fields(mut fields: Fields, is_plain: bool) -> Self {
        let account = fields.take(OWNER_FIELD).unwrap_or_default();
        let mut steering = |name: &str| {
            let value = if is_plain { fields.take(name) } else { None };
            value.and_then(|value| local_path(&value).map(str::to_owned))
        };
        let (page, next) = (steering(PAGE).unwrap_or_else(|| "/".to_owned()), steering(NEXT));
        Self { page, next, account, arguments: fields }
    }

    /// Whether the page belonged to another account.
    fn is_for_another(&self, account_id: &str) -> bool {
        !self.account.is_empty() && self.account != account_id
    }

    /// Creates the redirect for a plain post. `answers` and `forgets`: see [`Function`].
    async fn redirect(
        self,
        function: String,
        (answers, forgets): (bool, bool),
        response: Response,
        cookie: FlashCookie,
    ) -> Response {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, BODY_LIMIT).await.unwrap_or_default();
        let error = if parts.status.is_success() {
            None
        } else {
            let error = serde_json::from_slice(&body);
            Some(error.unwrap_or(AppError::Internal { request_id: String::new() }))
        };
        // A form that leads on, perhaps to its own page, has no result to show.
        let (target, leads_on) = match (&error, self.next) {
            (None, Some(next)) => (next, true),
            _ => (self.page.clone(), false),
        };
        let mut redirect = StatusCode::SEE_OTHER.into_response();
        let headers = redirect.headers_mut();
        // Keep the headers of the inner layers, above all the session cookie.
        for value in parts.headers.get_all(header::SET_COOKIE) {
            headers.append(header::SET_COOKIE, value.clone());
        }
        for name in [CLEAR_SITE_DATA, REGISTRATION] {
            headers.extend(parts.headers.get(&name).map(|value| (name.clone(), value.clone())));
        }
        headers.extend(HeaderValue::from_str(&target).ok().map(|value| (header::LOCATION, value)));
        if !leads_on && !forgets {
            // The `id` field tells to which of several forms the result belongs.
            let is_kept =
                |(field, _): &(String, String)| field == "id" || error.is_some() && !FormFlash::is_secret(field);
            let values = self.arguments.into_iter().filter(is_kept).collect();
            let answer = (error.is_none() && answers).then(|| String::from_utf8(body.into()).ok());
            let (page, answer) = (token::digest(&self.page), answer.flatten());
            let posted = FormFlash { function, page, account: self.account, values, error, answer };
            headers.extend(cookie.set(&posted).map(|value| (header::SET_COOKIE, value)));
        }
        redirect
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_fields_are_removed_and_validated() {
        let body = b"username=ada&%5Fpage=%2Fsign-in%3Fnext%3D%252Fa&_next=https%3A%2F%2Fevil.example&password=x";
        let (form, unreadable) = PostedForm::read(body, true);
        assert_eq!((&*form.page, form.next, unreadable), ("/sign-in?next=%2Fa", None, None));
        assert_eq!(form.arguments.write(), "password=x&username=ada");
        let (form, _) = PostedForm::read(body, false);
        assert_eq!((&*form.page, form.arguments.get(PAGE)), ("/", "/sign-in?next=%2Fa"));
    }

    #[test]
    fn an_unreadable_form_keeps_only_its_page() {
        let (form, unreadable) = PostedForm::read(b"username=ada&username=eve&_page=%2Fsign-in", true);
        assert_eq!((&*form.page, form.arguments), ("/sign-in", Fields::default()));
        assert_eq!(unreadable.as_deref(), Some("duplicate field `username`"));
    }
}
