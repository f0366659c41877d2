//! `/forgot-password`: asking for a link that sets a new password. Says the same whether there is such an account or not.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::components::A;

use crate::{
    access::Current,
    account::SignUpRules,
    error::FormFlash,
    reactive::{dynamic, memo},
    session::RequestPasswordReset,
    texts::session as t,
    ui::{Field, Form, Notice, Submit, TallPass, Tone},
};

/// The page.
#[component]
pub fn ForgotPassword() -> impl IntoView {
    let request = ServerAction::<RequestPasswordReset>::new();
    Current::expect().watch(request);
    let done_plainly = FormFlash::to(RequestPasswordReset::PATH).is_some_and(|posted| posted.error.is_none());
    let done = memo(move |_| done_plainly || matches!(request.value().get(), Some(Ok(()))));
    view! {
        <Title text=t::forgot()/>
        <div class="center">
            <TallPass label=t::new_password()>
                <h1>{t::forgot()}</h1>
                {dynamic(move || {
                    if done.get() {
                        view! { <Notice tone=Tone::Good>{t::forgot_sent()}</Notice> }.into_any()
                    } else if SignUpRules::expect().sends_mail {
                        view! { <Request request/> }.into_any()
                    } else {
                        view! { <p>{t::forgot_words()}</p> }.into_any()
                    }
                })}
                <A href="/sign-in" attr:class="btn quiet">{t::back_to_sign_in()}</A>
            </TallPass>
        </div>
    }
}

#[component]
fn Request(request: ServerAction<RequestPasswordReset>) -> impl IntoView {
    view! {
        <p class="muted">{t::forgot_about()}</p>
        <Form action=request class="stack">
            <Field name="who" label=t::username_or_email() autocomplete="username" required=true/>
            <Submit class="btn primary l">{t::forgot_submit()}</Submit>
        </Form>
    }
}
