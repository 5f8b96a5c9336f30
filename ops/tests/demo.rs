//! `clustermap demo`.

use crate::assert_ran;
use crate::support::{Folder, Server};

#[test]
fn where_it_cannot_listen_it_loads_nothing_and_prints_no_token() {
    let folder = Folder::new();
    let server = Server::start(&folder);
    let other = Folder::new();
    assert_ran!(other.run(&["demo", "--listen", server.address()]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: can't listen at [address]: Address already in use (os error 98)
    hint: give another address with --listen; port 0 takes a free one
    ");
    assert!(!other.data().exists());
    server.stop();
}
