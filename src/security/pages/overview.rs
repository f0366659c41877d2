//! `/account/security`: the second factors of one's own account.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{codes::Codes, notices::NoticesCard, passkeys::PasskeysCard, security_keys::SecurityKeysCard};
use crate::{
    access::{Current, Member},
    account::pages::{AccountPage, OwnOnly},
    error::{AppError, FormFlash},
    factor::{Authenticator, RECOVERY_CODES, SecondFactors},
    reactive::{dynamic, effect, memo},
    security::{
        BeginAuthenticator, CreateRecoveryCodes, NewRecoveryCodes, PostponeSetUp, RemoveAuthenticator,
        show_second_factors,
    },
    texts::security as t,
    ui::{Ago, FailedToLoad, Form, Glyph, Notice, Submit, Tone},
};

/// The page on which an app is set up.
const SET_UP: &str = "/account/security/authenticator";

/// Fewer recovery codes than this are pointed out.
const FEW: usize = 4;

/// The page.
#[component]
pub fn SecurityPage() -> impl IntoView {
    view! {
        <Title text=t::title()/>
        <AccountPage>
            <header class="head"><div><h1>{t::title()}</h1><p>{t::about()}</p></div></header>
            <OwnOnly what=t::owner_only()><Cards/></OwnOnly>
        </AccountPage>
    }
}

#[component]
fn Cards() -> impl IntoView {
    let current = Current::expect();
    let must_set_up = memo(move |_| current.with(|principal| principal.member().is_some_and(Member::must_set_up)));
    let factors = Resource::new_blocking(move || current.changes(), |_| show_second_factors());
    view! {
        <SecondStep factors/>
        <SecurityKeysCard/>
        // Before anything else, a second factor that the policy requires is due.
        {dynamic(move || (!must_set_up.get()).then(|| view! { <PasskeysCard/> <NoticesCard/> }))}
        // Last, below the ways to set one up.
        <Postpone factors/>
    }
}

/// The second factors, as they are loaded.
type Loaded = Resource<Result<SecondFactors, AppError>>;

#[component]
fn SecondStep(factors: Loaded) -> impl IntoView {
    let current = Current::expect();
    let create = ServerAction::<CreateRecoveryCodes>::new();
    current.watch(create);
    let posted = StoredValue::new(FormFlash::answer::<NewRecoveryCodes>(CreateRecoveryCodes::PATH));
    let new = move || match create.value().get() {
        Some(answer) => answer.ok(),
        None => posted.get_value(),
    };
    let shown = move || {
        Suspend::new(async move {
            match factors.await {
                Ok(factors) => view! { <Card factors create/> }.into_any(),
                Err(error) => view! { <FailedToLoad error/> }.into_any(),
            }
        })
    };
    view! {
        <div class="outcome" aria-live="polite">{dynamic(move || new().map(|new| view! { <Codes codes=new.codes/> }))}</div>
        <Transition fallback=|| view! { <div class="card"><div class="card-body"><div class="bone"></div></div></div> }>
            {shown}
        </Transition>
    }
}

#[component]
fn Card(factors: SecondFactors, create: ServerAction<CreateRecoveryCodes>) -> impl IntoView {
    let is_on = factors.authenticator.is_some() || factors.security_keys > 0;
    let left = factors.recovery_codes;
    let tag = if is_on { ("tag green", t::on()) } else { ("tag", t::off()) };
    view! {
        {(is_on && left < FEW).then(|| view! { <Notice tone=Tone::Warning>{t::few_codes(left)}</Notice> })}
        <section class="card" aria-labelledby="second-step">
            <header class="card-head">
                <div><h2 id="second-step">{t::second_step()}</h2><p>{t::second_step_about()}</p></div>
                <span class=tag.0>{tag.1}</span>
            </header>
            <ul class="rows">
                <App authenticator=factors.authenticator/>
                {is_on.then(|| view! { <Recovery left create/> })}
            </ul>
        </section>
    }
}

/// Lets the owner of a new installation go on without a second factor, once.
#[component]
fn Postpone(factors: Loaded) -> impl IntoView {
    let shown = move || {
        Suspend::new(async move {
            let can_postpone = factors.await.is_ok_and(|factors| factors.can_postpone);
            can_postpone.then(|| view! { <PostponeForm/> })
        })
    };
    view! { <Transition>{shown}</Transition> }
}

#[component]
fn PostponeForm() -> impl IntoView {
    let current = Current::expect();
    let postpone = ServerAction::<PostponeSetUp>::new();
    current.refresh_after(postpone);
    let must_set_up = memo(move |_| current.with(|principal| principal.member().is_some_and(Member::must_set_up)));
    dynamic(move || {
        must_set_up.get().then(|| {
            view! {
                <Form action=postpone class="card" resumes=false next="/">
                    <div class="card-body cluster spread">
                        <div class="what"><h2>{t::postpone_title()}</h2><p class="muted">{t::postpone_words()}</p></div>
                        <Submit class="btn quiet">{t::postpone()}</Submit>
                    </div>
                </Form>
            }
        })
    })
}

#[component]
fn App(authenticator: Option<Authenticator>) -> impl IntoView {
    let current = Current::expect();
    let (begin, remove) = (ServerAction::<BeginAuthenticator>::new(), ServerAction::<RemoveAuthenticator>::new());
    current.watch(begin);
    current.refresh_after(remove);
    let navigate = use_navigate();
    effect(move || {
        if matches!(begin.value().get(), Some(Ok(()))) {
            navigate(SET_UP, NavigateOptions::default());
        }
    });
    let is_on = authenticator.is_some();
    let is_required = current.peek(|principal| {
        principal.member().is_some_and(|member| member.must_keep_second_factor() && !member.has_security_keys)
    });
    let words = match authenticator {
        Some(Authenticator { added_at, last_used_at: Some(used) }) => {
            t::added_and_used(view! { <Ago at=added_at/> }, view! { <Ago at=used/> }).into_any()
        }
        Some(Authenticator { added_at, .. }) => t::added(view! { <Ago at=added_at/> }).into_any(),
        None => t::app_about().into_any(),
    };
    let set_up = if is_on { t::replace() } else { t::set_up() };
    view! {
        <li>
            <Glyph name="smartphone"/>
            <div class="what"><h3>{t::app()}</h3><p>{words}</p></div>
            <div class="does cluster">
                {(is_on && !is_required).then(|| view! {
                    <Form action=remove class="" done=t::turned_off()>
                        <Submit class="btn quiet s">{t::turn_off()}</Submit>
                    </Form>
                })}
                <Form action=begin class="" next=SET_UP>
                    <Submit class="btn s">{set_up}</Submit>
                </Form>
            </div>
        </li>
    }
}

#[component]
fn Recovery(left: usize, create: ServerAction<CreateRecoveryCodes>) -> impl IntoView {
    let tag = if left < FEW { "tag amber" } else { "tag" };
    view! {
        <li>
            <Glyph name="key-round"/>
            <div class="what">
                <h3 class="cluster">{t::codes()} <span class=tag>{t::codes_left(left, RECOVERY_CODES)}</span></h3>
                <p>{t::codes_about()}</p>
            </div>
            <div class="does">
                <Form action=create class=""><Submit class="btn s">{t::new_codes()}</Submit></Form>
            </div>
        </li>
    }
}
