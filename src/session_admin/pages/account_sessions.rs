//! The live sessions of an account, a tab of the account's page.

use leptos::prelude::*;

use crate::{
    access::{Current, Permission},
    console::live_list,
    directory::pages::OwnActs,
    live::ChangeSignal,
    reactive::{dynamic, effect_with_last, memo},
    session::{DeviceKind, SessionSummary},
    session_admin::{EndAccountSession, EndAccountSessions, list_account_sessions},
    texts::session_admin as t,
    ui::{Ago, FailedToLoad, Form, Glyph, Hidden, Keyed, LiveList, Submit},
};

/// The ID of the list element.
const LIST: &str = "sessions";

/// The sessions and the forms that end them.
#[component]
pub(crate) fn AccountSessions(
    /// Ends all of them; also in the menu of the page.
    end_all: ServerAction<EndAccountSessions>,
) -> impl IntoView {
    let own = expect_context::<OwnActs>();
    let end_one = ServerAction::<EndAccountSession>::new();
    Current::expect().refresh_after(end_one);
    // Ending a session changes the count in the head of the page.
    let change_signal = ChangeSignal::expect();
    effect_with_last(move |before: Option<usize>| {
        let now = end_one.version().get();
        if before.is_some_and(|before| before != now) {
            change_signal.notify();
        }
        now
    });
    let id = own.account.with_untracked(|account| account.id.clone());
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
                    let shown = live_list(LIST, sessions, acts, move || list_account_sessions(of.clone()));
                    view! { <SignedIn shown id end_one end_all/> }.into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! { <Transition fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Transition> }
}

#[component]
fn SignedIn(
    shown: LiveList<Vec<SessionSummary>>,
    id: String,
    end_one: ServerAction<EndAccountSession>,
    end_all: ServerAction<EndAccountSessions>,
) -> impl IntoView {
    let account = expect_context::<OwnActs>().account;
    let current = Current::expect();
    let may_end = memo(move |_| {
        let theirs = account.with(|account| account.permissions);
        current.member(|me| me.permissions.has(Permission::END_SESSIONS) && me.permissions.reach(theirs))
    });
    let is_empty = shown.is_empty();
    let row = move |session: SessionSummary| view! { <Row session=shown.row(session) may_end end_one/> };
    let end_everything = move || {
        let id = id.clone();
        (may_end.get() && !is_empty.get()).then(|| {
            view! {
                <Form action=end_all class="" resumes=false>
                    <Hidden name="id" value=id/>
                    <Submit class="btn danger s">{t::end_all()}</Submit>
                </Form>
            }
        })
    };
    view! {
        {shown.notice()}
        <section class="card" aria-labelledby="sessions-title">
            <header class="card-head">
                <div><h2 id="sessions-title">{t::signed_in_now()}</h2><p>{t::end_locks()}</p></div>
                {end_everything}
            </header>
            {dynamic(move || is_empty.get().then(|| view! { <p class="card-body muted">{t::not_signed_in()}</p> }))}
            <table class="table cards" id=LIST tabindex="-1" hidden=move || is_empty.get()>
                <thead>
                    <tr>
                        <th scope="col">{t::device()}</th>
                        <th scope="col">{t::address()}</th>
                        <th scope="col">{t::last_active()}</th>
                        <th scope="col">{t::ends()}</th>
                        <th scope="col"><span class="visually-hidden">{t::actions()}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || shown.rows() key=Keyed::key children=row/>
                </tbody>
            </table>
        </section>
    }
}

#[component]
fn Row(session: Memo<SessionSummary>, may_end: Memo<bool>, end_one: ServerAction<EndAccountSession>) -> impl IntoView {
    // Read once: while the page is open, only the name and the times change.
    let sign_in = session.with_untracked(SessionSummary::sign_in_words);
    let SessionSummary { id, is_this, device, address, place, .. } = session.get_untracked();
    let picture = match device.kind {
        DeviceKind::Phone => "smartphone",
        DeviceKind::Computer => "laptop",
        DeviceKind::Other => "monitor-smartphone",
    };
    let title = memo(move |_| session.with(SessionSummary::title));
    let is_named = memo(move |_| session.with(|session| !session.name.is_empty()));
    let device = device.to_string();
    let device = move || is_named.get().then(|| view! { <small>{device.clone()}</small> });
    let times = memo(move |_| session.with(|session| (session.last_active_at, session.ends_at)));
    let end = move || {
        let id = id.clone();
        may_end.get().then(|| {
            view! {
                <Form action=end_one class="" of=id.clone() resumes=false>
                    <Hidden name="id" value=id/>
                    <Submit class="btn s">{t::end_session(view! { <span class="visually-hidden">{title}</span> })}</Submit>
                </Form>
            }
        })
    };
    view! {
        <tr>
            <td>
                <div class="who">
                    <Glyph name=picture/>
                    <div>
                        <b class="name">{title}</b>
                        {device}
                        {is_this.then(|| view! { <span class="tag green">{t::this_device()}</span> })}
                        <small>{sign_in}</small>
                    </div>
                </div>
            </td>
            <td class="muted">
                <span class="mono">{address}</span>
                {place.map(|place| view! { <small>{place}</small> })}
            </td>
            <td data-l=t::last_active() class="nowrap">{dynamic(move || view! { <Ago at=times.get().0/> })}</td>
            <td data-l=t::ends() class="nowrap">{dynamic(move || view! { <Ago at=times.get().1/> })}</td>
            <td class="corner">{end}</td>
        </tr>
    }
}
