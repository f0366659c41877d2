//! What others do to the account whose page is open: the facts follow at once, and the forms are made
//! anew unless somebody is at one.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    directory::{AccountSummary, show_account},
    live::ChangeSignal,
    ui::browser,
};

/// The account as it is by now.
#[derive(Clone, Copy)]
pub(crate) struct RemoteChanges {
    /// What is read of it.
    pub(crate) shown: RwSignal<AccountSummary>,
    /// How often the forms have been made anew.
    pub(crate) remade: RwSignal<u32>,
    /// What the forms do not know yet, because somebody is at one.
    waiting: RwSignal<Option<AccountSummary>>,
    account: RwSignal<AccountSummary>,
}

/// Follows what becomes of the account that the forms in the element of that id are about.
pub(crate) fn follow_remote_changes(account: RwSignal<AccountSummary>, forms: &'static str) -> RemoteChanges {
    let shown = RwSignal::new(account.get_untracked());
    let remote_changes = RemoteChanges { shown, remade: RwSignal::new(0), waiting: RwSignal::new(None), account };
    // Counts the questions: an answer to an older one says nothing.
    let asked = StoredValue::new(0_u32);
    // What the forms answer is newer than what is waiting.
    Effect::new(move |before: Option<()>| {
        let answered = account.get();
        if before.is_some() {
            remote_changes.waiting.set(None);
            shown.set(answered);
        }
    });
    let change_signal = ChangeSignal::expect();
    Effect::new(move |before: Option<u32>| {
        let now = change_signal.get();
        if before.is_some_and(|before| before != now) {
            let known = account.get_untracked();
            asked.update_value(|asked| *asked = asked.wrapping_add(1));
            let question = asked.get_value();
            spawn_local(async move {
                let found = show_account(known.id.clone()).await;
                let is_newest = asked.try_get_value() == Some(question);
                // What a form has answered meanwhile is newer.
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

    fn make_anew(self, found: AccountSummary) {
        self.account.set(found);
        self.remade.update(|count| *count += 1);
    }
}

/// Whether the forms need not be made anew.
fn is_same_to_forms(one: &AccountSummary, other: &AccountSummary) -> bool {
    let concerns = |account: &AccountSummary| (account.role.clone(), account.permissions, account.closed_at);
    concerns(one) == concerns(other) && one.ban == other.ban
}

/// Says that the forms are about an account that has changed, while they are.
#[component]
pub(crate) fn RemoteChangesNotice(remote_changes: RemoteChanges, forms: &'static str) -> impl IntoView {
    let is_waiting = Memo::new(move |_| remote_changes.waiting.with(Option::is_some));
    let show = move |()| {
        if let Some(found) = remote_changes.waiting.get_untracked() {
            remote_changes.make_anew(found);
        }
    };
    view! {
        <Changed
            words="Somebody else has changed this account. What you are typing is kept until you ask for the changes."
            is_waiting
            show=Callback::new(show)
            forms
        />
    }
}

/// Says that a form does not know what has changed elsewhere, while it does not. It stays in view as long
/// as the form does.
#[component]
pub(crate) fn Changed(
    words: &'static str,
    is_waiting: Memo<bool>,
    show: Callback<()>,
    /// The id of what holds the forms: the focus moves there when the button goes.
    forms: &'static str,
) -> impl IntoView {
    let show = move |_| {
        show.run(());
        request_animation_frame(move || browser::focus_if_lost(forms));
    };
    view! {
        <div class="changed kept" role="status">
            {move || is_waiting.get().then(|| view! {
                <p class="notice warn row">
                    <span>{words}</span>
                    <button class="btn small push" type="button" on:click=show>"Show the changes"</button>
                </p>
            })}
        </div>
    }
}
