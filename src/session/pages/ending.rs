//! The forms that end one's own sessions.

use leptos::{prelude::*, server_fn::ServerFn};

use super::overview::{Overview, others};
use crate::{
    access::Current,
    error::AppError,
    reactive::{dynamic, effect},
    session::{EndAllSessions, EndOtherSessions, EndSession, SignOut},
    texts::session as t,
    ui::{Form, Hidden, LiveList, Submit},
};

/// The IDs of the sessions that the person has asked to end on this page. The channel may report the end of a session
/// before the response does, and by then the row with its form is gone.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AskedEndings(StoredValue<Vec<String>>);

impl AskedEndings {
    /// Whether the person has asked to end this session.
    pub(super) fn include(self, id: &str) -> bool {
        self.0.with_value(|asked| asked.iter().any(|asked| asked == id))
    }

    /// Notes the sessions each time they are asked to end, until it fails.
    fn follow<F>(self, end: ServerAction<F>, ids: impl Fn() -> Vec<String> + 'static)
    where
        F: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        F::Output: Clone + Send + Sync + 'static,
    {
        let pending = end.pending();
        effect(move || {
            if pending.get() {
                self.0.update_value(|asked| asked.extend(untrack(&ids)));
            } else if end.value().with(|value| matches!(value, Some(Err(_)))) {
                self.0.update_value(Vec::clear);
            }
        });
    }
}

/// Ends one session.
#[component]
pub(super) fn EndOne(id: String, #[prop(into)] title: Signal<String>, asked: AskedEndings) -> impl IntoView {
    let end = ServerAction::<EndSession>::new();
    Current::expect().refresh_after(end);
    let this = id.clone();
    asked.follow(end, move || vec![this.clone()]);
    view! {
        <Form action=end class="" of=id.clone() resumes=false>
            <Hidden name="id" value=id/>
            <Submit class="btn s">
                {t::sign_out_one(view! { <span class="visually-hidden">{title}</span> })}
            </Submit>
        </Form>
    }
}

/// Ends every session except this one.
#[component]
pub(super) fn EndOthers(sessions: LiveList<Overview>, count: Memo<usize>, asked: AskedEndings) -> impl IntoView {
    let end = ServerAction::<EndOtherSessions>::new();
    Current::expect().refresh_after(end);
    asked.follow(end, move || others(sessions).into_iter().map(|session| session.id).collect());
    view! {
        <Form action=end class="" resumes=false>
            <Submit class="btn danger s">{dynamic(move || t::sign_out_others(count.get()))}</Submit>
        </Form>
    }
}

/// Ends every session, this one, too.
#[component]
pub(super) fn EndAll() -> impl IntoView {
    let end = ServerAction::<EndAllSessions>::new();
    Current::expect().follow(end);
    view! {
        <Form action=end class="push" next="/" resumes=false>
            <Submit class="btn s">{t::sign_out_all()}</Submit>
        </Form>
    }
}

/// Ends this session.
#[component]
pub(super) fn SignOutHere() -> impl IntoView {
    let sign_out = ServerAction::<SignOut>::new();
    Current::expect().follow(sign_out);
    view! {
        <Form action=sign_out class="" next="/" of="here" resumes=false>
            <Submit class="btn s">{t::sign_out()}</Submit>
        </Form>
    }
}
