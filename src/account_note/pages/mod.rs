//! The notes about an account, a tab of the account's page for people who may ban accounts.

use leptos::prelude::*;

use crate::{
    access::Current,
    account_note::{AccountNote, AddNote, DeleteNote, NOTE_MAX, list_notes},
    ban::pages::Done,
    console::live_list,
    reactive::dynamic,
    texts::account_note as t,
    ui::{Avatar, FailedToLoad, Form, Hidden, Keyed, LiveList, Submit, TextArea},
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
        <section class="card" aria-labelledby="notes-title">
            <header class="card-head"><div><h2 id="notes-title">{t::title()}</h2><p>{t::about()}</p></div></header>
            <NewNote id add/>
            <Transition fallback=|| view! { <p class="card-body muted">{t::loading()}</p> }>{list}</Transition>
        </section>
    }
}

#[component]
fn Found(shown: LiveList<Vec<AccountNote>>, delete: ServerAction<DeleteNote>) -> impl IntoView {
    let is_empty = shown.is_empty();
    view! {
        {shown.notice()}
        {dynamic(move || is_empty.get().then(|| view! { <p class="card-body muted">{t::none()}</p> }))}
        <ul class="rows" id=LIST tabindex="-1" aria-label=t::title() hidden=move || is_empty.get()>
            <For each=move || shown.rows() key=Keyed::key let:note>
                <Entry note delete/>
            </For>
        </ul>
    }
}

#[component]
fn NewNote(id: String, add: ServerAction<AddNote>) -> impl IntoView {
    view! {
        <Form action=add class="card-body stack stack-s" done=t::added() clears=true>
            <Hidden name="id" value=id/>
            <TextArea name="text" label=t::new() hint=t::new_hint(NOTE_MAX) required=true max=NOTE_MAX/>
            <Submit>{t::add()}</Submit>
        </Form>
    }
}

#[component]
fn Entry(note: AccountNote, delete: ServerAction<DeleteNote>) -> impl IntoView {
    let id = note.id;
    let writer = note.written.by.clone().unwrap_or_else(t::operator);
    view! {
        <li>
            <Avatar name=Signal::stored(writer)/>
            <div class="what">
                <p class="said">{note.text}</p>
                <p class="small muted"><Done act=note.written.clone()/></p>
            </div>
            <Form action=delete class="does" of=id.clone()>
                <Hidden name="id" value=id/>
                <Submit class="btn s">
                    <span aria-hidden="true">{t::delete()}</span>
                    <span class="visually-hidden">{t::delete_note(view! { <Done act=note.written/> })}</span>
                </Submit>
            </Form>
        </li>
    }
}
