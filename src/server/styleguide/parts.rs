//! The components of the styleguide, in sections.

use leptos::prelude::*;

use crate::ui::{Avatar, Glyph, Icon, Notice, Pass, PassFact, PassKind, Ring, TallPass, Tone};

/// All sections.
pub(super) fn all() -> impl IntoView {
    let sections: [(&str, AnyView); 17] = [
        ("Colours", colours()),
        ("Type", type_sizes()),
        ("Buttons", buttons()),
        ("Fields", fields()),
        ("Choices", choices()),
        ("Strength and progress", pips()),
        ("Tags and people", tags()),
        ("Notices", notices()),
        ("Toast", toast()),
        ("Tabs, pager, filters", navigation()),
        ("Menu", menu()),
        ("Rows of settings", rows()),
        ("Feed", feed()),
        ("Empty and loading", empty()),
        ("Dialog", dialog()),
        ("Ring and chip", rings()),
        ("Pass", passes()),
    ];
    let section = |(title, content): (&'static str, AnyView)| {
        view! { <section class="stack stack-s"><h2>{title}</h2>{content}</section> }
    };
    view! {
        {sections.map(section).into_iter().collect_view()}
        <section class="stack stack-s full"><h2>"Table"</h2>{table()}</section>
    }
}

fn card(content: impl IntoView) -> AnyView {
    view! { <div class="card"><div class="card-body stack stack-s">{content}</div></div> }.into_any()
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

fn buttons() -> AnyView {
    card(view! {
        <p class="cluster">
            <button class="btn primary">"Save changes"</button>
            <button class="btn">"Cancel"</button>
            <button class="btn quiet">"Not now"</button>
        </p>
        <p class="cluster">
            <button class="btn danger">"Ban Eve…"</button>
            <button class="btn solid">"Ban for 7 days"</button>
        </p>
        <p class="cluster">
            <button class="btn primary" aria-busy="true">"Saving"</button>
            <button class="btn" disabled>"Disabled"</button>
        </p>
        <p class="cluster">
            <button class="btn s">"Small"</button>
            <button class="btn">"Medium"</button>
            <button class="btn l">"Large"</button>
            <button class="btn square" aria-label="Search"><Icon name="search"/></button>
        </p>
    })
}

fn fields() -> AnyView {
    card(view! {
        <div class="field">
            <label for="f1">"Display name"</label>
            <input class="input" id="f1" value="Noor" aria-describedby="f1-hint"/>
            <p class="hint" id="f1-hint">"What other people see."</p>
        </div>
        <div class="field">
            <label for="f2">"Email address"</label>
            <input class="input" id="f2" value="noor@" aria-invalid="true" aria-describedby="f2-error"/>
            <p class="error" id="f2-error"><Icon name="circle-x"/>"Something is missing after the @."</p>
        </div>
        <div class="field">
            <label for="f3">"Username"</label>
            <input class="input" id="f3" value="noor" disabled/>
        </div>
        <div class="field">
            <label for="f4">"Reason"</label>
            <textarea class="input" id="f4" rows="3">"Insulting other people in the forum"</textarea>
        </div>
    })
}

fn choices() -> AnyView {
    card(view! {
        <div class="field">
            <label for="c1">"Language"</label>
            <select class="input" id="c1"><option selected>"English"</option><option>"Deutsch"</option></select>
        </div>
        <label class="tick"><input type="checkbox" checked/><span>"Keep me signed in"<small>"For up to 30 days."</small></span></label>
        <label class="tick"><input type="radio" name="c2" checked/><span>"Until I sign out"</span></label>
        <label class="tick"><input class="switch" type="checkbox" role="switch" checked/><span>"Less movement"</span></label>
        <label class="tick"><input class="switch" type="checkbox" role="switch"/><span>"Mail me about new places"</span></label>
        <fieldset class="segment">
            <legend class="visually-hidden">"Clock"</legend>
            <label><input class="visually-hidden" type="radio" name="c3" checked/>"22:31"</label>
            <label><input class="visually-hidden" type="radio" name="c3"/>"10:31 pm"</label>
        </fieldset>
        <fieldset class="options">
            <legend>"For how long"</legend>
            <label class="option"><input type="radio" name="c4"/>"1 day"</label>
            <label class="option"><input type="radio" name="c4" checked/>"7 days"</label>
            <label class="option"><input type="radio" name="c4"/>"For good"</label>
        </fieldset>
    })
}

fn pips() -> AnyView {
    let row = |(words, tone, on): (&'static str, &'static str, usize)| {
        let pip = move |index: usize| view! { <i class:on=index < on></i> };
        view! {
            <p class="small">{words}</p>
            <div class=format!("pips {tone}")>{(0..4).map(pip).collect_view()}</div>
        }
    };
    let rows = [("Easy to guess", "brick", 1), ("Nearly there", "amber", 2), ("Strong", "green", 4)];
    card(rows.map(row).into_iter().collect_view())
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

fn rows() -> AnyView {
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

fn feed() -> AnyView {
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

fn empty() -> AnyView {
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

fn dialog() -> AnyView {
    view! {
        <div class="dialog">
            <div class="dialog-head"><h2>"Sign out of 3 devices?"</h2></div>
            <div><p class="muted">"Their open tabs lock at once. This one stays."</p></div>
            <div class="dialog-foot"><button class="btn quiet">"Cancel"</button><button class="btn solid">"Sign out of all 3"</button></div>
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

fn passes() -> AnyView {
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

fn table() -> AnyView {
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
