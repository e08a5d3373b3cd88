"""Words: texts that people can mend: the glossary, and corrections of what is shipped."""
