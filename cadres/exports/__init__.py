"""Exports of personal data (导出审批): asked for, approved by another person, watermarked, fetched once, recorded."""
