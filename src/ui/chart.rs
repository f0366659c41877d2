//! A chart of two series of bars over time: an image for sighted readers, and a table of the same numbers for screen
//! readers.

use leptos::prelude::*;

use crate::{locale, texts::ui as t};

/// The size of the drawing, in its own units, which scale with the page.
const WIDTH: i64 = 600;
const HEIGHT: i64 = 190;
/// The left margin, for the scale.
const LEFT: i64 = 44;
/// The top margin.
const TOP: i64 = 12;
/// The y coordinate of the baseline.
const GROUND: i64 = 164;
/// The maximum number of labelled intervals.
const LABELS: usize = 6;

/// An interval and the counts of both series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// A short label of the interval.
    pub label: String,
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
    /// The names of the two series: the first is drawn filled, the second hollow.
    kinds: [String; 2],
    /// What the labels are: the header of the table's first column.
    unit: String,
    /// In chronological order.
    bars: Vec<Bars>,
    /// The text that is shown if there is nothing to draw.
    empty: String,
) -> impl IntoView {
    let totals = [0, 1].map(|kind| bars.iter().map(|bars| bars.counts[kind]).sum::<i64>());
    if totals == [0, 0] {
        return view! { <p class="muted">{empty}</p> }.into_any();
    }
    let highest = bars.iter().flat_map(|bars| bars.counts).max().unwrap_or_default();
    let top = scale(highest);
    let [first, second] = [0, 1].map(|kind| t::chart_total(&kinds[kind], totals[kind]));
    let described = t::chart_description(&first, &second, highest);
    let (title_id, description_id) = (format!("{id}-title"), format!("{id}-description"));
    let lines = [0, top / 2, top].map(|count| view! { <Line count top/> }).collect_view();
    let pitch = (WIDTH - LEFT) / i64::try_from(bars.len()).unwrap_or(1).max(1);
    let every = bars.len().div_ceil(LABELS).max(1);
    let mut at = LEFT;
    let mut drawn = Vec::new();
    for (index, bars) in bars.iter().enumerate() {
        let label = (index % every == 0).then(|| bars.label.clone());
        drawn.push(view! { <Part counts=bars.counts at pitch top label/> });
        at += pitch;
    }
    view! {
        <figure class="chart">
            <svg
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                role="img"
                aria-labelledby=title_id
                aria-describedby=description_id
            >
                <title id=title_id.clone()>{title.clone()}</title>
                <desc id=description_id.clone()>{described}</desc>
                {lines}
                {drawn}
            </svg>
            <figcaption>
                <span class="key first">{first}</span>
                <span class="key second">{second}</span>
            </figcaption>
            <div class="visually-hidden"><Numbers title kinds unit bars/></div>
        </figure>
    }
    .into_any()
}

/// A line of the scale with its number.
#[component]
fn Line(count: i64, top: i64) -> impl IntoView {
    let y = GROUND - height(count, top);
    view! {
        <g>
            <line x1=LEFT x2=WIDTH y1=y y2=y></line>
            <text class="scale" x=LEFT - 6 y=y + 4>{short(count)}</text>
        </g>
    }
}

/// Both bars of an interval.
#[component]
fn Part(counts: [i64; 2], at: i64, pitch: i64, top: i64, label: Option<String>) -> impl IntoView {
    let width = (pitch * 2 / 5).max(2);
    let [first, second] = counts.map(|count| height(count, top));
    view! {
        <g>
            <rect class="first" x=at + pitch / 10 y=GROUND - first width=width height=first></rect>
            <rect class="second" x=at + pitch / 10 + width y=GROUND - second width=width height=second></rect>
            {label.map(|label| view! { <text class="label" x=at + pitch / 2 y=HEIGHT - 8>{label}</text> })}
        </g>
    }
}

/// The same numbers as a table.
#[component]
fn Numbers(title: String, kinds: [String; 2], unit: String, bars: Vec<Bars>) -> impl IntoView {
    let row = |bars: Bars| {
        let [first, second] = bars.counts;
        view! { <tr><th scope="row">{bars.label}</th><td>{first}</td><td>{second}</td></tr> }
    };
    view! {
        <table>
            <caption>{title}</caption>
            <thead>
                <tr><th scope="col">{unit}</th>{kinds.map(|kind| view! { <th scope="col">{kind}</th> }).collect_view()}</tr>
            </thead>
            <tbody>{bars.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// The height of a bar. A bar of a positive count is always visible.
fn height(count: i64, top: i64) -> i64 {
    if count <= 0 { 0 } else { (count * (GROUND - TOP) / top).max(2) }
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
        assert_eq!([0, 1, 500, 1000].map(|count| height(count, 1000)), [0, 2, 76, GROUND - TOP]);
    }

    #[test]
    fn numbers_are_abbreviated() {
        assert_eq!([5, 600, 20_000, 2_000_000, 1_500].map(short), ["5", "600", "20k", "2M", "1500"]);
    }
}
