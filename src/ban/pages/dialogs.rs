//! The dialogs of the account page that ban the account, change its ban, and lift it.

use leptos::prelude::*;

use super::terms::{FIRST, Terms, choice_of, seconds_of, words_for};
use crate::{
    ban::{BanAccount, ChangeBan, DATE, LiftBan},
    directory::{
        AccountSummary, BanSummary,
        pages::{DialogFoot, OwnActs},
    },
    reactive::{dynamic, effect},
    texts::ban as t,
    ui::{Form, Hidden, Icon, Submit, When, browser, time::moment_words},
};

/// The actions of the dialogs. They outlive them, so that a ban can be undone.
#[derive(Clone, Copy)]
pub(crate) struct BanActs {
    ban: ServerAction<BanAccount>,
    change: ServerAction<ChangeBan>,
    lift: ServerAction<LiftBan>,
}

impl BanActs {
    /// Creates the actions and follows them.
    pub(crate) fn follow(acts: OwnActs) -> Self {
        let these = Self { ban: ServerAction::new(), change: ServerAction::new(), lift: ServerAction::new() };
        let undo = ServerAction::<LiftBan>::new();
        acts.follow_undo(undo, t::lifted);
        let moment = moment_words();
        acts.follow_and_say(these.ban, move |toasts, _, account| {
            let id = account.id.clone();
            let lift = move || drop(undo.dispatch(LiftBan { id: id.clone() }));
            toasts.say_undoable(banned(account, moment), lift);
        });
        acts.follow_and_say(these.change, move |toasts, _, account| {
            let until = account.ban.as_ref().and_then(|ban| ban.until);
            toasts.say(until.map_or_else(t::changed_no_end, |until| t::changed_until(moment(until))));
        });
        acts.follow_and_say(these.lift, |toasts, _, _| toasts.say(t::lifted()));
        these
    }
}

/// Says for how long an account was banned.
fn banned(account: &AccountSummary, moment: impl Fn(i64) -> String) -> String {
    let name = &account.display_name;
    let Some(until) = account.ban.as_ref().and_then(|ban| ban.until) else { return t::banned_no_end(name) };
    let length = account.ban.as_ref().map_or(0, |ban| until - ban.since);
    words_for(length).map_or_else(|| t::banned_until(name, moment(until)), |words| t::banned_for(name, words))
}

/// The form that bans the account.
#[component]
pub(crate) fn BanForm(acts: BanActs, account: RwSignal<AccountSummary>) -> impl IntoView {
    // An answer to an earlier form is none to this one.
    acts.ban.value().set(None);
    let id = account.with_untracked(|account| account.id.clone());
    let chosen = RwSignal::new(FIRST.to_owned());
    // Without scripts, the texts cannot follow the choice.
    let is_live = RwSignal::new(false);
    effect(move || is_live.set(true));
    let button = move || if is_live.get() { chosen.with(|chosen| button_for(chosen)) } else { t::ban_account() };
    view! {
        <Form action=acts.ban class="stack">
            <Hidden name="id" value=id/>
            <Terms chosen/>
            <div class="notice amber">
                <Icon name="triangle-alert"/>
                <div>
                    {dynamic(move || account.with(|account| t::ends_sessions(account.sessions)))}
                    " "
                    {dynamic(move || is_live.get().then(|| chosen.with(|chosen| ends(chosen))))}
                    " " {t::can_appeal()}
                </div>
            </div>
            <DialogFoot><Submit class="btn solid">{button}</Submit></DialogFoot>
        </Form>
    }
}

fn button_for(chosen: &str) -> String {
    match chosen {
        "" => t::ban_no_end(),
        DATE => t::ban_until_date(),
        chosen => seconds_of(chosen).and_then(words_for).map_or_else(t::ban_account, t::ban_for),
    }
}

/// Says when a ban with this choice would end.
fn ends(chosen: &str) -> Option<AnyView> {
    let words = match seconds_of(chosen) {
        Some(seconds) => t::lifts_at(view! { <When at=browser::now() + seconds/> }),
        None if chosen.is_empty() => t::lasts().into_any(),
        None => return None,
    };
    Some(words.into_any())
}

/// The form that changes the active ban.
#[component]
pub(crate) fn ChangeForm(acts: BanActs, account: RwSignal<AccountSummary>) -> impl IntoView {
    acts.change.value().set(None);
    let (id, ban) = account.with_untracked(|account| (account.id.clone(), account.ban.clone()));
    let chosen = RwSignal::new(ban.as_ref().map(choice_of).unwrap_or_default());
    let is_live = RwSignal::new(false);
    effect(move || is_live.set(true));
    view! {
        <Form action=acts.change class="stack" done=t::changed_ban()>
            <Hidden name="id" value=id/>
            <Terms chosen ban/>
            <p class="muted small" role="status">
                {dynamic(move || is_live.get().then(|| chosen.with(|chosen| ends(chosen))))}
            </p>
            <DialogFoot><Submit>{t::change_ban()}</Submit></DialogFoot>
        </Form>
    }
}

/// The form that lifts the active ban.
#[component]
pub(crate) fn LiftForm(acts: BanActs, account: RwSignal<AccountSummary>) -> impl IntoView {
    acts.lift.value().set(None);
    let (id, ban) = account.with_untracked(|account| (account.id.clone(), account.ban.clone()));
    view! {
        <Form action=acts.lift class="stack">
            {ban.map(|ban| view! { <BanFacts ban/> })}
            <p>{t::lift_effect()}</p>
            <Hidden name="id" value=id/>
            <DialogFoot><Submit>{t::lift_ban()}</Submit></DialogFoot>
        </Form>
    }
}

/// The terms of the active ban.
#[component]
pub(crate) fn BanFacts(ban: BanSummary, #[prop(default = "facts")] class: &'static str) -> impl IntoView {
    view! {
        <dl class=class>
            <dt>{t::reason()}</dt>
            <dd class="said">{ban.reason}</dd>
            {(!ban.note.is_empty()).then(|| view! { <dt>{t::note()}</dt> <dd class="said">{ban.note}</dd> })}
            <dt>{t::banned_on()}</dt>
            <dd><When at=ban.since/></dd>
            <dt>{t::ends()}</dt>
            <dd>{until(ban.until)}</dd>
        </dl>
    }
}

/// When a ban ends.
pub(super) fn until(at: Option<i64>) -> AnyView {
    at.map_or_else(|| t::no_end().into_any(), |at| view! { <When at/> }.into_any())
}
