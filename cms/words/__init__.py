"""Words: texts that people can mend; now the glossary of the site."""
