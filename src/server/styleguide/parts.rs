//! The components of the styleguide, in sections.

use leptos::prelude::*;

use super::{blocks, card::card, controls};
use crate::ui::{Avatar, Glyph, Icon, Notice, Ring, Tone};

/// All sections.
pub(super) fn all() -> impl IntoView {
    let sections: [(&str, AnyView); 17] = [
        ("Colours", colours()),
        ("Type", type_sizes()),
        ("Buttons", controls::buttons()),
        ("Fields", controls::fields()),
        ("Choices", controls::choices()),
        ("Strength and progress", controls::pips()),
        ("Tags and people", tags()),
        ("Notices", notices()),
        ("Toast", toast()),
        ("Tabs, pager, filters", navigation()),
        ("Menu", menu()),
        ("Rows of settings", blocks::rows()),
        ("Feed", blocks::feed()),
        ("Empty and loading", blocks::empty()),
        ("Dialog", blocks::dialog()),
        ("Ring and chip", rings()),
        ("Pass", blocks::passes()),
    ];
    let section = |(title, content): (&'static str, AnyView)| {
        view! { <section class="stack stack-s"><h2>{title}</h2>{content}</section> }
    };
    view! {
        {sections.map(section).into_iter().collect_view()}
        <section class="stack stack-s full"><h2>"Table"</h2>{blocks::table()}</section>
    }
}

fn colours() -> AnyView {
    let swatch = |tone: &'static str| {
        view! {
            <p class="cluster">
                <Glyph name="check" tone/>
                <span class=format!("tag {tone}")>{tone}</span>
            </p>
        }
    };
    card(["green", "amber", "brick", "blue", "plum"].map(swatch).into_iter().collect_view())
}

fn type_sizes() -> AnyView {
    card(view! {
        <p class="t7">"Until when"</p>
        <h1>"Page title"</h1>
        <h2>"Section title"</h2>
        <h3>"Row title"</h3>
        <p>"Body text, fifteen pixels, for reading, with " <a href="#">"a link"</a> "."</p>
        <p class="small muted">"Small text for hints and details."</p>
        <p class="label">"Printed label"</p>
        <p class="num">"0123456789 " <span class="mono">"203.0.113.58"</span></p>
    })
}

fn tags() -> AnyView {
    card(view! {
        <p class="cluster">
            <span class="tag">"Member"</span>
            <span class="tag plum">"Moderator"</span>
            <span class="tag blue">"Administrator"</span>
            <span class="tag green live">"Active now"</span>
            <span class="tag brick"><Icon name="ban"/>"Banned until 4 Dec"</span>
            <span class="count amber">"3"</span>
        </p>
        <p class="cluster">
            {["Noor Haddad", "Lena Novak", "Amber Okafor", "eve"].map(|name| view! { <Avatar name=name.to_owned()/> }).into_iter().collect_view()}
            <Avatar name="Noor Haddad".to_owned() large=true/>
            <Glyph name="smartphone"/>
            <Glyph name="log-in" tone="green" small=true/>
        </p>
    })
}

fn notices() -> AnyView {
    view! {
        <Notice tone=Tone::Good><strong>"Saved."</strong> " Your other tabs already know."</Notice>
        <Notice tone=Tone::Warning>"You’re offline. The page catches up when you’re back."</Notice>
        <Notice tone=Tone::Bad><strong>"That didn’t work."</strong> " Somebody changed this first."</Notice>
    }
    .into_any()
}

fn toast() -> AnyView {
    view! {
        <div class="toast">
            <Icon name="circle-check"/>
            <span>"Banned Eve for 7 days"</span>
            <button class="btn quiet s"><Icon name="undo-2"/>"Undo"</button>
            <button class="btn quiet s square" aria-label="Dismiss"><Icon name="x"/></button>
        </div>
    }
    .into_any()
}

fn navigation() -> AnyView {
    view! {
        <nav class="tabs" aria-label="Example">
            <a href="#" aria-current="page">"Overview"</a>
            <a href="#">"Sessions"<span class="count">"3"</span></a>
            <a href="#">"History"</a>
        </nav>
        <nav class="pager" aria-label="Example pages">
            <span class="num">"13–24 of 214"</span>
            <a class="btn s push" href="#"><Icon name="chevron-left"/>"Previous"</a>
            <a class="btn s" href="#">"Next"<Icon name="chevron-right"/></a>
        </nav>
        <p class="filters">
            <a class="fchip on" href="#">"Seen: "<b>"last 7 days"</b><Icon name="x"/></a>
            <a class="fchip" href="#">"Role: "<b>"any"</b><Icon name="chevron-down"/></a>
        </p>
    }
    .into_any()
}

fn menu() -> AnyView {
    view! {
        <div class="menu held">
            <a href="#"><Icon name="id-card"/>"Open"</a>
            <a href="#"><Icon name="user-cog"/>"Change role…"</a>
            <hr/>
            <button type="button"><Icon name="log-out"/>"End all sessions"</button>
            <button type="button" class="danger"><Icon name="ban"/>"Ban…"</button>
        </div>
    }
    .into_any()
}

fn rings() -> AnyView {
    let ring = |percent: i64| view! { <Ring percent=Signal::stored(percent) size="s"/> };
    card(view! {
        <p class="cluster">
            <a class="chip" href="#">
                <Ring percent=Signal::stored(90) size="s"/>
                <span class="chip-who"><b>"Noor Haddad"</b></span>
                <span class="chip-left">"27 min"</span>
            </a>
        </p>
        <p class="cluster">{[90, 50, 8, 0].map(ring).into_iter().collect_view()}</p>
        <Ring percent=Signal::stored(64)><b>"19"</b><small>"min left"</small></Ring>
    })
}
