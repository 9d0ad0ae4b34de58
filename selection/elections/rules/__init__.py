"""Rules of the public election, pure: facts in, objections out. One module a theme."""
