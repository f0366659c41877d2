//! A chart of two series of bars over time: an image for sighted readers, and a table of the same numbers for screen
//! readers.

use leptos::prelude::*;

use crate::{locale, texts::ui as t};

/// The size of the drawing, in its own units, which are stretched to its place on the page.
const WIDTH: i64 = 6000;
const HEIGHT: i64 = 1000;
/// Between the two parts of a bar.
const GAP: i64 = 15;
/// The maximum number of labelled intervals.
const LABELS: usize = 6;

/// An interval and the counts of both series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// When the interval begins, in Unix seconds.
    pub since: i64,
    /// The counts, not negative.
    pub counts: [i64; 2],
}

/// The chart. If every count is 0, a text is shown instead.
#[component]
pub fn Chart(
    /// Prefix of its element IDs; unique on the page.
    id: &'static str,
    /// The chart's title.
    title: String,
    /// The names of the two series: the second is stacked on the first.
    kinds: [String; 2],
    /// What the labels are: the header of the table's first column.
    unit: String,
    /// In chronological order.
    bars: Vec<Bars>,
    /// Returns the short label of the interval that begins at a time.
    label: fn(i64) -> AnyView,
    /// The text that is shown if there is nothing to draw.
    empty: String,
    /// The label of the end of the last interval, such as "now".
    #[prop(optional, into)]
    end: String,
) -> impl IntoView {
    let totals = [0, 1].map(|kind| bars.iter().map(|bars| bars.counts[kind]).sum::<i64>());
    if totals == [0, 0] {
        return view! { <p class="muted">{empty}</p> }.into_any();
    }
    let highest = bars.iter().map(|bars| bars.counts.iter().sum()).max().unwrap_or_default();
    let top = scale(highest);
    let described = {
        let [first, second] = [0, 1].map(|kind| t::chart_total(&kinds[kind], totals[kind]));
        t::chart_description(first, second, highest)
    };
    let (title_id, description_id) = (format!("{id}-title"), format!("{id}-description"));
    let pitch = WIDTH / i64::try_from(bars.len()).unwrap_or(1).max(1);
    let every = bars.len().div_ceil(LABELS).max(1);
    let labels = bars.iter().step_by(every).map(|bars| label(bars.since)).chain([end.into_any()]);
    let labels = labels.map(|label| view! { <span>{label}</span> }).collect_view();
    let mut at = 0;
    let mut drawn = Vec::new();
    for bars in &bars {
        drawn.push(view! { <Part counts=bars.counts at pitch top/> });
        at += pitch;
    }
    let [first, second] = kinds.clone();
    view! {
        <figure class="stack stack-s">
            <div>
                <div class="chart">
                    <span aria-hidden="true">{short(top)}</span>
                    <span class="half" aria-hidden="true">{short(top / 2)}</span>
                    <svg
                        viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                        preserveAspectRatio="none"
                        role="img"
                        aria-labelledby=title_id
                        aria-describedby=description_id
                    >
                        <title id=title_id.clone()>{title.clone()}</title>
                        <desc id=description_id.clone()>{described}</desc>
                        {drawn}
                    </svg>
                </div>
                <p class="axis" aria-hidden="true">{labels}</p>
            </div>
            <figcaption class="cluster">
                <span class="key green">{first} " " <b class="num">{grouped(totals[0])}</b></span>
                <span class="key brick">{second} " " <b class="num">{grouped(totals[1])}</b></span>
            </figcaption>
            <details class="more">
                <summary>{t::chart_as_table()}</summary>
                <Numbers title kinds unit bars label/>
            </details>
        </figure>
    }
    .into_any()
}

/// The bar of an interval: the second count stands on the first.
#[component]
fn Part(counts: [i64; 2], at: i64, pitch: i64, top: i64) -> impl IntoView {
    let [first, second] = counts.map(|count| height(count, top));
    let (x, width) = (at + pitch / 6, pitch * 2 / 3);
    // Below the top, even if the first count fills the drawing.
    let lift = if first > 0 { (first + GAP).min(HEIGHT - second) } else { 0 };
    view! {
        <g>
            <rect class="green" x=x y=HEIGHT - first width=width height=first></rect>
            <rect class="brick" x=x y=HEIGHT - lift - second width=width height=second></rect>
        </g>
    }
}

/// The same numbers as a table.
#[component]
fn Numbers(
    title: String,
    kinds: [String; 2],
    unit: String,
    bars: Vec<Bars>,
    label: fn(i64) -> AnyView,
) -> impl IntoView {
    let row = move |bars: Bars| {
        let [first, second] = bars.counts;
        view! { <tr><th scope="row">{label(bars.since)}</th><td>{first}</td><td>{second}</td></tr> }
    };
    view! {
        <table class="table">
            <caption class="visually-hidden">{title}</caption>
            <thead>
                <tr><th scope="col">{unit}</th>{kinds.map(|kind| view! { <th scope="col">{kind}</th> }).collect_view()}</tr>
            </thead>
            <tbody>{bars.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// The height of a bar. A bar of a positive count is always visible.
fn height(count: i64, top: i64) -> i64 {
    if count <= 0 { 0 } else { (count * HEIGHT / top).max(10) }
}

/// The smallest even round number that is not below `highest`.
fn scale(highest: i64) -> i64 {
    let mut unit = 1;
    loop {
        let round = [2, 4, 6, 10].map(|digit| digit * unit).into_iter().find(|round| *round >= highest);
        match round {
            Some(round) => return round,
            // No realistic count is this high.
            None if unit > i64::MAX / 100 => return highest,
            None => unit *= 10,
        }
    }
}

/// Formats round numbers for the scale: "600", "20k", "4M".
fn short(count: i64) -> String {
    match count {
        count if count >= 1_000_000 && count % 1_000_000 == 0 => format!("{}M", count / 1_000_000),
        count if count >= 1_000 && count % 1_000 == 0 => format!("{}k", count / 1_000),
        count => count.to_string(),
    }
}

/// Formats a number with the separators of the reader's language: "1,234,567".
pub fn grouped(count: i64) -> String {
    locale::reader().number(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_is_round_and_covers_the_highest_count() {
        let scales = [0, 1, 2, 3, 5, 7, 10, 11, 59, 61, 101, 999_999].map(scale);
        assert_eq!(scales, [2, 2, 2, 4, 6, 10, 10, 20, 60, 100, 200, 1_000_000]);
        assert!(scale(i64::MAX) > 0);
    }

    #[test]
    fn bar_height_is_proportional_and_never_invisible() {
        assert_eq!([0, 1, 500, 1000].map(|count| height(count, 1000)), [0, 10, 500, HEIGHT]);
    }

    #[test]
    fn numbers_are_abbreviated() {
        assert_eq!([5, 600, 20_000, 2_000_000, 1_500].map(short), ["5", "600", "20k", "2M", "1500"]);
    }
}
