//! The card on an account's page: the second step and the passkeys of the account.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    directory::pages::OwnActs,
    factor::{Authenticator, RECOVERY_CODES},
    factor_admin::{AccountFactors, show_account_factors},
    live::ChangeSignal,
    texts::factor_admin as t,
    ui::{Ago, FailedToLoad, Glyph, When},
};

/// The minimum time between two requests.
const PAUSE: Duration = Duration::from_secs(5);

/// The card, which follows changes made elsewhere.
#[component]
pub(crate) fn FactorsCard(
    /// A link to the dialog that issues a ticket, if the viewer may.
    children: ChildrenFn,
) -> impl IntoView {
    let own = expect_context::<OwnActs>();
    let id = own.account.with_untracked(|account| account.id.clone());
    let changes = ChangeSignal::expect().throttle(PAUSE);
    let factors = Resource::new_blocking(
        move || (changes.get(), own.count.get()),
        move |_| {
            let id = id.clone();
            async move { show_account_factors(id).await }
        },
    );
    let shown = move || {
        let children = children.clone();
        Suspend::new(async move {
            match factors.await {
                Ok(factors) => view! { <Rows factors>{children()}</Rows> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <section class="card" aria-labelledby="factors-title">
            <header class="card-head"><div><h2 id="factors-title">{t::title()}</h2><p>{t::about()}</p></div></header>
            <Transition fallback=|| view! { <p class="card-body muted">{t::loading()}</p> }>{shown}</Transition>
        </section>
    }
}

#[component]
fn Rows(factors: AccountFactors, children: Children) -> impl IntoView {
    let AccountFactors { second_step, passkeys, passkey_used_at, second_factor_ends_at, ticket_until, .. } = factors;
    let is_on = second_step.authenticator.is_some() || second_step.security_keys > 0;
    let left = second_step.recovery_codes;
    let security_keys = match second_step.security_keys {
        0 => t::no_security_keys(),
        count => t::security_keys_count(count),
    };
    let app = match second_step.authenticator {
        Some(Authenticator { added_at, last_used_at: Some(used) }) => {
            t::added_and_used(view! { <Ago at=added_at/> }, view! { <Ago at=used/> }).into_any()
        }
        Some(Authenticator { added_at, .. }) => t::added(view! { <Ago at=added_at/> }).into_any(),
        None => t::no_app().into_any(),
    };
    let keys = match passkey_used_at {
        Some(used) => t::passkeys_used(passkeys, view! { <Ago at=used/> }).into_any(),
        None if passkeys > 0 => t::passkeys_unused(passkeys).into_any(),
        None => t::no_passkeys().into_any(),
    };
    view! {
        <ul class="rows">
            <li>
                <Glyph name="shield"/>
                <div class="what">
                    <h3>{t::second_step()}</h3>
                    <p>{if is_on { t::on() } else { t::off() }}</p>
                    {second_factor_ends_at.map(|at| view! { <p>{t::ends(view! { <Ago at/> })}</p> })}
                    {ticket_until.map(|at| view! { <p>{t::ticket_out(view! { <When at/> })}</p> })}
                </div>
                {is_on.then(|| view! { <div class="does">{children()}</div> })}
            </li>
            <li>
                <Glyph name="smartphone"/>
                <div class="what">
                    <h3>{t::app()}</h3>
                    <p>{app}</p>
                </div>
            </li>
            <li>
                <Glyph name="key-round"/>
                <div class="what"><h3>{t::security_keys()}</h3><p>{security_keys}</p></div>
            </li>
            {is_on.then(|| view! { <li>
                <Glyph name="key-round"/>
                <div class="what"><h3>{t::codes()}</h3><p>{t::codes_left(left, RECOVERY_CODES)}</p></div>
            </li> })}
            <li>
                <Glyph name="fingerprint"/>
                <div class="what"><h3>{t::passkeys()}</h3><p>{keys}</p></div>
            </li>
        </ul>
    }
}
