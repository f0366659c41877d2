//! The dialogs over the overview, and the actions of their forms.

use leptos::prelude::*;

use super::{
    role::{RoleForm, follow_role},
    view::{Act, FORMS},
};
use crate::{
    access::Current,
    ban::pages::{BanActs, BanForm, ChangeForm, LiftForm},
    closing::{CloseAccountOf, pages::CloseForm},
    directory::{
        AccountSummary,
        pages::{OwnActs, RemoteChanges, RemoteChangesNotice},
    },
    factor_admin::pages::{TicketActs, TicketForm},
    impersonation::pages::ActAs,
    live::ChangeSignal,
    reactive::effect,
    role::ChangeRole,
    session_admin::EndAccountSessions,
    texts::{self, account_admin as t},
    ui::{PageDialog, Toasts},
};

/// The actions of the page. They outlive the forms that use them.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    ban: BanActs,
    role: ServerAction<ChangeRole>,
    close: ServerAction<CloseAccountOf>,
    ticket: TicketActs,
    pub(super) end_all: ServerAction<EndAccountSessions>,
}

impl Acts {
    /// Creates the actions and follows them.
    pub(super) fn follow(own: OwnActs) -> Self {
        let close = ServerAction::new();
        own.follow_and_say(close, |toasts, _, _| toasts.say(texts::closing::closed()));
        let (ban, ticket) = (BanActs::follow(own), TicketActs::follow(own));
        Self { ban, role: follow_role(own), close, ticket, end_all: follow_end_all() }
    }
}

fn follow_end_all() -> ServerAction<EndAccountSessions> {
    let end_all = ServerAction::<EndAccountSessions>::new();
    Current::expect().refresh_after(end_all);
    let (toasts, change_signal) = (Toasts::expect(), ChangeSignal::expect());
    effect(move || {
        let Some(answer) = end_all.value().get() else { return };
        untrack(|| {
            // The head of the page shows how many there are.
            change_signal.notify();
            if answer.is_ok() {
                toasts.say(texts::session_admin::ended_all());
            }
        });
    });
    end_all
}

/// The act in words, without a name.
pub(super) fn words_for(act: Act) -> String {
    match act {
        Act::Ban => texts::ban::ban_account(),
        Act::ChangeBan => texts::ban::change_ban(),
        Act::Lift => texts::ban::lift_ban(),
        Act::Role => t::change_role(),
        Act::Impersonate => t::account(),
        Act::Ticket => texts::factor_admin::act(),
        Act::Close => texts::closing::close(),
    }
}

/// The title of a dialog.
fn title_of(act: Act, name: &str) -> String {
    match act {
        Act::Ban => texts::ban::ban_title(name),
        Act::ChangeBan => texts::ban::change_title(name),
        Act::Lift => texts::ban::lift_title(name),
        Act::Role => t::role_title(name),
        Act::Impersonate => texts::impersonation::view_as(name),
        Act::Ticket => texts::factor_admin::ticket_title(name),
        Act::Close => texts::closing::close_title(name),
    }
}

/// The dialog of an act. Other people's changes rebuild its form.
#[component]
pub(super) fn Dialogs(
    act: Act,
    acts: Acts,
    account: RwSignal<AccountSummary>,
    remote_changes: RemoteChanges,
) -> impl IntoView {
    let title = account.with_untracked(|account| title_of(act, &account.display_name));
    let page = expect_context::<OwnActs>().page.get_value();
    acts.ticket.forget();
    let form = move || {
        remote_changes.remade.track();
        match act {
            Act::Ban => view! { <BanForm acts=acts.ban account/> }.into_any(),
            Act::ChangeBan => view! { <ChangeForm acts=acts.ban account/> }.into_any(),
            Act::Lift => view! { <LiftForm acts=acts.ban account/> }.into_any(),
            Act::Role => view! { <RoleForm change=acts.role account/> }.into_any(),
            Act::Impersonate => view! { <ActAs account/> }.into_any(),
            Act::Ticket => view! { <TicketForm acts=acts.ticket account/> }.into_any(),
            Act::Close => view! { <CloseForm close=acts.close account/> }.into_any(),
        }
    };
    view! {
        <PageDialog title close=page>
            <RemoteChangesNotice remote_changes forms=FORMS/>
            {form}
        </PageDialog>
    }
}
