"""The launcher behind ``make run`` and ``make test``: embedded servers, preparation, supervision.

Imports nothing of Django: it prepares what Django needs and must be able to say why it cannot.
"""
