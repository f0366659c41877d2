//! Requests that are in progress while their session ends. They may still succeed; once the ending has been answered,
//! no earlier cookie may be accepted.

use hallpass::{access::server::Grant, ban::server::BanTerms};

use crate::{
    operations::{Beside, Ender},
    play::{Handed, Play, Played, check},
    reference::{Limits, Policy},
    world::{Answer, PASSWORDS, World, name},
};

/// The limits of the policy of [`short`], in seconds: older sessions are expired under it.
const SHORT: i64 = 10;

fn short() -> Policy {
    let limits = Limits { idle: SHORT, absolute: SHORT };
    Policy { everyone: limits, remember_me: limits, administrators: limits, ..Policy::usual() }
}

/// Ends the session while it is in use, and checks the reason of each of the account's sessions.
pub(crate) async fn race(play: &mut Play<'_>, cookie: usize, by: Ender, beside: Beside) -> Played {
    // Only one of the two can succeed, and this test does not track which.
    let beside = match (by, beside) {
        (Ender::Reset, Beside::ChangePassword) | (Ender::Owner, Beside::SignInAgain) => Beside::EndOthers,
        _ => beside,
    };
    let Some(index) = play.pick(cookie).filter(|index| play.model.is_live(*index)) else { return Ok(()) };
    let account = play.model.sessions[index].account;
    let now = play.model.accounts[account].password;
    let (id, name) = (play.ids[account].clone(), name(&play.ids[account]));
    let link = if matches!(by, Ender::Reset) { play.world.reset_link(&id).await } else { String::new() };
    play.world.services.sessions.write_activity().await.map_err(|error| error.to_string())?;
    play.world.clock.shift(SHORT);
    play.model.pass(SHORT);
    if !play.model.is_live(index) {
        return play.ask(index).await;
    }
    if matches!(by, Ender::Owner) && !play.model.is_proved(index) {
        return Ok(());
    }
    let own = play.handed[index].cookie.clone();
    let world = &*play.world;
    let sign_in = [("username", &*name), ("password", PASSWORDS[now])];
    let passwords = [("current_password", PASSWORDS[now]), ("new_password", PASSWORDS[now ^ 1])];
    let (other, fields) = match beside {
        Beside::EndOthers => ("end_other_sessions", &[][..]),
        Beside::ChangePassword => ("change_password", &passwords[..]),
        Beside::SignInAgain => ("sign_in_again", &passwords[..1]),
    };
    let (_, _, begun, ended, other, _) = tokio::join!(
        world.call_elsewhere(Some(&own), "visit", &[]),
        world.call(Some(&own), "change_display_name", &[("display_name", "Late")]),
        world.call_elsewhere(None, "sign_in", &sign_in),
        end(world, by, &id, &own, &link, now),
        world.call(Some(&own), other, fields),
        world.call(Some(&own), "visit", &[]),
    );
    ended?;
    let is_over = |other: usize| match by {
        Ender::SignOut => other == index,
        _ => play.model.sessions[other].account == account,
    };
    for (other, handed) in play.handed.iter().enumerate().filter(|(other, _)| is_over(*other)) {
        let answer = world.call(Some(&handed.cookie), "principal", &[]).await;
        check(answer.body["kind"] != "member", || format!("session {other} let in after {by:?}: {answer:?}"))?;
        let answer = world.call(Some(&handed.cookie), "list_sessions", &[]).await;
        check(matches!(answer.status, 401 | 403), || format!("session {other} served after {by:?}: {answer:?}"))?;
    }
    let renewed = if beside == Beside::EndOthers { None } else { Some(other) };
    wait_until_idle(play, account, (by, beside), begun, renewed).await
}

async fn end(world: &World, by: Ender, id: &str, own: &str, link: &str, now: usize) -> Played {
    let (admin, bans) = (&world.services.session_admin, &world.services.bans);
    let done = match by {
        Ender::Ban => {
            bans.ban(&Grant::operator(), id, BanTerms { reason: "Rudeness", ..BanTerms::default() }).await.map(drop)
        }
        Ender::Administrator => admin.end_sessions(&Grant::operator(), id).await.map(drop),
        Ender::Policy => {
            world.set_policy(&short()).await;
            Ok(())
        }
        Ender::Owner | Ender::SignOut | Ender::Reset => {
            let new = PASSWORDS[now ^ 1];
            let answer = match by {
                Ender::Owner => world.call(Some(own), "end_all_sessions", &[]).await,
                Ender::SignOut => world.call(Some(own), "sign_out", &[]).await,
                _ => world.call(None, "reset_password", &[("token", link), ("new_password", new)]).await,
            };
            // The owner's request may come too late if a new password has already ended the session.
            let late = matches!(by, Ender::Owner) && answer.status == 401;
            return check(answer.status == 200 || late, || format!("{by:?}: {answer:?}"));
        }
    };
    done.map_err(|error| error.to_string())
}

/// Records the outcome of the race in the model, as far as more than one outcome is permitted.
async fn wait_until_idle(
    play: &mut Play<'_>,
    account: usize,
    (by, beside): (Ender, Beside),
    begun: Answer,
    renewed: Option<Answer>,
) -> Played {
    let live = play.model.live_of(account);
    match by {
        Ender::Ban => play.model.accounts[account].banned_until = i64::MAX,
        Ender::Reset => play.model.accounts[account].password ^= 1,
        Ender::Administrator | Ender::Owner | Ender::SignOut | Ender::Policy => {}
    }
    for index in live {
        let answer = play.world.call(play.cookie(index), "principal", &[]).await;
        adopt(play, index, by, &answer)?;
    }
    if matches!(by, Ender::Policy) {
        play.model.set_policy(short());
    }
    let anew = beside == Beside::SignInAgain;
    for (answer, anew) in [(&begun, false)].into_iter().chain(renewed.iter().map(|answer| (answer, anew))) {
        let may_be = match answer.refusal() {
            "bad_credentials" | "sign_in_required" | "banned" => true,
            "too_many_sessions" => !anew,
            // The password was right when the request was sent.
            "invalid" => anew && matches!(by, Ender::Reset),
            _ => answer.status == 200,
        };
        check(may_be, || format!("during {by:?}: {answer:?}"))?;
    }
    let renewed = renewed.filter(|answer| answer.status == 200);
    play.model.accounts[account].password ^= usize::from(!anew && renewed.is_some());
    let may_live = !matches!(by, Ender::Ban | Ender::Reset);
    // A renewed session replaces a live one, so an ending of all the account's sessions ends either of them.
    let may_go_on = may_live && !(anew && matches!(by, Ender::Administrator));
    let renewed = renewed.map(|answer| (answer, may_go_on));
    let mut started: Vec<_> = [(begun, may_live)].into_iter().chain(renewed).collect();
    // In the order of their rows, which decides between sessions that were idle equally long.
    started.sort_by_key(|(answer, _)| id(answer));
    for (answer, may_live) in started {
        begin(play, account, by, answer, may_live).await?;
    }
    Ok(())
}

/// The public ID of the new session.
fn id(answer: &Answer) -> String {
    answer.body["session"]["id"].as_str().unwrap_or_default().to_owned()
}

/// Records a session that began during the race, if one did.
async fn begin(play: &mut Play<'_>, account: usize, by: Ender, answer: Answer, may_live: bool) -> Played {
    let id = id(&answer);
    let Some(cookie) = answer.cookie.filter(|_| answer.status == 200) else { return Ok(()) };
    let remember_me = answer.body["session"]["remember_me"] == true;
    play.model.start_live(account, remember_me);
    play.handed.push(Handed { cookie, id });
    let index = play.handed.len() - 1;
    let answer = play.world.call(play.cookie(index), "principal", &[]).await;
    if may_live && answer.body["kind"] == "member" {
        return Ok(());
    }
    adopt(play, index, by, &answer)
}

/// Records that the session ended for one of the permitted reasons: the ending's, or that of a concurrent request.
fn adopt(play: &mut Play<'_>, index: usize, by: Ender, answer: &Answer) -> Played {
    let reason = match by {
        Ender::Ban => "banned",
        Ender::Administrator => "ended_by_administrator",
        Ender::Owner => "ended_by_you",
        Ender::SignOut => "signed_out",
        Ender::Reset => "password_changed",
        Ender::Policy => "policy",
    };
    for reason in [reason, "ended_by_you", "replaced", "password_changed"] {
        let mut with = play.model.clone();
        with.end(index, reason);
        if answer.says(with.summary(index)) {
            play.model = with;
            return Ok(());
        }
    }
    let lives = matches!(by, Ender::SignOut) && answer.body["kind"] == "member";
    check(lives, || format!("session {index} after {by:?}: {answer:?}"))
}
