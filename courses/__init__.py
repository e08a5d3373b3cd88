"""Courses: what is taught, and how far each learner is."""
