//! `/account`: one's own profile, the password, and one's data.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use super::{AccountPage, OwnOnly, email::EmailForms};
use crate::{
    access::Current,
    account::{ChangeDisplayName, DISPLAY_NAME_MAX},
    reactive::memo,
    texts::account as t,
    ui::{Field, Form, Icon, Place, Submit},
};

/// The page. Other features add rows about signing in as children.
#[component]
pub fn Profile(children: Children) -> impl IntoView {
    let current = Current::expect();
    let username = memo(move |_| current.member(|member| member.username.clone()));
    view! {
        <Title text=t::title()/>
        <AccountPage>
            <header class="head">
                <div><h1>{t::title()}</h1><p>{t::sign_in_as(view! { <b>{username}</b> })}</p></div>
            </header>
            <section class="card" aria-labelledby="profile">
                <header class="card-head"><h2 id="profile">{t::profile()}</h2></header>
                <div class="rows">
                    <DisplayNameForm/>
                    <OwnOnly what=t::owner_only_email()>
                        <EmailForms/>
                    </OwnOnly>
                </div>
            </section>
            <section class="card" aria-labelledby="signing-in">
                <header class="card-head"><h2 id="signing-in">{t::signing_in()}</h2></header>
                <div class="rows">{children()}</div>
            </section>
            <section class="card" aria-labelledby="data">
                <header class="card-head">
                    <div><h2 id="data">{t::data()}</h2><p>{t::data_about()}</p></div>
                    <OwnOnly what=t::owner_only_data()>
                        <div class="cluster">
                            <A href="/account/export" attr:class="btn s"><Icon name="download"/>{t::export()}</A>
                            <A href="/account/close" attr:class="btn danger s">{t::close()}</A>
                        </div>
                    </OwnOnly>
                </header>
            </section>
        </AccountPage>
    }
}

#[component]
fn DisplayNameForm() -> impl IntoView {
    let current = Current::expect();
    let change = ServerAction::<ChangeDisplayName>::new();
    current.refresh_after(change);
    let truth = Signal::derive(move || current.member(|member| member.display_name.clone()));
    let now = truth.get_untracked();
    view! {
        <Form action=change done=t::saved() class="">
            <div class="what"><h3>{t::display_name()}</h3></div>
            <div class="does stack stack-s">
                <Field
                    name="display_name"
                    label=t::display_name()
                    autocomplete="name"
                    max=DISPLAY_NAME_MAX
                    value=now
                    follows=truth
                    hint=t::display_name_hint(DISPLAY_NAME_MAX)
                    place=Place::Hidden
                />
                <Submit class="btn">{t::save()}</Submit>
            </div>
        </Form>
    }
}
