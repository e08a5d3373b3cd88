"""Translation: what each text was made from, what is behind, and the work of translators."""
