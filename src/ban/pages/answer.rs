//! The fields of a form that answers an appeal.

use leptos::prelude::*;

use crate::{
    ban::ANSWER_MAX,
    texts::ban as t,
    ui::{Checkbox, Hidden, TextArea},
};

/// The fields: the account, the answer, and whether to lift the ban.
#[component]
pub(super) fn AnswerFields(
    /// The ID of the banned account.
    id: String,
) -> impl IntoView {
    view! {
        <Hidden name="id" value=id/>
        <TextArea name="answer" label=t::answer() hint=t::answer_hint(ANSWER_MAX) required=true max=ANSWER_MAX/>
        <Checkbox name="lift" label=t::lift_too()/>
    }
}
