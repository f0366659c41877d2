//! The policy as it is by now, whoever changes it: what is read of it follows at once, and the form is
//! made anew unless somebody is at it.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    access::Current,
    console::follow,
    error::{AppError, Conflict},
    policy_admin::{PolicyOutcome, PolicyOverview, show_policy},
    ui::browser,
};

/// Where a person has changed the policy: what came of it is said there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutcomePlace {
    Form,
    List,
}

impl OutcomePlace {
    /// The id of the element that says it.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Form => "policy-outcome",
            Self::List => "policy-undone",
        }
    }
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Following {
    /// The policy by now.
    pub(super) shown: RwSignal<PolicyOverview>,
    /// How often the form has been made, and with what.
    pub(super) made: RwSignal<(u32, PolicyOverview)>,
    /// What the person's last change has done.
    pub(super) outcome: RwSignal<Option<(OutcomePlace, PolicyOutcome)>>,
    reload: Callback<()>,
}

/// Follows the policy from `first` on, for the form in the element of that id.
pub(super) fn follow_policy(first: PolicyOverview, form: &'static str) -> Following {
    let (shown, made) = (RwSignal::new(first.clone()), RwSignal::new((0, first)));
    let outcome = RwSignal::new(None::<(OutcomePlace, PolicyOutcome)>);
    let reload = follow(show_policy, move |found: PolicyOverview, by_hand| {
        if shown.is_disposed() {
            return;
        }
        if shown.with_untracked(|shown| *shown != found) {
            shown.set(found);
        }
        if by_hand || (untrack(|| is_moved(shown, made)) && !browser::is_in_use(form)) {
            let field = browser::focused_within(form);
            make_anew(shown, made);
            // Somebody may have gone on typing while the answer was on its way.
            request_animation_frame(move || browser::focus_if_lost(&field));
        }
        if let (true, Some((place, _))) = (by_hand, outcome.get_untracked()) {
            // The button that was pressed has gone with its form or its row.
            request_animation_frame(move || browser::focus_if_lost(place.id()));
        }
    });
    Following { shown, made, outcome, reload: Callback::new(move |()| reload()) }
}

/// Whether the form does not know what is set by now.
fn is_moved(shown: RwSignal<PolicyOverview>, made: RwSignal<(u32, PolicyOverview)>) -> bool {
    shown.with(|shown| made.with(|made| made.1.scopes != shown.scopes))
}

fn make_anew(shown: RwSignal<PolicyOverview>, made: RwSignal<(u32, PolicyOverview)>) {
    made.update(|made| *made = (made.0.wrapping_add(1), shown.get_untracked()));
}

impl Following {
    /// Whether the form does not know what is set by now, because somebody is at it.
    pub(super) fn is_waiting(self) -> Memo<bool> {
        Memo::new(move |_| is_moved(self.shown, self.made))
    }

    /// Makes the form anew; what was typed into it stays.
    pub(super) fn make_anew(self) {
        make_anew(self.shown, self.made);
    }

    /// Takes up what an action answers that a person takes there.
    pub(super) fn act<F>(self, action: ServerAction<F>, place: OutcomePlace)
    where
        F: ServerFn<Output = PolicyOutcome, Error = AppError> + Clone + Send + Sync + 'static,
    {
        Effect::new(move || match action.value().get() {
            Some(Ok(outcome)) => {
                self.outcome.set(Some((place, outcome)));
                self.reload.run(());
            }
            Some(Err(AppError::Conflict { conflict: Conflict::PolicyMoved })) => {
                self.outcome.set(None);
                self.reload.run(());
            }
            _ => {}
        });
        Current::expect().watch(action);
    }
}
