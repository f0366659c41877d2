//! Shows other people's changes to the account whose page is open: facts update at once, and the forms are rebuilt
//! unless one is in use.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    directory::{AccountSummary, show_account},
    live::ChangeSignal,
    reactive::{dynamic, effect_with_last, memo},
    texts::directory as t,
    ui::browser,
};

/// The state of an account that other people may change.
#[derive(Clone, Copy)]
pub(crate) struct RemoteChanges {
    /// The current account, as the facts on the page show it.
    pub(crate) shown: RwSignal<AccountSummary>,
    /// How often the forms have been rebuilt.
    pub(crate) remade: RwSignal<u32>,
    /// The changed account that the forms do not show yet, because one is in use.
    waiting: RwSignal<Option<AccountSummary>>,
    account: RwSignal<AccountSummary>,
}

/// Tracks changes to an account. `forms` is the ID of the element with its forms.
pub(crate) fn follow_remote_changes(account: RwSignal<AccountSummary>, forms: &'static str) -> RemoteChanges {
    let shown = RwSignal::new(account.get_untracked());
    let remote_changes = RemoteChanges { shown, remade: RwSignal::new(0), waiting: RwSignal::new(None), account };
    // Numbers the requests, so that only the answer to the newest one is used.
    let asked = StoredValue::new(0_u32);
    // A form's answer is newer than a waiting change.
    effect_with_last(move |before: Option<()>| {
        let answered = account.get();
        if before.is_some() {
            remote_changes.waiting.set(None);
            shown.set(answered);
        }
    });
    let change_signal = ChangeSignal::expect();
    effect_with_last(move |before: Option<u32>| {
        let now = change_signal.get();
        if before.is_some_and(|before| before != now) {
            let known = account.get_untracked();
            asked.update_value(|asked| *asked = asked.wrapping_add(1));
            let question = asked.get_value();
            spawn_local(async move {
                let found = show_account(known.id.clone()).await;
                let is_newest = asked.try_get_value() == Some(question);
                // If a form has been answered meanwhile, that answer is newer.
                let is_known = account.try_with_untracked(|account| *account == known) == Some(true);
                if let (Ok(found), true) = (found, is_newest && is_known) {
                    remote_changes.apply(found, forms);
                }
            });
        }
        now
    });
    remote_changes
}

impl RemoteChanges {
    fn apply(self, found: AccountSummary, forms: &str) {
        let before = self.account.get_untracked();
        if is_same_to_forms(&before, &found) {
            self.waiting.set(None);
            self.shown.set(found);
        } else if browser::is_in_use(forms) {
            self.shown.set(found.clone());
            self.waiting.set(Some(found));
        } else {
            self.make_anew(found);
        }
    }

    /// Shows the change that waits for a form that is not there any more.
    pub(crate) fn catch_up(self) {
        if let Some(found) = self.waiting.get_untracked() {
            self.make_anew(found);
        }
    }

    fn make_anew(self, found: AccountSummary) {
        self.account.set(found);
        self.remade.update(|count| *count += 1);
    }
}

/// Whether a change does not affect the forms.
fn is_same_to_forms(one: &AccountSummary, other: &AccountSummary) -> bool {
    let concerns = |account: &AccountSummary| (account.role.clone(), account.permissions, account.closed_at);
    concerns(one) == concerns(other) && one.ban == other.ban
}

/// The notice that the forms do not show changes to the account yet.
#[component]
pub(crate) fn RemoteChangesNotice(remote_changes: RemoteChanges, forms: &'static str) -> impl IntoView {
    let is_waiting = memo(move |_| remote_changes.waiting.with(Option::is_some));
    let show = Callback::new(move |()| remote_changes.catch_up());
    view! { <Changed words=t::changed_elsewhere() is_waiting show forms/> }
}

/// The notice that a form does not show changes made elsewhere yet. It stays in view as long as the form does.
#[component]
pub(crate) fn Changed(
    #[prop(into)] words: String,
    is_waiting: Memo<bool>,
    show: Callback<()>,
    /// The ID of the element with the forms, which takes the focus when the button is removed.
    forms: &'static str,
) -> impl IntoView {
    let show = move |_| {
        show.run(());
        request_animation_frame(move || browser::focus_if_lost(forms));
    };
    view! {
        <div class="changed kept" role="status">
            {dynamic(move || is_waiting.get().then(|| view! {
                <p class="notice amber">
                    <span>{words.clone()}</span>
                    <button class="btn s push" type="button" on:click=show>{t::show_changes()}</button>
                </p>
            }))}
        </div>
    }
}
