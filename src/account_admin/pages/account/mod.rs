//! `/admin/accounts/:id`: an account with its tabs, and the dialogs that change it.

mod dialogs;
mod head;
mod overview;
mod rights;
mod role;
mod view;

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};

use self::{
    dialogs::{Acts, Dialogs},
    head::{Head, Tabs},
    overview::Overview,
    rights::Rights,
    view::{FORMS, View},
};
use crate::{
    account_note::pages::Notes,
    ban::pages::BanHistory,
    ban::{BanAccount, LiftBan},
    closing::CloseAccountOf,
    console::ConsolePage,
    directory::pages::{OwnActs, Said, follow_remote_changes},
    directory::{AccountSummary, show_account},
    error::{AppError, FormFlash},
    factor_admin::RevokeTicket,
    reactive::{dynamic, effect, effect_with_last, memo},
    session_admin::EndAccountSessions,
    session_admin::pages::{AccountHistory, AccountSessions},
    texts::{self, account_admin as t},
    ui::{FailedToLoad, LiveTitle},
};

/// The page. The account is loaded once for all of its views.
#[component]
pub fn AccountDetail() -> impl IntoView {
    let params = use_params_map();
    let param = move |name: &str| params.with(|params| params.get(name).unwrap_or_default());
    let id = memo(move |_| param("id"));
    let view = memo(move |_| View::read(&param("view")));
    let is_known = memo(move |_| view.get().is_some());
    let account = Resource::new_blocking(move || id.get(), show_account);
    let detail = move || {
        let is_known = is_known.get();
        Suspend::new(async move {
            match account.await {
                Ok(account) if is_known => {
                    let view = memo(move |_| view.get().unwrap_or_default());
                    view! { <Detail account view/> }.into_any()
                }
                Ok(_) => view! { <FailedToLoad error=AppError::NotFound/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::account()/>
        <Transition fallback=|| view! { <div class="page"><p class="muted">{t::loading()}</p></div> }>{detail}</Transition>
    }
}

/// The account, updated in place by the forms' answers and by changes made elsewhere.
#[component]
fn Detail(account: AccountSummary, view: Memo<View>) -> impl IntoView {
    let page = StoredValue::new(format!("/admin/accounts/{}", account.id));
    let account = RwSignal::new(account);
    let said = RwSignal::new(said_by_post());
    let navigate = use_navigate();
    // Replaces the dialog in the history: going back should not open it again.
    let close = Callback::new(move |()| {
        if view.with_untracked(|view| view.act().is_some()) {
            let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
            navigate(&page.get_value(), options);
        }
    });
    let own = OwnActs { count: RwSignal::new(0), account, page, close };
    provide_context(own);
    let acts = Acts::follow(own);
    let remote_changes = follow_remote_changes(account, FORMS);
    // Clear the message, because other people's changes and one's own may contradict it.
    effect_with_last(move |before: Option<()>| {
        remote_changes.remade.track();
        own.count.track();
        if before.is_some() {
            said.set(None);
        }
    });
    let rights = Rights::on(account);
    let act = memo(move |_| view.get().act().filter(|act| rights.may_act(*act)));
    // Leave the address of a dialog that is not possible any more, and show what waited for its form.
    effect(move || {
        if act.get().is_none() {
            remote_changes.catch_up();
            close.run(());
        }
    });
    let tab = memo(move |_| view.get().tab());
    let content = move || match tab.get() {
        View::Sessions => view! { <AccountSessions end_all=acts.end_all/> }.into_any(),
        View::Bans => view! { <BanHistory/> }.into_any(),
        View::History => view! { <AccountHistory/> }.into_any(),
        View::Notes if rights.may_ban() => {
            let id = account.with_untracked(|account| account.id.clone());
            view! { <Notes id/> }.into_any()
        }
        View::Notes => view! { <div class="empty"><p>{t::no_notes_for_you()}</p></div> }.into_any(),
        View::Overview | View::Act(_) => view! { <Overview account=remote_changes.shown rights/> }.into_any(),
    };
    // The username and not the display name: the server writes titles unescaped, and a username needs no escaping.
    let title = memo(move |_| {
        let name = account.with(|account| account.username.clone());
        match view.get() {
            View::Overview => name,
            View::Act(act) => format!("{} · {name}", dialogs::words_for(act)),
            tab => format!("{} · {name}", head::label(tab)),
        }
    });
    view! {
        <LiveTitle text=title/>
        <ConsolePage>
            <Head account=remote_changes.shown rights view end_all=acts.end_all/>
            <Tabs account=remote_changes.shown rights tab/>
            {dynamic(move || (!rights.in_reach()).then(|| view! { <p class="notice">{t::out_of_reach()}</p> }))}
            <Said said/>
            {content}
            <div id=FORMS tabindex="-1">
                {dynamic(move || act.get().map(|act| view! { <Dialogs act acts account remote_changes/> }))}
            </div>
        </ConsolePage>
    }
}

/// Returns how to confirm an act that was posted without JavaScript and has removed its own form.
fn said_by_post() -> Option<String> {
    type Confirmation = (&'static str, fn() -> String);
    let went_well = |path: &str| FormFlash::to(path).is_some_and(|posted| posted.error.is_none());
    let words: [Confirmation; 5] = [
        (BanAccount::PATH, texts::ban::banned),
        (LiftBan::PATH, texts::ban::lifted),
        (CloseAccountOf::PATH, texts::closing::closed),
        (EndAccountSessions::PATH, texts::session_admin::ended_all),
        (RevokeTicket::PATH, texts::factor_admin::revoked),
    ];
    words.into_iter().find(|(path, _)| went_well(path)).map(|(_, words)| words())
}
