//! What a person does with the account whose page is open: taken up at once, and said where its form
//! was.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    access::Current,
    directory::AccountSummary,
    error::AppError,
    ui::{Notice, Tone, browser},
};

/// What the person has done here with the account.
#[derive(Clone, Copy)]
pub(crate) struct OwnActs {
    /// How often: what was done here shows at once, and what others do moves nothing.
    pub(crate) count: RwSignal<u32>,
    /// What came of the last act whose form went with it, and the id of the element that says so.
    pub(crate) said: RwSignal<Option<(&'static str, &'static str)>>,
}

/// Elements that say what came of an act, each where its form was.
pub(crate) const ABOVE_FORMS: &str = "account-outcome";
pub(crate) const AT_FOOT: &str = "account-closed";

/// What came of an act whose form went with it.
#[component]
pub(crate) fn Said(place: &'static str) -> impl IntoView {
    let said = expect_context::<OwnActs>().said;
    let here = Memo::new(move |_| said.get().filter(|said| said.0 == place).map(|said| said.1));
    // Without scripts the page comes back at its top: the browser goes where this is.
    let is_back = here.with_untracked(Option::is_some);
    view! {
        <div class="outcome" id=place tabindex="-1" autofocus=is_back>
            {move || here.get().map(|words| view! { <Notice tone=Tone::Good>{words}</Notice> })}
        </div>
    }
}

/// As [`follow`], and says what came of it where the form was.
pub(crate) fn follow_and_say<F>(
    action: ServerAction<F>,
    account: RwSignal<AccountSummary>,
    place: &'static str,
    words: &'static str,
) where
    F: ServerFn<Output = AccountSummary, Error = AppError> + Clone + Send + Sync + 'static,
{
    let said = expect_context::<OwnActs>().said;
    Effect::new(move || {
        if action.value().with(|value| matches!(value, Some(Ok(_)))) {
            said.set(Some((place, words)));
            request_animation_frame(move || browser::focus_if_lost(place));
        }
    });
    follow(action, account);
}

/// Takes up the account that an action answers with, and notices when the caller has lost the right.
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
            // One may have changed one's own role.
            let me = Current::expect();
            if untrack(|| me.member(|member| member.account_id.clone())) == changed.id {
                me.refresh();
            }
            account.set(changed);
        }
    });
    Current::expect().watch(action);
}
