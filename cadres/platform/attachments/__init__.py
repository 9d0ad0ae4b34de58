"""Attachments (附件): encrypted files attached to any record. See docs/attachments.md."""
