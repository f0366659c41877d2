//! How safe the account is, and what to do next.

use leptos::prelude::*;
use leptos_router::components::A;

use super::changes::changes;
use crate::{
    access::{Current, Member},
    account::SignUpRules,
    reactive::memo,
    session::count_other_sessions,
    texts::app as t,
    ui::Icon,
};

/// What the account has already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Facts {
    has_password: bool,
    email: Email,
    /// Whether it has a second step or a passkey.
    has_more: bool,
}

/// What there is of the email address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Email {
    #[default]
    None,
    /// It is still to be verified.
    Waiting,
    /// It cannot be verified, because the server sends no mail.
    Stored,
    Verified,
}

impl Facts {
    fn of(member: &Member, sends_mail: bool) -> Self {
        let email = match &member.email {
            Some(_) if member.email_verified => Email::Verified,
            Some(_) if !sends_mail => Email::Stored,
            _ if member.email_waiting().is_some() => Email::Waiting,
            _ => Email::None,
        };
        let has_more = member.second_factor || member.has_passkeys;
        Self { has_password: !member.passwordless, email, has_more }
    }
}

/// A thing that makes the account safer.
#[derive(Clone, Debug)]
struct Step {
    done: bool,
    words: String,
    /// Where it is done.
    page: &'static str,
}

/// The card.
#[component]
pub(super) fn Safety() -> impl IntoView {
    let current = Current::expect();
    let changes = changes(current);
    let sends_mail = SignUpRules::expect().sends_mail;
    let facts = memo(move |_| current.member(|member| Facts::of(member, sends_mail)));
    let others = Resource::new_blocking(move || changes.get(), |_| count_other_sessions());
    let steps = move || {
        let facts = facts.get();
        Suspend::new(async move {
            let others = others.await.unwrap_or_default();
            view! { <Steps steps=steps(facts, others)/> }
        })
    };
    view! {
        <section class="card" aria-labelledby="safety">
            <Transition fallback=|| view! { <div class="card-body"><div class="bone"></div></div> }>{steps}</Transition>
        </section>
    }
}

fn steps(facts: Facts, others: usize) -> Vec<Step> {
    let (has_email, email) = match facts.email {
        Email::None => (false, t::add_email()),
        Email::Waiting => (false, t::verify_email()),
        Email::Stored => (true, t::email_there()),
        Email::Verified => (true, t::email_verified()),
    };
    let more = if facts.has_more { t::second_step_there() } else { t::add_second_step() };
    let devices = if others == 0 { t::only_device() } else { t::check_devices(others) };
    // Every password is strong: others are refused.
    let password = Step { done: true, words: t::strong_password(), page: "/account" };
    let rest = [
        Step { done: has_email, words: email, page: "/account" },
        Step { done: facts.has_more, words: more, page: "/account/security" },
        Step { done: others == 0, words: devices, page: "/account/sessions" },
    ];
    facts.has_password.then_some(password).into_iter().chain(rest).collect()
}

#[component]
fn Steps(steps: Vec<Step>) -> impl IntoView {
    let done = steps.iter().filter(|step| step.done).count();
    let all = steps.len();
    let pip = |index: usize| view! { <i class:on=index < done></i> };
    let step = |step: Step| {
        if step.done {
            view! {
                <li class="green">
                    <Icon name="circle-check"/>
                    <span>{step.words}<span class="visually-hidden">{t::step_done()}</span></span>
                </li>
            }
            .into_any()
        } else {
            view! {
                <li>
                    <Icon name="circle-dashed"/>
                    <A href=step.page attr:class="link">{step.words}</A>
                </li>
            }
            .into_any()
        }
    };
    view! {
        <header class="card-head">
            <div>
                <h2 id="safety">{t::safety()}</h2>
                <p>{t::steps_done(done, all)}</p>
            </div>
        </header>
        <div class="card-body stack stack-s">
            <div class="pips" aria-hidden="true">{(0..all).map(pip).collect_view()}</div>
            <ul class="todo">{steps.into_iter().map(step).collect_view()}</ul>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member() -> Member {
        Member { email: Some("ada@example.org".to_owned()), ..Member::default() }
    }

    #[test]
    fn an_address_counts_once_it_is_verified_unless_no_mail_is_sent() {
        let email = |member: &Member, sends_mail| Facts::of(member, sends_mail).email;
        let pending = Member { email: None, email_pending: Some("ada@example.org".to_owned()), ..member() };
        let verified = Member { email_verified: true, ..member() };
        assert_eq!([email(&member(), true), email(&pending, true)], [Email::Waiting; 2]);
        assert_eq!([email(&member(), false), email(&verified, true)], [Email::Stored, Email::Verified]);
        assert_eq!(email(&Member::default(), true), Email::None);
    }

    #[test]
    fn a_passkey_counts_as_a_second_step_and_an_account_without_a_password_has_no_strong_one() {
        let done = |member: &Member| steps(Facts::of(member, true), 0).iter().map(|step| step.done).collect::<Vec<_>>();
        assert_eq!(done(&member()), [true, false, false, true]);
        assert_eq!(done(&Member { has_passkeys: true, passwordless: true, ..member() }), [false, true, true]);
    }
}
