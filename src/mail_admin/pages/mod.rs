//! `/admin/mail`: the outbox.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    access::Current,
    console::{Bones, ConsolePage, Empty, live_list},
    mail_admin::{MessageState, Outbox, OutboxMessage, RetryMail, list_mail},
    reactive::memo,
    texts::mail_admin as t,
    ui::{Ago, FailedToLoad, Form, Hidden, Keyed, Listing, LiveList, Notice, Submit, Tone},
};

/// The ID of the list element.
const LIST: &str = "messages";

impl Keyed for OutboxMessage {
    fn key(&self) -> String {
        self.id.clone()
    }
}

impl Listing for Outbox {
    type Row = OutboxMessage;

    fn rows(&self) -> &Vec<OutboxMessage> {
        &self.messages
    }

    fn rows_mut(&mut self) -> &mut Vec<OutboxMessage> {
        &mut self.messages
    }
}

/// The page.
#[component]
pub fn MailPage() -> impl IntoView {
    let retried = RwSignal::new(0_u32);
    let list = Resource::new_blocking(|| (), |()| list_mail());
    let rows = move || {
        Suspend::new(async move {
            match list.await {
                Ok(outbox) => {
                    let sends_mail = outbox.sends_mail;
                    let shown = live_list(LIST, outbox, move || retried.get(), list_mail);
                    view! { <List shown retried sends_mail/> }.into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::title()/>
        <ConsolePage>
            <header class="head"><div><h1>{t::title()}</h1><p>{t::about()}</p></div></header>
            <Transition fallback=|| view! { <Bones/> }>{rows}</Transition>
        </ConsolePage>
    }
}

#[component]
fn List(shown: LiveList<Outbox>, retried: RwSignal<u32>, sends_mail: bool) -> impl IntoView {
    let is_empty = shown.is_empty();
    let list = move || {
        if is_empty.get() {
            view! { <Empty id=LIST icon="mail" title=t::none_title() words=t::none()/> }.into_any()
        } else {
            view! { <Rows shown retried/> }.into_any()
        }
    };
    view! {
        {shown.notice()}
        {(!sends_mail).then(|| view! { <Notice tone=Tone::Warning>{t::off()}</Notice> })}
        {list}
    }
}

#[component]
fn Rows(shown: LiveList<Outbox>, retried: RwSignal<u32>) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="outbox">
            <header class="card-head"><div><h2 id="outbox">{t::messages()}</h2><p>{t::order()}</p></div></header>
            <table class="table cards" id=LIST tabindex="-1">
                <thead>
                    <tr>
                        <th scope="col">{t::subject()}</th>
                        <th scope="col">{t::recipient()}</th>
                        <th scope="col">{t::state()}</th>
                        <th scope="col">{t::created()}</th>
                        <td><span class="visually-hidden">{t::actions()}</span></td>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || shown.rows() key=Keyed::key let:message>
                        <Row message=shown.row(message) retried/>
                    </For>
                </tbody>
            </table>
        </section>
    }
}

#[component]
fn Row(message: Memo<OutboxMessage>, retried: RwSignal<u32>) -> impl IntoView {
    let OutboxMessage { id, template, created_at, username, .. } = message.get_untracked();
    let state = memo(move |_| message.with(|message| (message.state, message.at, message.attempts)));
    let error = memo(move |_| message.with(|message| message.error.clone()));
    let recipient = memo(move |_| message.with(|message| message.recipient.clone().unwrap_or_default()));
    let shown = move || {
        let (state, at, attempts) = state.get();
        let (class, words) = match state {
            MessageState::Waiting => ("tag amber", t::waiting()),
            MessageState::Sent => ("tag green", t::sent()),
            MessageState::Failed => ("tag brick", t::failed()),
        };
        let more = (state != MessageState::Sent && attempts > 0).then(|| t::attempts(attempts));
        view! {
            <span class="cluster"><span class=class>{words}</span> <Ago at/></span>
            {more.map(|more| view! { <p class="small muted">{more}</p> })}
            {move || error.get().map(|error| view! { <p class="small wrap">{error}</p> })}
        }
    };
    let action = move || {
        let id = id.clone();
        (state.get().0 != MessageState::Sent).then(|| view! { <Retry id retried/> })
    };
    view! {
        <tr>
            <th scope="row" data-l=t::subject()>{t::template(&template)}</th>
            <td data-l=t::recipient()><span class="wrap">{move || recipient.get()}</span>
                {username.map(|name| view! { <p class="small muted">{name}</p> })}</td>
            <td data-l=t::state()>{shown}</td>
            <td data-l=t::created()><Ago at=created_at/></td>
            <td>{action}</td>
        </tr>
    }
}

#[component]
fn Retry(id: String, retried: RwSignal<u32>) -> impl IntoView {
    let retry = ServerAction::<RetryMail>::new();
    Current::expect().watch(retry);
    crate::reactive::effect(move || {
        if matches!(retry.value().get(), Some(Ok(()))) {
            retried.update(|count| *count += 1);
        }
    });
    view! {
        <Form action=retry class="">
            <Hidden name="id" value=id/>
            <Submit class="btn s">{t::retry()}</Submit>
        </Form>
    }
}
