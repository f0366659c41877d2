//! A chart of two kinds of bars over time: drawn for those who see it, and a table of the same
//! numbers for those who hear it.

use leptos::prelude::*;

/// The drawing, in its own units: they grow and shrink with the page.
const WIDTH: i64 = 600;
const HEIGHT: i64 = 190;
/// Left of the bars, for the scale.
const LEFT: i64 = 44;
/// Above the bars.
const TOP: i64 = 12;
/// Where the bars stand.
const GROUND: i64 = 164;
/// Parts that have their label below them.
const LABELS: usize = 6;

/// A part of the time, and the numbers of both kinds in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// When, in a few characters.
    pub label: String,
    /// How many of each kind, none below 0.
    pub counts: [i64; 2],
}

/// The chart. Where every number is 0 it says so instead.
#[component]
pub fn Chart(
    /// Names its parts; unique on the page.
    id: &'static str,
    /// What it shows.
    title: String,
    /// The two kinds: the first is drawn filled, the second hollow.
    kinds: [&'static str; 2],
    /// What the labels are: the table's first column.
    unit: &'static str,
    /// In the order of time.
    bars: Vec<Bars>,
    /// Said where nothing is to be drawn.
    empty: String,
) -> impl IntoView {
    let totals = [0, 1].map(|kind| bars.iter().map(|bars| bars.counts[kind]).sum::<i64>());
    if totals == [0, 0] {
        return view! { <p class="muted">{empty}</p> }.into_any();
    }
    let highest = bars.iter().flat_map(|bars| bars.counts).max().unwrap_or_default();
    let top = scale(highest);
    let [first, second] = [0, 1].map(|kind| format!("{}: {}", kinds[kind], grouped(totals[kind])));
    let described = format!("{first}. {second}. At most {} in one part.", grouped(highest));
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

/// A line of the scale, and its number.
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

/// Both bars of a part.
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

/// The same as a table.
#[component]
fn Numbers(title: String, kinds: [&'static str; 2], unit: &'static str, bars: Vec<Bars>) -> impl IntoView {
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

/// How high a bar is. One that stands for something is seen.
fn height(count: i64, top: i64) -> i64 {
    if count <= 0 { 0 } else { (count * (GROUND - TOP) / top).max(2) }
}

/// The smallest round number that is as high, and even.
fn scale(highest: i64) -> i64 {
    let mut unit = 1;
    loop {
        let round = [2, 4, 6, 10].map(|digit| digit * unit).into_iter().find(|round| *round >= highest);
        match round {
            Some(round) => return round,
            // So high is nothing that can be counted.
            None if unit > i64::MAX / 100 => return highest,
            None => unit *= 10,
        }
    }
}

/// "600", "20k", "4M": round numbers, for the scale.
fn short(count: i64) -> String {
    match count {
        count if count >= 1_000_000 && count % 1_000_000 == 0 => format!("{}M", count / 1_000_000),
        count if count >= 1_000 && count % 1_000 == 0 => format!("{}k", count / 1_000),
        count => count.to_string(),
    }
}

/// "1,234,567".
pub fn grouped(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut words = if count < 0 { "-".to_owned() } else { String::new() };
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_round_and_as_high_as_the_bars() {
        let scales = [0, 1, 2, 3, 5, 7, 10, 11, 59, 61, 101, 999_999].map(scale);
        assert_eq!(scales, [2, 2, 2, 4, 6, 10, 10, 20, 60, 100, 200, 1_000_000]);
        assert!(scale(i64::MAX) > 0);
    }

    #[test]
    fn a_bar_is_as_high_as_its_number_and_never_out_of_sight() {
        assert_eq!([0, 1, 500, 1000].map(|count| height(count, 1000)), [0, 2, 76, GROUND - TOP]);
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!([5, 600, 20_000, 2_000_000, 1_500].map(short), ["5", "600", "20k", "2M", "1500"]);
        assert_eq!([0, 999, 1000, 1_234_567, -1000].map(grouped), ["0", "999", "1,000", "1,234,567", "-1,000"]);
    }
}
