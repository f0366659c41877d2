//! The guide shows the code of the example.

use crate::sources::hold;

/// Precedes a block of code that is taken from a file: `<!-- examples/notes/src/lib.rs -->`.
const MARK: &str = "<!-- examples/";

#[test]
fn the_guide_shows_what_the_example_says() {
    let guide = std::fs::read_to_string("docs/build-on-hallpass.md").expect("the guide");
    let (mut found, mut broken) = (0, Vec::new());
    for part in guide.split(MARK).skip(1) {
        found += 1;
        let (path, rest) = part.split_once(" -->\n").expect("a path");
        let block = rest.strip_prefix("```").and_then(|rest| rest.split_once('\n')).expect("a block of code").1;
        let block = block.split("\n```").next().expect("its end");
        let file = std::fs::read_to_string(format!("examples/{path}")).expect("a file of the example");
        if block.trim().is_empty() || !file.contains(block) {
            broken.push(path.to_owned());
        }
    }
    assert!(found >= 8, "only {found} blocks were found");
    hold("the guide shows what stands in the example", broken);
}
