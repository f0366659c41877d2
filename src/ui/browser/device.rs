//! What the browser knows about its device and its person, the clipboard, and the service worker.

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

/// The languages that the person has set in this browser, the preferred one first.
pub fn languages() -> Vec<String> {
    strings(&js_sys::Reflect::get(&navigator(), &"languages".into()).unwrap_or_default())
}

/// The names of the time zones that this browser knows (IANA).
pub fn time_zones() -> Vec<String> {
    let intl = js_sys::Reflect::get(&window(), &"Intl".into()).unwrap_or_default();
    let list = js_sys::Reflect::get(&intl, &"supportedValuesOf".into()).unwrap_or_default();
    let names = list.dyn_into::<js_sys::Function>().and_then(|list| list.call1(&intl, &"timeZone".into()));
    strings(&names.unwrap_or_default())
}

/// The name of this device's time zone (IANA).
pub fn time_zone() -> String {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    let zone = js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into()).unwrap_or_default();
    zone.as_string().unwrap_or_else(|| "UTC".to_owned())
}

fn strings(list: &JsValue) -> Vec<String> {
    let items = js_sys::try_iter(list).ok().flatten().into_iter().flatten();
    items.filter_map(|item| item.ok()?.as_string()).collect()
}

fn navigator() -> JsValue {
    js_sys::Reflect::get(&window(), &"navigator".into()).unwrap_or_default()
}

fn clipboard() -> JsValue {
    js_sys::Reflect::get(&navigator(), &"clipboard".into()).unwrap_or_default()
}

/// Whether this page may write to the clipboard.
pub fn can_copy() -> bool {
    !clipboard().is_undefined()
}

/// Writes a text to the clipboard, and then calls `done`.
pub fn copy(text: &str, done: impl FnOnce() + 'static) {
    let clipboard = clipboard();
    let write = js_sys::Reflect::get(&clipboard, &"writeText".into()).unwrap_or_default();
    let written = write.dyn_into::<js_sys::Function>().and_then(|write| write.call1(&clipboard, &text.into()));
    let Ok(Ok(written)) = written.map(JsValue::dyn_into::<js_sys::Promise>) else { return };
    leptos::task::spawn_local(async move {
        if wasm_bindgen_futures::JsFuture::from(written).await.is_ok() {
            done();
        }
    });
}

/// Registers the script of the service worker. Does nothing where there are none, such as over plain HTTP.
pub fn register_service_worker(script: &str) {
    let workers = js_sys::Reflect::get(&navigator(), &"serviceWorker".into()).unwrap_or_default();
    if workers.is_undefined() {
        return;
    }
    let register = js_sys::Reflect::get(&workers, &"register".into()).unwrap_or_default();
    let registered =
        register.dyn_into::<js_sys::Function>().and_then(|register| register.call1(&workers, &script.into()));
    let Ok(Ok(registered)) = registered.map(JsValue::dyn_into::<js_sys::Promise>) else { return };
    leptos::task::spawn_local(async move {
        // Without it, only the page for a lost connection is missing.
        let _ = wasm_bindgen_futures::JsFuture::from(registered).await;
    });
}
