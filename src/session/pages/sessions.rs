//! `/account/sessions`: where the account is signed in, and what ended lately. The page updates while it is open.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use super::{
    ending::{AskedEndings, EndAll, EndOne, EndOthers, SignOutHere},
    naming::{Name, full_title},
    overview::{Overview, load, others},
    reauthentication::SignInAgainForm,
    row::{SessionRow, device_icon},
};
use crate::{
    access::Current,
    account::pages::{AccountPage, OwnOnly, is_own},
    reactive::{dynamic, effect_with_last, memo},
    session::{Event, SessionSummary},
    texts::session as t,
    ui::{Ago, FailedToLoad, Glyph, Keyed, LiveList, Toasts, time::moment_words},
};

/// The ID of the lists.
const LIST: &str = "sessions";

/// The page.
#[component]
pub fn Sessions() -> impl IntoView {
    let loaded = Resource::new_blocking(|| (), |()| load());
    let list = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok((sessions, ended)) => view! { <Registry registry=Overview { sessions, ended }/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::sessions()/>
        <AccountPage>
            <header class="head">
                <div>
                    <h1>{t::sessions()}</h1>
                    <p>{t::sessions_words(|words| view! { <A href="/account">{words}</A> })}</p>
                </div>
            </header>
            <Suspense fallback=|| view! { <p class="muted">{t::loading()}</p> }>{list}</Suspense>
        </AccountPage>
    }
}

/// The lists, kept up to date after the page has loaded.
#[component]
fn Registry(registry: Overview) -> impl IntoView {
    let current = Current::expect();
    let known = StoredValue::new(registry.sessions.iter().map(Keyed::key).collect::<Vec<_>>());
    let sessions = LiveList::new(
        LIST,
        registry,
        || (),
        move || current.changes(),
        || async { load().await.map(|(sessions, ended)| Overview { sessions, ended }) },
    );
    let asked = AskedEndings::default();
    let said = announce(sessions, asked);
    // Ending sessions requires reauthentication (ASVS 7.5.2).
    let needs_reauthentication = current.needs_reauthentication();
    let may_end = memo(move |_| !needs_reauthentication.get());
    let own = is_own();
    let is_here = memo(move |_| sessions.with(|page| page.sessions.iter().any(|session| session.is_this)));
    let count = memo(move |_| sessions.with(|page| page.sessions.iter().filter(|session| !session.is_this).count()));
    let here = move || sessions.rows().into_iter().filter(|session| session.is_this).collect::<Vec<_>>();
    let row = move |session: SessionSummary| {
        let is_new = !session.is_this && known.with_value(|known| !known.contains(&session.id));
        view! { <Own is_new session sessions asked may_end/> }
    };
    view! {
        <OwnOnly what=t::own_sessions()>
            {dynamic(move || needs_reauthentication.get().then(|| view! { <SignInAgainForm purpose=t::end_purpose()/> }))}
        </OwnOnly>
        <p class="visually-hidden" role="status">{said}</p>
        <div class="stack" id=LIST tabindex="-1" role="group" aria-label=t::sessions()>
            {dynamic(move || is_here.get().then(|| view! {
                <section class="card" aria-labelledby="this-device">
                    <header class="card-head"><h2 id="this-device">{t::this_device()}</h2></header>
                    <ul class="rows sessions"><For each=here key=Keyed::key children=row/></ul>
                </section>
            }))}
            <section class="card" aria-labelledby="other-devices">
                <header class="card-head">
                    <div>
                        <h2 id="other-devices">{t::other_devices()}</h2>
                        <p>{dynamic(move || t::others_count(count.get()))}</p>
                    </div>
                    {dynamic(move || (own && may_end.get() && count.get() > 1).then(|| view! { <EndOthers sessions count asked/> }))}
                </header>
                <ul class="rows sessions" hidden=move || count.get() == 0>
                    <For each=move || others(sessions) key=Keyed::key children=row/>
                </ul>
                {dynamic(move || (own && may_end.get()).then(|| view! {
                    <div class="card-foot">
                        <span class="muted">{t::sign_out_all_words()}</span>
                        <EndAll/>
                    </div>
                }))}
            </section>
        </div>
        <RecentlyEnded sessions/>
    }
}

/// Announces sessions that started or ended elsewhere to screen readers: the returned text is for a status. Sessions
/// that the person has ended on this page are confirmed by a toast.
fn announce(sessions: LiveList<Overview>, asked: AskedEndings) -> RwSignal<String> {
    let said = RwSignal::new(String::new());
    let toasts = Toasts::expect();
    effect_with_last(move |before: Option<Vec<SessionSummary>>| {
        let now = others(sessions);
        if let Some(before) = before.filter(|before| *before != now) {
            let (by_us, elsewhere): (Vec<_>, Vec<_>) =
                missing(&before, &now).partition(|session| asked.include(&session.id));
            let ended = elsewhere.into_iter().map(|session| t::said_ended(session.title()));
            let started = missing(&now, &before).map(|session| t::said_started(session.title()));
            said.set(ended.chain(started).collect::<Vec<_>>().join(" "));
            match &*by_us {
                [] => {}
                [one] => toasts.say(t::signed_out_of(one.title())),
                several => toasts.say(t::signed_out_of_several(several.len())),
            }
        }
        now
    });
    said
}

/// The sessions that the other list lacks.
fn missing<'a>(from: &'a [SessionSummary], within: &'a [SessionSummary]) -> impl Iterator<Item = &'a SessionSummary> {
    from.iter().filter(|one| within.iter().all(|other| other.id != one.id))
}

/// One of the caller's own sessions.
#[component]
fn Own(
    session: SessionSummary,
    sessions: LiveList<Overview>,
    /// Whether the session started while the page was open.
    is_new: bool,
    asked: AskedEndings,
    may_end: Memo<bool>,
) -> impl IntoView {
    let (id, is_this) = (session.id.clone(), session.is_this);
    let session = sessions.row(session);
    let moment = moment_words();
    view! {
        <SessionRow session is_new on_own_page=true>
            {is_own().then(|| view! {
                <div class="does cluster">
                    <Name id=id.clone() session/>
                    {is_this.then(|| view! { <SignOutHere/> })}
                    {dynamic(move || {
                        let id = id.clone();
                        let title = Signal::derive(move || session.try_with(|session| full_title(session, moment)).unwrap_or_default());
                        (!is_this && may_end.get()).then(|| view! { <EndOne id title asked/> })
                    })}
                </div>
            })}
        </SessionRow>
    }
}

#[component]
fn RecentlyEnded(sessions: LiveList<Overview>) -> impl IntoView {
    let ended = memo(move |_| sessions.with(|page| page.ended.clone()));
    let item = |event: Event| {
        let words = event.words(true);
        view! {
            <li>
                <Glyph name=device_icon(event.kind) small=true/>
                <span>{event.device}<small>{words}</small></span>
                <Ago at=event.at/>
            </li>
        }
    };
    dynamic(move || {
        let ended = ended.get();
        (!ended.is_empty()).then(|| {
            view! {
                <section class="card" aria-labelledby="recently-ended">
                    <header class="card-head">
                        <h2 id="recently-ended">{t::recently_ended()}</h2>
                        <A href="/account/activity" attr:class="link">{t::all_activity()}</A>
                    </header>
                    <ol class="feed card-body">{ended.into_iter().map(item).collect_view()}</ol>
                </section>
            }
        })
    })
}
