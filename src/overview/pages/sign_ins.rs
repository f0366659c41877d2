//! The card with the chart of sign-ins, and the links to its ranges.

use leptos::prelude::*;

use crate::{
    overview::{Range, SignIns},
    texts::overview as t,
    ui::{Bars, Chart, TimeOfDay, time::utc_day},
};

/// The URL of the page for a range.
pub(super) fn address(range: Range) -> String {
    format!("/admin?range={}", range.name())
}

/// The chart of a range.
#[component]
pub(super) fn SignInCard(sign_ins: Vec<SignIns>, range: Range) -> impl IntoView {
    // Days are counted in UTC.
    let label: fn(i64) -> AnyView = match range {
        Range::Month => |since| utc_day(since).into_any(),
        Range::Hour | Range::Day => |since| view! { <TimeOfDay at=since/> }.into_any(),
    };
    let bars = |part: SignIns| Bars { since: part.since, counts: [part.done, part.refused] };
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
                    label
                    empty=t::chart_empty(range.name())
                    end=t::now()
                />
                <p class="small muted">{t::chart_note(range.name())}</p>
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
