//! The card with the chart of sign-ins, and the links to its ranges.

use leptos::prelude::*;

use crate::{
    overview::{Range, SignIns},
    texts::overview as t,
    ui::{
        Bars, Chart,
        time::{utc_day, utc_time},
    },
};

/// The URL of the page for a range.
pub(super) fn address(range: Range) -> String {
    format!("/admin?range={}", range.name())
}

/// The chart of a range.
#[component]
pub(super) fn SignInCard(sign_ins: Vec<SignIns>, range: Range) -> impl IntoView {
    let label = |since| if range == Range::Month { utc_day(since) } else { utc_time(since) };
    let bars = |part: SignIns| Bars { label: label(part.since), counts: [part.done, part.refused] };
    view! {
        <section class="card" aria-labelledby="sign-ins">
            <header class="card-head">
                <h2 id="sign-ins">{t::sign_ins()}</h2>
                <Ranges range/>
            </header>
            <div class="card-body stack stack-s">
                <Chart
                    id="sign-ins-chart"
                    title=t::chart(range.name())
                    kinds=[t::signed_in(), t::refused()]
                    unit=t::unit(range.name())
                    bars=sign_ins.into_iter().map(bars).collect()
                    empty=t::chart_empty(range.name())
                    end=t::now()
                />
                <p class="small muted">{t::chart_note()}</p>
            </div>
        </section>
    }
}

#[component]
fn Ranges(range: Range) -> impl IntoView {
    let link = |one: Range| {
        let current = (one == range).then_some("page");
        view! { <a href=address(one) aria-current=current>{one.title()}</a> }
    };
    view! { <nav class="segment" aria-label=t::ranges()>{Range::ALL.iter().copied().map(link).collect_view()}</nav> }
}
