//! The bans section of the account page: banning, changing and lifting bans, and their history.

use leptos::prelude::*;

use crate::{
    ban::{
        ANSWER_MAX, AnswerAppeal, AppealRecord, BAN_NOTE_MAX, BanAccount, BanEnd, BanRecord, ChangeBan, LiftBan,
        REASON_MAX, list_bans,
    },
    console::live_list,
    directory::{
        AccountSummary, Attribution, BanSummary,
        pages::{ABOVE_FORMS, OwnActs, follow, follow_and_say},
    },
    error::{AppError, Conflict},
    texts::ban as t,
    ui::{
        Checkbox, FailedToLoad, Field, Form, Hidden, Keyed, LiveList, Submit, TextArea, When, browser, time::machine,
    },
};

/// The active ban with the forms that lift and change it, or the form that bans the account.
#[component]
pub(crate) fn BanForms(account: RwSignal<AccountSummary>) -> impl IntoView {
    let ban = Memo::new(move |_| account.with(|account| account.ban.clone()));
    let is_banned = Memo::new(move |_| ban.with(Option::is_some));
    move || {
        if is_banned.get() {
            view! { <LiftForm account ban/> <ChangeForm account/> }.into_any()
        } else {
            view! { <BanForm account/> }.into_any()
        }
    }
}

#[component]
fn BanForm(account: RwSignal<AccountSummary>) -> impl IntoView {
    let ban = ServerAction::<BanAccount>::new();
    follow_and_say(ban, account, ABOVE_FORMS, t::banned);
    let id = account.with_untracked(|account| account.id.clone());
    view! {
        <Form action=ban class="card stack danger">
            <h2>{t::ban_title()}</h2>
            <p class="muted small">{t::ban_effect()}</p>
            <Hidden name="id" value=id/>
            <TextArea name="reason" label=t::reason() hint=t::reason_hint(REASON_MAX) required=true max=REASON_MAX/>
            <Field name="until" label=t::until_label() hint=t::until_hint() max=40/>
            <TextArea name="note" label=t::note() hint=t::note_hint(BAN_NOTE_MAX) max=BAN_NOTE_MAX/>
            <Submit class="btn danger">{t::ban_account()}</Submit>
        </Form>
    }
}

#[component]
fn LiftForm(account: RwSignal<AccountSummary>, ban: Memo<Option<BanSummary>>) -> impl IntoView {
    let lift = ServerAction::<LiftBan>::new();
    follow_and_say(lift, account, ABOVE_FORMS, t::lifted);
    let id = account.with_untracked(|account| account.id.clone());
    let facts = move |ban: BanSummary| {
        view! {
            <dl class="facts">
                <dt>{t::reason()}</dt>
                <dd class="said">{ban.reason}</dd>
                {(!ban.note.is_empty()).then(|| view! { <dt>{t::note()}</dt> <dd class="said">{ban.note}</dd> })}
                <dt>{t::banned_on()}</dt>
                <dd><When at=ban.since/></dd>
                <dt>{t::ends()}</dt>
                <dd>{until(ban.until)}</dd>
            </dl>
        }
    };
    view! {
        <Form action=lift>
            <h2>{t::active_ban()}</h2>
            {move || ban.get().map(facts)}
            <p class="muted small">{t::lift_effect()}</p>
            <Hidden name="id" value=id/>
            <Submit class="btn">{t::lift_ban()}</Submit>
        </Form>
    }
}

/// Not rebuilt while the ban is active, so that other changes do not discard what is being typed.
#[component]
fn ChangeForm(account: RwSignal<AccountSummary>) -> impl IntoView {
    let change = ServerAction::<ChangeBan>::new();
    follow(change, account);
    let (id, ban) = account.with_untracked(|account| (account.id.clone(), account.ban.clone()));
    let (reason, until, note) =
        ban.map(|ban| (ban.reason, ban.until.map(typed).unwrap_or_default(), ban.note)).unwrap_or_default();
    view! {
        <Form action=change done=t::changed_ban()>
            <h2>{t::change_ban()}</h2>
            <Hidden name="id" value=id/>
            <TextArea name="reason" label=t::reason() hint=t::reason_hint(REASON_MAX) required=true max=REASON_MAX value=reason/>
            <Field name="until" label=t::until_label() hint=t::until_hint() max=40 value=until/>
            <TextArea name="note" label=t::note() hint=t::note_hint(BAN_NOTE_MAX) max=BAN_NOTE_MAX value=note/>
            <Submit class="btn">{t::change_ban()}</Submit>
        </Form>
    }
}

/// Formats a time as people type it: "2030-01-31 18:00:00".
fn typed(at: i64) -> String {
    machine(at).replace('T', " ").replace('Z', "")
}

fn until(at: Option<i64>) -> AnyView {
    at.map_or_else(|| t::no_end().into_any(), |at| view! { <When at/> }.into_any())
}

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
pub(crate) fn BanHistory(account: RwSignal<AccountSummary>) -> impl IntoView {
    let answer = ServerAction::<AnswerAppeal>::new();
    follow(answer, account);
    let own = expect_context::<OwnActs>();
    // Counts answers after which the list is reloaded. Other errors can be corrected in the form, which stays.
    let answered = RwSignal::new(0);
    Effect::new(move || {
        let is_over = answer.value().with(|value| match value {
            Some(Ok(_) | Err(AppError::Conflict { conflict: Conflict::AnsweredAlready | Conflict::NotBanned })) => true,
            Some(Err(_)) | None => false,
        });
        if is_over {
            answered.update(|count| *count += 1);
        }
    });
    let id = account.with_untracked(|account| account.id.clone());
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
        <h2>{t::history()}</h2>
        <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition>
    }
}

#[component]
fn Found(shown: LiveList<Vec<BanRecord>>, id: String, answer: ServerAction<AnswerAppeal>) -> impl IntoView {
    let is_empty = shown.is_empty();
    let entry = move |ban: BanRecord| view! { <Entry ban=shown.row(ban) id=id.clone() answer/> };
    view! {
        {shown.notice()}
        {move || is_empty.get().then(|| view! { <p class="muted">{t::history_none()}</p> })}
        <ul class="entries" id=LIST tabindex="-1" aria-label=t::bans() hidden=move || is_empty.get()>
            <For each=move || shown.rows() key=Keyed::key children=entry/>
        </ul>
    }
}

#[component]
fn Entry(ban: Memo<BanRecord>, id: String, answer: ServerAction<AnswerAppeal>) -> impl IntoView {
    let terms = Memo::new(move |_| BanRecord { appeal: None, ..ban.get() });
    let appeal = Memo::new(move |_| ban.with(|ban| ban.appeal.clone()));
    // Stays open while the appeal is waiting and while the form is in use, so that other people's changes do not
    // discard what is being typed.
    let is_open = Memo::new(move |was: Option<&bool>| {
        let is_sent = answer.value().with_untracked(|value| matches!(value, Some(Ok(_))));
        ban.with(is_open) || (was == Some(&true) && !is_sent && browser::is_in_use(ANSWER))
    });
    view! {
        <li class="card stack">
            {move || view! { <BanTermsForm ban=terms.get()/> }}
            {move || appeal.get().map(|appeal| view! { <Appealed appeal/> })}
            {move || {
                let id = id.clone();
                is_open.get().then(|| view! { <AnswerForm id answer/> })
            }}
        </li>
    }
}

/// The ID of the form that answers an appeal.
const ANSWER: &str = "answer_appeal";

/// Whether the ban has an appeal to answer.
fn is_open(ban: &BanRecord) -> bool {
    ban.end.is_none() && ban.appeal.as_ref().is_some_and(|appeal| appeal.answer.is_none())
}

#[component]
fn BanTermsForm(ban: BanRecord) -> impl IntoView {
    let end = match ban.end {
        None => t::active().into_any(),
        Some(BanEnd::Lifted(act)) => t::lifted_at(view! { <Done act/> }),
        Some(BanEnd::ByItself(at)) => t::ended_at(view! { <When at/> }),
    };
    view! {
        <dl class="facts">
            <dt>{t::reason()}</dt>
            <dd class="said">{if ban.reason.is_empty() { t::reason_erased() } else { ban.reason }}</dd>
            {(!ban.note.is_empty()).then(|| view! { <dt>{t::note()}</dt> <dd class="said">{ban.note}</dd> })}
            <dt>{t::banned_at()}</dt>
            <dd><Done act=ban.decided/></dd>
            <dt>{t::ends()}</dt>
            <dd>{until(ban.until)}</dd>
            {ban.changed.map(|act| view! { <dt>{t::changed_at()}</dt> <dd><Done act/></dd> })}
            <dt>{t::status()}</dt>
            <dd>{end}</dd>
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
        <h3>{t::appeal()}</h3>
        <dl class="facts">
            <dt>{t::sent()}</dt>
            <dd><When at=appeal.sent_at/></dd>
            <dt>{t::message()}</dt>
            <dd class="said">{appeal.text}</dd>
            {answered}
        </dl>
    }
}

#[component]
fn AnswerForm(id: String, answer: ServerAction<AnswerAppeal>) -> impl IntoView {
    view! {
        <Form action=answer class="stack">
            <Hidden name="id" value=id/>
            <TextArea
                name="answer"
                label=t::answer()
                hint=t::answer_hint(ANSWER_MAX)
                required=true
                max=ANSWER_MAX
            />
            <Checkbox name="lift" label=t::lift_too()/>
            <Submit class="btn">{t::send_answer()}</Submit>
        </Form>
    }
}
