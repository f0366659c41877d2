//! The bar above every page while a second factor is required but can still be put off.

use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_location};

use crate::{
    access::{Current, Member},
    reactive::{dynamic, memo},
    texts::security as t,
    ui::{Day, Icon},
};

/// The bar; empty if nothing is due.
#[component]
pub(crate) fn DueBar() -> impl IntoView {
    let current = Current::expect();
    let due = memo(move |_| {
        current.with(|principal| {
            let member = principal.member().filter(|member| member.impersonator.is_none())?;
            Some((Member::set_up_by(member)?, member.session.as_of))
        })
    });
    let location = use_location();
    let is_here = memo(move |_| location.pathname.with(|path| path.starts_with("/account/security")));
    dynamic(move || {
        let is_here = is_here.get();
        due.get().map(|(from, now)| {
            // If it was put off just now, that is the next second.
            let words = if from > now + 1 {
                t::due_from(view! { <Day at=from/> }).into_any()
            } else {
                t::due_next().into_any()
            };
            view! {
                <aside class="pending" aria-labelledby="second-step-due">
                    <Icon name="shield"/>
                    <div><p id="second-step-due" role="status"><strong>{words}</strong></p><p>{t::due_words()}</p></div>
                    {(!is_here).then(|| view! { <A href="/account/security" attr:class="btn s">{t::set_up()}</A> })}
                </aside>
            }
        })
    })
}
