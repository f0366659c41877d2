//! Reauthentication in the middle of a task: a call that was rejected without it is sent again once the password has
//! been entered.

use leptos::prelude::*;

/// The call that waits for reauthentication in this tab, if any.
#[derive(Clone, Copy, Debug)]
pub struct Reauthentication {
    waiting: RwSignal<Option<Waiting>>,
    /// The page for reauthentication without JavaScript.
    page: &'static str,
    is_due: Memo<bool>,
}

/// The callbacks of a waiting call.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    go_on: Callback<()>,
    give_up: Callback<()>,
}

impl Reauthentication {
    /// Provides it to every form. Called once, by `App`. `is_due`: the last reauthentication was too long ago.
    pub fn provide(page: &'static str, is_due: Memo<bool>) {
        provide_context(Self { waiting: RwSignal::new(None), page, is_due });
    }

    /// The reauthentication, from anywhere below `App`.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The page for reauthentication without JavaScript.
    pub(super) fn page(self) -> &'static str {
        self.page
    }

    /// Whether the last reauthentication was too long ago; tracked.
    pub(super) fn is_due(self) -> bool {
        self.is_due.get()
    }

    /// Asks for the password, and then calls `go_on` or `give_up`.
    pub(super) fn ask(self, go_on: impl Fn() + Send + Sync + 'static, give_up: impl Fn() + Send + Sync + 'static) {
        let (go_on, give_up) = (Callback::new(move |()| go_on()), Callback::new(move |()| give_up()));
        self.waiting.set(Some(Waiting { go_on, give_up }));
    }

    /// Whether the password is being asked for; tracked.
    pub fn is_asked(self) -> bool {
        self.waiting.with(Option::is_some)
    }

    /// The password was accepted: continues the waiting call.
    pub fn given(self) {
        if let Some(Waiting { go_on, .. }) = self.waiting.try_update(Option::take).flatten() {
            request_animation_frame(move || {
                // The waiting form may be gone.
                let _ = go_on.try_run(());
            });
        }
    }

    /// The password was not given: nothing is sent.
    pub fn declined(self) {
        if let Some(Waiting { give_up, .. }) = self.waiting.try_update(Option::take).flatten() {
            // The waiting form may be gone.
            let _ = give_up.try_run(());
        }
    }
}
