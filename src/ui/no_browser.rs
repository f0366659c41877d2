//! The server's stand-ins for `browser`. Most are never called, because effects and events do not run there.

use super::passkey::{Ceremony, CeremonyFailure};

pub fn now() -> i64 {
    0
}

pub fn local_time(_at: i64, _format: &super::time_format::TimeFormat) -> String {
    String::new()
}

pub fn zone_offset(_at: i64, _zone: Option<&str>) -> i64 {
    0
}

/// Escapes a textarea's text: the renderer writes that element's children without escaping.
pub fn textarea_text(text: String) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

pub fn on_return(_run: impl Fn() + 'static) {}

pub fn milliseconds() -> f64 {
    0.0
}

pub fn is_hidden() -> bool {
    false
}

pub fn is_in_use(_id: &str) -> bool {
    false
}

pub fn forget_page_data() {}

pub fn notify_tabs() {}

pub fn notify_tabs_of(_preferences: &str) {}

pub fn on_tab_notification(_run: impl Fn(Option<String>) + 'static) {}

pub fn can_copy() -> bool {
    false
}

pub fn copy(_text: &str, _done: impl FnOnce() + 'static) {}

pub fn register_service_worker(_script: &str) {}

pub fn set_root_attribute(_name: &str, _value: Option<&str>) {}

pub fn languages() -> Vec<String> {
    Vec::new()
}

pub fn zone_here(_zone: Option<String>) -> String {
    String::new()
}

pub fn time_zones() -> Vec<String> {
    Vec::new()
}

pub fn focused_id() -> String {
    String::new()
}

pub fn focus_first_error() {}

pub fn values<T>(_form: &T) -> Vec<(String, String)> {
    Vec::new()
}

pub fn values_around(_id: &str) -> Vec<(String, String)> {
    Vec::new()
}

pub fn submit_around(_id: &str) {}

pub fn reset_around(_id: &str) {}

pub fn is_there(_id: &str) -> bool {
    false
}

pub fn type_into(_id: &str, _value: &str) {}

pub fn submit<T>(_form: &T) -> bool {
    false
}

pub fn show_dialog<T>(_dialog: &T, _open: bool) {}

pub fn show_as_modal<T>(_dialog: &T) {}

pub fn follow_menus() {}

pub fn hide_popover(_id: &str) {}

pub fn on_link_near(_run: impl Fn(&str) + Copy + 'static) {}

pub fn focus(_id: &str) {}

pub fn focus_if_lost(_id: &str) {}

pub fn close<T>(_details: &T) {}

pub fn cancel<T>(_details: &T) {}

pub fn forget_passwords<T>(_form: &T) {}

pub fn set_checked(_id: &str, _checked: bool) {}

pub fn set_input_value(_id: &str, _value: &str) {}

pub fn input_value(_id: &str) -> String {
    String::new()
}

pub fn arrive(_is_loading: bool, _arrived: impl Fn(String) + 'static) {}

pub fn keep_focus() {}

pub fn remember_focus() {}

pub fn return_focus() {}

pub fn focused_within(_id: &str) -> String {
    String::new()
}

pub fn on_input(_apart: &'static str, _run: impl Fn() + 'static) {}

pub fn ask_before_leaving(_question: fn() -> String, _is_unsaved: impl Fn() -> bool + 'static) {}

pub fn is_typing() -> bool {
    false
}

pub fn is_in_field<T>(_event: &T) -> bool {
    false
}

pub fn scroll_into_view(_id: &str) {}

pub fn field_of<T>(_event: &T) -> String {
    String::new()
}

pub fn reset<T>(_form: &T) {}

pub fn ticks(_id: &str) -> (usize, usize) {
    (0, 0)
}

pub fn tick_all(_id: &str, _ticked: bool) {}

pub fn is_for_row<T>(_event: &T) -> bool {
    false
}

pub fn can_use_passkeys() -> bool {
    false
}

/// # Errors
/// Always.
pub async fn ask_passkey(_options: String, _ceremony: Ceremony, _field: String) -> Result<String, CeremonyFailure> {
    Err(CeremonyFailure::Impossible)
}

pub fn stop_passkey(_field: &str) {}

pub fn clear_when_typing(_field: String) {}

pub fn forget_passkey(_options: &str, _answer: &str) {}

pub fn list_passkeys(_domain: &str, _handle: &str, _credentials: Vec<String>) {}
