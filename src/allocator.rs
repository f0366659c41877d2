//! The allocator of the server's program.

/// Rendering a page allocates thousands of small values. The system's allocator takes more time for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
