//! The terms of a ban as fields: its reason, how long it lasts, and a private note.

use leptos::prelude::*;

use crate::{
    ban::{BAN_NOTE_MAX, DATE, REASON_MAX},
    directory::BanSummary,
    texts::ban as t,
    ui::{DateTimeField, Options, TextArea},
};

/// How long a ban lasts: the value, the seconds, and the words.
type Length = (&'static str, i64, fn() -> String);

/// The lengths to choose from.
const LENGTHS: [Length; 4] = [
    ("1h", 3600, t::one_hour),
    ("1d", 24 * 3600, t::one_day),
    ("7d", 7 * 24 * 3600, t::seven_days),
    ("30d", 30 * 24 * 3600, t::thirty_days),
];

/// The choice that a new ban begins with.
pub(crate) const FIRST: &str = "7d";

/// The choice with which the form for this ban begins.
pub(super) fn choice_of(ban: &BanSummary) -> String {
    ban.until.map(|_| DATE.to_owned()).unwrap_or_default()
}

/// The seconds of a choice that is a duration.
pub(super) fn seconds_of(chosen: &str) -> Option<i64> {
    LENGTHS.iter().find(|(value, ..)| *value == chosen).map(|(_, seconds, _)| *seconds)
}

/// The words for a duration that can be chosen.
pub(super) fn words_for(length: i64) -> Option<String> {
    LENGTHS.iter().find(|(_, seconds, _)| *seconds == length).map(|(.., words)| words())
}

/// The fields.
#[component]
pub(crate) fn Terms(
    /// How long the ban lasts: a duration, [`DATE`], or nothing for a ban without end.
    chosen: RwSignal<String>,
    /// The ban to change, if there is one.
    #[prop(optional_no_strip)]
    ban: Option<BanSummary>,
) -> impl IntoView {
    let lengths = LENGTHS.map(|(value, _, words)| (value, words())).into_iter();
    let choices = lengths.chain([("", t::no_end()), (DATE, t::other_date())]).collect();
    let (reason, note, until) = ban.map(|ban| (ban.reason, ban.note, ban.until)).unwrap_or_default();
    view! {
        <Options name="until" label=t::how_long() choices chosen/>
        <div class="other-date">
            <DateTimeField name="date" label=t::until_label() at=until/>
        </div>
        <TextArea name="reason" label=t::reason() hint=t::reason_hint(REASON_MAX) required=true max=REASON_MAX value=reason/>
        <TextArea name="note" label=t::note_label() hint=t::note_hint(BAN_NOTE_MAX) max=BAN_NOTE_MAX value=note/>
    }
}
