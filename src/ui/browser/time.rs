//! Times and zones of this device.

use wasm_bindgen::{JsCast, JsValue};

use crate::{locale, ui::time_format::TimeFormat};

/// The current time in Unix seconds, by this device's clock.
#[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 fit")]
pub fn now() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// Formats a time in the person's zone, or in that of this device: "Fri, 4 Dec 2026, 18:00 CET", or "2026-12-04 18:00 CET".
#[expect(clippy::cast_precision_loss, reason = "seconds since 1970 fit")]
pub fn local_time(at: i64, format: &TimeFormat) -> String {
    let date = js_sys::Date::new(&((at * 1000) as f64).into());
    let options = js_sys::Object::new();
    let zone = format.zone.as_deref().map(|zone| ("timeZone", JsValue::from(zone)));
    let hours = format.is_12_hours.map(|is_12_hours| ("hour12", JsValue::from(is_12_hours)));
    for (name, value) in zone.into_iter().chain(hours) {
        // Fails only on frozen objects.
        let _ = js_sys::Reflect::set(&options, &name.into(), &value);
    }
    let date_parts = [("weekday", "short"), ("day", "numeric"), ("month", "short"), ("year", "numeric")];
    let time_parts = [("hour", "2-digit"), ("minute", "2-digit"), ("timeZoneName", "short")];
    for (name, value) in date_parts.into_iter().filter(|_| !format.has_iso_dates).chain(time_parts) {
        // Fails only on frozen objects.
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    let text = String::from(date.to_locale_string(locale::reader().intl(), &options));
    if format.has_iso_dates {
        let zone_only = js_sys::Object::new();
        if let Some(zone) = format.zone.as_deref() {
            // Fails only on frozen objects.
            let _ = js_sys::Reflect::set(&zone_only, &"timeZone".into(), &zone.into());
        }
        // Sweden writes 2026-12-04.
        format!("{} {text}", String::from(date.to_locale_date_string("sv-SE", &zone_only)))
    } else {
        text
    }
}

/// A zone (IANA), or that of this device if there is none or this browser does not know it.
pub fn zone_here(zone: Option<String>) -> String {
    let is_known = |zone: &String| named_offset(0, zone).is_some();
    zone.filter(is_known).unwrap_or_else(super::time_zone)
}

/// The offset of a zone (IANA), or of this device's zone, from UTC at a time, in seconds.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "seconds since 1970 fit")]
pub fn zone_offset(at: i64, zone: Option<&str>) -> i64 {
    let date = js_sys::Date::new(&((at * 1000) as f64).into());
    zone.and_then(|zone| named_offset(at, zone)).unwrap_or_else(|| -(date.get_timezone_offset() as i64) * 60)
}

/// The offset of a zone from UTC at a time, in seconds; `None` if this browser does not know the zone.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "seconds since 1970 fit")]
fn named_offset(at: i64, zone: &str) -> Option<i64> {
    let date = js_sys::Date::new(&((at * 1000) as f64).into());
    let options = js_sys::Object::new();
    // Fails only on frozen objects.
    let _ = js_sys::Reflect::set(&options, &"timeZone".into(), &zone.into());
    let format = js_sys::Reflect::get(&date, &"toLocaleString".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    // Sweden writes 2026-12-04 18:00:00. Fails if this browser does not know the zone.
    let text = format.call2(&date, &"sv-SE".into(), &options).ok()?.as_string()?;
    let local = js_sys::Date::parse(&format!("{}Z", text.replacen(' ', "T", 1)));
    local.is_finite().then(|| (local / 1000.0) as i64 - at)
}

/// The current time in milliseconds, to measure durations.
pub fn milliseconds() -> f64 {
    js_sys::Date::now()
}
