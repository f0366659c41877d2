//! Parses days and moments as people type them: the counterpart of [`crate::ui::time`].

use time::{
    Date, OffsetDateTime, PrimitiveDateTime, Time, format_description::well_known::Rfc3339, macros::format_description,
};

use super::zone::{instant, is_time_zone, offset};

/// A day or a moment, in Unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The moment; of a day, its beginning.
    pub(crate) at: i64,
    /// The moment; of a day, its end, which is the beginning of the next day.
    pub(crate) until: i64,
}

/// Parses `2030-01-31`, `2030-01-31 18:00`, also with `T` and seconds, and RFC 3339. The name of a time zone (IANA) says
/// where clocks show the time, if it has no offset of its own; an empty one means UTC. `None` if the text is none of
/// these or the zone [is unknown](is_known).
pub(crate) fn read(typed: &str, zone: &str) -> Option<Moment> {
    const DAY: i64 = 24 * 3600;
    if let Ok(moment) = OffsetDateTime::parse(typed.trim(), &Rfc3339) {
        let at = moment.unix_timestamp();
        return Some(Moment { at, until: at });
    }
    let (shown, is_day) = clock(typed)?;
    let zone = if zone.is_empty() { "UTC" } else { zone };
    let at = instant(zone, shown)?;
    Some(Moment { at, until: if is_day { instant(zone, shown + DAY)? } else { at } })
}

/// Whether a zone can be used to read times.
pub(crate) fn is_known(zone: &str) -> bool {
    zone.is_empty() || is_time_zone(zone)
}

/// Whether clocks in a zone show this date and time at a moment. In an hour that exists twice, they do at two moments.
pub(crate) fn is_shown(typed: &str, zone: &str, at: i64) -> bool {
    let zone = if zone.is_empty() { "UTC" } else { zone };
    let Some((offset, _)) = offset(zone, at) else { return false };
    clock(typed).is_some_and(|(shown, is_day)| !is_day && shown == at + offset)
}

/// The Unix seconds at which clocks in UTC show a day or a time, and whether it is a day.
fn clock(typed: &str) -> Option<(i64, bool)> {
    let seconds = |shown: PrimitiveDateTime| shown.assume_utc().unix_timestamp();
    let text = typed.trim();
    if let Ok(day) = Date::parse(text, &format_description!("[year]-[month]-[day]")) {
        return Some((seconds(PrimitiveDateTime::new(day, Time::MIDNIGHT)), true));
    }
    let text = text.replacen('T', " ", 1);
    let minute = format_description!("[year]-[month]-[day] [hour]:[minute]");
    let second = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    let shown = PrimitiveDateTime::parse(&text, &minute).or_else(|_| PrimitiveDateTime::parse(&text, &second)).ok()?;
    Some((seconds(shown), false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::time::machine;

    #[test]
    fn common_date_formats_are_parsed() {
        const EVENING: i64 = 1_896_112_800;
        for text in [
            "2030-01-31 18:00",
            "2030-01-31T18:00",
            " 2030-01-31T18:00:00 ",
            "2030-01-31T19:00:00+01:00",
            &machine(EVENING),
        ] {
            assert_eq!(read(text, ""), Some(Moment { at: EVENING, until: EVENING }), "{text}");
        }
        let midnight = EVENING - 18 * 3600;
        assert_eq!(read("2030-01-31", ""), Some(Moment { at: midnight, until: midnight + 86_400 }));
        for text in ["", "soon", "2030-02-31", "1970-13-01", "9999-12-32", "1970-01-02 25:00"] {
            assert_eq!(read(text, ""), None, "{text}");
        }
        assert!(read("9999-12-31", "").is_some() && read("9999-12-31 23:59", "Asia/Tokyo").is_some());
    }

    #[test]
    fn clocks_are_read_in_the_zone_unless_the_time_has_an_offset() {
        const EVENING: i64 = 1_896_109_200; // 31 Jan 2030, 17:00 UTC
        for text in ["2030-01-31 18:00", "2030-01-31T17:00:00Z"] {
            assert_eq!(read(text, "Europe/Berlin").map(|moment| moment.at), Some(EVENING), "{text}");
        }
        // The day on which the clocks go forward has 23 hours.
        let day = read("2030-03-31", "Europe/Berlin").unwrap();
        assert_eq!(day.until - day.at, 23 * 3600);
        assert_eq!(read("2030-01-31 18:00", "Mars/Olympus"), None);
        assert_eq!(["", "Asia/Tokyo", "Mars/Olympus"].map(is_known), [true, true, false]);
        // 02:30 comes twice on the day on which they go back.
        let [first, second] = [1_792_888_200, 1_792_891_800];
        assert_eq!(read("2026-10-25T02:30", "Europe/Berlin").map(|moment| moment.at), Some(first));
        assert!([first, second].iter().all(|at| is_shown("2026-10-25T02:30", "Europe/Berlin", *at)));
        assert!(!is_shown("2026-10-25T02:30", "Europe/Berlin", first - 3600));
    }
}
