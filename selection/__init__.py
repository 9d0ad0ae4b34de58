"""Selection (选任): vacancies, public election, terms and rotation."""
