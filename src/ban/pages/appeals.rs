//! `/admin/appeals`: the appeals that nobody has answered yet.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    ban::count_appeals,
    ban::{APPEALS_SHOWN, OpenAppeal, list_appeals},
    console::Badge,
    console::ConsolePage,
    console::live_list,
    texts::ban as t,
    ui::{FailedToLoad, Keyed, When},
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
    view! {
        <Title text=t::appeals()/>
        <ConsolePage>
            <h1>{t::appeals()}</h1>
            <Suspense fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Suspense>
        </ConsolePage>
    }
}

#[component]
fn Found(appeals: Vec<OpenAppeal>) -> impl IntoView {
    let shown = live_list(LIST, appeals, || (), list_appeals);
    let is_empty = shown.is_empty();
    let are_more = Memo::new(move |_| shown.with(|appeals| appeals.len() >= APPEALS_SHOWN));
    let list = move || {
        if is_empty.get() {
            view! {
                <div class="empty stack" id=LIST tabindex="-1">
                    <h2>{t::appeals_none_title()}</h2>
                    <p>{t::appeals_none()}</p>
                </div>
            }
            .into_any()
        } else {
            view! {
                <ul class="entries" id=LIST tabindex="-1">
                    <For each=move || shown.rows() key=Keyed::key let:appeal>
                        <Entry appeal/>
                    </For>
                </ul>
            }
            .into_any()
        }
    };
    view! {
        {shown.notice()}
        {move || are_more.get().then(|| view! { <p class="muted">{t::appeals_cut(APPEALS_SHOWN)}</p> })}
        {list}
    }
}

#[component]
fn Entry(appeal: OpenAppeal) -> impl IntoView {
    let account = format!("/admin/accounts/{}/bans", appeal.account_id);
    let label = t::answer_person(&appeal.username);
    view! {
        <li class="card stack">
            <h2>{appeal.display_name} " " <span class="small muted">{appeal.username}</span></h2>
            <dl class="facts">
                <dt>{t::sent()}</dt>
                <dd><When at=appeal.sent_at/></dd>
                <dt>{t::ban_reason()}</dt>
                <dd class="said">{appeal.reason}</dd>
                <dt>{t::appeal()}</dt>
                <dd class="said">{appeal.text}</dd>
            </dl>
            <p><A href=account attr:class="btn" attr:aria-label=label>{t::answer_appeal()}</A></p>
        </li>
    }
}

/// Shows how many appeals are waiting for an answer.
#[component]
pub fn AppealsBadge() -> impl IntoView {
    let words = |count: i64| match usize::try_from(count) {
        Ok(count) if count > APPEALS_SHOWN => format!("{APPEALS_SHOWN}+"),
        _ => count.to_string(),
    };
    let badge = move |count| t::to_answer(words(count), |said| view! { <span class="visually-hidden">{said}</span> });
    view! { <Badge count=|| Box::pin(count_appeals()) badge/> }
}
