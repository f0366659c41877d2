//! Changes to the person's account since they opened the page, shown until dismissed.

use leptos::prelude::*;

use crate::{access::Current, reactive::dynamic, texts::app as t, ui::Icon};

/// The news, between the header and the page.
#[component]
pub fn News() -> impl IntoView {
    let current = Current::expect();
    view! {
        <div class="news" role="status">
            {dynamic(move || current.news().map(|words| view! {
                <div class="notice blue">
                    <Icon name="info"/>
                    <span>{words}</span>
                    <button class="btn quiet s push" type="button" on:click=move |_| current.dismiss_news()>{t::close_news()}</button>
                </div>
            }))}
        </div>
    }
}
