"""Long work in the background with progress and cancel (任务). How an app uses it: docs/jobs.md."""
