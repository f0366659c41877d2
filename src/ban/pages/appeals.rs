//! `/admin/appeals`: the appeals that nobody has answered yet, each with the form that answers it.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::components::A;

use super::answer::AnswerFields;
use crate::{
    access::Current,
    ban::{APPEALS_SHOWN, AnswerAppeal, OpenAppeal, count_appeals, list_appeals},
    console::{Badge, Bones, ConsolePage, Empty, live_list},
    error::FormFlash,
    reactive::{dynamic, effect, memo},
    texts::ban as t,
    ui::{Ago, Avatar, FailedToLoad, Form, Keyed, Notice, Submit, Toasts, Tone},
};

/// The ID of the list element.
const LIST: &str = "appeals";

impl Keyed for OpenAppeal {
    fn key(&self) -> String {
        format!("{} {}", self.account_id, self.sent_at)
    }
}

/// The page.
#[component]
pub fn Appeals() -> impl IntoView {
    let appeals = Resource::new_blocking(|| (), |()| list_appeals());
    let list = move || {
        Suspend::new(async move {
            match appeals.await {
                Ok(appeals) => view! { <Found appeals/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    // An answer that was posted without scripts. Its card has left the list.
    let is_answered = FormFlash::to(AnswerAppeal::PATH).is_some_and(|posted| posted.error.is_none());
    view! {
        <Title text=t::appeals()/>
        <ConsolePage>
            <header class="head"><div><h1>{t::appeals()}</h1><p>{t::appeals_about()}</p></div></header>
            {is_answered.then(|| view! { <Notice tone=Tone::Good focus=true>{t::appeal_answer_sent()}</Notice> })}
            <Suspense fallback=|| view! { <Bones/> }>{list}</Suspense>
        </ConsolePage>
    }
}

#[component]
fn Found(appeals: Vec<OpenAppeal>) -> impl IntoView {
    let answered = RwSignal::new(0_u32);
    let shown = live_list(LIST, appeals, move || answered.get(), list_appeals);
    let is_empty = shown.is_empty();
    let are_more = memo(move |_| shown.with(|appeals| appeals.len() >= APPEALS_SHOWN));
    let list = move || {
        if is_empty.get() {
            view! {
                <Empty id=LIST icon="message-square-text" title=t::appeals_none_title() words=t::appeals_none()>
                    <A href="/admin/accounts?state=banned" attr:class="btn s">{t::see_banned()}</A>
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <ul class="stack" id=LIST tabindex="-1" aria-label=t::appeals()>
                    <For each=move || shown.rows() key=Keyed::key let:appeal>
                        <Entry appeal answered/>
                    </For>
                </ul>
            }
            .into_any()
        }
    };
    view! {
        {shown.notice()}
        {dynamic(move || are_more.get().then(|| view! { <p class="muted">{t::appeals_cut(APPEALS_SHOWN)}</p> }))}
        {list}
    }
}

/// An appeal and the form that answers it. Once it is answered, it leaves the list.
#[component]
fn Entry(
    appeal: OpenAppeal,
    /// Counts the answers, after each of which the list is loaded again.
    answered: RwSignal<u32>,
) -> impl IntoView {
    let OpenAppeal { account_id, username, display_name, reason, text, sent_at } = appeal;
    let answer = ServerAction::<AnswerAppeal>::new();
    Current::expect().watch(answer);
    let toasts = Toasts::expect();
    effect(move || {
        if matches!(answer.value().get(), Some(Ok(_))) {
            toasts.say(t::appeal_answer_sent());
            answered.update(|count| *count += 1);
        }
    });
    let account = format!("/admin/accounts/{account_id}/bans");
    view! {
        <li class="card">
            <header class="card-head">
                <div class="who">
                    <Avatar name=Signal::stored(display_name.clone())/>
                    <div>
                        <h2><A href=account attr:class="name">{display_name}</A></h2>
                        <small>{username.clone()}</small>
                    </div>
                </div>
                <span class="small muted">{t::sent_ago(view! { <Ago at=sent_at/> })}</span>
            </header>
            <div class="card-body grid">
                <dl class="stack stack-s">
                    <div>
                        <dt class="label">{t::appeal()}</dt>
                        <dd class="said">{text}</dd>
                    </div>
                    <div>
                        <dt class="label">{t::ban_reason()}</dt>
                        <dd class="said">{reason}</dd>
                    </div>
                </dl>
                <Form action=answer class="stack stack-s" of=account_id.clone()>
                    <AnswerFields id=account_id/>
                    <div class="cluster">
                        <Submit>
                            {t::send_answer_to(view! { <span class="visually-hidden">{username}</span> })}
                        </Submit>
                    </div>
                </Form>
            </div>
        </li>
    }
}

/// Shows how many appeals are waiting for an answer.
#[component]
pub fn AppealsBadge() -> impl IntoView {
    let badge: fn(i64) -> AnyView = |count| {
        let words = match usize::try_from(count) {
            Ok(count) if count > APPEALS_SHOWN => format!("{APPEALS_SHOWN}+"),
            _ => count.to_string(),
        };
        t::to_answer(words, |said| view! { <span class="visually-hidden">{said}</span> })
    };
    view! { <Badge count=|| Box::pin(count_appeals()) badge/> }
}
