//! Plays a sequence on the system and on the model; compares the answers after every step, and all sessions at the end.

use hallpass::access::{Role, server::Grant};

use crate::{
    operations::{Operation, PolicyStep},
    races::race,
    reference::{EventSummary, Limits, Model, Policy},
    world::{Answer, PASSWORDS, World},
};

/// The number of accounts in a sequence.
const PEOPLE: usize = 3;

/// `Err` describes a difference between system and model.
pub(crate) type Played = Result<(), String>;

/// A cookie that was issued, and the public ID of its session.
pub(crate) struct Handed {
    pub(crate) cookie: String,
    pub(crate) id: String,
}

pub(crate) struct Play<'a> {
    pub(crate) world: &'a mut World,
    pub(crate) model: Model,
    pub(crate) ids: Vec<String>,
    /// In the order of the model's sessions.
    pub(crate) handed: Vec<Handed>,
}

pub(crate) fn check(holds: bool, what: impl FnOnce() -> String) -> Played {
    if holds { Ok(()) } else { Err(what()) }
}

pub(crate) async fn play(world: &mut World, sequence: &[Operation]) -> Played {
    let ids = world.begin(PEOPLE).await;
    let model = Model::new(world.clock.now(), PEOPLE);
    let mut play = Play { world, model, ids, handed: Vec::new() };
    for (number, operation) in sequence.iter().enumerate() {
        play.step(operation).await.map_err(|difference| format!("step {number}, {operation:?}: {difference}"))?;
    }
    for index in 0..play.handed.len() {
        play.ask(index).await.map_err(|difference| format!("in the end: {difference}"))?;
    }
    Ok(())
}

impl Play<'_> {
    /// A session by a number that counts back from the newest one, if there are any.
    pub(crate) fn pick(&self, number: usize) -> Option<usize> {
        let count = self.handed.len();
        (count > 0).then(|| count - 1 - number % count)
    }

    pub(crate) fn cookie(&self, index: usize) -> Option<&str> {
        self.handed.get(index).map(|handed| &*handed.cookie)
    }

    /// Compares the principal of a cookie with the model, without causing activity.
    pub(crate) async fn ask(&self, index: usize) -> Played {
        let (answer, summary) =
            (self.world.call(self.cookie(index), "principal", &[]).await, self.model.summary(index));
        check(answer.says(summary), || format!("session {index}: the model says {summary:?}, the system {answer:?}"))
    }

    /// Calls a function that only members may call; `None` if both model and system reject the call.
    pub(crate) async fn as_member(
        &mut self,
        index: usize,
        function: &str,
        fields: &[(&str, &str)],
    ) -> Result<Option<Answer>, String> {
        let answer = self.world.call(self.cookie(index), function, fields).await;
        let summary = self.model.summary(index);
        if function != "list_sessions" {
            self.model.act(index);
        }
        let expected = match summary {
            EventSummary::Member => return Ok(Some(answer)),
            EventSummary::Banned => "banned",
            EventSummary::Guest(_) | EventSummary::LongOver(_) => "sign_in_required",
        };
        let refused = answer.refusal() == expected || matches!(summary, EventSummary::LongOver("banned"));
        check(refused, || format!("session {index} is {summary:?}: {function} says {answer:?}"))?;
        Ok(None)
    }

    #[expect(clippy::too_many_lines, reason = "one arm per operation")]
    async fn step(&mut self, operation: &Operation) -> Played {
        match *operation {
            Operation::SignIn { account, with, remember_me, right, choose } => {
                self.sign_in(account % PEOPLE, with, remember_me, right, choose).await
            }
            Operation::Read { cookie, page } => self.read(cookie, page).await,
            Operation::Ask { cookie } => match self.pick(cookie) {
                Some(index) => self.ask(index).await,
                None => Ok(()),
            },
            Operation::List { cookie } => self.list(cookie).await,
            Operation::Pass { seconds } => self.pass(seconds).await,
            Operation::Deadline { cookie, offset } => {
                let Some(index) = self.pick(cookie) else { return Ok(()) };
                let left = self.model.deadline(index).0 + offset - self.model.now;
                if self.model.is_live(index) && left > 0 { self.pass(left).await } else { Ok(()) }
            }
            Operation::Policy(ref step) => {
                let policy = changed(&self.model.policy, step);
                self.world.set_policy(&policy).await;
                self.model.set_policy(policy);
                Ok(())
            }
            Operation::Role { account, administrator, terminal } => {
                let role = if administrator { Role::ADMINISTRATOR } else { Role::MEMBER };
                let id = self.ids[account % PEOPLE].clone();
                if terminal {
                    let changed = self.world.services.roles.change_role(&Grant::operator(), &id, role.name()).await;
                    changed.map_err(|error| error.to_string())?;
                } else {
                    let answer = self.world.administer("change_role", &[("id", &id), ("role", role.name())]).await;
                    check(answer.status == 200, || format!("{answer:?}"))?;
                }
                self.model.set_role(account % PEOPLE, administrator);
                Ok(())
            }
            Operation::Ban { account, seconds, terminal } => self.ban(account % PEOPLE, seconds, terminal).await,
            Operation::Lift { account, terminal } => self.lift(account % PEOPLE, terminal).await,
            Operation::ChangePassword { cookie } => self.change_password(cookie).await,
            Operation::SignInAgain { cookie } => self.sign_in_again(cookie).await,
            Operation::Reset { account } => {
                let account = account % PEOPLE;
                let token = self.world.reset_link(&self.ids[account]).await;
                let new = PASSWORDS[self.model.accounts[account].password ^ 1];
                let fields = [("token", &*token), ("new_password", new)];
                let answer = self.world.call(None, "reset_password", &fields).await;
                check(answer.status == 200, || format!("{answer:?}"))?;
                self.model.set_password(account);
                Ok(())
            }
            Operation::EndOne { cookie, target } => self.end_one(cookie, target).await,
            Operation::EndOthers { cookie } => self.end_others(cookie).await,
            Operation::EndAll { cookie } => {
                let Some(index) = self.pick(cookie) else { return Ok(()) };
                let Some(answer) = self.as_member(index, "end_all_sessions", &[]).await? else { return Ok(()) };
                if !self.model.is_proved(index) {
                    return check(answer.refusal() == "reauthentication_required", || format!("{answer:?}"));
                }
                check(answer.status == 200, || format!("{answer:?}"))?;
                self.model.end_account(self.model.sessions[index].account, "ended_by_you");
                Ok(())
            }
            Operation::SignOut { cookie } => {
                let Some(index) = self.pick(cookie) else { return Ok(()) };
                let answer = self.world.call(self.cookie(index), "sign_out", &[]).await;
                check(answer.says(EventSummary::Guest("signed_out")), || format!("{answer:?}"))?;
                self.model.end(index, "signed_out");
                Ok(())
            }
            Operation::AdministratorEndsOne { target } => {
                let Some(index) = self.pick(target) else { return Ok(()) };
                let id = self.handed[index].id.clone();
                let answer = self.world.administer("end_account_session", &[("id", &id)]).await;
                let expected = if self.model.is_live(index) { 200 } else { 404 };
                check(answer.status == expected, || format!("session {index}: {answer:?}, not {expected}"))?;
                self.model.end(index, "ended_by_administrator");
                Ok(())
            }
            Operation::AdministratorEnds { account } => {
                let account = account % PEOPLE;
                let id = self.ids[account].clone();
                let answer = self.world.administer("end_account_sessions", &[("id", &id)]).await;
                let live = self.model.live_of(account).len();
                check(answer.body == live, || format!("{answer:?}, where the model has {live}"))?;
                self.model.end_account(account, "ended_by_administrator");
                Ok(())
            }
            Operation::AdministratorEndsRole { administrator } => {
                let role = if administrator { Role::ADMINISTRATOR } else { Role::MEMBER };
                let fields = [("role", role.name()), ("keep_own", "true")];
                let answer = self.world.administer("end_every_session", &fields).await;
                check(answer.status == 200, || format!("{answer:?}"))?;
                for account in 0..PEOPLE {
                    if self.model.accounts[account].administrator == administrator {
                        self.model.end_account(account, "ended_by_administrator");
                    }
                }
                Ok(())
            }
            Operation::Restart { crash } => {
                self.world.restart(crash).await;
                if crash {
                    for index in 0..self.handed.len() {
                        let written = self.world.written(&self.handed[index].id).await;
                        self.model.crash(index, written)?;
                    }
                } else {
                    self.model.write();
                }
                Ok(())
            }
            Operation::Reap => {
                self.world.services.sessions.reap().await.map_err(|error| error.to_string())?;
                self.model.reap();
                Ok(())
            }
            Operation::Race { cookie, by, beside } => race(self, cookie, by, beside).await,
        }
    }

    /// Advances the clock. A running server writes activity every second, so it is written first.
    async fn pass(&mut self, seconds: i64) -> Played {
        self.world.services.sessions.write_activity().await.map_err(|error| error.to_string())?;
        self.world.clock.shift(seconds);
        self.model.pass(seconds);
        Ok(())
    }

    async fn read(&mut self, cookie: usize, page: bool) -> Played {
        let Some(index) = self.pick(cookie) else { return Ok(()) };
        let summary = self.model.summary(index);
        if page {
            let answer = self.world.get(self.cookie(index), "/account").await;
            self.model.act(index);
            let expected = match summary {
                EventSummary::Member => 200,
                EventSummary::Banned => 403,
                EventSummary::Guest(_) | EventSummary::LongOver(_) => 302,
            };
            let holds = answer.status == expected || matches!(summary, EventSummary::LongOver("banned"));
            return check(holds, || format!("session {index} is {summary:?}: {}", answer.status));
        }
        let answer = self.world.call(self.cookie(index), "visit", &[]).await;
        self.model.act(index);
        check(answer.says(summary), || format!("session {index} is {summary:?}: {answer:?}"))
    }

    async fn list(&mut self, cookie: usize) -> Played {
        let Some(index) = self.pick(cookie) else { return Ok(()) };
        let Some(answer) = self.as_member(index, "list_sessions", &[]).await? else { return Ok(()) };
        let listed = answer.body.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut listed: Vec<_> = listed.iter().filter_map(|session| session["id"].as_str()).collect();
        let live = self.model.live_of(self.model.sessions[index].account);
        let mut expected: Vec<_> = live.iter().map(|live| &*self.handed[*live].id).collect();
        listed.sort_unstable();
        expected.sort_unstable();
        check(listed == expected, || format!("session {index} sees {listed:?}, not {expected:?}"))
    }
}

fn changed(policy: &Policy, step: &PolicyStep) -> Policy {
    let mut policy = policy.clone();
    match *step {
        PolicyStep::Everyone { idle, times } => policy.everyone = Limits { idle, absolute: idle * times },
        PolicyStep::RememberMe { idle, times, allowed } => {
            policy.remember_me = Limits { idle, absolute: idle * times };
            policy.remember_me_allowed = allowed;
        }
        PolicyStep::Administrators { idle, times } => policy.administrators = Limits { idle, absolute: idle * times },
        PolicyStep::Most(most) => policy.most = usize::try_from(most).unwrap_or(1),
        PolicyStep::RoleChangeEnds(ends) => policy.role_change_ends = ends,
    }
    if policy.remember_me_allowed {
        // Shorter limits with "remember me" would be rejected.
        let (plain, kept) = (policy.everyone, policy.remember_me);
        policy.remember_me = Limits { idle: kept.idle.max(plain.idle), absolute: kept.absolute.max(plain.absolute) };
    }
    policy
}
