//! Times and durations. The server does not know the reader's time zone: it writes UTC, and the browser converts it to
//! its own zone.

use std::time::Duration;

use leptos::prelude::*;
use time::OffsetDateTime;

use super::{browser, time_format::TimeFormat};

use crate::{locale, texts::time as t};

/// This device's clock as a signal: Unix seconds, updated every second; 0 until the page is hydrated.
#[derive(Clone, Copy, Debug)]
pub struct Clock(RwSignal<i64>);

impl Clock {
    /// Starts the clock. Called once, by `App`.
    pub fn provide() {
        let clock = Self(RwSignal::new(0));
        provide_context(clock);
        Effect::new(move || {
            clock.0.set(browser::now());
            let ticking = set_interval_with_handle(move || clock.0.set(browser::now()), Duration::from_secs(1));
            on_cleanup(move || {
                if let Ok(ticking) = ticking {
                    ticking.clear();
                }
            });
        });
    }

    /// The clock, from anywhere below `App`.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The current time; tracked.
    pub fn get(self) -> i64 {
        self.0.get()
    }
}

/// A moment. The server writes it in the person's time zone if they have set one, otherwise in UTC. Once the page is
/// hydrated, the browser writes it, in the same zone or that of the device.
#[component]
pub fn When(at: i64) -> impl IntoView {
    let format = use_context::<Signal<TimeFormat>>().unwrap_or_default();
    let words = RwSignal::new(format.with_untracked(|format| in_zone(at, format)));
    Effect::new(move || words.set(format.with(|format| browser::local_time(at, format))));
    view! { <time datetime=machine(at)>{words}</time> }
}

fn date(at: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// Formats a moment: "4 Dec 2026, 18:00 UTC".
pub fn utc(at: i64) -> String {
    in_zone(at, &TimeFormat::default())
}

/// Formats the time of day in UTC: "18:00".
pub fn utc_time(at: i64) -> String {
    let date = date(at);
    format!("{:02}:{:02}", date.hour(), date.minute())
}

/// Formats the day in UTC: "4 Dec".
pub fn utc_day(at: i64) -> String {
    let date = date(at);
    t::day_and_month(date.day(), month(date))
}

/// Formats a moment in a format's zone, or in UTC.
fn in_zone(at: i64, format: &TimeFormat) -> String {
    let offset = format.zone.as_deref().and_then(|zone| locale::offset(zone, at));
    let (seconds, zone) = offset.unwrap_or_else(|| (0, "UTC".to_owned()));
    let date = date(at + seconds);
    t::moment(date.day(), month(date), date.year().to_string(), clock(date, format.is_12_hours), zone)
}

/// Formats the time of day; with 24 hours unless 12 are wanted.
fn clock(date: OffsetDateTime, is_12_hours: Option<bool>) -> String {
    let (hour, minute) = (date.hour(), date.minute());
    if is_12_hours != Some(true) {
        return format!("{hour:02}:{minute:02}");
    }
    let time = format!("{}:{minute:02}", (hour + 11) % 12 + 1);
    if hour < 12 { t::forenoon(time) } else { t::afternoon(time) }
}

fn month(date: OffsetDateTime) -> String {
    t::months().split(' ').nth(usize::from(u8::from(date.month()) - 1)).unwrap_or_default().to_owned()
}

/// Formats a moment for machines: "2026-12-04T18:00:00Z" (RFC 3339).
pub fn machine(at: i64) -> String {
    let date = date(at);
    let (month, second) = (u8::from(date.month()), date.second());
    format!("{:04}-{:02}-{:02}T{:02}:{:02}:{second:02}Z", date.year(), month, date.day(), date.hour(), date.minute())
}

/// Formats a duration, rounded, in a suitable unit: "13 days", "21 min", "40 seconds".
pub fn span(seconds: i64) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    match seconds {
        ..=0 => t::no_time(),
        1..=90 => t::seconds(seconds),
        91..=5400 => t::minutes((seconds + MINUTE / 2) / MINUTE),
        5401..=172_800 => t::hours((seconds + HOUR / 2) / HOUR),
        _ => t::days((seconds + DAY / 2) / DAY),
    }
}

/// Formats a short duration to the second: "1:59".
pub fn countdown(seconds: i64) -> String {
    let seconds = seconds.max(0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_formatted() {
        assert_eq!(utc(1_796_407_200), "4 Dec 2026, 18:00 UTC");
        assert_eq!([utc_time(1_796_407_200), utc_day(1_796_407_200)], ["18:00", "4 Dec"]);
        assert_eq!(machine(1_796_407_200), "2026-12-04T18:00:00Z");
    }

    #[test]
    fn the_clock_has_24_or_12_hours() {
        let at = |hour: i64| clock(date(hour * 3600 + 300), Some(true));
        assert_eq!([0, 9, 12, 23].map(at), ["12:05 am", "9:05 am", "12:05 pm", "11:05 pm"]);
        assert_eq!(clock(date(9 * 3600), None), "09:00");
    }

    #[test]
    fn spans_and_countdowns_are_formatted() {
        assert_eq!([119, 60, 9, -1].map(countdown), ["1:59", "1:00", "0:09", "0:00"]);
        let spans = [0, 40, 91, 1260, 5400, 5401, 172_801].map(span);
        assert_eq!(spans, ["no time", "40 seconds", "2 min", "21 min", "90 min", "2 hours", "2 days"]);
    }
}
