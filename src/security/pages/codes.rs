//! New recovery codes, which are shown only once.

use ::time::OffsetDateTime;
use leptos::prelude::*;

use crate::{
    access::{Current, DateStyle, encode},
    reactive::{dynamic, effect, memo},
    texts::security as t,
    ui::{Calendar, CopyButton, Notice, Tone, browser, time},
};

/// The ID of the element.
const NEW_CODES: &str = "new-codes";

/// The codes, and how to keep them.
#[component]
pub(super) fn Codes(codes: Vec<String>) -> impl IntoView {
    // They may appear outside the window.
    effect(|| request_animation_frame(|| browser::scroll_into_view(NEW_CODES)));
    let text = codes.join("\n");
    // On paper and in the file, so that codes that are found later can be told apart.
    let heading = heading();
    let listed = text.clone();
    let file = move || {
        heading.with(|heading| format!("data:text/plain;charset=utf-8,{}", encode(&format!("{heading}\n\n{listed}\n"))))
    };
    view! {
        <Notice tone=Tone::Good>
            <div class="stack stack-s" id=NEW_CODES tabindex="-1" autofocus>
                <p><strong>{dynamic(move || heading.get())}</strong></p>
                <p><strong>{t::keep_codes()}</strong> " " {t::keep_codes_words()}</p>
                <ul class="codes">{codes.into_iter().map(|code| view! { <li>{code}</li> }).collect_view()}</ul>
                <div class="cluster">
                    // Leptos's router leaves links with this attribute to the browser.
                    <a class="btn s" href=file download="recovery-codes.txt">{t::download_codes()}</a>
                    <CopyButton text label=t::copy_codes()/>
                </div>
            </div>
        </Notice>
    }
}

/// Whose codes they are, where, and on which day they were made, by the reader's calendar.
fn heading() -> Memo<String> {
    let (current, calendar) = (Current::expect(), Calendar::of_reader());
    let now = untrack(|| current.now());
    let (username, date_style) = current.peek(|principal| {
        principal.member().map(|member| (member.username.clone(), member.preferences.date_style)).unwrap_or_default()
    });
    memo(move |_| {
        let days = calendar.day(now) - OffsetDateTime::UNIX_EPOCH.to_julian_day();
        t::codes_for(&username, time::day(i64::from(days) * 86_400, date_style == Some(DateStyle::Iso)))
    })
}
