//! `/admin/invitations`: links with which people can create accounts.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

use crate::{
    access::{Current, encode},
    account::{SignUpMode, SignUpRules},
    console::{Bones, ConsolePage, Empty, Pager, live_list},
    error::{AppError, FormFlash},
    invitation::{
        CreateInvitation, INVITATION_LIFETIME, INVITATION_NOTE_MAX, INVITATION_USES, InvitationPage, InvitationState,
        InvitationSummary, NewInvitation, RevokeInvitation, list_invitations,
    },
    reactive::{dynamic, effect, memo},
    texts::invitation as t,
    ui::{
        Ago, CopyButton, FailedToLoad, Field, Form, Glyph, Hidden, Keyed, Listing, LiveList, Notice, Select, Submit,
        Toasts, Tone, When, browser, use_query,
    },
};

/// The times from which to choose how long an invitation is valid, in seconds. A call can ask for any other.
const LIFETIMES: [i64; 5] = [HOUR, DAY, 7 * DAY, 30 * DAY, 90 * DAY];

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// The ID of the list element.
const LIST: &str = "invitations";

impl Keyed for InvitationSummary {
    fn key(&self) -> String {
        self.id.clone()
    }
}

impl Listing for InvitationPage {
    type Row = InvitationSummary;

    fn rows(&self) -> &Vec<InvitationSummary> {
        &self.invitations
    }

    fn rows_mut(&mut self) -> &mut Vec<InvitationSummary> {
        &mut self.invitations
    }
}

/// The page.
#[component]
pub fn Invitations() -> impl IntoView {
    let create = ServerAction::<CreateInvitation>::new();
    Current::expect().watch(create);
    let revoked = RwSignal::new(0_u32);
    let after = use_query("after");
    // Updated with the list, because the policy may change while the page is open.
    let sign_up = RwSignal::new(SignUpRules::expect().sign_up);
    let list = Resource::new_blocking(move || after.get(), move |after| find(after, sign_up));
    let rows = move || {
        let after = after.get();
        Suspend::new(async move {
            match list.await {
                Ok(page) => {
                    let is_first = after.is_empty();
                    let acts = move || (create.version().get(), revoked.get());
                    let shown = live_list(LIST, page, acts, move || find(after.clone(), sign_up));
                    view! { <List shown revoked is_first/> }.into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    let posted = StoredValue::new(FormFlash::answer::<NewInvitation>(CreateInvitation::PATH));
    let is_back = posted.with_value(Option::is_some);
    let made = move || match create.value().get() {
        Some(answer) => answer.ok(),
        None => posted.get_value(),
    };
    let who_may = move || match sign_up.get() {
        SignUpMode::Open => t::sign_up_open(),
        SignUpMode::Invitation => t::sign_up_by_invitation(),
        SignUpMode::Closed => t::sign_up_closed(),
    };
    let uses = hint(&INVITATION_USES);
    let lifetimes = LIFETIMES.map(|time| (INVITATION_LIFETIME.show(time), INVITATION_LIFETIME.words(time))).into();
    view! {
        <Title text=t::title()/>
        <ConsolePage>
            <header class="head"><div><h1>{t::title()}</h1><p>{who_may}</p></div></header>
            <Form action=create clears=true>
                <h2>{t::create_title()}</h2>
                <Field name="uses" label=(INVITATION_USES.label)() value=INVITATION_USES.show(INVITATION_USES.default) hint=uses max=10/>
                <Select
                    name="expires"
                    label=(INVITATION_LIFETIME.label)()
                    choices=lifetimes
                    value=INVITATION_LIFETIME.show(INVITATION_LIFETIME.default)
                    hint=TextProp::from(t::lifetime_about())
                />
                <Field name="note" label=t::note_label() hint=t::note_hint() max=INVITATION_NOTE_MAX/>
                <Submit>{t::create()}</Submit>
            </Form>
            // Without JavaScript the page reloads at its top; autofocus scrolls to the link.
            <div class="outcome" aria-live="polite" tabindex="-1" autofocus=is_back>{dynamic(move || made().map(|made| view! { <Made made/> }))}</div>
            <Transition fallback=|| view! { <Bones/> }>{rows}</Transition>
        </ConsolePage>
    }
}

/// Loads the list and updates who may sign up.
async fn find(after: String, sign_up: RwSignal<SignUpMode>) -> Result<InvitationPage, AppError> {
    let page = list_invitations(after).await?;
    if sign_up.try_with_untracked(|known| *known != page.sign_up) == Some(true) {
        sign_up.set(page.sign_up);
    }
    Ok(page)
}

fn hint(setting: &crate::policy::Setting) -> String {
    let (least, most) = (setting.words(*setting.range.start()), setting.words(*setting.range.end()));
    t::range_hint((setting.about)(), least, most)
}

/// The ID of the element with a new link.
const NEW_LINK: &str = "new-link";

/// Shows a new link, only this once.
#[component]
fn Made(made: NewInvitation) -> impl IntoView {
    // It may appear below the window's edge.
    effect(|| request_animation_frame(|| browser::scroll_into_view(NEW_LINK)));
    view! {
        <Notice tone=Tone::Good>
            <div class="stack stack-s" id=NEW_LINK>
                <p>{t::created(made.uses, view! { <When at=made.expires_at/> })}</p>
                <code class="handed">{made.link.clone()}</code>
                <div class="cluster"><CopyButton text=made.link/></div>
            </div>
        </Notice>
    }
}

#[component]
fn List(shown: LiveList<InvitationPage>, revoked: RwSignal<u32>, is_first: bool) -> impl IntoView {
    let is_empty = shown.is_empty();
    let words = move || if is_first { t::none() } else { t::no_more() };
    let first = (!is_first).then(|| "/admin/invitations".to_owned());
    let next = memo(move |_| {
        shown.with(|page| page.next.clone()).map(|next| format!("/admin/invitations?after={}", encode(&next)))
    });
    let list = move || {
        if is_empty.get() {
            view! { <Empty id=LIST icon="mail" title=t::none_title() words=words()/> }.into_any()
        } else {
            view! { <Rows shown revoked/> }.into_any()
        }
    };
    view! {
        {shown.notice()}
        {list}
        <Pager label=t::pages() first next/>
    }
}

#[component]
fn Rows(shown: LiveList<InvitationPage>, revoked: RwSignal<u32>) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="links">
            <header class="card-head"><div><h2 id="links">{t::links()}</h2><p>{t::order()}</p></div></header>
            <table class="table cards" id=LIST tabindex="-1">
                <thead>
                    <tr>
                        <th scope="col">{t::note()}</th>
                        <th scope="col">{t::status()}</th>
                        <th scope="col">{t::expires()}</th>
                        <th scope="col">{t::created_when()}</th>
                        <td><span class="visually-hidden">{t::actions()}</span></td>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || shown.rows() key=Keyed::key let:invitation>
                        <Row invitation=shown.row(invitation) revoked/>
                    </For>
                </tbody>
            </table>
        </section>
    }
}

#[component]
fn Row(invitation: Memo<InvitationSummary>, revoked: RwSignal<u32>) -> impl IntoView {
    let InvitationSummary { id, note, uses_max, expires_at, created_at, by, .. } = invitation.get_untracked();
    let state = memo(move |_| invitation.with(|invitation| invitation.state));
    let uses_left = memo(move |_| invitation.with(|invitation| invitation.uses_left));
    let tag = move || {
        let state = state.get();
        let class = if state == InvitationState::Works { "tag green" } else { "tag" };
        view! { <span class=class>{state.words()}</span> }
    };
    let title = if note.is_empty() { t::no_note() } else { note.clone() };
    let revoke = move || {
        let (id, note) = (id.clone(), note.clone());
        (state.get() == InvitationState::Works).then(|| view! { <Revoke id note revoked/> })
    };
    view! {
        <tr>
            <td>
                <div class="who">
                    <Glyph name="link"/>
                    <div><b>{title}</b><small>{dynamic(move || t::left(uses_max, uses_left.get()))}</small></div>
                </div>
            </td>
            <td>{tag}</td>
            <td data-l=t::expires() class="nowrap"><Ago at=expires_at/></td>
            <td data-l=t::created_when()>{t::created_by(view! { <Ago at=created_at/> }, by)}</td>
            <td class="corner">{revoke}</td>
        </tr>
    }
}

/// Asks in place, because a revoked link cannot be made to work again.
#[component]
fn Revoke(id: String, note: String, revoked: RwSignal<u32>) -> impl IntoView {
    let revoke = ServerAction::<RevokeInvitation>::new();
    Current::expect().watch(revoke);
    let toasts = Toasts::expect();
    effect(move || {
        if matches!(revoke.value().get(), Some(Ok(()))) {
            toasts.say(t::revoked_one());
            revoked.update(|revoked| *revoked += 1);
        }
    });
    let named = |note: String| view! { <span class="visually-hidden">{note}</span> };
    view! {
        <details class="pick" name="row">
            <summary class="btn s">{t::revoke_ask(named(note.clone()))}</summary>
            <div class="menu panel">
                <Form action=revoke class="stack stack-s" of=id.clone() resumes=false>
                    <p class="small">{t::revoke_effect()}</p>
                    <Hidden name="id" value=id/>
                    <div class="cluster"><Submit class="btn solid s">{t::revoke(named(note))}</Submit></div>
                </Form>
            </div>
        </details>
    }
}
