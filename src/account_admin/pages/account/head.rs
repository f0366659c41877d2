//! The head of an account's page: the name, the state, the actions and the tabs.

use leptos::prelude::*;
use leptos_router::components::A;

use super::{
    rights::Rights,
    view::{Act, View},
};
use crate::{
    access::{Current, Permission},
    account_admin::pages::standing::Standing,
    directory::{AccountSummary, pages::OwnActs},
    reactive::{dynamic, effect_with_last, memo},
    session_admin::EndAccountSessions,
    texts::{self, account_admin as t},
    ui::{Avatar, Form, Hidden, Icon, Submit},
};

/// Who it is, and the actions.
#[component]
pub(super) fn Head(
    /// The account as it is now.
    account: RwSignal<AccountSummary>,
    rights: Rights,
    view: Memo<View>,
    end_all: ServerAction<EndAccountSessions>,
) -> impl IntoView {
    let name = memo(move |_| account.with(|account| account.display_name.clone()));
    let username = memo(move |_| account.with(|account| account.username.clone()));
    // A heading of its own for each view, because that is what tells a screen reader of a new page.
    let made = RwSignal::new(0_u32);
    effect_with_last(move |before: Option<()>| {
        view.track();
        if before.is_some() {
            request_animation_frame(move || {
                // The page may be gone by then.
                made.try_update(|made| *made = made.wrapping_add(1));
            });
        }
    });
    let heading = move |_| view! { <h1>{name}</h1> };
    let state = move || {
        let sessions = account.with(|account| account.sessions);
        view! {
            <Standing account=account.get()/>
            {(sessions > 0).then(|| view! { <span class="tag green live">{t::live_sessions(sessions)}</span> })}
        }
    };
    view! {
        <p class="small">
            <A href="/admin/accounts">{t::title()}</A>
            " " <span class="muted" aria-hidden="true">"/"</span> " " {name}
        </p>
        <header class="head">
            <div class="who">
                <Avatar name large=true/>
                <div>
                    <For each=move || [made.get()] key=|made| *made children=heading/>
                    <div class="cluster"><span class="mono">{username}</span>{state}</div>
                </div>
            </div>
            <Actions name rights view end_all/>
        </header>
    }
}

/// A link to a dialog, if its act is possible.
#[component]
fn ToDialog(act: Act, rights: Rights, class: &'static str, icon: &'static str, children: ChildrenFn) -> impl IntoView {
    let page = expect_context::<OwnActs>().page;
    let is_offered = memo(move |_| rights.may_act(act));
    dynamic(move || {
        let children = children.clone();
        is_offered.get().then(|| {
            let href = page.with_value(|page| View::Act(act).address(page));
            view! { <A href=href scroll=false attr:class=class><Icon name=icon/>{children()}</A> }
        })
    })
}

#[component]
fn Actions(
    name: Memo<String>,
    rights: Rights,
    view: Memo<View>,
    end_all: ServerAction<EndAccountSessions>,
) -> impl IntoView {
    let own = expect_context::<OwnActs>();
    let id = own.account.with_untracked(|account| account.id.clone());
    // The tab with the sessions has the same form.
    let may_end = memo(move |_| {
        let are_some = own.account.with(|account| account.closed_at.is_none());
        are_some && rights.may(Permission::END_SESSIONS) && view.get() != View::Sessions
    });
    let may_close = memo(move |_| rights.may_close());
    let has_menu = memo(move |_| {
        may_end.get() || may_close.get() || [Act::ChangeBan, Act::Role].iter().any(|act| rights.may_act(*act))
    });
    let menu = move || {
        let id = id.clone();
        let end = move || {
            let id = id.clone();
            may_end.get().then(|| {
                view! {
                    <Form action=end_all class="" resumes=false>
                        <Hidden name="id" value=id/>
                        <Submit class=""><Icon name="log-out"/>{t::end_all()}</Submit>
                    </Form>
                }
            })
        };
        view! {
            <details class="pick">
                <summary class="btn square"><Icon name="ellipsis"/><span class="visually-hidden">{t::more_actions()}</span></summary>
                <div class="menu">
                    {end}
                    <ToDialog act=Act::Role rights class="" icon="user-cog">{t::change_role_ask()}</ToDialog>
                    <ToDialog act=Act::ChangeBan rights class="" icon="pencil">{t::change_ban_ask()}</ToDialog>
                    {dynamic(move || may_close.get().then(|| view! { <ExportLink/> <hr/> }))}
                    <ToDialog act=Act::Close rights class="danger" icon="trash-2">{t::close_ask()}</ToDialog>
                </div>
            </details>
        }
    };
    view! {
        <div class="cluster">
            <ToDialog act=Act::Impersonate rights class="btn" icon="drama">{dynamic(move || t::view_as_ask(name.get()))}</ToDialog>
            <ToDialog act=Act::Ban rights class="btn danger" icon="ban">{t::ban_ask()}</ToDialog>
            <ToDialog act=Act::Lift rights class="btn" icon="undo-2">{t::lift_ask()}</ToDialog>
            {dynamic(move || has_menu.get().then(menu.clone()))}
        </div>
    }
}

/// Saves the file with everything about the account, after the password if that is needed.
#[component]
fn ExportLink() -> impl IntoView {
    let page = expect_context::<OwnActs>().page.get_value();
    let needs_reauthentication = Current::expect().needs_reauthentication();
    dynamic(move || {
        if needs_reauthentication.get() {
            let ask = format!("/account/reauthenticate?next={page}");
            view! { <a href=ask><Icon name="download"/>{texts::closing::confirm_first()}</a> }.into_any()
        } else {
            let file = format!("{page}/export.json");
            view! { <a href=file download="" rel="external"><Icon name="download"/>{texts::closing::download()}</a> }
                .into_any()
        }
    })
}

const TABS: [View; 5] = [View::Overview, View::Sessions, View::Bans, View::History, View::Notes];

/// The name of a tab.
pub(super) fn label(tab: View) -> String {
    match tab {
        View::Overview | View::Act(_) => t::overview(),
        View::Sessions => t::sessions(),
        View::Bans => texts::ban::bans(),
        View::History => texts::session_admin::history(),
        View::Notes => texts::account_note::title(),
    }
}

/// The tabs. A dialog belongs to the overview.
#[component]
pub(super) fn Tabs(account: RwSignal<AccountSummary>, rights: Rights, tab: Memo<View>) -> impl IntoView {
    let page = expect_context::<OwnActs>().page;
    let name = move || account.with(|account| account.display_name.clone());
    let sessions = memo(move |_| account.with(|account| account.sessions));
    let link = move |this: View| {
        let is_offered = memo(move |_| rights.has_tab(this));
        move || {
            is_offered.get().then(|| {
                let href = page.with_value(|page| this.address(page));
                let count = move || (this == View::Sessions && sessions.get() > 0).then(|| sessions.get());
                view! {
                    <a href=href data-noscroll=true aria-current=move || (tab.get() == this).then_some("page")>
                        {label(this)}
                        {dynamic(move || count().map(|count| view! { " " <span class="count">{count}</span> }))}
                    </a>
                }
            })
        }
    };
    view! { <nav class="tabs" aria-label=name>{TABS.map(link).into_iter().collect_view()}</nav> }
}
