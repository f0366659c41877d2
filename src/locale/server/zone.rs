//! Time zones (IANA).

use jiff::{
    Timestamp,
    tz::{TimeZone, db},
};

/// The moment, in Unix seconds, at which the clocks of a time zone show a time, given as the Unix seconds at which
/// clocks in UTC show it. Of a time that exists twice, the first; a time that is skipped is read as if the clocks had
/// not been changed yet (RFC 5545, 3.3.5). `None` if there is no such zone.
pub(crate) fn instant(zone: &str, shown: i64) -> Option<i64> {
    let zone = TimeZone::get(zone).ok()?;
    let in_zone = |shown: Timestamp| {
        let shown = TimeZone::UTC.to_datetime(shown);
        Some(zone.to_ambiguous_zoned(shown).compatible().ok()?.timestamp().as_second())
    };
    // The last day of the year 9999, which jiff does not have in every zone, is read as in UTC.
    Some(Timestamp::from_second(shown).ok().and_then(in_zone).unwrap_or(shown))
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_read_in_their_zone() {
        const NOON: i64 = 1_796_385_600; // 4 Dec 2026, 12:00 UTC
        const LAST: i64 = 253_402_300_800; // the end of 9999
        assert_eq!(instant("UTC", NOON), Some(NOON));
        assert_eq!(instant("Europe/Berlin", NOON), Some(NOON - 3600));
        assert_eq!(instant("Mars/Olympus", NOON), None);
        assert_eq!(["UTC", "Europe/Berlin"].map(|zone| instant(zone, LAST)), [Some(LAST), Some(LAST)]);
        // On 25 Oct 2026 at 03:00, clocks in Berlin go back to 02:00; on 29 Mar, 02:30 is skipped.
        assert_eq!(instant("Europe/Berlin", 1_792_895_400), Some(1_792_895_400 - 7200));
        assert_eq!(instant("Europe/Berlin", 1_774_751_400), Some(1_774_751_400 - 3600));
    }
}
