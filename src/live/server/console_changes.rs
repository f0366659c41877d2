//! When a tab of the console is told that something has changed: a burst of changes is one word.

use std::time::Duration;

use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

/// How long what comes next is waited for, so that it is told together.
const GATHER: Duration = Duration::from_millis(200);
/// Between two words, at least.
const PAUSE: Duration = Duration::from_secs(2);

/// Whatever changes, at a calm pace.
#[derive(Debug)]
pub(super) struct ConsoleChanges {
    anything: watch::Receiver<u64>,
    /// When the next word is due; `None`: nothing has changed.
    at: Option<Instant>,
    /// No word before this.
    quiet_until: Instant,
    /// How long what comes next is waited for.
    gather: Duration,
}

impl ConsoleChanges {
    /// `spread`: what this channel waits in addition, so that not all tabs ask in the same moment.
    pub(super) fn new(anything: watch::Receiver<u64>, spread: Duration) -> Self {
        Self { anything, at: None, quiet_until: Instant::now(), gather: GATHER + spread }
    }

    /// Waits until a word is due. Nothing is lost when this is dropped before it ends.
    pub(super) async fn due(&mut self) {
        if self.at.is_none() {
            if self.anything.changed().await.is_err() {
                // The database has gone, and its changes with it.
                return std::future::pending().await;
            }
            self.at = Some(self.quiet_until.max(Instant::now() + self.gather));
        }
        sleep_until(self.at.unwrap_or(self.quiet_until)).await;
        // What has changed until now is told with this word.
        self.anything.mark_unchanged();
        self.at = None;
        self.quiet_until = Instant::now() + PAUSE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_burst_is_one_word_and_the_next_one_waits() {
        let changes = watch::Sender::new(0);
        let mut console_changes = ConsoleChanges::new(changes.subscribe(), Duration::ZERO);
        let began = Instant::now();
        for count in 1..=3 {
            changes.send_replace(count);
        }
        console_changes.due().await;
        assert_eq!(began.elapsed(), GATHER);
        assert!(tokio::time::timeout(10 * PAUSE, console_changes.due()).await.is_err());
        changes.send_replace(4);
        console_changes.due().await;
        let told = Instant::now();
        changes.send_replace(5);
        console_changes.due().await;
        assert_eq!(told.elapsed(), PAUSE);
    }

    #[tokio::test(start_paused = true)]
    async fn waiting_that_is_given_up_loses_nothing() {
        let changes = watch::Sender::new(0);
        let mut console_changes = ConsoleChanges::new(changes.subscribe(), Duration::ZERO);
        changes.send_replace(1);
        assert!(tokio::time::timeout(GATHER / 2, console_changes.due()).await.is_err());
        console_changes.due().await;
    }
}
