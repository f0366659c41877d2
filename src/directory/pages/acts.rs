//! Applies a person's own changes to the account whose page is open, and confirms them where the form was.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    access::Current,
    directory::AccountSummary,
    error::AppError,
    ui::{Notice, Tone, browser},
};

/// The person's own changes to the account on this page.
#[derive(Clone, Copy)]
pub(crate) struct OwnActs {
    /// The number of changes. Lists show own changes at once, while other people's changes do not move rows in use.
    pub(crate) count: RwSignal<u32>,
    /// The ID of an element and the message it shows: the result of the last act that removed its own form.
    pub(crate) said: RwSignal<Option<(&'static str, String)>>,
}

/// IDs of the elements that show the result of an act, each where its form was.
pub(crate) const ABOVE_FORMS: &str = "account-outcome";
pub(crate) const AT_FOOT: &str = "account-closed";

/// Shows the result of an act that removed its own form.
#[component]
pub(crate) fn Said(place: &'static str) -> impl IntoView {
    let said = expect_context::<OwnActs>().said;
    let here = Memo::new(move |_| said.get().filter(|said| said.0 == place).map(|said| said.1));
    // Without JavaScript the page reloads at its top; autofocus scrolls to the message.
    let is_back = here.with_untracked(Option::is_some);
    view! {
        <div class="outcome" id=place tabindex="-1" autofocus=is_back>
            {move || here.get().map(|words| view! { <Notice tone=Tone::Good>{words}</Notice> })}
        </div>
    }
}

/// Like [`follow`], and also shows `words` where the form was.
pub(crate) fn follow_and_say<F>(
    action: ServerAction<F>,
    account: RwSignal<AccountSummary>,
    place: &'static str,
    words: fn() -> String,
) where
    F: ServerFn<Output = AccountSummary, Error = AppError> + Clone + Send + Sync + 'static,
{
    let said = expect_context::<OwnActs>().said;
    Effect::new(move || {
        if action.value().with(|value| matches!(value, Some(Ok(_)))) {
            said.set(Some((place, words())));
            request_animation_frame(move || browser::focus_if_lost(place));
        }
    });
    follow(action, account);
}

/// Applies the account that an action returns, and refreshes the principal if the action is refused because of it.
pub(crate) fn follow<F>(action: ServerAction<F>, account: RwSignal<AccountSummary>)
where
    F: ServerFn<Output = AccountSummary, Error = AppError> + Clone + Send + Sync + 'static,
{
    let acts = use_context::<OwnActs>();
    Effect::new(move || {
        if let Some(Ok(changed)) = action.value().get() {
            if let Some(acts) = acts {
                acts.count.update(|count| *count += 1);
            }
            // The person may have changed their own role.
            let me = Current::expect();
            if untrack(|| me.member(|member| member.account_id.clone())) == changed.id {
                me.refresh();
            }
            account.set(changed);
        }
    });
    Current::expect().watch(action);
}
