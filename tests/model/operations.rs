//! The steps of a sequence. Accounts and cookies are identified by numbers that wrap around, so that every sequence
//! can be played, even after proptest has removed steps.

use proptest::{collection::vec, option, prelude::*};

/// One step of a sequence.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    /// `with` is the cookie that the browser already has.
    SignIn {
        account: usize,
        with: Option<usize>,
        remember_me: bool,
        right: bool,
        choose: bool,
    },
    /// `page`: loads a page; otherwise navigates within the application.
    Read {
        cookie: usize,
        page: bool,
    },
    Ask {
        cookie: usize,
    },
    List {
        cookie: usize,
    },
    Pass {
        seconds: i64,
    },
    /// Moves the clock to a session's next deadline, plus `offset` seconds.
    Deadline {
        cookie: usize,
        offset: i64,
    },
    Policy(PolicyStep),
    Role {
        account: usize,
        administrator: bool,
        terminal: bool,
    },
    Ban {
        account: usize,
        seconds: Option<i64>,
        terminal: bool,
    },
    Lift {
        account: usize,
        terminal: bool,
    },
    ChangePassword {
        cookie: usize,
    },
    SignInAgain {
        cookie: usize,
    },
    Reset {
        account: usize,
    },
    EndOne {
        cookie: usize,
        target: usize,
    },
    EndOthers {
        cookie: usize,
    },
    EndAll {
        cookie: usize,
    },
    SignOut {
        cookie: usize,
    },
    AdministratorEndsOne {
        target: usize,
    },
    AdministratorEnds {
        account: usize,
    },
    AdministratorEndsRole {
        administrator: bool,
    },
    Restart {
        crash: bool,
    },
    Reap,
    Race {
        cookie: usize,
        by: Ender,
        beside: Beside,
    },
}

/// A policy change.
#[derive(Clone, Debug)]
pub(crate) enum PolicyStep {
    Everyone { idle: i64, times: i64 },
    RememberMe { idle: i64, times: i64, allowed: bool },
    Administrators { idle: i64, times: i64 },
    Most(i64),
    RoleChangeEnds(bool),
}

/// Ends sessions while other requests are in progress.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ender {
    Ban,
    Administrator,
    Owner,
    SignOut,
    Reset,
    Policy,
}

/// What the owner does at the same time; two of these check a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beside {
    EndOthers,
    ChangePassword,
    SignInAgain,
}

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

pub(crate) fn sequences() -> impl Strategy<Value = Vec<Operation>> {
    vec(operation(), 1..50)
}

fn seconds() -> impl Strategy<Value = i64> {
    prop_oneof![
        8 => prop::sample::select(vec![1, 14, 15, 16, 30, 59, 60, 61]),
        8 => prop::sample::select(vec![119, 120, 300, 600, 899, 900, 1200, 1799, 1800]),
        4 => prop::sample::select(vec![HOUR, 6 * HOUR, 8 * HOUR, 12 * HOUR - 1, 12 * HOUR]),
        2 => prop::sample::select(vec![DAY, 13 * DAY, 14 * DAY, 30 * DAY, 100 * DAY]),
    ]
}

fn policy() -> impl Strategy<Value = PolicyStep> {
    let idle = || prop::sample::select(vec![10, 60, 120, 600, 1800, HOUR]);
    let times = || prop::sample::select(vec![1, 2, 5, 24]);
    prop_oneof![
        3 => (idle(), times()).prop_map(|(idle, times)| PolicyStep::Everyone { idle, times }),
        1 => (idle(), times(), any::<bool>())
            .prop_map(|(idle, times, allowed)| PolicyStep::RememberMe { idle, times, allowed }),
        1 => (idle(), times()).prop_map(|(idle, times)| PolicyStep::Administrators { idle, times }),
        2 => (1..4_i64).prop_map(PolicyStep::Most),
        1 => any::<bool>().prop_map(PolicyStep::RoleChangeEnds),
    ]
}

fn operation() -> impl Strategy<Value = Operation> {
    let account = || 0..3_usize;
    let cookie = || 0..8_usize;
    let ender = prop::sample::select(vec![
        Ender::Ban,
        Ender::Administrator,
        Ender::Owner,
        Ender::SignOut,
        Ender::Reset,
        Ender::Policy,
    ]);
    let beside =
        prop_oneof![3 => Just(Beside::EndOthers), 2 => Just(Beside::ChangePassword), 2 => Just(Beside::SignInAgain)];
    prop_oneof![
        12 => (account(), option::weighted(0.3, cookie()), any::<bool>(), prop::bool::weighted(0.9), any::<bool>())
            .prop_map(|(account, with, remember_me, right, choose)| Operation::SignIn {
                account, with, remember_me, right, choose,
            }),
        8 => (cookie(), prop::bool::weighted(0.1)).prop_map(|(cookie, page)| Operation::Read { cookie, page }),
        4 => cookie().prop_map(|cookie| Operation::Ask { cookie }),
        2 => cookie().prop_map(|cookie| Operation::List { cookie }),
        7 => seconds().prop_map(|seconds| Operation::Pass { seconds }),
        5 => (cookie(), -1..=1_i64).prop_map(|(cookie, offset)| Operation::Deadline { cookie, offset }),
        4 => policy().prop_map(Operation::Policy),
        3 => (account(), any::<bool>(), any::<bool>())
            .prop_map(|(account, administrator, terminal)| Operation::Role { account, administrator, terminal }),
        3 => (account(), option::of(seconds()), any::<bool>())
            .prop_map(|(account, seconds, terminal)| Operation::Ban { account, seconds, terminal }),
        2 => (account(), any::<bool>()).prop_map(|(account, terminal)| Operation::Lift { account, terminal }),
        1 => cookie().prop_map(|cookie| Operation::ChangePassword { cookie }),
        2 => cookie().prop_map(|cookie| Operation::SignInAgain { cookie }),
        1 => account().prop_map(|account| Operation::Reset { account }),
        3 => (cookie(), cookie()).prop_map(|(cookie, target)| Operation::EndOne { cookie, target }),
        2 => cookie().prop_map(|cookie| Operation::EndOthers { cookie }),
        1 => cookie().prop_map(|cookie| Operation::EndAll { cookie }),
        2 => cookie().prop_map(|cookie| Operation::SignOut { cookie }),
        1 => cookie().prop_map(|target| Operation::AdministratorEndsOne { target }),
        1 => account().prop_map(|account| Operation::AdministratorEnds { account }),
        1 => any::<bool>().prop_map(|administrator| Operation::AdministratorEndsRole { administrator }),
        2 => any::<bool>().prop_map(|crash| Operation::Restart { crash }),
        2 => Just(Operation::Reap),
        3 => (cookie(), ender, beside).prop_map(|(cookie, by, beside)| Operation::Race { cookie, by, beside }),
    ]
}
