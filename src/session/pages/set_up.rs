//! `/set-up`: creating the owner's account with the one-time link that the server prints when it first starts.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;

use super::sign_up::AccountFields;
use crate::{
    access::Current,
    reactive::{dynamic, memo},
    session::{self, check_set_up_link},
    texts::session as t,
    ui::{FailedToLoad, Form, Hidden, Submit, TallPass, use_query},
};

/// The page.
#[component]
pub fn SetUp() -> impl IntoView {
    let token = use_query("token").get_untracked();
    let current = Current::expect();
    let next = memo(move |_| {
        current.with(|principal| {
            principal.member().map(|member| if member.must_set_up() { "/account/security" } else { "/" })
        })
    });
    let checked = {
        let token = token.clone();
        Resource::new_blocking(|| (), move |()| check_set_up_link(token.clone()))
    };
    let page = move || {
        let token = token.clone();
        Suspend::new(async move {
            match checked.await {
                Ok(()) => view! { <SetUpForm token/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::set_up()/>
        {dynamic(move || {
            let page = page.clone();
            match next.get() {
                Some(path) => view! { <Redirect path/> }.into_any(),
                None => view! { <Suspense>{page}</Suspense> }.into_any(),
            }
        })}
    }
}

#[component]
fn SetUpForm(token: String) -> impl IntoView {
    let set_up = ServerAction::<session::SetUp>::new();
    Current::expect().follow(set_up);
    view! {
        <div class="center">
            <TallPass label=t::set_up()>
                <div>
                    <h1>{t::set_up_app()}</h1>
                    <p class="muted">{t::set_up_words()}</p>
                </div>
                <Form action=set_up next="/account/security" class="stack">
                    <Hidden name="token" value=token/>
                    <AccountFields/>
                    <Submit class="btn primary l">{t::create_owner()}</Submit>
                </Form>
            </TallPass>
        </div>
    }
}
