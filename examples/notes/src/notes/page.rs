//! The page at `/notes`.

use hallpass::{
    access::Current,
    ui::{FailedToLoad, Form, Keyed, LiveList, Submit, TextArea},
};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    Note,
    api::{AddNote, list_notes},
};

/// The notes of the signed-in person.
#[component]
pub fn Notes() -> impl IntoView {
    let loaded = Resource::new_blocking(|| (), |()| list_notes());
    let add = ServerAction::<AddNote>::new();
    Current::expect().watch(add);
    view! {
        <Title text="Notes"/>
        <div class="page stack">
            <h1>"Notes"</h1>
            <Suspense fallback=|| view! { <p class="muted">"Loading…"</p> }>
                {move || Suspend::new(async move {
                    match loaded.await {
                        Ok(notes) => view! { <List notes add/> }.into_any(),
                        Err(error) => view! { <FailedToLoad error/> }.into_any(),
                    }
                })}
            </Suspense>
            <Form action=add done="Your note is saved." clears=true>
                <TextArea name="text" label="New note" hint="At most 500 characters." required=true max=500/>
                <Submit class="btn primary">"Add note"</Submit>
            </Form>
        </div>
    }
}

impl Keyed for Note {
    fn key(&self) -> String {
        self.id.clone()
    }
}

/// The list. A new note appears in every open tab at once.
#[component]
fn List(notes: Vec<Note>, add: ServerAction<AddNote>) -> impl IntoView {
    let current = Current::expect();
    let notes = LiveList::new("notes", notes, move || current.changes(), move || add.version().get(), list_notes);
    let is_empty = notes.is_empty();
    view! {
        {notes.notice()}
        <ul class="stack" id="notes" tabindex="-1" aria-label="Notes">
            <For each=move || notes.rows() key=Keyed::key let:note>
                <li class="card said">{note.text}</li>
            </For>
        </ul>
        {move || is_empty.get().then(|| view! { <p class="muted">"You have no notes yet."</p> })}
    }
}
