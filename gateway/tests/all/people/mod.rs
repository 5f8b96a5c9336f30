//! People: signing in, sessions, what their forms need.

mod forms;
mod kept;
mod sign_in;
