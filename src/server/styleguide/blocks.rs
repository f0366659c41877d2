//! Rows, feeds, empty states, dialogs, passes and tables.

use leptos::prelude::*;

use crate::ui::{Avatar, Glyph, Icon, Pass, PassFact, PassKind, Ring, TallPass};

pub(super) fn rows() -> AnyView {
    view! {
        <div class="card">
            <header class="card-head"><div><h3>"Other devices"</h3><p>"2 more. You can have up to 20."</p></div></header>
            <ul class="rows">
                <li>
                    <Glyph name="smartphone"/>
                    <div class="what">
                        <div class="cluster"><h3>"Noor’s phone"</h3><span class="tag">"Kept signed in"</span></div>
                        <p class="dots"><span>"Safari on iPhone"</span><span>"Active 2 hours ago"</span></p>
                    </div>
                    <div class="does cluster"><button class="btn s">"Sign out"</button></div>
                </li>
                <li>
                    <Glyph name="monitor" tone="amber"/>
                    <div class="what"><h3>"Chrome on Windows"</h3><p>"203.0.113.58"</p></div>
                    <div class="does"><button class="btn s">"Sign out"</button></div>
                </li>
            </ul>
            <div class="card-foot"><button class="btn danger s">"Sign out both"</button></div>
        </div>
    }
    .into_any()
}

pub(super) fn feed() -> AnyView {
    view! {
        <div class="card">
            <ol class="feed card-body">
                <li><Glyph name="log-in" tone="green" small=true/><span>"You signed in"<small>"Firefox on macOS"</small></span><time>"10:58"</time></li>
                <li><Glyph name="key-round" tone="amber" small=true/><span>"Someone tried a wrong password"</span><time>"09:12"</time></li>
                <li><Glyph name="log-out" small=true/><span>"You signed out"</span><time>"Yesterday"</time></li>
            </ol>
        </div>
    }
    .into_any()
}

pub(super) fn empty() -> AnyView {
    view! {
        <div class="card stack stack-s mid empty">
            <Glyph name="message-square-text"/>
            <h3>"No appeals waiting"</h3>
            <p class="small muted">"When somebody thinks a ban is wrong, it shows up here."</p>
            <a class="btn s" href="#">"See answered ones"</a>
        </div>
        <div class="card"><div class="card-body stack stack-s"><div class="bone half"></div><div class="bone"></div><div class="bone"></div></div></div>
    }
    .into_any()
}

pub(super) fn dialog() -> AnyView {
    view! {
        <div class="dialog">
            <div class="dialog-head"><h2>"Sign out of 3 devices?"</h2></div>
            <div><p class="muted">"Their open tabs lock at once. This one stays."</p></div>
            <div class="dialog-foot"><button class="btn quiet">"Cancel"</button><button class="btn solid">"Sign out of all 3"</button></div>
        </div>
    }
    .into_any()
}

pub(super) fn passes() -> AnyView {
    let pass = |(kind, name): (PassKind, &'static str)| {
        let facts = view! {
            <PassFact term="Signed in">"2 hours ago"</PassFact>
            <PassFact term="Good until">"today at 22:58"</PassFact>
        };
        let stub = view! { <Ring percent=Signal::stored(90)><b>"27"</b><small>"min"</small></Ring> };
        view! {
            <Pass
                kind
                label="Pass"
                name=Signal::stored(name.to_owned())
                about="Member".into_any()
                facts=facts.into_any()
                stub_label="Live".into_any()
                stub=stub.into_any()
            />
        }
    };
    let passes =
        [(PassKind::Holder, "Noor Haddad"), (PassKind::Banned, "Amber Okafor"), (PassKind::Guest, "Not signed in")];
    view! {
        {passes.map(pass).into_iter().collect_view()}
        <TallPass label="Sign in" stub="New here? Create an account".into_any()><p>"A form"</p></TallPass>
    }
    .into_any()
}

pub(super) fn table() -> AnyView {
    let row = |(name, username, role): (&'static str, &'static str, &'static str)| {
        view! {
            <tr>
                <td class="tickcell"><label class="tickbox"><input type="checkbox"/><span class="visually-hidden">"Select " {name}</span></label></td>
                <td><div class="who"><Avatar name=name.to_owned()/><div><a class="name" href="#">{name}</a><small>{username}</small></div></div></td>
                <td><span class="tag">{role}</span></td>
                <td data-l="Sessions"><span class="num">"2"</span></td>
                <td data-l="Last seen" class="nowrap"><time>"19 min ago"</time></td>
                <td class="corner"><button class="btn quiet s square" aria-label=format!("Actions for {name}")><Icon name="ellipsis"/></button></td>
            </tr>
        }
    };
    let people = [
        ("Amber Okafor", "amber.okafor", "Member"),
        ("Lena Novak", "lena", "Moderator"),
        ("Mika Tanaka", "mika", "Administrator"),
    ];
    view! {
        <div class="card">
            <table class="table cards">
                <thead>
                    <tr>
                        <td><label class="tickbox"><input type="checkbox"/><span class="visually-hidden">"Select all"</span></label></td>
                        <th scope="col">"Person"</th>
                        <th scope="col">"Role and state"</th>
                        <th scope="col">"Sessions"</th>
                        <th scope="col">"Last seen"</th>
                        <td><span class="visually-hidden">"Actions"</span></td>
                    </tr>
                </thead>
                <tbody>{people.map(row).into_iter().collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
