//! `/admin/accounts/:id`: an account with its role, bans, sessions and notes, and the forms to export and close it.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{components::A, hooks::use_params_map};

use super::standing::Standing;
use crate::{
    access::{Current, Permission},
    account_note::pages::Notes,
    ban::pages::{BanForms, BanHistory},
    ban::{BanAccount, LiftBan},
    closing::CloseAccountOf,
    closing::pages::ExportAndClose,
    console::{ConsolePage, live_list},
    directory::pages::{ABOVE_FORMS, AT_FOOT, OwnActs, RemoteChangesNotice, Said, follow, follow_remote_changes},
    directory::{AccountSummary, show_account},
    error::FormFlash,
    impersonation::pages::ActAs,
    live::ChangeSignal,
    role::{ChangeRole, RoleSummary, list_roles},
    session::{SessionSummary, pages::SessionRow},
    session_admin::pages::AccountHistory,
    session_admin::{EndAccountSession, EndAccountSessions, list_account_sessions},
    texts::{self, account_admin as t},
    ui::{FailedToLoad, Form, Hidden, Keyed, LiveList, Select, Submit, When},
};

/// The ID of the element with the forms that change the account.
const FORMS: &str = "account-forms";

/// The page.
#[component]
pub fn AccountDetail() -> impl IntoView {
    let id = Memo::new(move |_| use_params_map().with(|params| params.get("id").unwrap_or_default()));
    let account = Resource::new_blocking(move || id.get(), show_account);
    let detail = move || {
        Suspend::new(async move {
            match account.await {
                Ok(account) => view! { <Detail account/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::account()/>
        <Transition fallback=|| view! { <div class="wrap"><p class="muted">{t::loading()}</p></div> }>{detail}</Transition>
    }
}

/// The account, updated in place by the forms' answers and by changes made elsewhere.
#[component]
fn Detail(account: AccountSummary) -> impl IntoView {
    let account = RwSignal::new(account);
    let said = RwSignal::new(said_by_post());
    provide_context(OwnActs { count: RwSignal::new(0), said });
    let remote_changes = follow_remote_changes(account, FORMS);
    // Clear the message, because other people's changes may contradict it.
    Effect::new(move |before: Option<()>| {
        remote_changes.remade.track();
        if before.is_some() {
            said.set(None);
        }
    });
    let name = Memo::new(move |_| remote_changes.shown.with(|account| account.display_name.clone()));
    let is_closed = Memo::new(move |_| account.with(|account| account.closed_at.is_some()));
    let current = Current::expect();
    let mine = Memo::new(move |_| current.member(|member| member.permissions));
    let in_reach = Memo::new(move |_| mine.get().reach(account.with(|account| account.permissions)));
    let is_below =
        Memo::new(move |_| account.with(|account| account.ban.is_none() && mine.get().outrank(account.permissions)));
    let is_other = Memo::new(move |_| {
        current.member(|member| member.account_id.clone()) != account.with(|account| account.id.clone())
    });
    let may = move |permission| !is_closed.get() && in_reach.get() && mine.get().has(permission);
    // Changing a role withdraws the permissions of the old one, so the viewer must hold them.
    let may_assign = Memo::new(move |_| {
        may(Permission::ASSIGN_ROLES) && mine.get().cover(account.with(|account| account.permissions))
    });
    let may_ban = Memo::new(move |_| is_other.get() && may(Permission::BAN_ACCOUNTS));
    view! {
        <ConsolePage>
            <p class="small"><A href="/admin/accounts">{t::all_accounts()}</A></p>
            <h1>{name}</h1>
            {move || view! { <Facts account=remote_changes.shown.get()/> }}
            {move || (!in_reach.get()).then(|| view! {
                <p class="notice">{t::out_of_reach()}</p>
            })}
            <RemoteChangesNotice remote_changes forms=FORMS/>
            <Said place=ABOVE_FORMS/>
            <div class="pair" id=FORMS tabindex="-1">
                // Other people's changes rebuild the forms.
                {move || {
                    remote_changes.remade.track();
                    may_assign.get().then(|| view! { <RoleForm account/> })
                }}
                {move || {
                    remote_changes.remade.track();
                    may_ban.get().then(|| view! { <BanForms account/> })
                }}
            </div>
            {move || (!is_closed.get()).then(|| view! { <AccountSessions account/> })}
            <BanHistory account/>
            <AccountHistory account/>
            {move || may_ban.get().then(|| {
                let id = account.with_untracked(|account| account.id.clone());
                view! { <Notes id/> }
            })}
            {move || (may(Permission::IMPERSONATE) && is_below.get()).then(|| view! { <ActAs account/> })}
            {move || (is_other.get() && may(Permission::CLOSE_ACCOUNTS)).then(|| view! { <ExportAndClose account/> })}
            <Said place=AT_FOOT/>
        </ConsolePage>
    }
}

#[component]
fn Facts(account: AccountSummary) -> impl IntoView {
    view! {
        <dl class="facts">
            <dt>{t::username()}</dt>
            <dd>{account.username.clone()}</dd>
            <dt>{t::status()}</dt>
            <dd><Standing account=account.clone()/></dd>
            <dt>{t::email()}</dt>
            <dd>{account.email.clone().unwrap_or_else(t::no_email)}</dd>
            <dt>{t::signed_up()}</dt>
            <dd><When at=account.created_at/></dd>
            <dt>{t::last_active()}</dt>
            <dd>{account.last_seen_at.map_or_else(|| t::never().into_any(), |at| view! { <When at/> }.into_any())}</dd>
            <dt>{t::sessions()}</dt>
            <dd>{account.sessions}</dd>
        </dl>
    }
}

#[component]
fn RoleForm(account: RwSignal<AccountSummary>) -> impl IntoView {
    let change = ServerAction::<ChangeRole>::new();
    follow(change, account);
    let roles = Resource::new_blocking(|| (), |()| list_roles());
    let form = move || {
        Suspend::new(async move {
            match roles.await {
                Ok(roles) => view! { <RoleChoice roles account change/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{form}</Transition> }
}

#[component]
fn RoleChoice(
    roles: Vec<RoleSummary>,
    account: RwSignal<AccountSummary>,
    change: ServerAction<ChangeRole>,
) -> impl IntoView {
    let (id, role) = account.with_untracked(|account| (account.id.clone(), account.role.name().to_owned()));
    let mine =
        Current::expect().peek(|principal| principal.member().map(|member| member.permissions).unwrap_or_default());
    let offered = roles.into_iter().filter(|one| mine.cover(one.permissions) || one.role.name() == role);
    let choices: Vec<_> = offered.map(|one| (one.role.name().to_owned(), one.role.label())).collect();
    view! {
        <Form action=change done=t::role_changed()>
            <h2>{t::role()}</h2>
            <Hidden name="id" value=id/>
            <Select name="role" label=t::role() choices value=role/>
            <Submit class="btn">{t::change_role()}</Submit>
        </Form>
    }
}

/// The ID of the list of sessions.
const SESSIONS: &str = "sessions";

/// The account's live sessions.
#[component]
fn AccountSessions(account: RwSignal<AccountSummary>) -> impl IntoView {
    let end_one = ServerAction::<EndAccountSession>::new();
    let end_all = ServerAction::<EndAccountSessions>::new();
    Current::expect().refresh_after(end_one);
    Current::expect().refresh_after(end_all);
    let own = expect_context::<OwnActs>();
    // Ending sessions changes the count in the facts above.
    let change_signal = ChangeSignal::expect();
    Effect::new(move |before: Option<(usize, usize)>| {
        let now = (end_one.version().get(), end_all.version().get());
        if before.is_some_and(|before| before != now) {
            change_signal.notify();
        }
        now
    });
    let id = account.with_untracked(|account| account.id.clone());
    let sessions = {
        let id = id.clone();
        Resource::new_blocking(|| (), move |()| list_account_sessions(id.clone()))
    };
    let list = move || {
        let id = id.clone();
        let acts = move || (own.count.get(), end_one.version().get(), end_all.version().get());
        Suspend::new(async move {
            match sessions.await {
                Ok(sessions) => {
                    let of = id.clone();
                    let shown = live_list(SESSIONS, sessions, acts, move || list_account_sessions(of.clone()));
                    view! { <SignedIn shown account id end_one end_all/> }.into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <h2>{t::sessions()}</h2>
        <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition>
    }
}

#[component]
fn SignedIn(
    shown: LiveList<Vec<SessionSummary>>,
    account: RwSignal<AccountSummary>,
    id: String,
    end_one: ServerAction<EndAccountSession>,
    end_all: ServerAction<EndAccountSessions>,
) -> impl IntoView {
    let theirs = account.with_untracked(|account| account.permissions);
    let may_end = Current::expect().peek(|principal| {
        principal
            .member()
            .is_some_and(|me| me.permissions.has(Permission::END_SESSIONS) && me.permissions.reach(theirs))
    });
    let is_empty = shown.is_empty();
    let row = move |session: SessionSummary| {
        let (id, title) = (session.id.clone(), session.title());
        view! {
            <SessionRow session=shown.row(session)>
                {may_end.then(|| view! {
                    <Form action=end_one class="" of=id.clone() resumes=false>
                        <Hidden name="id" value=id/>
                        <Submit class="btn danger s">
                            {t::end_one(view! { <span class="visually-hidden">{title}</span> })}
                        </Submit>
                    </Form>
                })}
            </SessionRow>
        }
    };
    view! {
        {shown.notice()}
        {move || is_empty.get().then(|| view! { <p class="muted">{t::not_signed_in()}</p> })}
        <ul class="list sessions" id=SESSIONS tabindex="-1" aria-label=t::sessions() hidden=move || is_empty.get()>
            <For each=move || shown.rows() key=Keyed::key children=row/>
        </ul>
        {move || (may_end && !is_empty.get()).then(|| {
            let id = id.clone();
            view! {
                <Form action=end_all class="" resumes=false>
                    <Hidden name="id" value=id/>
                    <Submit class="btn danger">{t::end_all()}</Submit>
                </Form>
            }
        })}
    }
}

/// Returns where and how to confirm an act that was posted without JavaScript.
fn said_by_post() -> Option<(&'static str, String)> {
    let went_well = |path: &str| FormFlash::to(path).is_some_and(|posted| posted.error.is_none());
    if went_well(BanAccount::PATH) {
        Some((ABOVE_FORMS, texts::ban::banned()))
    } else if went_well(LiftBan::PATH) {
        Some((ABOVE_FORMS, texts::ban::lifted()))
    } else if went_well(CloseAccountOf::PATH) {
        Some((AT_FOOT, texts::closing::closed()))
    } else {
        None
    }
}
