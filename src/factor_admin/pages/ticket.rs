//! The dialog of the account page that issues a ticket, which is shown only once, and revokes one.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::components::A;

use crate::{
    access::Current,
    directory::{
        AccountSummary,
        pages::{DialogFoot, OwnActs},
    },
    error::FormFlash,
    factor::NewTicket,
    factor_admin::{AccountFactors, IssueTicket, RevokeTicket, show_account_factors},
    reactive::{dynamic, effect, memo},
    texts::factor_admin as t,
    ui::{CopyButton, FailedToLoad, Form, Hidden, Notice, Submit, Toasts, Tone, When},
};

/// The actions of the dialog. They outlive it, so that a new ticket stays on the page while the account changes.
#[derive(Clone, Copy)]
pub(crate) struct TicketActs {
    issue: ServerAction<IssueTicket>,
    revoke: ServerAction<RevokeTicket>,
}

impl TicketActs {
    /// Creates the actions and follows them.
    pub(crate) fn follow(own: OwnActs) -> Self {
        let these = Self { issue: ServerAction::new(), revoke: ServerAction::new() };
        let current = Current::expect();
        current.watch(these.issue);
        current.watch(these.revoke);
        let toasts = Toasts::expect();
        effect(move || {
            if these.issue.value().with(|value| matches!(value, Some(Ok(_)))) {
                own.count.update(|count| *count += 1);
            }
        });
        effect(move || {
            if matches!(these.revoke.value().get(), Some(Ok(()))) {
                own.count.update(|count| *count += 1);
                toasts.say(t::revoked());
                own.close.run(());
            }
        });
        these
    }

    /// Forgets the answers to an earlier dialog.
    pub(crate) fn forget(self) {
        self.issue.value().set(None);
        self.revoke.value().set(None);
    }
}

/// The forms and, once a ticket was issued, the ticket.
#[component]
pub(crate) fn TicketForm(acts: TicketActs, account: RwSignal<AccountSummary>) -> impl IntoView {
    let (id, name) = account.with_untracked(|account| (account.id.clone(), account.display_name.clone()));
    let posted = StoredValue::new(FormFlash::answer::<NewTicket>(IssueTicket::PATH));
    let new = memo(move |_| match acts.issue.value().get() {
        Some(answer) => answer.ok(),
        None => posted.get_value(),
    });
    dynamic(move || match new.get() {
        Some(ticket) => view! { <Issued ticket name=name.clone()/> }.into_any(),
        None => view! { <Ask acts id=id.clone() name=name.clone()/> }.into_any(),
    })
}

#[component]
fn Ask(acts: TicketActs, id: String, name: String) -> impl IntoView {
    let factors = {
        let id = id.clone();
        Resource::new_blocking(|| (), move |()| show_account_factors(id.clone()))
    };
    let form = move || {
        let (id, name) = (id.clone(), name.clone());
        Suspend::new(async move {
            match factors.await {
                Ok(factors)
                    if factors.second_step.authenticator.is_none() && factors.second_step.security_keys == 0 =>
                {
                    view! { <p>{t::not_needed(name)}</p> }.into_any()
                }
                Ok(factors) => {
                    let AccountFactors { ticket_until: until, is_mailed, .. } = factors;
                    view! { <Forms acts id name until is_mailed/> }.into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{form}</Transition> }
}

#[component]
fn Forms(acts: TicketActs, id: String, name: String, until: Option<i64>, is_mailed: bool) -> impl IntoView {
    let out = until.map(|at| {
        let id = id.clone();
        view! {
            <Notice tone=Tone::Warning>
                <div class="stack stack-s">
                    <p>{t::ticket_out(view! { <When at/> })} " " {t::replaces()}</p>
                    <Form action=acts.revoke class="">
                        <Hidden name="id" value=id/>
                        <Submit class="btn s">{t::revoke()}</Submit>
                    </Form>
                </div>
            </Notice>
        }
    });
    let notice = if is_mailed { t::mailed(&name) } else { t::not_mailed(&name) };
    view! {
        {out}
        <Form action=acts.issue class="stack">
            <p>{t::identify(&name)}</p>
            <p class="muted">{t::effect(&name)} " " {notice}</p>
            <Hidden name="id" value=id/>
            <DialogFoot><Submit>{t::issue()}</Submit></DialogFoot>
        </Form>
    }
}

/// The ticket, only this once.
#[component]
fn Issued(ticket: NewTicket, name: String) -> impl IntoView {
    let page = expect_context::<OwnActs>().page.get_value();
    view! {
        <div class="stack">
            <Notice tone=Tone::Good>
                <div class="stack stack-s" tabindex="-1" autofocus>
                    <p>{t::issued(view! { <When at=ticket.expires_at/> })}</p>
                    <code class="handed mono">{ticket.code.clone()}</code>
                    <div class="cluster"><CopyButton text=ticket.code label=t::copy()/></div>
                </div>
            </Notice>
            <p class="muted">{t::give_it(name)}</p>
        </div>
        <div class="dialog-foot"><A href=page scroll=false attr:class="btn primary">{t::done()}</A></div>
    }
}
