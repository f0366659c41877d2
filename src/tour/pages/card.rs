//! The card on a member's home page that offers the tour, as long as it is neither finished nor put away.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};

use super::live::{Pips, done_of, follow};
use crate::{
    access::Current,
    account::pages::is_own,
    reactive::{dynamic, effect, memo},
    texts::tour as t,
    tour::{PutAwayTour, Stage, StartTour, Step, TourProgress, show_tour},
    ui::{Form, Glyph, Submit, Toasts, browser},
};

/// The card. It shows nothing to impersonators, or if the tour cannot be loaded. The page that contains it must wait for
/// its data: see [`Page::loads_data`](crate::Page::loads_data).
#[component]
pub fn TourCard() -> impl IntoView {
    let loaded = Resource::new_blocking(|| (), |()| show_tour());
    let is_own = is_own();
    let card = move || {
        Suspend::new(async move {
            let progress = loaded.await.ok().filter(|_| is_own);
            progress.map(|progress| view! { <Card progress/> })
        })
    };
    view! { <Suspense>{card}</Suspense> }
}

#[component]
fn Card(progress: TourProgress) -> impl IntoView {
    let progress = follow(progress);
    let is_offered = memo(move |_| progress.with(TourProgress::is_offered));
    let is_running = memo(move |_| progress.with(|progress| progress.stage == Stage::Running));
    let (start, put_away) = (ServerAction::<StartTour>::new(), ServerAction::<PutAwayTour>::new());
    Current::expect().watch(start);
    Current::expect().watch(put_away);
    let navigate = use_navigate();
    effect(move || {
        if start.value().with(|answer| matches!(answer, Some(Ok(_)))) {
            navigate("/tour", NavigateOptions::default());
        }
    });
    let toasts = Toasts::expect();
    effect(move || {
        if let Some(Ok(found)) = put_away.value().get() {
            progress.set(found);
            toasts.say(t::said_put_away());
            // The button that had the focus is gone with the card.
            request_animation_frame(|| browser::focus_if_lost("main"));
        }
    });
    let about = move || if is_running.get() { progress.with(done_of) } else { t::card_length(Step::ALL.len()) };
    let begin = move || {
        if is_running.get() {
            view! { <A href="/tour" attr:class="btn s">{t::go_on()}</A> }.into_any()
        } else {
            view! { <Form action=start class="" next="/tour"><Submit class="btn s">{t::start()}</Submit></Form> }
                .into_any()
        }
    };
    dynamic(move || {
        is_offered.get().then(|| {
            view! {
                <section class="card" aria-labelledby="tour-card">
                    <header class="card-head">
                        <Glyph name="compass" tone="green"/>
                        <div><h2 id="tour-card">{t::take_the_tour()}</h2><p>{about}</p></div>
                    </header>
                    <div class="card-body stack stack-s">
                        {dynamic(move || is_running.get().then(|| view! { <Pips progress/> }))}
                        <p class="small muted">{t::card_words()}</p>
                        <div class="cluster">
                            {begin}
                            <Form action=put_away class=""><Submit class="btn quiet s">{t::not_now()}</Submit></Form>
                        </div>
                    </div>
                </section>
            }
        })
    })
}
