//! The bar above every page while the removal of the second factor is pending.

use leptos::prelude::*;

use crate::{
    access::Current,
    reactive::{dynamic, effect, memo},
    security::CancelRemoval,
    texts::security as t,
    ui::{Ago, Form, Icon, Submit, Toasts},
};

/// The bar; empty if no removal is pending.
#[component]
pub(crate) fn RemovalBar() -> impl IntoView {
    let current = Current::expect();
    let cancel = ServerAction::<CancelRemoval>::new();
    current.refresh_after(cancel);
    let toasts = Toasts::expect();
    effect(move || {
        if matches!(cancel.value().get(), Some(Ok(()))) {
            toasts.say(t::removal_cancelled());
        }
    });
    let ends_at = memo(move |_| current.member(|member| member.second_factor_ends_at));
    dynamic(move || {
        ends_at.get().map(|at| {
            view! {
                <aside class="pending" aria-labelledby="removal">
                    <Icon name="shield"/>
                    <div>
                        <p id="removal" role="status"><strong>{t::removal(view! { <Ago at/> })}</strong></p>
                        <p>{t::removal_words()}</p>
                    </div>
                    <Form action=cancel class="" resumes=false>
                        <Submit class="btn s">{t::removal_cancel()}</Submit>
                    </Form>
                </aside>
            }
        })
    })
}
