"""The outbox (发件箱): what must reach the outside, written with the change that causes it. See docs/outbox.md."""
