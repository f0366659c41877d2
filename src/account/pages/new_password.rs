//! The field for a new password, with a strength meter. The server estimates the strength because its word lists
//! are larger than the whole bundle. Without JavaScript there is no meter, but the same check.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    account::{SignUpRules, Strength, rate_password},
    reactive::dynamic,
    texts::account as t,
    ui::{PasswordField, problem_at, sibling_value},
};

/// How long typing must pause before the meter asks the server.
const PAUSE: Duration = Duration::from_millis(250);

/// The best score of a password.
const MOST: u8 = 4;

/// A field for a new password that shows how hard it is to guess.
#[component]
pub fn NewPasswordField(name: &'static str, #[prop(into)] label: String) -> impl IntoView {
    let strength = RwSignal::new(None::<Strength>);
    let latest = StoredValue::new(String::new());
    // The estimate takes these into account.
    let (username, email) = (sibling_value("username"), sibling_value("email"));
    let on_change = Callback::new(move |password: String| {
        latest.set_value(password.clone());
        if password.is_empty() {
            return strength.set(None);
        }
        let still_there = move |password: &str| latest.try_with_value(|latest| latest == password) == Some(true);
        let (username, email) = (username.clone(), email.clone());
        let ask = move || {
            if !still_there(&password) {
                return;
            }
            spawn_local(async move {
                let rated = rate_password(password.clone(), username(), email()).await;
                // Ignore the answer if the password has changed since.
                if still_there(&password) {
                    strength.set(rated.ok());
                }
            });
        };
        set_timeout(ask, PAUSE);
    });
    let problem = problem_at(name);
    let least = SignUpRules::expect().password_minimum;
    view! {
        <PasswordField
            name
            label
            autocomplete="new-password"
            hint=t::password_hint(least)
            on_change
        />
        <div aria-live="polite">{dynamic(move || strength.get().map(|strength| view! { <Meter strength quiet=problem().is_some()/> }))}</div>
    }
}

#[component]
fn Meter(
    strength: Strength,
    /// Whether to omit the reason, because the field already shows an error.
    quiet: bool,
) -> impl IntoView {
    let score = strength.score;
    let (verdict, tone) = if strength.accepted { (t::strong_enough(), "green") } else { (t::too_weak(), "amber") };
    // Something has been typed, so there is always one.
    let pip = |place: u8| view! { <i class:on=place < score.max(1)></i> };
    view! {
        <div class="meter stack stack-s" data-score=score>
            <span
                class=format!("pips {tone}")
                role="meter"
                aria-label=t::strength()
                aria-valuemin="0"
                aria-valuemax=MOST
                aria-valuenow=score
            >
                {(0..MOST).map(pip).collect_view()}
            </span>
            <p class="small">
                <b>{verdict}</b>
                {(!quiet).then(|| view! { " " <span class="muted">{strength.words}</span> })}
            </p>
        </div>
    }
}
