//! Messages between the tabs of this browser.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, Event};

/// The name of the channel between the tabs of this browser.
const TABS: &str = "hallpass";

/// Notifies the other tabs of this browser of a change; they then ask the server.
pub fn notify_tabs() {
    // Fails in browsers without broadcast channels; their tabs ask the server when they become visible.
    if let Ok(tabs) = BroadcastChannel::new(TABS) {
        let _ = tabs.post_message(&JsValue::NULL);
        tabs.close();
    }
}

/// Tells the other tabs of this browser the preferences that were changed in it.
pub fn notify_tabs_of(preferences: &str) {
    if let Ok(tabs) = BroadcastChannel::new(TABS) {
        let _ = tabs.post_message(&preferences.into());
        tabs.close();
    }
}

/// Calls `run` each time another tab of this browser reports a change, for the lifetime of the page: with preferences,
/// or with `None` for any other change.
pub fn on_tab_notification(run: impl Fn(Option<String>) + 'static) {
    let Ok(tabs) = BroadcastChannel::new(TABS) else { return };
    let notified = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        run(event.dyn_ref::<web_sys::MessageEvent>().and_then(|event| event.data().as_string()));
    });
    // Cannot fail for this event name.
    let _ = tabs.add_event_listener_with_callback("message", notified.as_ref().unchecked_ref());
    notified.forget();
    // Leaked for the page's lifetime: an unreferenced channel may be garbage-collected and would receive nothing.
    std::mem::forget(tabs);
}
