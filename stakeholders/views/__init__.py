"""The pages of people, posts and bodies, of accounts, and of the log."""
