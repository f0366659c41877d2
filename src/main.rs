//! The command line's entry; everything lives in `hallpass::command`.

fn main() -> std::process::ExitCode {
    hallpass::command::main()
}
