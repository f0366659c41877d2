//! Keeps the page up to date with policy changes: displayed values update at once, and the form is rebuilt unless
//! it is in use.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    access::Current,
    console::follow,
    error::{AppError, Conflict},
    policy_admin::{PolicyOutcome, PolicyOverview, show_policy},
    reactive::{effect, memo},
    ui::browser,
};

/// The part of the page where a person changed the policy. Without scripts, it shows the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutcomePlace {
    Form,
    List,
}

impl OutcomePlace {
    /// The ID of the element that shows the outcome.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Form => "policy-outcome",
            Self::List => "policy-undone",
        }
    }

    /// The ID of the element that takes the focus after the pressed button was removed with its form or row.
    fn rest(self) -> &'static str {
        match self {
            Self::Form => FORM,
            Self::List => LIST,
        }
    }
}

/// The ID of the element with the form.
pub(super) const FORM: &str = "policy-form";
/// The ID of the heading of the latest changes.
pub(super) const LIST: &str = "policy-changes";

/// The state that the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Following {
    /// The current policy.
    pub(super) shown: RwSignal<PolicyOverview>,
    /// The number of times the form was rebuilt, and the policy it was built from.
    pub(super) made: RwSignal<(u32, PolicyOverview)>,
    /// The outcome of the plain post that this page answers.
    pub(super) outcome: RwSignal<Option<(OutcomePlace, PolicyOutcome)>>,
    /// The outcome of the person's latest change.
    said: RwSignal<Option<PolicyOutcome>>,
    place: StoredValue<Option<OutcomePlace>>,
    reload: Callback<()>,
}

/// Tracks policy changes, starting from `first`. `said` receives the outcomes of the person's changes.
pub(super) fn follow_policy(first: PolicyOverview, said: RwSignal<Option<PolicyOutcome>>) -> Following {
    let (shown, made) = (RwSignal::new(first.clone()), RwSignal::new((0, first)));
    let outcome = RwSignal::new(None::<(OutcomePlace, PolicyOutcome)>);
    let place = StoredValue::new(None::<OutcomePlace>);
    let reload = follow(show_policy, move |found: PolicyOverview, by_hand| {
        if shown.is_disposed() {
            return;
        }
        if shown.with_untracked(|shown| *shown != found) {
            shown.set(found);
        }
        if by_hand || (untrack(|| is_moved(shown, made)) && !browser::is_in_use(FORM)) {
            let field = browser::focused_within(FORM);
            make_anew(shown, made);
            // The person may have been typing while the request was under way: restore the focus.
            request_animation_frame(move || browser::focus_if_lost(&field));
        }
        if let (true, Some(place)) = (by_hand, place.get_value()) {
            request_animation_frame(move || browser::focus_if_lost(place.rest()));
        }
    });
    Following { shown, made, outcome, said, place, reload: Callback::new(move |()| reload()) }
}

/// Whether the form is outdated.
fn is_moved(shown: RwSignal<PolicyOverview>, made: RwSignal<(u32, PolicyOverview)>) -> bool {
    shown.with(|shown| made.with(|made| made.1.scopes != shown.scopes))
}

fn make_anew(shown: RwSignal<PolicyOverview>, made: RwSignal<(u32, PolicyOverview)>) {
    made.update(|made| *made = (made.0.wrapping_add(1), shown.get_untracked()));
}

impl Following {
    /// Whether the form is outdated, because it is in use.
    pub(super) fn is_waiting(self) -> Memo<bool> {
        memo(move |_| is_moved(self.shown, self.made))
    }

    /// Rebuilds the form. Typed input is kept.
    pub(super) fn make_anew(self) {
        make_anew(self.shown, self.made);
    }

    /// Says the outcome of an action at `place` and reloads the policy.
    pub(super) fn act<F>(self, action: ServerAction<F>, place: OutcomePlace)
    where
        F: ServerFn<Output = PolicyOutcome, Error = AppError> + Clone + Send + Sync + 'static,
    {
        effect(move || match action.value().get() {
            Some(Ok(outcome)) => {
                self.outcome.set(None);
                self.place.set_value(Some(place));
                self.said.set(Some(outcome));
                self.reload.run(());
            }
            Some(Err(AppError::Conflict { conflict: Conflict::PolicyMoved })) => {
                self.outcome.set(None);
                self.place.set_value(None);
                self.reload.run(());
            }
            _ => {}
        });
        Current::expect().watch(action);
    }
}
