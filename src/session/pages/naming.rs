//! The form that names a session, in its row.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    access::Current,
    error::FormFlash,
    reactive::{dynamic, effect},
    session::{NameSession, SESSION_NAME_MAX, SessionSummary},
    texts::session as t,
    ui::{Field, Form, Hidden, Icon, Submit, Toasts, browser, field_id, time::moment_words},
};

/// The form, collapsed until it is opened.
#[component]
pub(super) fn Name(id: String, #[prop(into)] session: Signal<SessionSummary>) -> impl IntoView {
    let name = ServerAction::<NameSession>::new();
    Current::expect().refresh_after(name);
    let (now, device) = session.with_untracked(|session| (session.name.clone(), session.device.to_string()));
    let name_now = Signal::derive(move || session.try_with(|session| session.name.clone()).unwrap_or_default());
    let moment = moment_words();
    let label = move || t::rename_one(session.try_with(|session| full_title(session, moment)).unwrap_or_default());
    let details = NodeRef::<leptos::html::Details>::new();
    let toasts = Toasts::expect();
    effect(move || {
        if let (Some(Ok(())), Some(details)) = (name.value().get(), details.get_untracked()) {
            browser::close(&details);
            toasts.say(t::renamed());
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
                <Field name="name" label=t::device_name() value=now follows=name_now placeholder=device max=SESSION_NAME_MAX/>
                <Submit class="btn primary s">{t::save()}</Submit>
                <Cancel details session/>
            </Form>
        </details>
    }
}

/// Closes the form without saving; only with JavaScript.
#[component]
fn Cancel(details: NodeRef<leptos::html::Details>, session: Signal<SessionSummary>) -> impl IntoView {
    // Here and not in a closure that runs later, when another form may be the last one.
    let field = StoredValue::new(field_id("name"));
    let is_hydrated = RwSignal::new(false);
    effect(move || is_hydrated.set(true));
    let cancel = move |_| {
        let name = session.with_untracked(|session| session.name.clone());
        field.with_value(|field| {
            browser::reset_around(field);
            browser::set_input_value(field, &name);
        });
        if let Some(details) = details.get_untracked() {
            browser::cancel(&details);
        }
    };
    view! {
        {dynamic(move || is_hydrated.get().then(|| view! {
            <button class="btn quiet s square" type="button" aria-label=t::cancel() on:click=cancel><Icon name="x"/></button>
        }))}
    }
}

/// A title with the sign-in time, because several sessions may run on the same kind of device.
pub(super) fn full_title(session: &SessionSummary, moment: impl Fn(i64) -> String) -> String {
    t::device_since(session.title(), moment(session.signed_in_at))
}
