//! The notes section of the account page, for people who may ban accounts.

use leptos::prelude::*;

use crate::{
    access::Current,
    account_note::{AccountNote, AddNote, DeleteNote, NOTE_MAX, list_notes},
    ban::pages::Done,
    console::live_list,
    texts::account_note as t,
    ui::{FailedToLoad, Form, Hidden, Keyed, LiveList, Submit, TextArea},
};

/// The ID of the list element.
const LIST: &str = "notes";

impl Keyed for AccountNote {
    fn key(&self) -> String {
        self.id.clone()
    }
}

/// The notes about an account and the form that adds one.
#[component]
pub(crate) fn Notes(
    /// The account's ID.
    id: String,
) -> impl IntoView {
    let (add, delete) = (ServerAction::<AddNote>::new(), ServerAction::<DeleteNote>::new());
    Current::expect().watch(add);
    Current::expect().watch(delete);
    let notes = {
        let id = id.clone();
        Resource::new_blocking(|| (), move |()| list_notes(id.clone()))
    };
    let list = {
        let id = id.clone();
        move || {
            let id = id.clone();
            let acts = move || (add.version().get(), delete.version().get());
            Suspend::new(async move {
                match notes.await {
                    Ok(notes) => {
                        let shown = live_list(LIST, notes, acts, move || list_notes(id.clone()));
                        view! { <Found shown delete/> }.into_any()
                    }
                    Err(error) => view! { <FailedToLoad error/> }.into_any(),
                }
            })
        }
    };
    view! {
        <h2>{t::title()}</h2>
        <p class="muted small">{t::about()}</p>
        <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition>
        <NewNote id add/>
    }
}

#[component]
fn Found(shown: LiveList<Vec<AccountNote>>, delete: ServerAction<DeleteNote>) -> impl IntoView {
    let is_empty = shown.is_empty();
    view! {
        {shown.notice()}
        {move || is_empty.get().then(|| view! { <p class="muted">{t::none()}</p> })}
        <ul class="entries" id=LIST tabindex="-1" aria-label=t::title() hidden=move || is_empty.get()>
            <For each=move || shown.rows() key=Keyed::key let:note>
                <Entry note delete/>
            </For>
        </ul>
    }
}

#[component]
fn NewNote(id: String, add: ServerAction<AddNote>) -> impl IntoView {
    view! {
        <Form action=add done=t::added() clears=true>
            <Hidden name="id" value=id/>
            <TextArea name="text" label=t::new() hint=t::new_hint(NOTE_MAX) required=true max=NOTE_MAX/>
            <Submit class="btn">{t::add()}</Submit>
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
                <Submit class="btn danger s">
                    <span aria-hidden="true">{t::delete()}</span>
                    <span class="visually-hidden">{t::delete_note(view! { <Done act=note.written/> })}</span>
                </Submit>
            </Form>
        </li>
    }
}
