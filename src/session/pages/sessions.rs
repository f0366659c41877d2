//! `/account/sessions`: where the account is signed in. The page updates while it is open.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

use crate::{
    access::{Current, REAUTHENTICATION_LIFETIME},
    account::pages::{AccountPage, OwnOnly, is_own},
    error::FormFlash,
    session::{
        DeviceKind, EndAllSessions, EndOtherSessions, EndSession, Method, NameSession, SESSION_NAME_MAX,
        SessionSummary, SignInAgain, list_sessions,
    },
    texts::session as t,
    ui::{
        FailedToLoad, Field, ForUser, Form, Glyph, Hidden, Keyed, LiveList, PasswordField, Submit, When, browser,
        time::utc,
    },
};

/// The page.
#[component]
pub fn Sessions() -> impl IntoView {
    let loaded = Resource::new_blocking(|| (), |()| list_sessions());
    let list = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(sessions) => view! { <Registry sessions/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::sessions()/>
        <AccountPage>
            <h1>{t::sessions()}</h1>
            <p class="muted">{t::sessions_words()}</p>
            <Suspense fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Suspense>
        </AccountPage>
    }
}

/// The list of sessions, kept up to date after the page has loaded.
#[component]
fn Registry(sessions: Vec<SessionSummary>) -> impl IntoView {
    let current = Current::expect();
    let known: Vec<String> = sessions.iter().map(|session| session.id.clone()).collect();
    let said = RwSignal::new(String::new());
    let sessions = LiveList::new("sessions", sessions, || (), move || current.changes(), list_sessions);
    // Announces new and ended sessions to screen readers.
    Effect::new(move |before: Option<Vec<SessionSummary>>| {
        let now = sessions.rows();
        if let Some(before) = before.filter(|before| *before != now) {
            said.set(difference(&before, &now));
        }
        now
    });
    // Ending sessions requires reauthentication (ASVS 7.5.2).
    let needs_reauthentication = current.needs_reauthentication();
    let own = is_own();
    let are_several = Memo::new(move |_| sessions.with(Vec::len) > 1);
    view! {
        <OwnOnly what=t::own_sessions()>
            {move || needs_reauthentication.get().then(|| view! { <SignInAgainForm purpose=t::end_purpose()/> })}
        </OwnOnly>
        <p class="visually-hidden" role="status">{said}</p>
        <ul class="list sessions" id="sessions" tabindex="-1" aria-label=t::sessions()>
            <For each=move || sessions.rows() key=|session| session.id.clone() let:session>
                <Own is_new=!known.contains(&session.id) session sessions needs_reauthentication/>
            </For>
        </ul>
        <div class="cluster">
            {move || (own && !needs_reauthentication.get()).then(|| view! {
                {move || are_several.get().then(|| view! { <EndOthers/> })}
                <EndAll/>
            })}
        </div>
    }
}

impl Keyed for SessionSummary {
    fn key(&self) -> String {
        self.id.clone()
    }
}

/// Describes which sessions ended and which are new.
fn difference(before: &[SessionSummary], after: &[SessionSummary]) -> String {
    let missing = |from: &[SessionSummary], within: &[SessionSummary], words: fn(String) -> String| {
        let gone = from.iter().filter(|one| within.iter().all(|other| other.id != one.id));
        gone.map(|session| words(session.title())).collect::<Vec<_>>()
    };
    [missing(before, after, t::said_ended), missing(after, before, t::said_started)].concat().join(" ")
}

/// One of the caller's own sessions.
#[component]
fn Own(
    session: SessionSummary,
    sessions: LiveList<Vec<SessionSummary>>,
    /// Whether the session started while the page was open.
    is_new: bool,
    needs_reauthentication: Memo<bool>,
) -> impl IntoView {
    let (id, is_this) = (session.id.clone(), session.is_this);
    let session = sessions.row(session);
    view! {
        <SessionRow session is_new>
            {is_own().then(|| view! {
                <div class="cluster">
                    <Name id=id.clone() session/>
                    {move || {
                        let id = id.clone();
                        let title = Signal::derive(move || session.with(full_title));
                        (!is_this && !needs_reauthentication.get()).then(|| view! { <EndOne id title/> })
                    }}
                </div>
            })}
        </SessionRow>
    }
}

/// A session as a row: its device, sign-in time and address. Actions are passed as children.
#[component]
pub fn SessionRow(
    #[prop(into)] session: Signal<SessionSummary>,
    #[prop(optional)] is_new: bool,
    children: Children,
) -> impl IntoView {
    let picture = session.with_untracked(|session| match session.device.kind {
        DeviceKind::Phone => "smartphone",
        DeviceKind::Computer => "laptop",
        DeviceKind::Other => "monitor-smartphone",
    });
    let is_this = session.with_untracked(|session| session.is_this);
    let remember_me = Memo::new(move |_| session.with(|session| session.remember_me));
    let (method, signed_in_at) = session.with_untracked(|session| (session.method, session.signed_in_at));
    let title = Memo::new(move |_| session.with(SessionSummary::title));
    let device =
        Memo::new(move |_| session.with(|session| (!session.name.is_empty()).then(|| session.device.to_string())));
    let last_active_at = Memo::new(move |_| session.with(|session| session.last_active_at));
    let place = session.with_untracked(|session| {
        if session.is_this_network { t::same_network(&session.address) } else { t::from_address(&session.address) }
    });
    view! {
        <li class:new=is_new>
            <Glyph name=picture/>
            <div>
                <b>{title}</b>
                " "
                {is_this.then(|| view! { <span class="tag green">{t::this_device()}</span> " " })}
                {is_new.then(|| view! { <span class="tag amber">{t::new_device()}</span> " " })}
                {move || remember_me.get().then(|| view! { <span class="tag">{t::stays_signed_in()}</span> })}
                <div class="small muted">
                    {move || device.get().map(|device| format!("{device} · "))}
                    {since(method, signed_in_at)} " · "
                    {move || {
                        if is_this {
                            t::active_now().into_any()
                        } else {
                            t::last_active(view! { <When at=last_active_at.get()/> })
                        }
                    }}
                    " · " {place}
                </div>
            </div>
            {children()}
        </li>
    }
}

/// How and when a session was signed in.
fn since(method: Method, at: i64) -> AnyView {
    let when = view! { <When at/> };
    match method {
        Method::Password => t::since_password(when),
        Method::SignUp => t::since_sign_up(when),
        Method::SetUp => t::since_set_up(when),
        Method::NewPassword => t::since_new_password(when),
    }
}

/// The form that names a session, collapsed until it is opened.
#[component]
fn Name(id: String, #[prop(into)] session: Signal<SessionSummary>) -> impl IntoView {
    let name = ServerAction::<NameSession>::new();
    Current::expect().refresh_after(name);
    let now = session.with_untracked(|session| session.name.clone());
    let title = session.with_untracked(full_title);
    let details = NodeRef::<leptos::html::Details>::new();
    Effect::new(move || {
        if let (Some(Ok(())), Some(details)) = (name.value().get(), details.get_untracked()) {
            browser::close(&details);
        }
    });
    // Without JavaScript, open the form if its post failed, so that the error is visible.
    let failed = FormFlash::to(NameSession::PATH)
        .is_some_and(|posted| posted.error.is_some() && posted.values.get("id") == Some(&id));
    view! {
        <details class="naming" open=failed node_ref=details>
            <summary class="btn quiet s" aria-label=t::rename_one(title)>{t::rename()}</summary>
            <Form action=name class="stack" of=id.clone()>
                <Hidden name="id" value=id/>
                <Field name="name" label=t::device_name() value=now max=SESSION_NAME_MAX/>
                <Submit class="btn s">{t::save()}</Submit>
            </Form>
        </details>
    }
}

/// A title with the sign-in time, because several sessions may run on the same kind of device.
fn full_title(session: &SessionSummary) -> String {
    t::device_since(session.title(), utc(session.signed_in_at))
}

/// A reauthentication form, shown before a critical action.
#[component]
pub fn SignInAgainForm(
    /// What the password is needed for, as the beginning of a sentence: "To sign out devices".
    #[prop(into)]
    purpose: String,
) -> impl IntoView {
    let current = Current::expect();
    let again = ServerAction::<SignInAgain>::new();
    current.follow(again);
    view! {
        <Form action=again resumes=false>
            <p>{t::password_needed(purpose, REAUTHENTICATION_LIFETIME / 60)}</p>
            <ForUser username=Signal::derive(move || current.member(|member| member.username.clone()))/>
            <PasswordField name="current_password" label=t::password() autocomplete="current-password"/>
            <Submit class="btn">{t::confirm_submit()}</Submit>
        </Form>
    }
}

#[component]
fn EndOne(id: String, #[prop(into)] title: Signal<String>) -> impl IntoView {
    let end = ServerAction::<EndSession>::new();
    Current::expect().refresh_after(end);
    view! {
        <Form action=end class="" of=id.clone() resumes=false>
            <Hidden name="id" value=id/>
            <Submit class="btn danger s">
                {t::sign_out_one(view! { <span class="visually-hidden">{title}</span> })}
            </Submit>
        </Form>
    }
}

#[component]
fn EndOthers() -> impl IntoView {
    let end = ServerAction::<EndOtherSessions>::new();
    Current::expect().refresh_after(end);
    view! {
        <Form action=end class="" resumes=false>
            <Submit class="btn danger">{t::sign_out_others()}</Submit>
        </Form>
    }
}

#[component]
fn EndAll() -> impl IntoView {
    let end = ServerAction::<EndAllSessions>::new();
    Current::expect().follow(end);
    view! {
        <Form action=end class="" next="/" resumes=false>
            <Submit class="btn danger">{t::sign_out_all()}</Submit>
        </Form>
    }
}
