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
    ui::{
        Checkbox, FailedToLoad, Field, Form, Hidden, Keyed, LiveList, Submit, TextArea, When, browser, time::machine,
    },
};

pub(crate) const BANNED: &str = "The account is banned, and signed out everywhere.";
pub(crate) const LIFTED: &str = "The ban is lifted.";

const REASON_HINT: &str = "The person is shown this; at most 500 characters.";
const UNTIL_HINT: &str = "Such as 2030-01-31 18:00. Empty: for good.";
const NOTE_HINT: &str = "The person never sees this; everyone who may see accounts here does. At most 2000 characters.";

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
    follow_and_say(ban, account, ABOVE_FORMS, BANNED);
    let id = account.with_untracked(|account| account.id.clone());
    view! {
        <Form action=ban class="card stack danger">
            <h2>"Ban"</h2>
            <p class="muted small">"Ends every session of this account at once. Nothing in it is lost."</p>
            <Hidden name="id" value=id/>
            <TextArea name="reason" label="Reason" hint=REASON_HINT required=true max=REASON_MAX/>
            <Field name="until" label="Until (UTC)" hint=UNTIL_HINT max=40/>
            <TextArea name="note" label="Private note" hint=NOTE_HINT max=BAN_NOTE_MAX/>
            <Submit class="btn danger">"Ban this account"</Submit>
        </Form>
    }
}

#[component]
fn LiftForm(account: RwSignal<AccountSummary>, ban: Memo<Option<BanSummary>>) -> impl IntoView {
    let lift = ServerAction::<LiftBan>::new();
    follow_and_say(lift, account, ABOVE_FORMS, LIFTED);
    let id = account.with_untracked(|account| account.id.clone());
    let facts = move |ban: BanSummary| {
        view! {
            <dl class="facts">
                <dt>"Reason"</dt>
                <dd class="said">{ban.reason}</dd>
                {(!ban.note.is_empty()).then(|| view! { <dt>"Private note"</dt> <dd class="said">{ban.note}</dd> })}
                <dt>"Since"</dt>
                <dd><When at=ban.since/></dd>
                <dt>"Until"</dt>
                <dd>{until(ban.until)}</dd>
            </dl>
        }
    };
    view! {
        <Form action=lift>
            <h2>"Ban in force"</h2>
            {move || ban.get().map(facts)}
            <p class="muted small">"Sessions that the ban ended stay over: the person signs in again."</p>
            <Hidden name="id" value=id/>
            <Submit class="btn">"Lift the ban"</Submit>
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
        <Form action=change done="The ban is changed.">
            <h2>"Change the ban"</h2>
            <Hidden name="id" value=id/>
            <TextArea name="reason" label="Reason" hint=REASON_HINT required=true max=REASON_MAX value=reason/>
            <Field name="until" label="Until (UTC)" hint=UNTIL_HINT max=40 value=until/>
            <TextArea name="note" label="Private note" hint=NOTE_HINT max=BAN_NOTE_MAX value=note/>
            <Submit class="btn">"Change the ban"</Submit>
        </Form>
    }
}

/// Formats a time as people type it: "2030-01-31 18:00:00".
fn typed(at: i64) -> String {
    machine(at).replace('T', " ").replace('Z', "")
}

fn until(at: Option<i64>) -> AnyView {
    at.map_or_else(|| "for good".into_any(), |at| view! { <When at/> }.into_any())
}

/// Who did something, and when.
#[component]
pub(crate) fn Done(act: Attribution) -> impl IntoView {
    let by = act.by.map_or_else(|| " at the server’s terminal".to_owned(), |by| format!(" by {by}"));
    view! { <When at=act.at/> {by} }
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
        <h2>"Bans and appeals"</h2>
        <Transition fallback=|| view! { <p class="muted">"Looking…"</p> }>{list}</Transition>
    }
}

#[component]
fn Found(shown: LiveList<Vec<BanRecord>>, id: String, answer: ServerAction<AnswerAppeal>) -> impl IntoView {
    let is_empty = shown.is_empty();
    let entry = move |ban: BanRecord| view! { <Entry ban=shown.row(ban) id=id.clone() answer/> };
    view! {
        {shown.notice()}
        {move || is_empty.get().then(|| view! { <p class="muted">"There has been no ban."</p> })}
        <ul class="entries" id=LIST tabindex="-1" aria-label="Bans" hidden=move || is_empty.get()>
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
        None => "in force".into_any(),
        Some(BanEnd::Lifted(act)) => view! { "lifted " <Done act/> }.into_any(),
        Some(BanEnd::ByItself(at)) => view! { "ended by itself " <When at/> }.into_any(),
    };
    view! {
        <dl class="facts">
            <dt>"Reason"</dt>
            <dd class="said">{if ban.reason.is_empty() { "erased".to_owned() } else { ban.reason }}</dd>
            {(!ban.note.is_empty()).then(|| view! { <dt>"Private note"</dt> <dd class="said">{ban.note}</dd> })}
            <dt>"Decided"</dt>
            <dd><Done act=ban.decided/></dd>
            <dt>"Until"</dt>
            <dd>{until(ban.until)}</dd>
            {ban.changed.map(|act| view! { <dt>"Changed"</dt> <dd><Done act/></dd> })}
            <dt>"Status"</dt>
            <dd>{end}</dd>
        </dl>
    }
}

#[component]
fn Appealed(appeal: AppealRecord) -> impl IntoView {
    let answered = appeal.answer.map(|answer| {
        view! {
            <dt>"Answered"</dt>
            <dd><Done act=answer.act/></dd>
            <dt>"Answer"</dt>
            <dd class="said">{answer.text}</dd>
        }
    });
    view! {
        <h3>"Appeal"</h3>
        <dl class="facts">
            <dt>"Sent"</dt>
            <dd><When at=appeal.sent_at/></dd>
            <dt>"Appeal"</dt>
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
                label="Answer"
                hint="The person is shown this; at most 1000 characters. It is sent once."
                required=true
                max=ANSWER_MAX
            />
            <Checkbox name="lift" label="Lift the ban as well"/>
            <Submit class="btn">"Send the answer"</Submit>
        </Form>
    }
}
