//! Passkeys (WebAuthn, Level 3): creating one, having one sign a challenge, and telling the device which ones still
//! exist. Options and answers are JSON, which the browser itself reads and writes (5.1.9, 5.1.10).

use std::cell::RefCell;

use js_sys::{Function, JSON, Object, Promise, Reflect};
use leptos::{
    leptos_dom::helpers::window_event_listener_untyped,
    prelude::{document, on_cleanup, window},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use crate::ui::passkey::{Ceremony, CeremonyFailure};

thread_local! {
    /// The ceremony in progress, and whose it is. A browser allows one at a time.
    static CURRENT: RefCell<Option<Current>> = const { RefCell::new(None) };
}

struct Current {
    /// The ID of the field that gets the answer.
    field: String,
    ceremony: Ceremony,
    abort: AbortController,
}

/// Whether this browser can use passkeys on this page: only over HTTPS, or on `localhost`, and never under an IP address.
pub fn can_use_passkeys() -> bool {
    let host = window().location().hostname().unwrap_or_default();
    let is_address = host.starts_with('[') || host.ends_with(|last: char| last.is_ascii_digit());
    !is_address && property(&passkeys(), "parseRequestOptionsFromJSON").is_function()
}

/// Performs a ceremony for the field with this ID. Returns the answer as JSON. Ends the one that is in progress, if any,
/// except that autofill gives way to a dialog.
///
/// # Errors
/// See [`CeremonyFailure`].
pub async fn ask_passkey(options: String, ceremony: Ceremony, field: String) -> Result<String, CeremonyFailure> {
    run(&options, ceremony, field).await.map_err(|error| match property(&error, "name").as_string().as_deref() {
        Some("AbortError") => CeremonyFailure::Replaced,
        Some("InvalidStateError") => CeremonyFailure::Exists,
        Some("NotAllowedError") => CeremonyFailure::Cancelled,
        _ => CeremonyFailure::Impossible,
    })
}

async fn run(options: &str, ceremony: Ceremony, field: String) -> Result<String, JsValue> {
    if ceremony == Ceremony::Autofill {
        let offers = promised(call(&passkeys(), "isConditionalMediationAvailable", &JsValue::UNDEFINED)?).await?;
        if offers.is_falsy() {
            return Err(JsValue::UNDEFINED);
        }
    }
    let (read, perform) = match ceremony {
        Ceremony::Create => ("parseCreationOptionsFromJSON", "create"),
        Ceremony::Get | Ceremony::Autofill => ("parseRequestOptionsFromJSON", "get"),
    };
    let request = Object::new();
    Reflect::set(&request, &"publicKey".into(), &call(&passkeys(), read, &JSON::parse(options)?)?)?;
    if ceremony == Ceremony::Autofill {
        Reflect::set(&request, &"mediation".into(), &"conditional".into())?;
    }
    let is_dialog = |current: &Option<Current>| current.as_ref().is_some_and(|it| it.ceremony != Ceremony::Autofill);
    if ceremony == Ceremony::Autofill && CURRENT.with_borrow(is_dialog) {
        return Err(JsValue::UNDEFINED);
    }
    if let Some(Current { abort, .. }) = CURRENT.take() {
        abort.abort();
    }
    let abort = AbortController::new()?;
    let signal = abort.signal();
    Reflect::set(&request, &"signal".into(), &signal)?;
    CURRENT.set(Some(Current { field, ceremony, abort }));
    let credentials = property(&property(&window(), "navigator"), "credentials");
    let asked = match call(&credentials, perform, &request) {
        Ok(promise) => promised(promise).await,
        Err(error) => Err(error),
    };
    // Another one has taken its place if it was aborted.
    if !signal.aborted() {
        CURRENT.take();
    }
    Ok(JSON::stringify(&asked?)?.into())
}

/// Ends the ceremony for the field with this ID, if it is in progress.
pub fn stop_passkey(field: &str) {
    let is_its = CURRENT.with_borrow(|current| current.as_ref().is_some_and(|it| it.field == field));
    if let Some(Current { abort, .. }) = is_its.then(|| CURRENT.take()).flatten() {
        abort.abort();
    }
}

/// Clears the field with this ID whenever something is typed into its form.
pub fn clear_when_typing(field: String) {
    let typed = window_event_listener_untyped("input", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let is_text = target.as_ref().is_some_and(|input| !["radio", "checkbox"].contains(&&*input.type_()));
        let form = document().get_element_by_id(&field).and_then(|field| field.closest("form").ok().flatten());
        let is_in_form = form.zip(target).is_some_and(|(form, input)| form.contains(Some(&input)));
        if is_text && is_in_form {
            super::set_input_value(&field, "");
        }
    });
    on_cleanup(move || typed.remove());
}

/// Tells the device that a passkey is not known here, so that it is not offered again. Does nothing where browsers
/// cannot do that.
pub fn forget_passkey(options: &str, answer: &str) {
    let forget = || -> Result<JsValue, JsValue> {
        let signal = Object::new();
        Reflect::set(&signal, &"rpId".into(), &property(&JSON::parse(options)?, "rpId"))?;
        Reflect::set(&signal, &"credentialId".into(), &property(&JSON::parse(answer)?, "id"))?;
        call(&passkeys(), "signalUnknownCredential", &signal)
    };
    finish(forget());
}

/// Tells the device which passkeys of this account exist. `handle`: the account, in Base64url.
pub fn list_passkeys(domain: &str, handle: &str, credentials: Vec<String>) {
    let list = || -> Result<JsValue, JsValue> {
        let signal = Object::new();
        Reflect::set(&signal, &"rpId".into(), &domain.into())?;
        Reflect::set(&signal, &"userId".into(), &handle.into())?;
        let ids: js_sys::Array = credentials.into_iter().map(JsValue::from).collect();
        Reflect::set(&signal, &"allAcceptedCredentialIds".into(), &ids)?;
        call(&passkeys(), "signalAllAcceptedCredentials", &signal)
    };
    finish(list());
}

/// Lets a signal to the device take its time. It is only a courtesy to the person, so it may fail.
fn finish(signalled: Result<JsValue, JsValue>) {
    if let Ok(promise) = signalled {
        leptos::task::spawn_local(async move { drop(promised(promise).await) });
    }
}

/// The class `PublicKeyCredential`, if this browser has it.
fn passkeys() -> JsValue {
    property(&window(), "PublicKeyCredential")
}

fn property(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

fn call(of: &JsValue, name: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    property(of, name).dyn_into::<Function>()?.call1(of, argument)
}

async fn promised(promise: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(promise.dyn_into::<Promise>()?).await
}
