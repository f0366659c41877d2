//! The console's pages in open tabs.

mod live;
