//! Small icons. They are decorative: text beside them says the same.

use leptos::prelude::*;

/// The subject of an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// A laptop, for computers and unknown devices.
    Computer,
    /// A smartphone, for phones of any kind.
    Phone,
}

/// An icon.
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
