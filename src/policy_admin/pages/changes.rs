//! The latest policy changes with buttons to undo them, and the limits set in the configuration.

use leptos::prelude::*;

use super::following::{Following, LIST, OutcomePlace};
use crate::{
    policy_admin::{ChangedValue, ConfiguredLimit, PolicyChangeSummary, PolicyOverview, UndoPolicy},
    reactive::{dynamic, memo},
    texts::policy_admin as t,
    ui::{Ago, Form, Glyph, Hidden, Notice, Submit, Tone},
};

/// The ID of the form that undoes a change.
pub(super) fn undo_form(id: &str) -> String {
    format!("undo_policy-{id}")
}

/// The form that undoes a change.
#[component]
fn Undo(
    id: String,
    /// What the button does, for screen readers.
    #[prop(into)]
    label: String,
    following: Following,
) -> impl IntoView {
    let undo = ServerAction::<UndoPolicy>::new();
    following.act(undo, OutcomePlace::List);
    view! {
        <Form action=undo class="" of=id.clone() resumes=false>
            <Hidden name="id" value=id/>
            <Submit class="btn s"><span aria-hidden="true">{t::undo()}</span><span class="visually-hidden">{label}</span></Submit>
        </Form>
    }
}

/// Shows the effect of the change that a plain post made at `place`, with a button to undo it.
#[component]
pub(super) fn Outcome(place: OutcomePlace, following: Following) -> impl IntoView {
    let here = memo(move |_| {
        following.outcome.with(|outcome| outcome.clone().filter(|outcome| outcome.0 == place).map(|outcome| outcome.1))
    });
    // Without JavaScript the page reloads at its top; autofocus scrolls to the message.
    let is_back = here.with_untracked(Option::is_some);
    let notice = move || {
        here.get().map(|outcome| {
            let words = outcome.words();
            let id = outcome.id;
            let form = undo_form(&id);
            // The change cannot be undone after another change of the same setting.
            let can_be_undone = memo(move |_| {
                let is_this = |change: &PolicyChangeSummary| change.id == id && change.can_be_undone;
                following.shown.with(|shown: &PolicyOverview| shown.changes.iter().any(is_this))
            });
            // The form is in the list.
            let undo = move || {
                can_be_undone.get().then(|| {
                    view! {
                        <button class="btn s" type="submit" form=form.clone()>
                            <span aria-hidden="true">{t::undo()}</span>
                            <span class="visually-hidden">{t::undo_saved()}</span>
                        </button>
                    }
                })
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
    let is_empty = memo(move |_| shown.with(|shown| shown.changes.is_empty()));
    let entry = move |change: PolicyChangeSummary| {
        let values: Vec<_> = change.values.iter().map(|value| view! { <p><b>{value.words()}</b></p> }).collect();
        let label = t::undo_change(change.values.first().map(ChangedValue::words).unwrap_or_default());
        let (icon, by) = if change.is_undoing {
            ("undo-2", t::undo_by(change.by))
        } else {
            ("sliders-horizontal", t::change_by(change.by))
        };
        view! {
            <li>
                <Glyph name=icon small=true/>
                <div>
                    {values}
                    <p class="small muted">{by} " " {t::ended(change.ended)}</p>
                    {change.can_be_undone.then(|| view! { <Undo id=change.id label following/> })}
                </div>
                <Ago at=change.at/>
            </li>
        }
    };
    let list = move || {
        if is_empty.get() {
            return view! { <p class="muted">{t::none_yet()}</p> }.into_any();
        }
        view! {
            <ul class="feed">
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
        <section class="card" aria-labelledby=LIST>
            <header class="card-head">
                <div>
                    <h2 id=LIST tabindex="-1">{t::recent()}</h2>
                    {dynamic(move || (!is_empty.get()).then(|| view! { <p>{t::sessions_stay_ended()}</p> }))}
                </div>
            </header>
            <div class="card-body stack stack-s">
                <Outcome place=OutcomePlace::List following/>
                {list}
            </div>
        </section>
    }
}

/// The limits set in the configuration.
#[component]
pub(super) fn Configured(following: Following) -> impl IntoView {
    let limits = memo(move |_| following.shown.with(|shown| shown.configured.clone()));
    let entry = |limit: ConfiguredLimit| {
        let about = limit.about();
        view! {
            <li>
                <div class="what">
                    <code>{limit.key}</code>
                    <p>{about}</p>
                </div>
                <div class="does"><b>{limit.value}</b></div>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="policy-configured">
            <header class="card-head">
                <div><h2 id="policy-configured">{t::server_settings()}</h2><p>{t::server_settings_about()}</p></div>
            </header>
            <ul class="rows">{dynamic(move || limits.get().into_iter().map(entry).collect_view())}</ul>
        </section>
    }
}
