-- Taken by the server that adds a cookie key, so that servers do not add one each.
INSERT INTO locks (name, taken) VALUES ('cookie_keys', 0);
