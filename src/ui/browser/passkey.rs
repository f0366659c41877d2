//! Passkeys (WebAuthn, Level 3): creating one, having one sign a challenge, and telling the device which ones still
//! exist. Options and answers are JSON, which the browser itself reads and writes (5.1.9, 5.1.10).

use std::cell::RefCell;

use js_sys::{Function, JSON, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use crate::ui::passkey::{Ceremony, CeremonyFailure};

thread_local! {
    /// The ceremony in progress. A browser allows one at a time.
    static CURRENT: RefCell<Option<AbortController>> = const { RefCell::new(None) };
}

/// Whether this browser can use passkeys on this page: only over HTTPS, or on `localhost`, and never under an IP address.
pub fn can_use_passkeys() -> bool {
    let host = window().location().hostname().unwrap_or_default();
    let is_address = host.starts_with('[') || host.ends_with(|last: char| last.is_ascii_digit());
    !is_address && property(&passkeys(), "parseRequestOptionsFromJSON").is_function()
}

/// Performs a ceremony. Returns the answer as JSON. Ends the one that is in progress, if any.
///
/// # Errors
/// See [`CeremonyFailure`].
pub async fn ask_passkey(options: String, ceremony: Ceremony) -> Result<String, CeremonyFailure> {
    run(&options, ceremony).await.map_err(|error| match property(&error, "name").as_string().as_deref() {
        Some("AbortError") => CeremonyFailure::Replaced,
        Some("InvalidStateError") => CeremonyFailure::Exists,
        Some("NotAllowedError") => CeremonyFailure::Cancelled,
        _ => CeremonyFailure::Impossible,
    })
}

async fn run(options: &str, ceremony: Ceremony) -> Result<String, JsValue> {
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
    stop_passkeys();
    let abort = AbortController::new()?;
    Reflect::set(&request, &"signal".into(), &abort.signal())?;
    CURRENT.set(Some(abort));
    let credentials = property(&property(&window(), "navigator"), "credentials");
    let answer = promised(call(&credentials, perform, &request)?).await?;
    Ok(JSON::stringify(&answer)?.into())
}

/// Ends the ceremony in progress, if any.
pub fn stop_passkeys() {
    if let Some(abort) = CURRENT.take() {
        abort.abort();
    }
}

/// Tells the device that a passkey is not known here, so that it is not offered again. Does nothing where browsers
/// cannot do that.
pub fn forget_passkey(options: &str, answer: &str) {
    let forget = || -> Result<(), JsValue> {
        let signal = Object::new();
        Reflect::set(&signal, &"rpId".into(), &property(&JSON::parse(options)?, "rpId"))?;
        Reflect::set(&signal, &"credentialId".into(), &property(&JSON::parse(answer)?, "id"))?;
        call(&passkeys(), "signalUnknownCredential", &signal).map(drop)
    };
    // It is only a courtesy to the person.
    let _ = forget();
}

/// Tells the device which passkeys of this account exist. `handle`: the account, in Base64url.
pub fn list_passkeys(domain: &str, handle: &str, credentials: Vec<String>) {
    let list = || -> Result<(), JsValue> {
        let signal = Object::new();
        Reflect::set(&signal, &"rpId".into(), &domain.into())?;
        Reflect::set(&signal, &"userId".into(), &handle.into())?;
        let ids: js_sys::Array = credentials.into_iter().map(JsValue::from).collect();
        Reflect::set(&signal, &"allAcceptedCredentialIds".into(), &ids)?;
        call(&passkeys(), "signalAllAcceptedCredentials", &signal).map(drop)
    };
    // It is only a courtesy to the person.
    let _ = list();
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
