"""Tenure watch (任期监测): terms that end and rotations that fall due."""
