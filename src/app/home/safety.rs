//! How safe the account is, and what to do next.

use leptos::prelude::*;
use leptos_router::components::A;

use super::changes::changes;
use crate::{access::Current, reactive::memo, session::count_other_sessions, texts::app as t, ui::Icon};

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
    let has_email = memo(move |_| current.member(|member| member.email.is_some()));
    let others = Resource::new_blocking(move || changes.get(), |_| count_other_sessions());
    let steps = move || {
        let has_email = has_email.get();
        Suspend::new(async move {
            let others = others.await.unwrap_or_default();
            view! { <Steps steps=steps(has_email, others)/> }
        })
    };
    view! {
        <section class="card" aria-labelledby="safety">
            <Transition fallback=|| view! { <div class="card-body"><div class="bone"></div></div> }>{steps}</Transition>
        </section>
    }
}

fn steps(has_email: bool, others: usize) -> Vec<Step> {
    let email = if has_email { t::email_there() } else { t::add_email() };
    let devices = if others == 0 { t::only_device() } else { t::check_devices(others) };
    vec![
        // Every account has one: others are refused.
        Step { done: true, words: t::strong_password(), page: "/account" },
        Step { done: has_email, words: email, page: "/account" },
        Step { done: others == 0, words: devices, page: "/account/sessions" },
    ]
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
