//! The password asked for once more, in the middle of something: what was refused for want of it is
//! sent again once it has been typed.

use leptos::prelude::*;

/// The call that waits for the password in this tab, if there is one.
#[derive(Clone, Copy, Debug)]
pub struct Reauthentication {
    waiting: RwSignal<Option<Waiting>>,
    /// The page that asks for it where there are no scripts.
    page: &'static str,
    is_due: Memo<bool>,
}

/// What is done once it is known whether the password is typed.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    go_on: Callback<()>,
    give_up: Callback<()>,
}

impl Reauthentication {
    /// Makes it known to every form. Called once, by `App`. `is_due`: the last one was too long ago.
    pub fn provide(page: &'static str, is_due: Memo<bool>) {
        provide_context(Self { waiting: RwSignal::new(None), page, is_due });
    }

    /// From anywhere below `App`.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The page that asks for it where there are no scripts.
    pub(super) fn page(self) -> &'static str {
        self.page
    }

    /// Whether the last one was too long ago; tracked.
    pub(super) fn is_due(self) -> bool {
        self.is_due.get()
    }

    /// Asks for it, and then goes on, or gives up.
    pub(super) fn ask(self, go_on: impl Fn() + Send + Sync + 'static, give_up: impl Fn() + Send + Sync + 'static) {
        let (go_on, give_up) = (Callback::new(move |()| go_on()), Callback::new(move |()| give_up()));
        self.waiting.set(Some(Waiting { go_on, give_up }));
    }

    /// Whether somebody is asked; tracked.
    pub fn is_asked(self) -> bool {
        self.waiting.with(Option::is_some)
    }

    /// It was given: what waited goes on.
    pub fn given(self) {
        if let Some(Waiting { go_on, .. }) = self.waiting.try_update(Option::take).flatten() {
            request_animation_frame(move || {
                // The form that waited may be gone.
                let _ = go_on.try_run(());
            });
        }
    }

    /// It was not given: nothing is sent.
    pub fn declined(self) {
        if let Some(Waiting { give_up, .. }) = self.waiting.try_update(Option::take).flatten() {
            // The form that waited may be gone.
            let _ = give_up.try_run(());
        }
    }
}
