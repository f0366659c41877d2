//! `/tour`: the steps, what to do now, and the forms that start the tour and put it away. Steps tick themselves while
//! the page is open.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

use super::{
    live::{Pips, done_of, follow},
    step::{StepRow, title},
};
use crate::{
    access::Current,
    account::pages::is_own,
    error::AppError,
    reactive::{dynamic, effect, effect_with_last, memo},
    session::pages::EndedNotice,
    texts::tour as t,
    tour::{PutAwayTour, Stage, StartTour, Step, TourProgress, show_tour},
    ui::{FailedToLoad, Form, Notice, Submit, Tone, browser},
};

/// The ID of the heading of the steps, which gets the focus of a button that is gone.
const HEADING: &str = "tour-steps";

/// The page.
#[component]
pub fn TourPage() -> impl IntoView {
    let loaded = Resource::new_blocking(|| (), |()| show_tour());
    let tour = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(progress) => view! { <LiveTour progress/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t::title()/>
        <div class="page stack">
            <EndedNotice/>
            <header class="head"><div><h1>{t::title()}</h1><p>{t::lead()}</p></div></header>
            <Suspense fallback=|| view! { <p class="muted">{t::loading()}</p> }>{tour}</Suspense>
        </div>
    }
}

#[component]
fn LiveTour(progress: TourProgress) -> impl IntoView {
    let progress = follow(progress);
    let stage = memo(move |_| progress.with(|progress| progress.stage));
    let verdict = move || match stage.get() {
        Stage::Finished => {
            let activity = |words: String| view! { <A href="/account/activity">{words}</A> };
            view! { <Notice tone=Tone::Good><b>{t::finished()}</b><p>{t::finished_words(activity)}</p></Notice> }
                .into_any()
        }
        Stage::PutAway => view! { <p class="notice">{t::put_away()}</p> }.into_any(),
        Stage::New | Stage::Running => ().into_any(),
    };
    view! {
        <p class="visually-hidden" role="status">{announce(progress)}</p>
        {verdict}
        <section class="card" aria-labelledby=HEADING>
            <header class="card-head">
                <div>
                    <h2 id=HEADING tabindex="-1">{t::steps()}</h2>
                    <p>{dynamic(move || progress.with(done_of))}</p>
                </div>
            </header>
            <div class="card-body stack stack-s">
                <Pips progress/>
                <ol class="todo steps">
                    {Step::ALL.iter().map(|step| view! { <StepRow step=*step progress/> }).collect_view()}
                </ol>
            </div>
            {is_own().then(|| view! { <Forms stage progress/> })}
        </section>
    }
}

/// What a screen reader says when a step is ticked while the page is open.
fn announce(progress: RwSignal<TourProgress>) -> RwSignal<String> {
    let said = RwSignal::new(String::new());
    effect_with_last(move |before: Option<TourProgress>| {
        let now = progress.get();
        if let Some(before) = before.filter(|before| before.count() < now.count()) {
            let is_new = |step: &&Step| now.is_done(**step) && !before.is_done(**step);
            let done = Step::ALL.iter().filter(is_new).map(|step| t::said_done(title(*step)));
            let next = now.current().map(|step| t::said_next(title(step)));
            said.set(done.chain(next).collect::<Vec<_>>().join(" "));
        }
        now
    });
    said
}

/// The forms that start the tour, start it again and put it away.
#[component]
fn Forms(stage: Memo<Stage>, progress: RwSignal<TourProgress>) -> impl IntoView {
    let (start, put_away) = (ServerAction::<StartTour>::new(), ServerAction::<PutAwayTour>::new());
    Current::expect().watch(start);
    Current::expect().watch(put_away);
    // Guests are not notified of what they change.
    let apply = move |answer: Option<Result<TourProgress, AppError>>| {
        if let Some(Ok(found)) = answer {
            progress.set(found);
            request_animation_frame(|| browser::focus_if_lost(HEADING));
        }
    };
    effect(move || apply(start.value().get()));
    effect(move || apply(put_away.value().get()));
    let start_form = move || {
        let is_new = stage.get() == Stage::New;
        view! {
            <Form action=start class="">
                {if is_new {
                    view! { <Submit>{t::start()}</Submit> }.into_any()
                } else {
                    view! { <Submit class="btn">{t::start_again()}</Submit> }.into_any()
                }}
            </Form>
        }
    };
    let put_away_form = move || {
        matches!(stage.get(), Stage::New | Stage::Running).then(|| {
            view! {
                <Form action=put_away class=""><Submit class="btn quiet">{t::not_now()}</Submit></Form>
            }
        })
    };
    view! { <div class="card-foot">{start_form}{put_away_form}</div> }
}
