//! The appeal on the ban page: first the form, then when it was sent, then the answer.

use leptos::prelude::*;

use crate::{
    access::{Appeal, Current},
    ban::{APPEAL_LENGTH, AppealBan},
    reactive::{dynamic, effect},
    texts::ban as t,
    ui::{Form, Submit, TextArea, When, browser},
};

/// The ID of the heading.
const HEADING: &str = "appeal";

/// The current state of the appeal; updated while the page is open.
#[component]
pub(super) fn AppealPart(appeal: Memo<Option<Appeal>>) -> impl IntoView {
    let send = ServerAction::<AppealBan>::new();
    Current::expect().follow(send);
    effect(move || {
        if send.value().with(|answer| matches!(answer, Some(Ok(_)))) {
            // The button that had the focus is gone with the form.
            request_animation_frame(|| browser::focus_if_lost(HEADING));
        }
    });
    dynamic(move || {
        match appeal.get() {
        None => view! {
            <section class="card" aria-labelledby=HEADING>
                <header class="card-head"><div><h2 id=HEADING>{t::appeal_question()}</h2><p>{t::appeal_about()}</p></div></header>
                <Form action=send resumes=false class="card-body stack">
                    <TextArea
                        name="text"
                        label=t::appeal_message()
                        hint=t::appeal_hint(*APPEAL_LENGTH.start(), *APPEAL_LENGTH.end())
                        required=true
                        max=*APPEAL_LENGTH.end()
                    />
                    <p class="cluster">
                        <Submit class="btn primary">{t::send_appeal()}</Submit>
                        <span class="small muted">{t::appeal_answer_here()}</span>
                    </p>
                </Form>
            </section>
        }
        .into_any(),
        Some(appeal) => view! { <Sent appeal/> }.into_any(),
    }
    })
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
        <section class="card" role="status" aria-labelledby=HEADING>
            <header class="card-head"><h2 id=HEADING tabindex="-1">{t::appeal_own()}</h2></header>
            <div class="card-body stack stack-s">
                <p>{t::appeal_sent(view! { <When at=appeal.sent_at/> })}</p>
                {answer}
            </div>
        </section>
    }
}
