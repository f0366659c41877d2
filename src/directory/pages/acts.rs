//! Applies a person's own changes to the account whose page is open, and says what was done.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::components::A;

use crate::{
    access::Current,
    directory::AccountSummary,
    error::AppError,
    reactive::{dynamic, effect},
    texts::directory as t,
    ui::{Notice, Toasts, Tone},
};

/// The person's own changes to the account on this page.
#[derive(Clone, Copy)]
pub(crate) struct OwnActs {
    /// The number of changes. Lists show own changes at once, while other people's changes do not move rows in use.
    pub(crate) count: RwSignal<u32>,
    /// The account, as the last answer or the last change made elsewhere has left it.
    pub(crate) account: RwSignal<AccountSummary>,
    /// The address of the account's page.
    pub(crate) page: StoredValue<String>,
    /// Closes the dialog that is open, if any.
    pub(crate) close: Callback<()>,
}

/// The ID of the element that shows the result of an act.
const OUTCOME: &str = "account-outcome";

/// Shows the result of an act that removed its own form, after a plain post.
#[component]
pub(crate) fn Said(said: RwSignal<Option<String>>) -> impl IntoView {
    // The page reloads at its top; autofocus scrolls to the message.
    let is_back = said.with_untracked(Option::is_some);
    view! {
        <div class="outcome" id=OUTCOME tabindex="-1" autofocus=is_back>
            {dynamic(move || said.get().map(|words| view! { <Notice tone=Tone::Good>{words}</Notice> }))}
        </div>
    }
}

/// The foot of a dialog's form: a link that closes the dialog, and the form's button.
#[component]
pub(crate) fn DialogFoot(children: Children) -> impl IntoView {
    let page = expect_context::<OwnActs>().page.get_value();
    view! {
        <div class="dialog-foot">
            <A href=page scroll=false attr:class="btn quiet">{t::cancel()}</A>
            {children()}
        </div>
    }
}

impl OwnActs {
    /// Applies the account that an action returns, says what was done, and closes the dialog with the action's form.
    /// `say` gets the account as it was before and as it is now. Call it for as long as the account's page is open, so
    /// that what it says can be undone.
    pub(crate) fn follow_and_say<F>(
        self,
        action: ServerAction<F>,
        say: impl Fn(Toasts, &AccountSummary, &AccountSummary) + Send + Sync + 'static,
    ) where
        F: ServerFn<Output = AccountSummary, Error = AppError> + Clone + Send + Sync + 'static,
    {
        let toasts = Toasts::expect();
        self.follow_with(action, move |answer, before| {
            if let Ok(changed) = answer {
                say(toasts, before, changed);
                self.close.run(());
            }
        });
    }

    /// Applies the account that an action without a form returns, which takes another one back, and says what was done.
    pub(crate) fn follow_undo<F>(self, action: ServerAction<F>, words: fn() -> String)
    where
        F: ServerFn<Output = AccountSummary, Error = AppError> + Clone + Send + Sync + 'static,
    {
        let toasts = Toasts::expect();
        self.follow_with(action, move |answer, _| match answer {
            Ok(_) => toasts.say(words()),
            Err(error) => toasts.say(error.to_string()),
        });
    }

    /// Applies the account that an action returns.
    pub(crate) fn follow<F>(self, action: ServerAction<F>)
    where
        F: ServerFn<Output = AccountSummary, Error = AppError> + Clone + Send + Sync + 'static,
    {
        self.follow_with(action, |_, _| {});
    }

    /// Calls `then` with each answer and the account before it. Refreshes the principal if the action is refused
    /// because of it.
    fn follow_with<F>(
        self,
        action: ServerAction<F>,
        then: impl Fn(&Result<AccountSummary, AppError>, &AccountSummary) + Send + Sync + 'static,
    ) where
        F: ServerFn<Output = AccountSummary, Error = AppError> + Clone + Send + Sync + 'static,
    {
        let me = Current::expect();
        effect(move || {
            let Some(answer) = action.value().get() else { return };
            untrack(|| {
                let before = self.account.get();
                if let Ok(changed) = &answer {
                    self.count.update(|count| *count += 1);
                    // The person may have changed their own role.
                    if me.member(|member| member.account_id.clone()) == changed.id {
                        me.refresh();
                    }
                    self.account.set(changed.clone());
                }
                then(&answer, &before);
            });
        });
        me.watch(action);
    }
}
