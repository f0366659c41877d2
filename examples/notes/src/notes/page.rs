//! The page at `/notes`.

use hallpass::{
    access::Current,
    ui::{FailedToLoad, Form, Submit, TextArea},
};
use leptos::prelude::*;
use leptos_meta::Title;

use super::api::{AddNote, list_notes};

/// The notes of the signed-in person. A new note appears in every open tab at once.
#[component]
pub fn Notes() -> impl IntoView {
    let current = Current::expect();
    let add = ServerAction::<AddNote>::new();
    current.watch(add);
    let notes = Resource::new_blocking(move || (current.changes(), add.version().get()), |_| list_notes());
    view! {
        <Title text="Notes"/>
        <div class="wrap stack">
            <h1>"Notes"</h1>
            <Transition fallback=|| view! { <p class="muted">"Loading…"</p> }>
                {move || Suspend::new(async move {
                    match notes.await {
                        Ok(notes) if notes.is_empty() => view! { <p class="muted">"You have no notes yet."</p> }.into_any(),
                        Ok(notes) => view! {
                            <ul class="entries" aria-label="Notes">
                                {notes.into_iter().map(|note| view! { <li class="card said">{note.text}</li> }).collect_view()}
                            </ul>
                        }
                        .into_any(),
                        Err(error) => view! { <FailedToLoad error/> }.into_any(),
                    }
                })}
            </Transition>
            <Form action=add done="Your note is saved." clears=true>
                <TextArea name="text" label="New note" hint="At most 500 characters." required=true max=500/>
                <Submit class="btn primary">"Add note"</Submit>
            </Form>
        </div>
    }
}
