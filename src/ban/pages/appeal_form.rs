//! The appeal on the ban page: first the form, then when it was sent, then the answer.

use leptos::prelude::*;

use crate::{
    access::{Appeal, Current},
    ban::{APPEAL_LENGTH, AppealBan},
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
                <h2>"Appeal"</h2>
                <p class="muted small">"Something is wrong with this ban? Say so to the administrators, once."</p>
                <TextArea
                    name="text"
                    label="What you want to say"
                    hint="10 to 2000 characters."
                    required=true
                    max=*APPEAL_LENGTH.end()
                />
                <Submit class="btn">"Send the appeal"</Submit>
            </Form>
        }
        .into_any(),
        Some(appeal) => view! { <Sent appeal/> }.into_any(),
    }
}

#[component]
fn Sent(appeal: Appeal) -> impl IntoView {
    let answer = match appeal.answer {
        None => view! { <p class="muted">"An administrator will read it. The answer appears here."</p> }.into_any(),
        Some((text, at)) => view! {
            <p>"Answered on " <When at/> ":"</p>
            <blockquote class="said">{text}</blockquote>
        }
        .into_any(),
    };
    view! {
        <section class="card stack" role="status" aria-labelledby="appeal">
            <h2 id="appeal">"Appeal"</h2>
            <p>"Your appeal was sent on " <When at=appeal.sent_at/> "."</p>
            {answer}
        </section>
    }
}
