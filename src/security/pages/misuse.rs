//! `/not-me` and `/restore-email`: what the links in messages open for somebody who did not do what the message is about.
//! Opening them changes nothing.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::Current,
    error::FormFlash,
    reactive::{dynamic, memo},
    security::{ReportMisuse, RestoreEmail, check_misuse_link, check_restore_link},
    texts::security as t,
    ui::{FailedToLoad, Form, Hidden, Notice, Submit, TallPass, Tone, use_query},
};

/// The page that reports misuse.
#[component]
pub fn NotMePage() -> impl IntoView {
    let token = use_query("token").get_untracked();
    let report = ServerAction::<ReportMisuse>::new();
    Current::expect().watch(report);
    let done_plainly = FormFlash::to(ReportMisuse::PATH).is_some_and(|posted| posted.error.is_none());
    let done = memo(move |_| done_plainly || matches!(report.value().get(), Some(Ok(()))));
    let checked = {
        let token = token.clone();
        Resource::new_blocking(|| (), move |()| check_misuse_link(token.clone()))
    };
    let page = move || {
        let token = token.clone();
        Suspend::new(async move {
            match checked.await {
                Ok(username) => {
                    let words = t::not_me_words(view! { <b>{username}</b> }).into_any();
                    view! {
                        <Card title=t::not_me()>
                        <Words title=t::not_me() words/>
                        <Form action=report class="stack">
                            <Hidden name="token" value=token/>
                            <Submit class="btn primary l">{t::not_me_submit()}</Submit>
                        </Form>
                        </Card>
                    }
                    .into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! { <Steps title=t::not_me() done page/> }
}

/// The page that restores an e-mail address.
#[component]
pub fn RestoreEmailPage() -> impl IntoView {
    let token = use_query("token").get_untracked();
    let restore = ServerAction::<RestoreEmail>::new();
    Current::expect().watch(restore);
    let done_plainly = FormFlash::to(RestoreEmail::PATH).is_some_and(|posted| posted.error.is_none());
    let done = memo(move |_| done_plainly || matches!(restore.value().get(), Some(Ok(()))));
    let checked = {
        let token = token.clone();
        Resource::new_blocking(|| (), move |()| check_restore_link(token.clone()))
    };
    let page = move || {
        let token = token.clone();
        Suspend::new(async move {
            match checked.await {
                Ok(link) => {
                    let email = view! { <b class="wrap">{link.email}</b> };
                    let words = t::restore_words(email, view! { <b>{link.username}</b> }).into_any();
                    view! {
                        <Card title=t::restore()>
                        <Words title=t::restore() words/>
                        <Form action=restore class="stack">
                            <Hidden name="token" value=token/>
                            <Submit class="btn primary l">{t::restore_submit()}</Submit>
                        </Form>
                        </Card>
                    }
                    .into_any()
                }
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! { <Steps title=t::restore() done page/> }
}

/// The page until the form has been sent, and then what has happened.
#[component]
fn Steps<P, V>(title: String, done: Memo<bool>, page: P) -> impl IntoView
where
    P: Fn() -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let heading = title.clone();
    view! {
        <Title text=title/>
        {dynamic(move || {
            let (page, title) = (page.clone(), heading.clone());
            if done.get() {
                view! { <Card title><Done/></Card> }.into_any()
            } else {
                view! { <Suspense>{page}</Suspense> }.into_any()
            }
        })}
    }
}

#[component]
fn Card(title: String, children: Children) -> impl IntoView {
    view! { <div class="center"><TallPass label=title>{children()}</TallPass></div> }
}

#[component]
fn Words(title: String, words: AnyView) -> impl IntoView {
    view! { <div><h1>{title}</h1><p class="muted">{words}</p></div> }
}

#[component]
fn Done() -> impl IntoView {
    view! {
        <h1>{t::misuse_done()}</h1>
        <Notice tone=Tone::Good>{t::misuse_done_words()}</Notice>
        <A href="/sign-in" attr:class="btn primary l">{t::to_sign_in()}</A>
    }
}
