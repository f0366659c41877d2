//! The events of the audit that match, by day, with their details.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::components::A;

use super::{
    facts::facts,
    filter::{LIST, PATH, with_query},
};
use crate::{
    audit::{AuditEvent, AuditFilter, AuditPage, EventSentence},
    reactive::{dynamic, memo},
    texts::audit_admin as t,
    ui::{Calendar, DayHeading, Glyph, Icon, Keyed, LiveList, TimeOfDay},
};

#[component]
pub(super) fn Found(shown: LiveList<AuditPage>, filter: AuditFilter, is_first: bool) -> impl IntoView {
    let is_empty = shown.is_empty();
    dynamic(move || {
        if is_empty.get() {
            let words = match (filter == AuditFilter::default(), is_first) {
                (true, true) => t::none_yet(),
                (true, false) => t::none_older(),
                (false, _) => t::none_match(),
            };
            view! {
                <div class="card empty stack stack-s">
                    <h2>{t::none()}</h2>
                    <p class="muted">{words}</p>
                    <p><A href=PATH attr:class="btn">{t::show_newest()}</A></p>
                </div>
            }
            .into_any()
        } else {
            view! { <Events shown filter=filter.clone() is_first/> }.into_any()
        }
    })
}

#[component]
fn Events(shown: LiveList<AuditPage>, filter: AuditFilter, is_first: bool) -> impl IntoView {
    let newest = with_query(PATH, &filter, None);
    let before = memo(move |_| shown.with(|page| page.before));
    let older = move || {
        before.get().map(|before| {
            let href = with_query(PATH, &filter, Some(before));
            view! { <a href=href class="btn s push" rel="next">{t::older()}<Icon name="chevron-right"/></a> }
        })
    };
    let calendar = Calendar::of_reader();
    let firsts = memo(move |_| shown.with(|page| firsts_of_days(&page.events, |at| calendar.day(at))));
    view! {
        {shown.notice()}
        <section class="card" aria-label=t::events()>
            <table class="table cards audit" id=LIST tabindex="-1">
                <thead>
                    <tr>
                        <th scope="col">{t::when()}</th>
                        <th scope="col">{t::what()}</th>
                        <th scope="col">{t::from()}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || shown.rows() key=Keyed::key let:event>
                        <DayRow event=event.clone() firsts/>
                        <Row event/>
                    </For>
                </tbody>
            </table>
        </section>
        <nav class="pager" aria-label=t::pager()>
            {(!is_first).then(|| view! { <a href=newest class="btn s">{t::newest()}</a> })} {older}
        </nav>
    }
}

/// The numbers of the events that are the first of their day in the list.
fn firsts_of_days(events: &[AuditEvent], day: impl Fn(i64) -> i32) -> BTreeSet<i64> {
    let days: Vec<_> = events.iter().map(|event| day(event.at)).collect();
    let is_first = |place: &usize| *place == 0 || days[*place] != days[*place - 1];
    (0..events.len()).filter(is_first).map(|place| events[place].seq).collect()
}

/// The heading of a day, above its first event.
#[component]
fn DayRow(event: AuditEvent, firsts: Memo<BTreeSet<i64>>) -> impl IntoView {
    let (at, seq) = (event.at, event.seq);
    let is_shown = memo(move |_| firsts.with(|firsts| firsts.contains(&seq)));
    dynamic(move || {
        is_shown.get().then(|| view! { <tr class="day"><th colspan="3" scope="rowgroup"><DayHeading at/></th></tr> })
    })
}

#[component]
fn Row(event: AuditEvent) -> impl IntoView {
    let (at, words, why) = (event.at, event.words(), event.why());
    let (icon, tone) = event.icon();
    let address = event.address.clone();
    let facts = facts(&event).into_iter().map(|(name, fact)| view! { <dt>{name}</dt><dd>{fact}</dd> }).collect_view();
    view! {
        <tr>
            <td class="corner muted"><TimeOfDay at/></td>
            <td>
                <div class="who">
                    <Glyph name=icon tone small=true/>
                    <div class="cluster">
                        <span>
                            <EventSentence event/>
                            {(!why.is_empty()).then(|| view! { <small>{why}</small> })}
                        </span>
                        <details class="more">
                            <summary>
                                {t::details()}
                                <span class="visually-hidden">{t::details_of(words)}</span>
                            </summary>
                            <dl class="facts">{facts}</dl>
                        </details>
                    </div>
                </div>
            </td>
            <td class="muted">{address.map(|address| view! { <span class="mono">{address}</span> })}</td>
        </tr>
    }
}
