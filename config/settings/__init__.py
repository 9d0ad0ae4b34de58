"""Settings by place: ``dev`` (default), ``test``, ``production``; all build on ``base``."""
