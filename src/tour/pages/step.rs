//! A step in the list: ticked, to be done, or opened with what to do now.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    account::SignUpRules,
    reactive::{dynamic, memo},
    texts::tour as t,
    tour::{Step, TourProgress},
    ui::Icon,
};

/// A step in the list.
#[component]
pub(super) fn StepRow(step: Step, progress: RwSignal<TourProgress>) -> impl IntoView {
    let is_done = memo(move |_| progress.with(|progress| progress.is_done(step)));
    let is_current = memo(move |_| progress.with(|progress| progress.current() == Some(step)));
    let body = move || match (is_done.get(), is_current.get()) {
        (true, _) => view! { <p class="small muted">{after(step)}</p> }.into_any(),
        (false, true) => view! { <p>{words(step)}</p> {acts(step)} }.into_any(),
        (false, false) => ().into_any(),
    };
    view! {
        <li class:green=is_done aria-current=move || is_current.get().then_some("step")>
            {dynamic(move || view! { <Icon name=if is_done.get() { "circle-check" } else { "circle-dashed" }/> })}
            <div class="stack stack-s">
                <h3>
                    {title(step)}
                    {dynamic(move || is_done.get().then(|| view! { <span class="visually-hidden">{t::step_done()}</span> }))}
                </h3>
                {body}
            </div>
        </li>
    }
}

/// What a step is called.
pub(super) fn title(step: Step) -> String {
    match step {
        Step::SignIn => t::sign_in(),
        Step::SecondSession => t::second_session(),
        Step::WatchList => t::watch_list(),
        Step::EndOther => t::end_other(),
        Step::ChangeTheme => t::change_theme(),
    }
}

/// What to do.
fn words(step: Step) -> String {
    match step {
        Step::SignIn => t::sign_in_words(),
        Step::SecondSession => t::second_session_words(),
        Step::WatchList => t::watch_list_words(),
        Step::EndOther => t::end_other_words(),
        Step::ChangeTheme => t::change_theme_words(),
    }
}

/// What has happened, once it is done.
fn after(step: Step) -> String {
    match step {
        Step::SignIn => t::sign_in_done(),
        Step::SecondSession => t::second_session_done(),
        Step::WatchList => t::watch_list_done(),
        Step::EndOther => t::end_other_done(),
        Step::ChangeTheme => t::change_theme_done(),
    }
}

/// Links to where it is done, if that is in this window.
fn acts(step: Step) -> AnyView {
    let links = match step {
        Step::SignIn => {
            let sign_up = SignUpRules::expect().is_open().then(|| ("/sign-up?next=/tour", t::create_account()));
            sign_up.into_iter().chain([("/sign-in?next=/tour", t::sign_in())]).collect()
        }
        Step::SecondSession => return ().into_any(),
        Step::WatchList | Step::EndOther => vec![("/account/sessions", t::open_sessions())],
        Step::ChangeTheme => vec![("/account/preferences", t::open_preferences())],
    };
    let link = |(href, words): (&'static str, String)| view! { <A href attr:class="btn s">{words}</A> };
    view! { <div class="cluster">{links.into_iter().map(link).collect_view()}</div> }.into_any()
}
