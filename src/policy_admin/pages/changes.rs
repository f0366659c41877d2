//! The latest policy changes with buttons to undo them, and the limits set in the configuration.

use leptos::prelude::*;

use super::following::{Following, OutcomePlace};
use crate::{
    policy_admin::{ChangedValue, ConfiguredLimit, PolicyChangeSummary, PolicyOverview, UndoPolicy},
    texts::policy_admin as t,
    ui::{Form, Hidden, Notice, Submit, Tone, When},
};

/// The button that undoes a change.
#[component]
fn Undo(
    id: String,
    /// What the button does, for screen readers.
    #[prop(into)]
    label: String,
    place: OutcomePlace,
    following: Following,
) -> impl IntoView {
    let undo = ServerAction::<UndoPolicy>::new();
    following.act(undo, place);
    view! {
        <Form action=undo class="" of=id.clone() resumes=false>
            <Hidden name="id" value=id/>
            <Submit class="btn s"><span aria-hidden="true">{t::undo()}</span><span class="visually-hidden">{label}</span></Submit>
        </Form>
    }
}

/// Shows the effect of the latest change made at `place`, with a button to undo it.
#[component]
pub(super) fn Outcome(place: OutcomePlace, following: Following) -> impl IntoView {
    let here = Memo::new(move |_| {
        following.outcome.with(|outcome| outcome.clone().filter(|outcome| outcome.0 == place).map(|outcome| outcome.1))
    });
    // Without JavaScript the page reloads at its top; autofocus scrolls to the message.
    let is_back = here.with_untracked(Option::is_some);
    let notice = move || {
        here.get().map(|outcome| {
            let words = outcome.words();
            let id = outcome.id;
            // The change cannot be undone after another change of the same setting.
            let can_be_undone = Memo::new({
                let id = id.clone();
                move |_| {
                    let is_listed = |shown: &PolicyOverview| {
                        shown.changes.iter().find(|change| change.id == id).is_none_or(|change| change.can_be_undone)
                    };
                    !id.is_empty() && following.shown.with(is_listed)
                }
            });
            let undo = move || {
                can_be_undone.get().then(|| view! { <Undo id=id.clone() label=t::undo_saved() place following/> })
            };
            view! {
                <Notice tone=Tone::Good>
                    <div class="cluster"><span>{words}</span> {undo}</div>
                </Notice>
            }
        })
    };
    view! { <div class="outcome" id=place.id() tabindex="-1" autofocus=is_back>{notice}</div> }
}

/// The latest changes.
#[component]
pub(super) fn Changes(following: Following) -> impl IntoView {
    let shown = following.shown;
    let is_empty = Memo::new(move |_| shown.with(|shown| shown.changes.is_empty()));
    let entry = move |change: PolicyChangeSummary| {
        let values: Vec<_> = change.values.iter().map(|value| view! { <li>{value.words()}</li> }).collect();
        let label = t::undo_change(change.values.first().map(ChangedValue::words).unwrap_or_default());
        let when = view! { <When at=change.at/> };
        let by = if change.is_undoing { t::undo_by(when, change.by) } else { t::change_by(when, change.by) };
        view! {
            <li>
                <div>
                    <ul>{values}</ul>
                    <p class="small muted">{by} " " {t::ended(change.ended)}</p>
                </div>
                {change.can_be_undone.then(|| view! { <Undo id=change.id label place=OutcomePlace::List following/> })}
            </li>
        }
    };
    let list = move || {
        if is_empty.get() {
            return view! { <p class="muted">{t::none_yet()}</p> }.into_any();
        }
        view! {
            <p class="muted small">{t::sessions_stay_ended()}</p>
            <ul class="plain">
                <For
                    each=move || shown.with(|shown| shown.changes.clone())
                    key=|change| (change.id.clone(), change.can_be_undone, change.ended)
                    children=entry
                />
            </ul>
        }
        .into_any()
    };
    view! {
        <h2>{t::recent()}</h2>
        <Outcome place=OutcomePlace::List following/>
        {list}
    }
}

/// The limits set in the configuration.
#[component]
pub(super) fn Configured(following: Following) -> impl IntoView {
    let limits = Memo::new(move |_| following.shown.with(|shown| shown.configured.clone()));
    let entry = |limit: ConfiguredLimit| {
        let about = limit.about();
        view! {
            <li>
                <div>
                    <code>{limit.key}</code>
                    <p class="small muted">{about}</p>
                </div>
                <b>{limit.value}</b>
            </li>
        }
    };
    view! {
        <h2>{t::server_settings()}</h2>
        <p class="muted small">{t::server_settings_about()}</p>
        <ul class="plain">{move || limits.get().into_iter().map(entry).collect_view()}</ul>
    }
}
