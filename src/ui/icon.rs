//! Small pictures. What they show also stands beside them in words.

use leptos::prelude::*;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    Computer,
    Phone,
}

/// The picture.
#[component]
pub fn Icon(picture: Picture) -> impl IntoView {
    let shape = match picture {
        Picture::Computer => view! {
            <rect x="3" y="5" width="18" height="11" rx="1.5"></rect>
            <path d="M2 19h20"></path>
        }
        .into_any(),
        Picture::Phone => view! {
            <rect x="7" y="2.5" width="10" height="19" rx="2"></rect>
            <path d="M11 18.5h2"></path>
        }
        .into_any(),
    };
    view! {
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7" aria-hidden="true">{shape}</svg>
    }
}
