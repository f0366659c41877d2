//! The emails about one's own account, on `/account/security`: which can be turned off, and which cannot.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    access::Current,
    account::SignUpRules,
    reactive::{dynamic, memo},
    security::ChangeNotices,
    texts::security as t,
    ui::{Form, Glyph, Hidden, Submit},
};

/// The card; empty if no emails are sent.
#[component]
pub(super) fn NoticesCard() -> impl IntoView {
    SignUpRules::expect().sends_mail.then(|| view! { <Notices/> })
}

#[component]
fn Notices() -> impl IntoView {
    let current = Current::expect();
    let change = ServerAction::<ChangeNotices>::new();
    current.refresh_after(change);
    let is_on = memo(move |_| current.member(|member| member.new_device_notices));
    let is_verified = memo(move |_| current.member(|member| member.email_verified));
    let tag = move || {
        let (class, word) = if is_on.get() { ("tag green", t::on()) } else { ("tag", t::off()) };
        view! { <span class=class>{word}</span> }
    };
    let wanted = move || view! { <Hidden name="new_devices" value=(!is_on.get()).to_string()/> };
    let to_account = move || {
        let verify = || t::notices_verify(|words| view! { <A href="/account">{words}</A> });
        (!is_verified.get()).then(|| view! { <div class="card-body"><p class="muted">{verify()}</p></div> })
    };
    view! {
        <section class="card" aria-labelledby="notices">
            <header class="card-head">
                <div><h2 id="notices">{t::notices()}</h2><p>{t::notices_about()}</p></div>
            </header>
            {dynamic(to_account)}
            <ul class="rows">
                <li>
                    <Glyph name="mail"/>
                    <div class="what">
                        <h3 class="cluster">{t::new_devices()} " " {dynamic(tag)}</h3>
                        <p>{t::new_devices_about()}</p>
                    </div>
                    <div class="does">
                        <Form action=change class="" resumes=false done=t::notices_saved()>
                            {dynamic(wanted)}
                            <Submit class="btn s">
                                {dynamic(move || if is_on.get() { t::turn_off_notice() } else { t::turn_on_notice() })}
                            </Submit>
                        </Form>
                    </div>
                </li>
            </ul>
        </section>
    }
}
