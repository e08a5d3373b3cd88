"""Press: jobs, private files, mail, and the writers of documents."""
