//! `/admin/accounts/bulk`: the preview of a bulk act on several accounts, and the form that performs it.

use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use leptos_meta::Title;
use leptos_router::components::A;

use super::standing::Standing;
use crate::{
    access::Current,
    account_admin::{
        BULK_MAX, BulkAct, BulkBan, BulkChangeRole, BulkEndSessions, BulkLiftBan, BulkLine, BulkOutcome, count,
        preview_bulk,
    },
    ban::{BAN_NOTE_MAX, REASON_MAX},
    console::ConsolePage,
    directory::AccountSummary,
    error::{AppError, FormFlash},
    ui::{FailedToLoad, Field, Form, Hidden, Notice, Submit, TextArea, Tone, browser, use_query, use_query_list},
};

/// The ID of the outcome, which takes the focus after the form is removed.
const OUTCOME: &str = "bulk-outcome";

/// The page.
#[component]
pub fn BulkActs() -> impl IntoView {
    let (ids, act) = (use_query_list("ids"), use_query("act"));
    let lines = Resource::new_blocking(move || (ids.get(), act.get()), |(ids, act)| preview_bulk(ids, act));
    let preview = move || {
        let act = BulkAct::from_name(&act.get());
        Suspend::new(async move {
            match (lines.await, act) {
                (Ok(lines), Some(act)) => view! { <Preview lines act/> }.into_any(),
                (Err(AppError::Invalid { .. }), _) | (Ok(_), None) => view! { <Nothing/> }.into_any(),
                (Err(error), _) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text="Several accounts"/>
        <ConsolePage>
            <p class="small"><A href="/admin/accounts">"All accounts"</A></p>
            <Transition fallback=|| view! { <p class="muted">"Looking…"</p> }>{preview}</Transition>
        </ConsolePage>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="empty stack">
            <h1>"Nothing to do"</h1>
            <p>{format!("Tick between 1 and {BULK_MAX} accounts in the list, and choose what is to be done.")}</p>
            <A href="/admin/accounts" attr:class="btn">"Show all accounts"</A>
        </div>
    }
}

#[component]
fn Preview(lines: Vec<BulkLine>, act: BulkAct) -> impl IntoView {
    let path = match act {
        BulkAct::Ban => BulkBan::PATH,
        BulkAct::LiftBan => BulkLiftBan::PATH,
        BulkAct::EndSessions => BulkEndSessions::PATH,
        BulkAct::ChangeRole(_) => BulkChangeRole::PATH,
    };
    let outcome = RwSignal::new(FormFlash::answer::<BulkOutcome>(path));
    let ids = lines.iter().map(|line| &*line.id).collect::<Vec<_>>().join(" ");
    let possible = lines.iter().filter(|line| line.refused.is_none()).count();
    let title = act.title();
    let accounts = RwSignal::new(lines.iter().map(|line| line.account.clone()).collect::<Vec<_>>());
    let row = |(place, line): (usize, BulkLine)| view! { <Row place line act=act.clone() outcome accounts/> };
    let rows: Vec<_> = lines.iter().cloned().enumerate().map(row).collect();
    let is_done = Memo::new(move |_| outcome.with(Option::is_some));
    // Reload the accounts once the act is done.
    let (asked, name) = (StoredValue::new(ids.clone()), act.name());
    Effect::new(move |before: Option<bool>| {
        let is_done = is_done.get();
        if is_done && before == Some(false) {
            let name = name.clone();
            spawn_local(async move {
                if let Ok(lines) = preview_bulk(asked.get_value(), name).await {
                    accounts.try_set(lines.into_iter().map(|line| line.account).collect());
                }
            });
        }
        is_done
    });
    let form = move || {
        (!is_done.get()).then(|| match possible {
            0 => view! { <Notice tone=Tone::Warning>"This can be done to none of these accounts."</Notice> }.into_any(),
            _ => view! { <ActForm act=act.clone() ids=ids.clone() possible outcome/> }.into_any(),
        })
    };
    view! {
        <h1>{title}</h1>
        <div id=OUTCOME tabindex="-1">
            {move || outcome.with(|outcome| outcome.as_ref().map(|outcome| {
                let tone = if outcome.refused.is_empty() { Tone::Good } else { Tone::Warning };
                let words = outcome.words();
                view! { <Notice tone>{words}</Notice> }
            }))}
        </div>
        <table>
            <thead>
                <tr>
                    <th scope="col">"Person"</th>
                    <th scope="col">"Standing"</th>
                    <th scope="col">{move || if is_done.get() { "What was done" } else { "What would happen" }}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {form}
    }
}

/// A row with an account and the effect of the act on it, planned or done.
#[component]
fn Row(
    place: usize,
    line: BulkLine,
    act: BulkAct,
    outcome: RwSignal<Option<BulkOutcome>>,
    accounts: RwSignal<Vec<Option<AccountSummary>>>,
) -> impl IntoView {
    let BulkLine { id, account, ends, refused } = line;
    let plan = match (&refused, &account) {
        (None, Some(account)) => Ok(act.effect(account, ends)),
        (Some(error), _) => Err(error.to_string()),
        (None, None) => Err(AppError::NotFound.to_string()),
    };
    let words = Memo::new(move |_| {
        let became = outcome.with(|outcome| {
            let result = outcome.as_ref()?.at(place)?;
            Some(result.map(|()| act.done()).map_err(ToString::to_string))
        });
        became.unwrap_or_else(|| plan.clone())
    });
    let name = account.map_or(id, |account| account.username);
    let standing = Memo::new(move |_| accounts.with(|accounts| accounts.get(place).cloned().flatten()));
    view! {
        <tr>
            <td data-label="Person"><b>{name}</b></td>
            <td data-label="Standing">{move || standing.get().map(|account| view! { <Standing account/> })}</td>
            <td data-label="Act">
                {move || match words.get() {
                    Ok(words) => words.into_any(),
                    Err(words) => view! { <span class="tag warn">"no"</span> " " {words} }.into_any(),
                }}
            </td>
        </tr>
    }
}

/// Creates an action that stores its outcome, and refreshes the principal if it is refused because of it.
fn follow<F>(outcome: RwSignal<Option<BulkOutcome>>) -> ServerAction<F>
where
    F: ServerFn<Output = BulkOutcome, Error = AppError> + Clone + Send + Sync + 'static,
{
    let action = ServerAction::<F>::new();
    Effect::new(move || {
        if let Some(Ok(answered)) = action.value().get() {
            outcome.set(Some(answered));
            request_animation_frame(|| browser::focus_if_lost(OUTCOME));
        }
    });
    Current::expect().watch(action);
    action
}

#[component]
fn ActForm(act: BulkAct, ids: String, possible: usize, outcome: RwSignal<Option<BulkOutcome>>) -> impl IntoView {
    let whom = count(possible);
    match act {
        BulkAct::Ban => view! {
            <Form action={follow::<BulkBan>(outcome)} class="card stack danger">
                <p class="muted small">"Ends every session of these accounts at once. Nothing in them is lost."</p>
                <Hidden name="ids" value=ids/>
                <TextArea name="reason" label="Reason" hint="Each person is shown this; at most 500 characters." required=true max=REASON_MAX/>
                <Field name="until" label="Until (UTC)" hint="Such as 2030-01-31 18:00. Empty: for good." max=40/>
                <TextArea name="note" label="Private note" hint="The persons never see this; everyone who may see accounts here does. At most 2000 characters." max=BAN_NOTE_MAX/>
                <Submit class="btn danger">{format!("Ban {whom}")}</Submit>
            </Form>
        }
        .into_any(),
        BulkAct::LiftBan => view! {
            <Form action={follow::<BulkLiftBan>(outcome)}>
                <Hidden name="ids" value=ids/>
                <Submit class="btn">{format!("Lift the bans of {whom}")}</Submit>
            </Form>
        }
        .into_any(),
        BulkAct::EndSessions => view! {
            <Form action={follow::<BulkEndSessions>(outcome)} class="card stack danger" resumes=false>
                <Hidden name="ids" value=ids/>
                <Submit class="btn danger">{format!("End the sessions of {whom}")}</Submit>
            </Form>
        }
        .into_any(),
        BulkAct::ChangeRole(role) => view! {
            <Form action={follow::<BulkChangeRole>(outcome)}>
                <Hidden name="ids" value=ids/>
                <Hidden name="role" value=role.name()/>
                <Submit class="btn">{format!("Change the role of {whom} to {role}")}</Submit>
            </Form>
        }
        .into_any(),
    }
}
