//! Buttons, fields and choices.

use leptos::prelude::*;

use super::card::card;
use crate::ui::Icon;

pub(super) fn buttons() -> AnyView {
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

pub(super) fn fields() -> AnyView {
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

pub(super) fn choices() -> AnyView {
    card(view! {
        <div class="field">
            <label for="c1">"Language"</label>
            <select class="input" id="c1"><option selected>"English"</option><option>"Deutsch"</option></select>
        </div>
        <label class="tick"><input type="checkbox" checked/><span>"Keep me signed in"<small>"For up to 30 days."</small></span></label>
        <label class="tick"><input type="radio" name="c2" checked/><span>"Until I sign out"</span></label>
        <label class="tick"><input class="switch" type="checkbox" role="switch" checked/><span>"Reduce motion"</span></label>
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

pub(super) fn pips() -> AnyView {
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
