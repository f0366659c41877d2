//! The server and its command line.

fn main() -> std::process::ExitCode {
    hallpass::main(shop::app())
}
