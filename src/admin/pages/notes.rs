//! The account page's part on notes: what administrators keep in mind.

use leptos::prelude::*;

use super::bans::Done;
use crate::{
    access::Current,
    admin::{AccountNote, AddNote, DeleteNote, NOTE_MAX, list_notes},
    ui::{FailedToLoad, Form, Hidden, Submit, TextArea},
};

/// The notes about an account, and the form for another.
#[component]
pub(super) fn Notes(
    /// The account's.
    id: String,
) -> impl IntoView {
    let (add, delete) = (ServerAction::<AddNote>::new(), ServerAction::<DeleteNote>::new());
    Current::expect().watch(add);
    Current::expect().watch(delete);
    // The form is made anew, and empty, once a note is kept.
    let kept = RwSignal::new(0);
    Effect::new(move || {
        if add.value().with(|value| matches!(value, Some(Ok(())))) {
            request_animation_frame(move || {
                kept.try_update(|count| *count += 1);
            });
        }
    });
    let notes = {
        let id = id.clone();
        Resource::new_blocking(move || (add.version().get(), delete.version().get()), move |_| list_notes(id.clone()))
    };
    let list = move || {
        Suspend::new(async move {
            match notes.await {
                Ok(notes) if notes.is_empty() => view! { <p class="muted">"There are no notes."</p> }.into_any(),
                Ok(notes) => {
                    let entry = |note| view! { <Entry note delete/> };
                    view! { <ul class="entries" aria-label="Notes">{notes.into_iter().map(entry).collect_view()}</ul> }
                        .into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <h2>"Notes"</h2>
        <p class="muted small">"Only administrators see these. They are not in the person’s export."</p>
        <Transition fallback=|| view! { <p class="muted">"Looking…"</p> }>{list}</Transition>
        <For each=move || [kept.get()] key=|kept| *kept let:_kept>
            <NewNote id=id.clone() add/>
        </For>
    }
}

#[component]
fn NewNote(id: String, add: ServerAction<AddNote>) -> impl IntoView {
    view! {
        <Form action=add done="The note is kept.">
            <Hidden name="id" value=id/>
            <TextArea name="text" label="New note" hint="At most 2000 characters." required=true max=NOTE_MAX/>
            <Submit class="btn">"Add the note"</Submit>
        </Form>
    }
}

#[component]
fn Entry(note: AccountNote, delete: ServerAction<DeleteNote>) -> impl IntoView {
    let id = note.id;
    view! {
        <li class="card stack">
            <p class="said">{note.text}</p>
            <p class="small muted"><Done act=note.written.clone()/></p>
            <Form action=delete class="" of=id.clone()>
                <Hidden name="id" value=id/>
                <Submit class="btn danger small">
                    "Delete" <span class="visually-hidden">" the note of " <Done act=note.written/></span>
                </Submit>
            </Form>
        </li>
    }
}
