"""How gunicorn serves the pages: in ``make run`` and, by ``deploy/``, in production."""

import gc
import os

from config.runner.children import die_with_parent

wsgi_app = "config.wsgi:application"
bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
preload_app = True  # one import for all workers
timeout = 60
graceful_timeout = 10
max_requests = 5000
max_requests_jitter = 500
accesslog = None
loglevel = os.environ.get("WEB_LOG_LEVEL") or "warning"
# A search that would hold the database up is ended and told; libpq takes this where the address says nothing else.
os.environ.setdefault("PGOPTIONS", f"-c statement_timeout={int(os.environ.get('STATEMENT_SECONDS') or 15)}s")
control_socket_disable = True  # it would lie in the home folder, shared by all copies


def pre_fork(server, worker):  # noqa: ARG001 -- gunicorn's signature
    gc.freeze()  # what was loaded before the fork is shared by the workers and never garbage: nobody looks through it


def post_fork(server, worker):  # noqa: ARG001 -- gunicorn's signature
    die_with_parent()
    gc.set_threshold(10_000, 20, 20)  # a page makes thousands of objects and keeps none: looking at 700 costs a fifth
