//! The appeal on the ban page: first the form, then when it was sent, then the answer.

use leptos::prelude::*;

use crate::{
    access::{Appeal, Current},
    ban::{APPEAL_LENGTH, AppealBan},
    texts::ban as t,
    ui::{Form, Submit, TextArea, When},
};

/// The current state of the appeal; updated while the page is open.
#[component]
pub(super) fn AppealPart(appeal: Memo<Option<Appeal>>) -> impl IntoView {
    let send = ServerAction::<AppealBan>::new();
    Current::expect().follow(send);
    move || match appeal.get() {
        None => view! {
            <Form action=send resumes=false>
                <h2>{t::appeal()}</h2>
                <p class="muted small">{t::appeal_about()}</p>
                <TextArea
                    name="text"
                    label=t::appeal_message()
                    hint=t::appeal_hint(*APPEAL_LENGTH.start(), *APPEAL_LENGTH.end())
                    required=true
                    max=*APPEAL_LENGTH.end()
                />
                <Submit class="btn">{t::send_appeal()}</Submit>
            </Form>
        }
        .into_any(),
        Some(appeal) => view! { <Sent appeal/> }.into_any(),
    }
}

#[component]
fn Sent(appeal: Appeal) -> impl IntoView {
    let answer = match appeal.answer {
        None => view! { <p class="muted">{t::appeal_waiting()}</p> }.into_any(),
        Some((text, at)) => view! {
            <p>{t::appeal_answered(view! { <When at/> })}</p>
            <blockquote class="said">{text}</blockquote>
        }
        .into_any(),
    };
    view! {
        <section class="card stack" role="status" aria-labelledby="appeal">
            <h2 id="appeal">{t::appeal()}</h2>
            <p>{t::appeal_sent(view! { <When at=appeal.sent_at/> })}</p>
            {answer}
        </section>
    }
}
