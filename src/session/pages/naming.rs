//! The form that names a session, in its row.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    access::Current,
    error::FormFlash,
    session::{NameSession, SESSION_NAME_MAX, SessionSummary},
    texts::session as t,
    ui::{Field, Form, Hidden, Submit, browser, time::moment_words},
};

/// The form, collapsed until it is opened.
#[component]
pub(super) fn Name(id: String, #[prop(into)] session: Signal<SessionSummary>) -> impl IntoView {
    let name = ServerAction::<NameSession>::new();
    Current::expect().refresh_after(name);
    let now = session.with_untracked(|session| session.name.clone());
    let moment = moment_words();
    let label = move || t::rename_one(session.try_with(|session| full_title(session, moment)).unwrap_or_default());
    let details = NodeRef::<leptos::html::Details>::new();
    Effect::new(move || {
        if let (Some(Ok(())), Some(details)) = (name.value().get(), details.get_untracked()) {
            browser::close(&details);
        }
    });
    // Without JavaScript, open the form if its post failed, so that the error is visible.
    let failed = FormFlash::to(NameSession::PATH)
        .is_some_and(|posted| posted.error.is_some() && posted.values.get("id") == Some(&id));
    view! {
        <details class="pick rename" name="rename" open=failed node_ref=details>
            <summary class="btn quiet s" aria-label=label>{t::rename()}</summary>
            <Form action=name class="" of=id.clone()>
                <Hidden name="id" value=id/>
                <Field name="name" label=t::device_name() value=now max=SESSION_NAME_MAX/>
                <Submit class="btn primary s">{t::save()}</Submit>
            </Form>
        </details>
    }
}

/// A title with the sign-in time, because several sessions may run on the same kind of device.
pub(super) fn full_title(session: &SessionSummary, moment: impl Fn(i64) -> String) -> String {
    t::device_since(session.title(), moment(session.signed_in_at))
}
