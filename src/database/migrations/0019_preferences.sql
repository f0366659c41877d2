-- What a person prefers, such as the theme and the language, encoded as a form. Empty: nothing is set.
ALTER TABLE accounts ADD COLUMN preferences TEXT NOT NULL DEFAULT '';
