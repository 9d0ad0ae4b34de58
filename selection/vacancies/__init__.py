"""Vacancies (职位空缺): a seat that is or will be free, and must be filled."""
