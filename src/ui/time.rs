//! Times and durations, in the reader's zone and words.

use leptos::prelude::*;
use time::OffsetDateTime;

use super::{
    browser,
    time_format::{TimeFormat, Times},
};
use crate::{locale, reactive::effect, texts::time as t};

/// A date and a time: "4 Dec 2026, 18:00".
#[component]
pub fn When(at: i64) -> impl IntoView {
    element(at, |reading, _| absolute(reading))
}

/// A time as people say it: "5 min ago", "yesterday", "20 Nov"; for the future, "today at 22:58" or "in 5 days".
#[component]
pub fn Ago(at: i64) -> impl IntoView {
    element(at, |reading, now| if now == 0 { absolute(reading) } else { relative(reading, now) })
}

/// The time of day: "18:00".
#[component]
pub fn TimeOfDay(at: i64) -> impl IntoView {
    element(at, |reading, _| clock(date(reading.at + reading.offset), reading.is_12_hours))
}

/// The day on which something ends: "4 Dec", or "4 Dec 2027" in another year; "today at 18:00" if it is close.
#[component]
pub fn Day(at: i64) -> impl IntoView {
    element(at, final_day)
}

/// A day as the heading of a list: "Today, 27 Nov", "Yesterday, 26 Nov", "Wed, 25 Nov".
#[component]
pub fn DayHeading(at: i64) -> impl IntoView {
    element(at, |reading, now| {
        let (then, today) = (date(reading.at + reading.offset), date(now + reading.offset));
        let day = short_day(reading, now);
        match i64::from(today.to_julian_day()) - i64::from(then.to_julian_day()) {
            0 => t::today(day),
            1 => t::day_before(day),
            _ => t::weekday_and_day(weekday(then), day),
        }
    })
}

/// Numbers the days of the reader's calendar: those of the server's zone first, and those of the device once the page
/// is hydrated.
#[derive(Clone, Debug)]
pub struct Calendar {
    times: Times,
    is_hydrated: RwSignal<bool>,
}

impl Calendar {
    /// The calendar of this page.
    pub fn of_reader() -> Self {
        let is_hydrated = RwSignal::new(false);
        effect(move || is_hydrated.set(true));
        Self { times: use_context().unwrap_or_default(), is_hydrated }
    }

    /// The number of the day of a time; tracked.
    pub fn day(&self, at: i64) -> i32 {
        let is_hydrated = self.is_hydrated.get();
        let offset = self.times.format.with(|format| {
            if is_hydrated { browser::zone_offset(at, format.zone.as_deref()) } else { server_offset(at, format) }
        });
        date(at + offset).to_julian_day()
    }
}

/// A time. The server writes it in the person's time zone if they have set one, otherwise in UTC. Once the page is
/// hydrated, the browser writes it, in the same zone or that of the device. Its title is the exact time with the zone.
fn element(at: i64, words: fn(Reading, i64) -> String) -> impl IntoView {
    let times: Times = use_context().unwrap_or_default();
    let read = move |offset: i64, format: &TimeFormat| Reading {
        at,
        offset,
        is_12_hours: format.is_12_hours,
        has_iso_dates: format.has_iso_dates,
    };
    let on_server = times.format.with_untracked(|format| read(server_offset(at, format), format));
    let text = RwSignal::new(words(on_server, times.now.get_untracked()));
    let title = RwSignal::new(times.format.with_untracked(|format| in_zone(at, format)));
    effect(move || {
        title.set(times.format.with(|format| browser::local_time(at, format)));
    });
    effect(move || {
        let reading = times.format.with(|format| read(browser::zone_offset(at, format.zone.as_deref()), format));
        let now = words(reading, times.now.get());
        if text.with_untracked(|text| *text != now) {
            text.set(now);
        }
    });
    view! { <time datetime=machine(at) title=title>{text}</time> }
}

/// A time as it is read in a zone.
#[derive(Clone, Copy, Debug)]
struct Reading {
    at: i64,
    /// The zone's offset from UTC at that time, in seconds.
    offset: i64,
    is_12_hours: Option<bool>,
    has_iso_dates: bool,
}

/// Returns a function that formats a moment in the reader's zone: "4 Dec 2026, 18:00 CET", once the page is hydrated with
/// the weekday. For texts that cannot contain an element; tracked.
pub fn moment_words() -> impl Fn(i64) -> String + Copy + Send + Sync + 'static {
    let times: Times = use_context().unwrap_or_default();
    let is_hydrated = RwSignal::new(false);
    effect(move || is_hydrated.set(true));
    move |at| {
        let is_hydrated = is_hydrated.try_get().unwrap_or_default();
        times.format.with(|format| if is_hydrated { browser::local_time(at, format) } else { in_zone(at, format) })
    }
}

/// The time of day that it is now in a zone: "22:31"; empty while it is unknown.
pub fn time_in(zone: Signal<String>) -> Signal<String> {
    let times: Times = use_context().unwrap_or_default();
    let read = move |offset: fn(i64, &str) -> i64, format: &TimeFormat| match (times.now.get(), &*zone.get()) {
        (0, _) | (_, "") => String::new(),
        (now, zone) => clock(date(now + offset(now, zone)), format.is_12_hours),
    };
    let on_server = |at: i64, zone: &str| locale::offset(zone, at).map_or(0, |(seconds, _)| seconds);
    let text = RwSignal::new(untrack(|| times.format.with(|format| read(on_server, format))));
    effect(move || {
        text.set(times.format.with(|format| read(|at, zone| browser::zone_offset(at, Some(zone)), format)));
    });
    text.into()
}

fn server_offset(at: i64, format: &TimeFormat) -> i64 {
    format.zone.as_deref().and_then(|zone| locale::offset(zone, at)).map_or(0, |(seconds, _)| seconds)
}

fn absolute(reading: Reading) -> String {
    let date = date(reading.at + reading.offset);
    let time = clock(date, reading.is_12_hours);
    if reading.has_iso_dates {
        format!("{} {time}", iso_date(date))
    } else {
        t::date_and_time(day_month_year(date), time)
    }
}

/// Formats a time relative to now. Days are those of the reader's calendar.
fn relative(reading: Reading, now: i64) -> String {
    let Reading { at, offset, is_12_hours, .. } = reading;
    let (then, today) = (date(at + offset), date(now + offset));
    let days = i64::from(then.to_julian_day()) - i64::from(today.to_julian_day());
    let time = || clock(then, is_12_hours);
    match now - at {
        // Also a little ahead: the page's clock ticks slowly, and may differ from the server's.
        -44..=44 => t::just_now(),
        ago @ 45..3600 => t::minutes_ago((ago + 30) / 60),
        ago @ 3600.. if days == 0 || ago < 6 * 3600 => t::hours_ago(ago / 3600),
        3600.. if days == -1 => t::yesterday(),
        3600.. if days > -7 => weekday(then),
        left @ -3599..=-45 => t::in_minutes((30 - left) / 60),
        ..=-3600 if days == 0 => t::today_at(time()),
        ..=-3600 if days == 1 => t::tomorrow_at(time()),
        ..=-3600 if days < 14 => t::in_days(days),
        _ => short_day(reading, now),
    }
}

/// Formats a day; the year is left out if it is this one.
fn short_day(reading: Reading, now: i64) -> String {
    let (then, today) = (date(reading.at + reading.offset), date(now + reading.offset));
    match reading.has_iso_dates {
        true => iso_date(then),
        false if then.year() == today.year() => t::day_and_month(then.day(), month(then)),
        false => day_month_year(then),
    }
}

/// Formats the day on which something ends, with the time if that is today or tomorrow.
fn final_day(reading: Reading, now: i64) -> String {
    let Reading { at, offset, is_12_hours, .. } = reading;
    let (then, today) = (date(at + offset), date(now + offset));
    match i64::from(then.to_julian_day()) - i64::from(today.to_julian_day()) {
        0 => t::today_at(clock(then, is_12_hours)),
        1 => t::tomorrow_at(clock(then, is_12_hours)),
        _ => short_day(reading, now),
    }
}

fn weekday(date: OffsetDateTime) -> String {
    let index = usize::from(date.weekday().number_days_from_monday());
    t::weekdays().split(' ').nth(index).unwrap_or_default().to_owned()
}

fn day_month_year(date: OffsetDateTime) -> String {
    t::date(date.day(), month(date), date.year().to_string())
}

/// Formats a date as in ISO 8601: "2026-12-04".
fn iso_date(date: OffsetDateTime) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

fn date(at: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// Formats a moment: "4 Dec 2026, 18:00 UTC".
pub fn utc(at: i64) -> String {
    in_zone(at, &TimeFormat::default())
}

/// Formats the date in UTC: "4 Dec 2026", or as in ISO 8601: "2026-12-04".
pub fn day(at: i64, is_iso: bool) -> String {
    if is_iso { iso_date(date(at)) } else { day_month_year(date(at)) }
}

/// Formats the time of day in UTC, with 12 or 24 hours.
pub fn time_of_day(at: i64, is_12_hours: bool) -> String {
    clock(date(at), Some(is_12_hours))
}

/// Formats the day in UTC: "4 Dec".
pub fn utc_day(at: i64) -> String {
    let date = date(at);
    t::day_and_month(date.day(), month(date))
}

/// Formats a moment in a format's zone, or in UTC.
pub fn in_zone(at: i64, format: &TimeFormat) -> String {
    let offset = format.zone.as_deref().and_then(|zone| locale::offset(zone, at));
    let (seconds, zone) = offset.unwrap_or_else(|| (0, "UTC".to_owned()));
    let date = date(at + seconds);
    if format.has_iso_dates {
        return format!("{} {} {zone}", iso_date(date), clock(date, format.is_12_hours));
    }
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

/// Formats a moment as browsers write the value of a field for a date and a time, in a format's zone, or in UTC:
/// "2030-01-31T18:00", with seconds only if there are any. Another form would look as if somebody had changed it.
pub(super) fn zoned(at: i64, format: &TimeFormat) -> String {
    typed(at + server_offset(at, format))
}

/// As [`zoned`], in the browser: in a format's zone, or in that of this device.
pub(super) fn zoned_here(at: i64, format: &TimeFormat) -> String {
    typed(at + browser::zone_offset(at, format.zone.as_deref()))
}

fn typed(at: i64) -> String {
    let text = machine(at);
    let text = text.trim_end_matches('Z');
    text.strip_suffix(":00").unwrap_or(text).to_owned()
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
        assert_eq!(utc_day(1_796_407_200), "4 Dec");
        assert_eq!(machine(1_796_407_200), "2026-12-04T18:00:00Z");
    }

    #[test]
    fn times_are_said_as_people_say_them() {
        const NOW: i64 = 1_795_818_660; // Friday, 27 Nov 2026, 22:31 UTC
        let said =
            |at: i64, offset: i64| relative(Reading { at, offset, is_12_hours: None, has_iso_dates: false }, NOW);
        let ago = |seconds: i64| said(NOW - seconds, 0);
        assert_eq!([0, 44, 45, 300, 3599].map(ago), ["just now", "just now", "1 min ago", "5 min ago", "60 min ago"]);
        assert_eq!([3600, 7300, 22 * 3600].map(ago), ["1 hour ago", "2 hours ago", "22 hours ago"]);
        assert_eq!([23 * 3600, 40 * 3600, 72 * 3600].map(ago), ["yesterday", "yesterday", "Tue"]);
        assert_eq!([7 * 86400, 400 * 86400].map(ago), ["20 Nov", "23 Oct 2025"]);
        let ahead = |seconds: i64| said(NOW + seconds, 0);
        assert_eq!([30, 600, 4000].map(ahead), ["just now", "in 10 min", "today at 23:37"]);
        assert_eq!([8 * 3600, 5 * 86400, 40 * 86400].map(ahead), ["tomorrow at 06:31", "in 5 days", "6 Jan 2027"]);
        // Two hours to the east, it is past midnight.
        assert_eq!(said(NOW - 7 * 3600, 7200), "yesterday");
        let ends = |seconds: i64| {
            final_day(Reading { at: NOW + seconds, offset: 0, is_12_hours: None, has_iso_dates: false }, NOW)
        };
        assert_eq!([600, 8 * 3600, 5 * 86400].map(ends), ["today at 22:41", "tomorrow at 06:31", "2 Dec"]);
        let reading = Reading { at: NOW, offset: 3600, is_12_hours: Some(true), has_iso_dates: false };
        assert_eq!(absolute(reading), "27 Nov 2026, 11:31 pm");
    }

    #[test]
    fn dates_are_written_as_wanted() {
        const AT: i64 = 1_796_407_200; // Friday, 4 Dec 2026, 18:00 UTC
        let reading = |offset: i64| Reading { at: AT, offset, is_12_hours: None, has_iso_dates: true };
        assert_eq!(absolute(reading(0)), "2026-12-04 18:00");
        // Seven hours to the east, it is the next day.
        assert_eq!(absolute(reading(7 * 3600)), "2026-12-05 01:00");
        let said = [20 * 86400, 400 * 86400].map(|later: i64| relative(reading(0), AT + later));
        assert_eq!(said, ["2026-12-04", "2026-12-04"]);
        assert_eq!(relative(reading(0), AT + 300), "5 min ago");
        let format = TimeFormat { is_12_hours: Some(true), has_iso_dates: true, ..TimeFormat::default() };
        assert_eq!(in_zone(AT, &format), "2026-12-04 6:00 pm UTC");
        assert_eq!([day(AT, false), day(AT, true)], ["4 Dec 2026", "2026-12-04"]);
    }

    #[test]
    fn the_clock_has_24_or_12_hours() {
        let at = |hour: i64| clock(date(hour * 3600 + 300), Some(true));
        assert_eq!([0, 9, 12, 23].map(at), ["12:05 am", "9:05 am", "12:05 pm", "11:05 pm"]);
        assert_eq!(clock(date(9 * 3600), None), "09:00");
    }

    #[test]
    fn moments_are_written_as_fields_have_them() {
        let in_berlin = TimeFormat { zone: Some("Europe/Berlin".to_owned()), ..TimeFormat::default() };
        assert_eq!(zoned(1_896_112_800, &TimeFormat::default()), "2030-01-31T18:00");
        assert_eq!(zoned(1_896_112_807, &in_berlin), "2030-01-31T19:00:07");
    }

    #[test]
    fn spans_and_countdowns_are_formatted() {
        assert_eq!([119, 60, 9, -1].map(countdown), ["1:59", "1:00", "0:09", "0:00"]);
        let spans = [0, 40, 91, 1260, 5400, 5401, 172_801].map(span);
        assert_eq!(spans, ["no time", "40 seconds", "2 min", "21 min", "90 min", "2 hours", "2 days"]);
    }
}
