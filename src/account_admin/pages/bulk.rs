//! `/admin/accounts/bulk`: the preview of a bulk act on several accounts, and the form that performs it.

use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use leptos_meta::Title;
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};

use super::{standing::Standing, undo::offer_undo};
use crate::{
    access::Current,
    account_admin::{
        BULK_MAX, BulkAct, BulkBan, BulkChangeRole, BulkEndSessions, BulkLiftBan, BulkLine, BulkOutcome, preview_bulk,
    },
    ban::pages::{FIRST, Terms},
    console::{Bones, ConsolePage, Empty},
    directory::AccountSummary,
    error::{AppError, FormFlash},
    reactive::{dynamic, effect, effect_with_last, memo},
    texts::account_admin as t,
    ui::{Avatar, FailedToLoad, Form, Hidden, Notice, Submit, Toasts, Tone, browser, use_query, use_query_list},
};

/// The ID of the outcome, which takes the focus after the form is removed.
const OUTCOME: &str = "bulk-outcome";

/// The page.
#[component]
pub fn BulkActs() -> impl IntoView {
    let (ids, act) = (use_query_list("ids"), use_query("act"));
    let lines = Resource::new_blocking(
        move || (ids.get(), act.get()),
        // While the page is being left, the URL no longer contains accounts.
        async |(ids, act)| if ids.is_empty() { Ok(Vec::new()) } else { preview_bulk(ids, act).await },
    );
    let navigate = use_navigate();
    let undone = Callback::new(move |()| navigate("/admin/accounts", NavigateOptions::default()));
    let preview = move || {
        let act = BulkAct::from_name(&act.get());
        Suspend::new(async move {
            match (lines.await, act) {
                (Ok(lines), Some(act)) if !lines.is_empty() => view! { <Preview lines act undone/> }.into_any(),
                (Err(AppError::Invalid { .. }) | Ok(_), _) => view! { <Nothing/> }.into_any(),
                (Err(error), _) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::bulk_title()/>
        <ConsolePage>
            <p class="small"><A href="/admin/accounts">{t::all_accounts()}</A></p>
            <Transition fallback=|| view! { <Bones/> }>{preview}</Transition>
        </ConsolePage>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <header class="head"><h1>{t::bulk_title()}</h1></header>
        <Empty icon="list-checks" title=t::none_selected() words=t::none_selected_words(BULK_MAX)>
            <A href="/admin/accounts" attr:class="btn s">{t::show_all()}</A>
        </Empty>
    }
}

#[component]
fn Preview(lines: Vec<BulkLine>, act: BulkAct, undone: Callback<()>) -> impl IntoView {
    let path = match act {
        BulkAct::Ban => BulkBan::PATH,
        BulkAct::LiftBan => BulkLiftBan::PATH,
        BulkAct::EndSessions => BulkEndSessions::PATH,
        BulkAct::ChangeRole(_) => BulkChangeRole::PATH,
    };
    let outcome = RwSignal::new(FormFlash::answer::<BulkOutcome>(path));
    let ids = lines.iter().map(|line| &*line.id).collect::<Vec<_>>().join(" ");
    let possible = lines.iter().filter(|line| line.refused.is_none()).count();
    let title = act.action(lines.len());
    let accounts = RwSignal::new(lines.iter().map(|line| line.account.clone()).collect::<Vec<_>>());
    let row = |(place, line): (usize, BulkLine)| view! { <Row place line act=act.clone() outcome accounts/> };
    let rows: Vec<_> = lines.iter().cloned().enumerate().map(row).collect();
    let is_done = memo(move |_| outcome.with(Option::is_some));
    // Reload the accounts once the act is done.
    let (asked, name) = (StoredValue::new(ids.clone()), act.name());
    effect_with_last(move |before: Option<bool>| {
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
    let (toasts, lines, undoable) = (Toasts::expect(), StoredValue::new(lines), act.clone());
    effect_with_last(move |before: Option<()>| {
        // What a plain post has done is in the page from the start.
        if let (Some(()), Some(outcome)) = (before, &*outcome.read()) {
            lines.with_value(|lines| {
                offer_undo(toasts, &undoable, lines, outcome, move || {
                    let _ = undone.try_run(());
                });
            });
        }
    });
    let form = move || {
        (!is_done.get()).then(|| match possible {
            0 => view! { <Notice tone=Tone::Warning>{t::all_impossible()}</Notice> }.into_any(),
            _ => view! { <ActForm act=act.clone() ids=ids.clone() possible outcome/> }.into_any(),
        })
    };
    view! {
        <header class="head"><h1>{title}</h1></header>
        <div class="outcome" id=OUTCOME tabindex="-1">
            {dynamic(move || outcome.with(|outcome| outcome.as_ref().map(|outcome| {
                let tone = if outcome.refused.is_empty() { Tone::Good } else { Tone::Warning };
                let words = outcome.words();
                view! { <Notice tone>{words}</Notice> }
            })))}
        </div>
        <section class="card" aria-label=t::title()>
            <table class="table cards">
                <thead>
                    <tr>
                        <th scope="col">{t::person()}</th>
                        <th scope="col">{t::status()}</th>
                        <th scope="col">{dynamic(move || column(is_done.get()))}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
        {form}
    }
}

/// The heading of the column with the effect of the act.
fn column(is_done: bool) -> String {
    if is_done { t::after() } else { t::before() }
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
    let words = memo(move |_| {
        let became = outcome.with(|outcome| {
            let result = outcome.as_ref()?.at(place)?;
            Some(result.map(|()| act.done()).map_err(ToString::to_string))
        });
        became.unwrap_or_else(|| plan.clone())
    });
    let (name, username) = account.map_or((id, None), |account| (account.display_name, Some(account.username)));
    let name = Signal::stored(name);
    let standing = memo(move |_| accounts.with(|accounts| accounts.get(place).cloned().flatten()));
    view! {
        <tr>
            <td>
                <div class="who">
                    <Avatar name/>
                    <div><b>{name}</b>{username.map(|username| view! { <small>{username}</small> })}</div>
                </div>
            </td>
            <td><span class="cluster">{dynamic(move || standing.get().map(|account| view! { <Standing account/> }))}</span></td>
            <td>
                {dynamic(move || match words.get() {
                    Ok(words) => words.into_any(),
                    Err(words) => view! { <span class="tag amber">{t::not_possible()}</span> " " {words} }.into_any(),
                })}
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
    effect(move || {
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
    let action = act.action(possible);
    match act {
        BulkAct::Ban => view! {
            <Form action={follow::<BulkBan>(outcome)} >
                <p class="muted small">{t::ban_effect()}</p>
                <Hidden name="ids" value=ids/>
                <Terms chosen=RwSignal::new(FIRST.to_owned())/>
                <Submit class="btn solid">{action}</Submit>
            </Form>
        }
        .into_any(),
        BulkAct::LiftBan => view! {
            <Form action={follow::<BulkLiftBan>(outcome)}>
                <Hidden name="ids" value=ids/>
                <Submit>{action}</Submit>
            </Form>
        }
        .into_any(),
        BulkAct::EndSessions => view! {
            <Form action={follow::<BulkEndSessions>(outcome)} resumes=false>
                <Hidden name="ids" value=ids/>
                <Submit class="btn solid">{action}</Submit>
            </Form>
        }
        .into_any(),
        BulkAct::ChangeRole(role) => view! {
            <Form action={follow::<BulkChangeRole>(outcome)}>
                <Hidden name="ids" value=ids/>
                <Hidden name="role" value=role.name()/>
                <Submit>{action}</Submit>
            </Form>
        }
        .into_any(),
    }
}
