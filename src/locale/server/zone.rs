//! Time zones (IANA).

use jiff::{
    Timestamp,
    tz::{TimeZone, db},
};

/// Whether there is a time zone of this name.
pub(crate) fn is_time_zone(name: &str) -> bool {
    TimeZone::get(name).is_ok()
}

/// The offset of a time zone from UTC at a moment, in seconds, and its abbreviation, such as `CET`.
pub(crate) fn offset(zone: &str, at: i64) -> Option<(i64, String)> {
    let zone = TimeZone::get(zone).ok()?;
    let offset = zone.to_offset_info(Timestamp::from_second(at).ok()?);
    Some((offset.offset().seconds().into(), offset.abbreviation().to_owned()))
}

/// The names of the time zones from which people choose: those with a continent.
pub(crate) fn time_zones() -> Vec<String> {
    const CONTINENTS: [&str; 9] =
        ["Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"];
    let names = db().available().map(|name| name.to_string());
    names.filter(|name| CONTINENTS.iter().any(|continent| name.starts_with(continent))).collect()
}
