//! Undoes a bulk act: lifts the bans, or restores the old roles.

use leptos::task::spawn_local;

use crate::{
    access::{Current, Role},
    account_admin::{BulkAct, BulkLine, BulkOutcome, bulk_change_role, bulk_lift_ban},
    error::AppError,
    texts::account_admin as t,
    ui::Toasts,
};

/// After a bulk ban or role change, shows a toast that says what was done and offers to undo it. Other acts get no toast.
/// Calls `then` after the undo, even if it failed.
pub(super) fn offer_undo(
    toasts: Toasts,
    act: &BulkAct,
    lines: &[BulkLine],
    outcome: &BulkOutcome,
    then: impl Fn() + Copy + Send + Sync + 'static,
) {
    let done: Vec<_> = outcome.done.iter().filter_map(|place| lines.get(*place)).cloned().collect();
    let words = match act {
        BulkAct::Ban => t::banned_accounts(done.len()),
        BulkAct::ChangeRole(role) => t::gave_role(done.len(), role.label()),
        BulkAct::LiftBan | BulkAct::EndSessions => return,
    };
    if done.is_empty() {
        return;
    }
    let me = Current::expect();
    let act = act.clone();
    toasts.say_undoable(words, move || {
        let (act, done) = (act.clone(), done.clone());
        spawn_local(async move {
            let (undone, failure) = undo(&act, &done).await;
            toasts.say(match &failure {
                None => t::undone(undone),
                Some(error) => t::undone_in_part(undone, done.len(), error.to_string()),
            });
            if failure.is_some_and(|error| error.concerns_principal()) {
                me.refresh();
            }
            then();
        });
    });
}

/// Undoes an act for these accounts. Returns for how many, and an error if not for all.
async fn undo(act: &BulkAct, done: &[BulkLine]) -> (usize, Option<AppError>) {
    let mut outcomes = Vec::new();
    match act {
        BulkAct::Ban => outcomes.push(bulk_lift_ban(ids_of(done)).await),
        BulkAct::ChangeRole(_) => {
            let mut left = done.to_vec();
            while let Some(role) = left.first().and_then(|line| role_of(line).cloned()) {
                let (had_it, others) = left.into_iter().partition::<Vec<_>, _>(|line| role_of(line) == Some(&role));
                outcomes.push(bulk_change_role(ids_of(&had_it), role.to_string()).await);
                left = others;
            }
        }
        BulkAct::LiftBan | BulkAct::EndSessions => {}
    }
    let undone = outcomes.iter().flatten().map(|outcome| outcome.done.len()).sum();
    let mut failures = outcomes.into_iter().filter_map(|outcome| match outcome {
        Ok(outcome) => outcome.refused.into_iter().next().map(|(error, _)| error),
        Err(error) => Some(error),
    });
    (undone, failures.next())
}

fn ids_of(lines: &[BulkLine]) -> String {
    lines.iter().map(|line| &*line.id).collect::<Vec<_>>().join(" ")
}

/// The role before the act.
fn role_of(line: &BulkLine) -> Option<&Role> {
    line.account.as_ref().map(|account| &account.role)
}
