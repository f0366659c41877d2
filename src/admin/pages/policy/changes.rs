//! The last changes of the policy, each with a way back; and what only the configuration changes.

use leptos::prelude::*;

use super::Shared;
use crate::{
    admin::{ChangedValue, ConfiguredLimit, PolicyChangeSummary, UndoPolicy},
    ui::{Form, Hidden, Submit, When},
};

/// Takes one change back.
#[component]
pub(super) fn Undo(
    id: String,
    /// Tells one button from another, for those who do not see where it stands.
    #[prop(into)]
    what: String,
    shared: Shared,
) -> impl IntoView {
    let undo = ServerAction::<UndoPolicy>::new();
    shared.follow(undo);
    view! {
        <Form action=undo class="" of=id.clone() resumes=false>
            <Hidden name="id" value=id/>
            <Submit class="btn small">"Undo" <span class="visually-hidden">" " {what}</span></Submit>
        </Form>
    }
}

/// The last changes.
#[component]
pub(super) fn Changes(changes: Vec<PolicyChangeSummary>, shared: Shared) -> impl IntoView {
    if changes.is_empty() {
        return view! {
            <h2>"Last changes"</h2>
            <p class="muted">"Nothing has been changed yet."</p>
        }
        .into_any();
    }
    let entry = |change: PolicyChangeSummary| {
        let values: Vec<_> = change.values.iter().map(|value| view! { <li>{value.words()}</li> }).collect();
        let ended = match change.ended {
            1 => "1 session ended".to_owned(),
            ended => format!("{ended} sessions ended"),
        };
        let what = change.values.first().map(ChangedValue::words).unwrap_or_default();
        let undoing = change.is_undoing.then_some(", taking a change back");
        view! {
            <li>
                <div>
                    <ul>{values}</ul>
                    <p class="small muted"><When at=change.at/> ", by " {change.by} {undoing} "; " {ended}</p>
                </div>
                {change.can_be_undone.then(|| view! { <Undo id=change.id what shared/> })}
            </li>
        }
    };
    view! {
        <h2>"Last changes"</h2>
        <p class="muted small">"Sessions that a change has ended stay over when it is taken back."</p>
        <ul class="plain">{changes.into_iter().map(entry).collect_view()}</ul>
    }
    .into_any()
}

/// What the configuration sets.
#[component]
pub(super) fn Configured(limits: Vec<ConfiguredLimit>) -> impl IntoView {
    let entry = |limit: ConfiguredLimit| {
        view! {
            <li>
                <div>
                    <code>{limit.key}</code>
                    <p class="small muted">{limit.about}</p>
                </div>
                <b>{limit.value}</b>
            </li>
        }
    };
    view! {
        <h2>"Set in the configuration"</h2>
        <p class="muted small">"These are read when the server starts. Whoever runs it changes them in its configuration."</p>
        <ul class="plain">{limits.into_iter().map(entry).collect_view()}</ul>
    }
}
