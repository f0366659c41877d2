//! The bans of an account with their appeals, a tab of the account's page.

use leptos::prelude::*;

use super::{answer::AnswerFields, dialogs::until};
use crate::{
    ban::{AnswerAppeal, AppealRecord, BanEnd, BanRecord, list_bans},
    console::live_list,
    directory::{Attribution, pages::OwnActs},
    error::{AppError, Conflict},
    reactive::{dynamic, effect, memo},
    texts::ban as t,
    ui::{Ago, FailedToLoad, Form, Icon, Keyed, LiveList, Submit, When, browser},
};

/// Who did something, and when.
#[component]
pub(crate) fn Done(act: Attribution) -> impl IntoView {
    let when = view! { <When at=act.at/> };
    match act.by {
        Some(name) => t::done_by(when, name),
        None => t::done_by_operator(when),
    }
}

/// The ID of the list element.
const LIST: &str = "bans";

impl Keyed for BanRecord {
    fn key(&self) -> String {
        self.id.clone()
    }
}

/// All bans of the account with their appeals and the form that answers an appeal.
#[component]
pub(crate) fn BanHistory() -> impl IntoView {
    let answer = ServerAction::<AnswerAppeal>::new();
    let own = expect_context::<OwnActs>();
    own.follow(answer);
    // Counts answers after which the list is reloaded. Other errors can be corrected in the form, which stays.
    let answered = RwSignal::new(0);
    effect(move || {
        let is_over = answer.value().with(|value| match value {
            Some(Ok(_) | Err(AppError::Conflict { conflict: Conflict::AnsweredAlready | Conflict::NotBanned })) => true,
            Some(Err(_)) | None => false,
        });
        if is_over {
            answered.update(|count| *count += 1);
        }
    });
    let id = own.account.with_untracked(|account| account.id.clone());
    let bans = {
        let id = id.clone();
        Resource::new_blocking(|| (), move |()| list_bans(id.clone()))
    };
    let list = move || {
        let id = id.clone();
        let acts = move || (own.count.get(), answered.get());
        Suspend::new(async move {
            match bans.await {
                Ok(bans) => {
                    let of = id.clone();
                    let shown = live_list(LIST, bans, acts, move || list_bans(of.clone()));
                    view! { <Found shown id answer/> }.into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <h2 class="visually-hidden">{t::history()}</h2>
        <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition>
    }
}

#[component]
fn Found(shown: LiveList<Vec<BanRecord>>, id: String, answer: ServerAction<AnswerAppeal>) -> impl IntoView {
    let is_empty = shown.is_empty();
    let entry = move |ban: BanRecord| view! { <Entry ban=shown.row(ban) id=id.clone() answer/> };
    view! {
        {shown.notice()}
        {dynamic(move || is_empty.get().then(|| view! { <div class="empty"><p>{t::history_none()}</p></div> }))}
        <ul class="stack" id=LIST tabindex="-1" aria-label=t::bans() hidden=move || is_empty.get()>
            <For each=move || shown.rows() key=Keyed::key children=entry/>
        </ul>
    }
}

#[component]
fn Entry(ban: Memo<BanRecord>, id: String, answer: ServerAction<AnswerAppeal>) -> impl IntoView {
    let terms = memo(move |_| BanRecord { appeal: None, ..ban.get() });
    let appeal = memo(move |_| ban.with(|ban| ban.appeal.clone()));
    // Stays open while the appeal is waiting and while the form is in use, so that other people's changes do not
    // discard what is being typed.
    let is_open = memo(move |was: Option<&bool>| {
        let is_sent = answer.value().with_untracked(|value| matches!(value, Some(Ok(_))));
        ban.with(is_open) || (was == Some(&true) && !is_sent && browser::is_in_use(ANSWER))
    });
    view! {
        <li class="card">
            {dynamic(move || view! { <Decided ban=terms.get()/> })}
            {dynamic(move || appeal.get().map(|appeal| view! { <Appealed appeal/> }))}
            {dynamic(move || {
                let id = id.clone();
                is_open.get().then(|| view! { <AnswerForm id answer/> })
            })}
        </li>
    }
}

/// The ID of the form that answers an appeal.
const ANSWER: &str = "answer_appeal";

/// Whether the ban has an appeal to answer.
fn is_open(ban: &BanRecord) -> bool {
    ban.end.is_none() && ban.appeal.as_ref().is_some_and(|appeal| appeal.answer.is_none())
}

/// The decision and its terms.
#[component]
fn Decided(ban: BanRecord) -> impl IntoView {
    let status = match ban.end {
        None => view! { <span class="tag brick"><Icon name="ban"/>{t::active()}</span> }.into_any(),
        Some(BanEnd::Lifted(act)) => {
            view! { <span class="tag"><Icon name="undo-2"/>{t::lifted_at(view! { <Done act/> })}</span> }.into_any()
        }
        Some(BanEnd::ByItself(at)) => {
            view! { <span class="tag"><Icon name="clock"/>{t::ended_at(view! { <Ago at/> })}</span> }.into_any()
        }
    };
    view! {
        <header class="card-head">
            <h3>{t::banned_entry(view! { <Done act=ban.decided/> })}</h3>
            {status}
        </header>
        <dl class="facts card-body">
            <dt>{t::reason()}</dt>
            <dd class="said">{if ban.reason.is_empty() { t::reason_erased() } else { ban.reason }}</dd>
            {(!ban.note.is_empty()).then(|| view! { <dt>{t::note()}</dt> <dd class="said">{ban.note}</dd> })}
            <dt>{t::ends()}</dt>
            <dd>{until(ban.until)}</dd>
            {ban.changed.map(|act| view! { <dt>{t::changed_at()}</dt> <dd><Done act/></dd> })}
        </dl>
    }
}

#[component]
fn Appealed(appeal: AppealRecord) -> impl IntoView {
    let answered = appeal.answer.map(|answer| {
        view! {
            <dt>{t::answered_at()}</dt>
            <dd><Done act=answer.act/></dd>
            <dt>{t::answer()}</dt>
            <dd class="said">{answer.text}</dd>
        }
    });
    view! {
        <dl class="facts card-body">
            <dt>{t::appeal()}</dt>
            <dd class="said">{appeal.text}</dd>
            <dt>{t::sent()}</dt>
            <dd><When at=appeal.sent_at/></dd>
            {answered}
        </dl>
    }
}

#[component]
fn AnswerForm(id: String, answer: ServerAction<AnswerAppeal>) -> impl IntoView {
    view! {
        <Form action=answer class="card-body stack">
            <AnswerFields id/>
            <Submit>{t::send_answer()}</Submit>
        </Form>
    }
}
