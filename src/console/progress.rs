//! The progress of jobs: one line per job, updated while it is visible.

use leptos::prelude::*;

use crate::{
    access::{Current, Permission},
    job::{JobSummary, list_jobs},
    live::ChangeSignal,
    reactive::{dynamic, memo},
    texts::console as t,
    ui::{Ago, Icon},
};

/// The jobs that are in progress or finished recently. `acts` changes with the person's actions on the page.
#[component]
pub(crate) fn Progress(#[prop(optional, into)] acts: Signal<usize>) -> impl IntoView {
    let change_signal = ChangeSignal::expect();
    let current = Current::expect();
    let is_shown = memo(move |_| current.member(|member| member.permissions.has(Permission::USE_CONSOLE)));
    // An `Arc` resource, because it is read while the page may be unmounting.
    let found = ArcResource::new_blocking(move || (acts.get(), change_signal.get()), |_| list_jobs());
    let lines = {
        let found = found.clone();
        move || {
            let found = found.clone();
            Suspend::new(async move { found.await.unwrap_or_default().into_iter().map(line).collect_view() })
        }
    };
    // For screen readers: in tenths instead of at every batch.
    let said = move || {
        let found = found.clone();
        Suspend::new(async move { found.await.unwrap_or_default().iter().map(in_steps).collect::<Vec<_>>().join(" ") })
    };
    dynamic(move || {
        let (lines, said) = (lines.clone(), said.clone());
        is_shown.get().then(|| {
            view! {
                <div class="jobs"><Transition>{lines}</Transition></div>
                <p class="visually-hidden" role="status" aria-live="polite"><Transition>{said}</Transition></p>
            }
        })
    })
}

fn line(job: JobSummary) -> impl IntoView {
    let words = job.words();
    let bar = match (job.finished_at, job.total) {
        (None, Some(total)) => {
            // Decorative: the text beside it says the same.
            Some(view! { <progress max=total.max(1) value=job.checked aria-hidden="true"></progress> })
        }
        _ => None,
    };
    view! {
        <div class="notice job">
            <Icon name="hourglass"/>
            <div class="stack stack-s">
                <p>{words}</p>
                {bar}
                <p class="small muted">{t::started(job.by, view! { <Ago at=job.started_at/> })}</p>
            </div>
        </div>
    }
}

fn in_steps(job: &JobSummary) -> String {
    match (job.finished_at, job.tenths()) {
        (Some(_), _) => job.words(),
        (None, tenths) => t::progress(10 * tenths),
    }
}
