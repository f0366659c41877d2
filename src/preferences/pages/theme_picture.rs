//! Small drawings of the themes: a pass on a page. They have colours of their own, whatever the theme of the page is.

use leptos::prelude::*;

use crate::access::Theme;

/// The colours of a theme.
struct Colours {
    paper: &'static str,
    surface: &'static str,
    frame: &'static str,
    ink: &'static str,
    muted: &'static str,
    ring: &'static str,
}

/// The drawing of a theme; `None`: that of the device, which may be light or dark.
pub(super) fn picture(theme: Option<Theme>) -> AnyView {
    let colours = match theme {
        None => return device().into_any(),
        Some(Theme::Light) => Colours {
            paper: "#f9f7f1",
            surface: "#fffefc",
            frame: "#cdc6b6",
            ink: "#1b1d19",
            muted: "#868070",
            ring: "#0b6647",
        },
        Some(Theme::Dark) => Colours {
            paper: "#131512",
            surface: "#1b1e1a",
            frame: "#474b43",
            ink: "#efede5",
            muted: "#7b7f74",
            ring: "#63cda0",
        },
        Some(Theme::Contrast) => {
            Colours { paper: "#fff", surface: "#fff", frame: "#000", ink: "#000", muted: "#000", ring: "#000" }
        }
    };
    let Colours { paper, surface, frame, ink, muted, ring } = colours;
    view! {
        <svg class="theme" viewBox="0 0 160 60" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
            <rect width="160" height="60" fill=paper/>
            <rect x="22" y="12" width="116" height="36" rx="5" fill=surface stroke=frame/>
            <path stroke=ink stroke-width="4" d="M34 25h44"/>
            <path stroke=muted stroke-width="3" d="M34 35h30"/>
            <circle cx="118" cy="30" r="8" fill="none" stroke=ring stroke-width="3.5"/>
        </svg>
    }
    .into_any()
}

fn device() -> impl IntoView {
    view! {
        <svg class="theme" viewBox="0 0 160 60" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
            <rect width="160" height="60" fill="#f9f7f1"/>
            <path fill="#131512" d="M160 0v60H70L110 0z"/>
            <rect x="16" y="14" width="62" height="32" rx="5" fill="#fffefc" stroke="#cdc6b6"/>
            <rect x="96" y="14" width="50" height="32" rx="5" fill="#1b1e1a" stroke="#474b43"/>
            <circle cx="30" cy="30" r="7" fill="none" stroke="#0b6647" stroke-width="3"/>
            <circle cx="134" cy="30" r="7" fill="none" stroke="#63cda0" stroke-width="3"/>
        </svg>
    }
}
