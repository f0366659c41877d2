//! Things have one name.

use std::collections::BTreeSet;

use crate::sources::{hold, sources};

/// Old names and what they are called now; docs/glossary.md explains the new ones.
const RENAMED: [(&str, &str); 38] = [
    ("tell_everyone", "notify_all"),
    ("stir", "console_changed"),
    ("Pulse", "ChangeSignal"),
    ("pulse", "change_signal"),
    ("Seen", "ResolvedSession"),
    ("Reach", "Rank"),
    ("Seats", "ConnectionLimits"),
    ("upkeep", "maintenance"),
    ("keep_up", "run_maintenance"),
    ("Which", "SessionSelector"),
    ("Those", "ImpersonationSelector"),
    ("Wanted", "Filter"),
    ("Way", "QueryPlan"),
    ("Shown", "LiveList or InitialValues"),
    ("Elsewhere", "RemoteChanges"),
    ("take_up", "apply"),
    ("hand_over", "flash"),
    ("dress", "render_error"),
    ("Posted", "FormFlash"),
    ("Lookout", "OverviewCache"),
    ("proof", "reauthentication"),
    ("told", "notified"),
    ("tell", "notify"),
    ("upkeep_at", "maintained_at"),
    ("LOOKING", "LOOKUPS"),
    ("Kept", "Stored"),
    ("PROVE_PASSWORD", "REAUTHENTICATE"),
    ("said_by", "attribution"),
    ("remembered", "remember_me"),
    ("Seat", "BrowserSession"),
    ("Happening", "EventKind"),
    ("SeenFrom", "Viewer"),
    ("Crew", "WorkerPool"),
    ("Floods", "RefusalLimiter"),
    ("settle", "apply_cuts"),
    ("prove", "reauthenticate"),
    ("law", "enforcement"),
    ("courtesy", "hint"),
];

#[test]
fn old_names_do_not_come_back() {
    let glossary = std::fs::read_to_string("docs/glossary.md").expect("the glossary");
    assert!(glossary.contains("reauthentication"));
    let mut broken = Vec::new();
    let tests = sources("tests").into_iter().filter(|source| !source.is_in("tests/architecture"));
    for source in sources("src").into_iter().chain(tests) {
        let code = source.code();
        let words: BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        for (old, new) in RENAMED {
            if words.contains(old) {
                broken.push(format!("{}: `{old}` is called {new}", source.path.display()));
            }
        }
    }
    hold("things have one name", broken);
}
